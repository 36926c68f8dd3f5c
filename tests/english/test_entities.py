"""The entities found at once are those that spaCy's recogniser finds word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.articles.read import read
from kg.english import language
from kg.english.entities import OURS, RECOGNISER, quicken
from kg.model import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXTS = [
    "On 3 March 2024 the Bank of America lent Acme Robotics Inc. $1.2 billion.  It is in New York City",
    "the European Investment Fund, Accel\n\nand Jane van der Roe paid 5% of Zetta.  ",
    "Meta",
    "",
    "   ",
    "Forty-nine Norwegians met U.S. Senator Ann Roe in the White House at noon . She left . Google stayed",
]


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(each.start, each.end, each.label_) for each in doc.ents]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return language.load()


@pytest.fixture(scope="module")
def sample() -> list[str]:
    return [
        each.text.replace("\n", " ") for each in read(["seeds/articles"]) if isinstance(each, Article)
    ] + TEXTS


def test_what_spacy_finds_is_found(nlp: Any, sample: list[str]) -> None:
    assert OURS in nlp.pipe_names
    assert RECOGNISER not in nlp.pipe_names
    ours = list(nlp.pipe(sample))
    theirs = list(nlp.get_pipe(RECOGNISER).pipe(nlp.pipe(sample, disable=[OURS])))
    assert sum(len(doc.ents) for doc in ours) > 500
    for one, other in zip(ours, theirs, strict=True):
        assert entities(one) == entities(other)
        assert [word.ent_iob_ for word in one] == [word.ent_iob_ for word in other]


def test_a_document_alone_has_the_entities_that_it_has_among_others(nlp: Any, sample: list[str]) -> None:
    for text, doc in zip(sample[-8:], nlp.pipe(sample[-8:]), strict=True):
        assert entities(nlp(text)) == entities(doc)


def test_a_pipeline_without_a_recogniser_stays_as_it_is() -> None:
    import spacy

    nlp = spacy.blank("en")
    quicken(nlp)
    assert nlp.pipe_names == []


def test_entities_that_rules_have_set_before_are_left_to_spacy() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler")
    nlp.add_pipe("ner")
    quicken(nlp)
    assert nlp.pipe_names == ["entity_ruler", "ner"]


def test_a_recogniser_that_searches_more_widely_is_left_to_spacy() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("beam_ner", name="ner")
    quicken(nlp)
    assert nlp.pipe_names == ["ner"]
