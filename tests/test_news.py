"""The articles of tests/news: how much of what is found is right, and how much of what is stated is found."""

from __future__ import annotations

from pathlib import Path

from kg import facts
from kg.articles import read
from kg.english import reader
from kg.evaluate import evaluate
from kg.evaluate import read as read_facts
from kg.evaluate.reliability import reliability
from kg.evaluate.stated import stated

NEWS = Path(__file__).parent / "news"


def test_the_reader_does_not_get_worse() -> None:
    one = reader.load()
    found = {
        article.id: [stated(facts.to_json(fact)) for fact in one.read(article)]
        for article in read([str(NEWS / "articles")])
    }
    known = read_facts(NEWS / "gold")
    assert found.keys() == known.keys()
    verdict = evaluate(known, found)
    assert verdict.total.precision > 0.86
    assert verdict.total.recall > 0.63
    sure, doubtful = (
        [row.right for row in reliability(verdict).rows if row.facts > 50 and (row.mean > 0.75) == high]
        for high in (True, False)
    )
    assert min(sure) > max(doubtful)
