"""The edges of the picture: all facts with the same ends, relation and status are one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from kg.page.content import Statement, mutual

Key = tuple[int, int, str, str]


def edges(facts: Sequence[Statement]) -> list[dict[str, Any]]:
    """One edge for all facts with the same ends, relation and status; `facts` are their indices."""
    found: dict[Key, list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.object is not None and fact.object != fact.subject:
            key = (fact.subject, fact.object, fact.relation, fact.status)
            found.setdefault(key, []).append(number)
    for key, numbers in _implied(facts, {_pair(key) for key in found}).items():
        found[key] = numbers
    return [_edge(key, found[key]) for key in sorted(found)]


def degrees(edges: Iterable[dict[str, Any]]) -> Counter[int]:
    """How many edges each entity has."""
    return Counter(end for edge in edges for end in {edge["from"], edge["to"]})


def graph_of(count: int, edges: Iterable[dict[str, Any]]) -> nx.Graph:
    """So many entities, joined as the edges join them."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((edge["from"], edge["to"]) for edge in edges)
    return graph


def radius(degree: int) -> float:
    """The radius in pixels of an entity with that many edges.

    >>> radius(0), radius(9), radius(1000)
    (7.0, 15.4, 32.0)
    """
    return min(32.0, round(7 + 2.8 * math.sqrt(degree), 1))


def _implied(facts: Sequence[Statement], joined: set[tuple[int, int]]) -> dict[Key, list[int]]:
    """Edges for what facts imply between things that no fact joins, as a hire does for the former employer."""
    found: dict[Key, list[int]] = {}
    for number, fact in enumerate(facts):
        for name, one, other in fact.shortcuts:
            key = (one, other, name, fact.status)
            if _pair(key) not in joined:
                found.setdefault(key, []).append(number)
    return found


def _pair(key: Key) -> tuple[int, int]:
    return min(key[:2]), max(key[:2])


def _edge(key: Key, numbers: list[int]) -> dict[str, Any]:
    one, other, relation, status = key
    said = {"relation": relation, "status": status, "facts": numbers, "mutual": mutual(relation)}
    return {"from": one, "to": other, **said}
