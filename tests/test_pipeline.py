"""From articles to facts: what a failing reader means for the others, and order."""

from __future__ import annotations

import random

import pytest
from rdflib import SKOS, Literal, URIRef

from kg.articles import Skipped
from kg.errors import KGError, StoppedError
from kg.model import Article, Entity, Evidence, Fact, Status
from kg.pipeline import Reading, build, extract, ordered


def hired(article: Article, start: int, end: int, quote: str | None = None) -> Fact:
    evidence = Evidence(article.id, start, end, quote or article.text[start:end], "test")
    return Fact("hired", Entity("Company", "Meta"), Entity("Person", "Bob"), Status.DONE, evidence)


class Words:
    """A reader that finds one fact a word, last word first, and fails on some texts."""

    def read(self, article: Article) -> list[Fact]:
        if "boom" in article.text:
            raise ValueError("no verb\nhere")
        if "lie" in article.text:
            return [hired(article, 0, 3, "not there")]
        starts = [n for n, sign in enumerate(article.text) if n == 0 or article.text[n - 1] == " "]
        return [hired(article, start, len(article.text)) for start in reversed(starts)]


def test_facts_come_in_the_order_of_the_text() -> None:
    (reading,) = extract([Article("a", "one two three")], Words())
    assert isinstance(reading, Reading)
    assert [fact.evidence.quote for fact in reading.facts] == ["one two three", "two three", "three"]


def test_an_article_on_which_the_reader_fails_does_not_stop_the_others() -> None:
    found = list(extract([Article("a", "boom"), Skipped("b.txt", "is empty"), Article("c", "fine")], Words()))
    assert found[0] == Skipped("a", "the reader failed (ValueError: no verb here)")
    assert found[1] == Skipped("b.txt", "is empty")
    assert isinstance(found[2], Reading)


def test_evidence_that_is_not_verbatim_is_refused() -> None:
    (skipped,) = extract([Article("a", "lie")], Words())
    assert isinstance(skipped, Skipped)
    assert "not there" in skipped.reason


def test_ordered_by_id_with_the_skipped_behind() -> None:
    values = [Skipped("z", "x"), Article("b", "2"), Skipped("y", "x"), Article("a", "1")]
    assert ordered(values) == [Article("a", "1"), Article("b", "2"), Skipped("y", "x"), Skipped("z", "x")]


def test_build_is_the_same_whatever_the_order() -> None:
    readings = list(extract([Article(id, f"{id} text") for id in "abc"], Words()))
    first = build(readings)
    for seed in range(3):
        random.Random(seed).shuffle(readings)
        again = build(readings)
        assert (again.articles, again.facts) == (first.articles, first.facts)
        assert set(again.graph.quads()) == set(first.graph.quads())


def test_build_takes_the_base_and_what_is_known_of_seeds() -> None:
    built = build(extract([Article("a", "text")], Words()), base="https://example.org/id/")
    meta = URIRef("https://example.org/id/company/meta")
    assert set(built.graph.subjects(SKOS.prefLabel, Literal("Meta"))) == {meta}


def test_build_of_nothing_is_an_error() -> None:
    with pytest.raises(KGError, match="1 skipped"):
        build([Skipped("a.txt", "is empty")])


class Tired(Words):
    """A reader that stops at some texts and reads on where it need not think."""

    def read(self, article: Article) -> list[Fact]:
        if "hard" in article.text:
            raise StoppedError("too tired")
        return super().read(article)


def test_what_a_reader_leaves_when_it_stops_is_one_line() -> None:
    texts = {"a": "one", "b": "hard", "c": "hard", "d": "two"}
    found = list(extract([Article(id, text) for id, text in texts.items()], Tired()))
    assert [each.article.id for each in found if isinstance(each, Reading)] == ["a", "d"]
    assert found[-1] == Skipped("b and 1 more", "too tired")
