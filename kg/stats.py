"""What is in a graph, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query import Graph, Table, local_name, run
from kg.tables import plain

ENTITIES = """
SELECT ?class (COUNT(DISTINCT ?entity) AS ?n) WHERE { ?entity skos:prefLabel ?name ; a ?class }
GROUP BY ?class ORDER BY ?class
"""
EVENTS = """
SELECT ?relation ?status (COUNT(DISTINCT ?event) AS ?events) (COUNT(DISTINCT ?claim) AS ?claims)
  (COUNT(DISTINCT ?article) AS ?articles)
WHERE { ?event kg:relation ?relation ; kg:status ?status ; kg:reportedIn ?claim . ?claim prov:wasQuotedFrom ?article }
GROUP BY ?relation ?status ORDER BY ?relation ?status
"""
COUNTS = """
SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?event) AS ?events)
WHERE { { ?article a kg:Article } UNION { ?claim a kg:Claim } UNION { ?event kg:reportedIn ?told } }
"""
TRIPLES = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Told:
    """How many facts of one relation and status the graph has, with their claims and articles."""

    relation: str
    status: str
    facts: int
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The numbers of a graph: what it holds in all, its entities by type, its facts by relation and status."""

    articles: int
    claims: int
    facts: int
    triples: int
    entities: dict[str, int]
    told: tuple[Told, ...]


def count(store: Graph) -> Stats:
    """The numbers of a graph that `kg.query.open_graph` opened; a fact is an event, whoever tells it."""
    articles, claims, facts = _numbers(store, COUNTS)
    entities = {local_name(str(kind)): _whole(n) for kind, n in _rows(store, ENTITIES)}
    told = (
        Told(local_name(str(relation)), local_name(str(status)).lower(), *map(_whole, numbers))
        for relation, status, *numbers in _rows(store, EVENTS)
    )
    return Stats(articles, claims, facts, _numbers(store, TRIPLES)[0], entities, tuple(told))


def _rows(store: Graph, text: str) -> list[tuple[str | int | float | bool, ...]]:
    table = run(store, text)
    assert isinstance(table, Table)
    return [tuple(plain(term) for term in row if term is not None) for row in table.rows]


def _numbers(store: Graph, text: str) -> list[int]:
    return [_whole(value) for value in _rows(store, text)[0]]


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
