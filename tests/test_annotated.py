"""The annotated articles: every fact is of a known kind, of an article that is there, and quotes its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.articles import read
from kg.evaluate import read as read_facts
from kg.model import Article, Status
from kg.ontology import RELATIONS

TESTS = Path(__file__).parent
SPACE = re.compile(r"\s+")


@pytest.mark.parametrize("name", ["news", "training", "trust"])
def test_every_fact_quotes_its_article(name: str) -> None:
    folder = TESTS / name
    articles = read([str(folder / "articles")])
    texts = {a.id: SPACE.sub(" ", a.text) for a in articles if isinstance(a, Article)}
    facts = [fact for told in read_facts(folder / "gold").values() for fact in told]
    assert len(facts) > 2000
    for fact in facts:
        assert fact.relation in RELATIONS, fact.line
        assert fact.status in set(Status), fact.line
        assert SPACE.sub(" ", fact.line["evidence"]).strip() in texts[fact.line["article"]], fact.line
