"""Which entities keep together: the communities by which the page may colour them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Any

import networkx as nx

from kg.page.content import Thing
from kg.page.look import look

SEED = 1  # any will do; a fixed one gives the same page each time
LEAST = 3  # entities; fewer are no community worth a colour


def communities(graph: nx.Graph, most: int) -> list[list[int]]:
    """The `most` largest communities by Louvain's method, the largest first.

    Entities are numbers; within a community the best connected come first, equal ones by number.
    """
    found: Sequence[Set[int]] = nx.community.louvain_communities(graph, seed=SEED)
    return [members for members in _ranked(graph, found)[:most] if len(members) >= LEAST]


def parts(graph: nx.Graph) -> list[list[int]]:
    """All communities of a large graph, in the order of `communities`.

    Labels are passed on first, which takes a second where Louvain's method takes a minute; Louvain's then
    joins the small communities that this leaves.
    """
    found = nx.community.fast_label_propagation_communities(graph, seed=SEED)
    small = sorted(sorted(members) for members in found)
    own = {number: part for part, members in enumerate(small) for number in members}
    weights = Counter((min(own[a], own[b]), max(own[a], own[b])) for a, b in graph.edges)
    between = nx.Graph()
    between.add_nodes_from(range(len(small)))
    between.add_weighted_edges_from((one, two, weight) for (one, two), weight in sorted(weights.items()))
    joined = nx.community.louvain_communities(between, seed=SEED)
    return _ranked(graph, ({number for part in each for number in small[part]} for each in joined))


def legend_of(things: Sequence[Thing], groups: list[list[int]]) -> list[dict[str, Any]]:
    """Label and colours of each community, named for its best connected entity, and of all other entities."""
    colors = zip(groups, look()["communities"], strict=False)
    rows = [
        {"name": number, "label": f"around {things[members[0]].name}", **color}
        for number, (members, color) in enumerate(colors)
    ]
    left = sum(map(len, groups)) < len(things)
    return [*rows, {"name": len(groups), **look()["others"]}] if left else rows


def _ranked(graph: nx.Graph, found: Iterable[Set[int]]) -> list[list[int]]:
    """The largest first, in each the best connected first; equal ones by number."""
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    return [sorted(members, key=lambda number: (-graph.degree(number), number)) for members in ranked]
