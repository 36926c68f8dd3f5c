"""What is said word by word: pronouns as they stand, open jobs, and nothing merged."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from kg import facts, readers
from kg.english import reader
from kg.errors import KGError
from kg.learned.mentions import JOBS, told
from kg.learned.standins import LOOSE, WORD, loosened
from kg.learned.weights import Weights, load
from kg.model import Article, Fact, Span
from kg.readers import ordered

TEXT = "She is chief executive of Lumenary, which was founded in 1998."


@functools.cache
def rules() -> reader.Reader:
    return reader.load()


def kinds(text: str) -> dict[str, str]:
    """The words of a text that stand for something nobody knows, with their kinds."""
    return {
        marked.span(item).of(text): item.value.kind  # type: ignore[attr-defined]
        for marked in map(loosened, rules().marked(Article("a", text)))
        for item in marked.items
        if getattr(item.value, "kind", "") in (WORD, LOOSE)
    }


def test_pronouns_without_a_name_stand_for_themselves() -> None:
    assert kinds(TEXT)["She"] == WORD
    assert "Lumenary" not in kinds(TEXT)


def test_what_only_looks_like_a_pronoun_is_none() -> None:
    assert not {"that", "IT"} & kinds("She said that IT matters.").keys()


def test_nothing_is_loosened_where_all_words_are_known() -> None:
    sentence = rules().marked(Article("a", "Acme Robotics bought Nuvolo."))[0]
    assert loosened(sentence) is sentence


def certain(weights: Weights) -> Weights:
    """The weights with no pair below any cut: all that the types allow is told."""
    return dataclasses.replace(weights, cuts=dict.fromkeys(("employed", "worksFor", "workedFor"), -5.9))


def found(weights: Weights) -> list[Fact]:
    article = Article("a", TEXT)
    return list(told(article, rules().marked(article), weights))


def test_an_open_job_is_one_of_the_two_and_never_both() -> None:
    jobs = [(f.subject.name, str(f.object)) for f in found(certain(load())) if f.relation in JOBS]
    assert ("She", "Lumenary") in jobs
    assert len(jobs) == len(set(jobs))


def test_a_cut_above_all_scores_leaves_nothing() -> None:
    high = dataclasses.replace(load(), cuts=dict.fromkeys([head[:-1] for head in load().heads], 99.0))
    assert found(high) == []


def test_of_one_pair_the_surest_fact_stays() -> None:
    fact = found(certain(load()))[0]
    twice = [fact.replace(confidence=0.2), fact.replace(confidence=0.9)]
    assert [f.confidence for f in ordered(twice)] == [0.9]


def test_the_order_is_that_of_the_text() -> None:
    fact = found(certain(load()))[0]
    later = fact.replace(subject_span=Span(50, 54))
    assert ordered([later, fact]) == [fact, later]


@pytest.mark.parametrize("name", ["rules", "learned", "both"])
def test_a_fact_said_twice_is_told_twice(name: str) -> None:
    article = Article("a", "Acme Robotics acquired Nuvolo.\n\nAcme Robotics acquired Nuvolo.")
    told_ = readers.by_mention(readers.load(name)).read(article)
    assert [f.evidence.start for f in told_ if f.relation == "acquired"] == [0, 32]
    assert all(facts.loads(facts.dumps(f)).subject == f.subject for f in told_)


def test_a_reader_of_facts_only_is_refused() -> None:
    with pytest.raises(KGError, match="pairs of words"):
        readers.by_mention(object())  # type: ignore[arg-type]
