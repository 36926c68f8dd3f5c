"""The graph: claims in one named graph per article, and all that follows from them in the default graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import Dataset

from kg import facts as lines
from kg.errors import KGError
from kg.graph import iris
from kg.graph.claims import Known, article_triples, claim_iri, claim_triples, entities, naming_triples
from kg.graph.derive import derive
from kg.graph.load import load
from kg.graph.news import NewsGraph
from kg.model import Article, Fact
from kg.ontology import BASE

__all__ = ["NewsGraph", "add", "build", "derive", "load", "remove"]


def build(
    articles: Iterable[Article], facts: Iterable[Fact], base: str = BASE, *, known: Known | None = None
) -> NewsGraph:
    """The graph of the facts that the articles state, the same whatever the order of either.

    Facts come resolved: `Entity.id` is a path such as "company/meta", or empty, and then made of type
    and name. `known` maps such paths to IRIs of the same thing elsewhere. A fact that joins a thing
    to itself is left out. Raises KGError where a fact's article is not among the articles.
    """
    stated: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        stated[fact.evidence.article].append(fact)
    dataset, base = NewsGraph(), iris.checked_base(base)
    for article in articles:
        add(dataset, article, stated.pop(article.id, []), base=base, known=known)
    if stated:
        raise KGError(f"facts of unknown articles: {', '.join(sorted(stated)[:5])}; give their articles too")
    derive(dataset)
    return dataset


def add(
    dataset: Dataset,
    article: Article,
    facts: Iterable[Fact],
    *,
    base: str = BASE,
    known: Known | None = None,
) -> None:
    """Put what the article says into its named graph, in place of what was there; then `derive`."""
    base = iris.checked_base(base)
    name = iris.article(article.id, base)
    graph = dataset.graph(name)
    graph.remove((None, None, None))
    for triple in article_triples(article, name):
        graph.add(triple)
    for fact in _distinct(facts, name=name, base=base):
        for entity in entities(fact):
            for triple in naming_triples(entity, (name, base), known or {}):
                graph.add(triple)
        for triple in claim_triples(fact, article, (name, base)):
            graph.add(triple)


def remove(dataset: Dataset, article: str, base: str = BASE) -> None:
    """Take out the named graph of the article of that id; then `derive`. KGError where it has none."""
    name = iris.article(article, iris.checked_base(base))
    if not len(dataset.graph(name)):
        raise KGError(f"the graph has no article {article!r}")
    dataset.remove_graph(name)


def _distinct(facts: Iterable[Fact], *, name: object, base: str) -> list[Fact]:
    """One fact for each claim: the surest, and among equals the first by its JSON line."""
    best: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (-fact.confidence, lines.dumps(fact))):
        if not isinstance(fact.object, type(fact.subject)) or iris.entity(fact.subject, base) != iris.entity(
            fact.object, base
        ):
            best.setdefault(claim_iri(fact, name, base), fact)  # type: ignore[arg-type]
    return list(best.values())
