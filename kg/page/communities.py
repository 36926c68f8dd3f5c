"""Which entities keep together: the communities by which the page may colour them."""

from __future__ import annotations

from collections.abc import Sequence, Set

import networkx as nx

SEED = 1  # any will do; a fixed one gives the same page each time
LEAST = 3  # entities; fewer are no community worth a colour


def communities(graph: nx.Graph, most: int) -> list[list[int]]:
    """The `most` largest communities by Louvain's method, the largest first.

    Entities are numbers; within a community the best connected come first, equal ones by number.
    """
    found: Sequence[Set[int]] = nx.community.louvain_communities(graph, seed=SEED)
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    kept = [members for members in ranked[:most] if len(members) >= LEAST]
    return [sorted(members, key=lambda number: (-graph.degree(number), number)) for members in kept]
