"""What is remembered of spaCy's rules is what they would say again."""

from __future__ import annotations

from typing import Any

import pytest

from kg.english import language
from kg.english.remembered import lemmatizing, matching

TEXTS = [
    "It isn't clear whether Acme, which hadn't said anything, is gonna buy Zetta's 12 labs.",
    "There were two; let's see what they'd done, she ain't there \n\n and do it again.",
    "Meta hired Jane Roe from OpenAI. Meta hired John Doe, who had been leaving.",
]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return language.load()


def test_rules_of_the_attribute_ruler_hold_where_they_would(nlp: Any) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    remembering = matching(ruler)
    for doc in [*nlp.pipe(TEXTS), *nlp.pipe(TEXTS)]:
        assert remembering(doc) == type(ruler).match(ruler, doc)


def test_nouns_have_the_lemmas_of_the_lemmatizer(nlp: Any) -> None:
    lemmatizer = nlp.get_pipe("lemmatizer")
    nouns = [token for doc in nlp.pipe(TEXTS) for token in doc if token.pos_ == "NOUN"]
    assert "lab" in [token.lemma_ for token in nouns]
    assert all(token.lemma_ == lemmatizer.rule_lemmatize(token)[0] for token in nouns)


def test_a_word_is_lemmatized_once_in_each_use(nlp: Any) -> None:
    asked: list[str] = []

    def lemmatize(token: Any) -> list[str]:
        asked.append(token.text)
        return [token.text]

    lemmas = lemmatizing(lemmatize)
    doc = nlp("Meta hired Jane. Meta hired John.")
    assert [lemmas(token)[0] for token in doc] == [token.text for token in doc]
    assert sorted(asked) == sorted({"Meta", "hired", "Jane", "John", "."})


def test_parsing_leaves_the_threads_of_others_alone(nlp: Any) -> None:
    from threadpoolctl import threadpool_info

    def threads() -> list[tuple[str, int]]:
        return sorted((each["filepath"], each["num_threads"]) for each in threadpool_info())

    before = threads()
    assert [doc.text for doc in language.parsed(TEXTS, nlp)] == TEXTS
    assert threads() == before
