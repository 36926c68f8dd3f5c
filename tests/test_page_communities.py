"""Communities: what is closely joined keeps together, small ones are none, the same each time."""

from __future__ import annotations

import networkx as nx

from kg.page.communities import communities


def rings(number: int, size: int) -> nx.Graph:
    """Complete graphs of that size, each joined to the next by one edge."""
    graph = nx.disjoint_union_all([nx.complete_graph(size)] * number)
    graph.add_edges_from((n * size, (n + 1) * size) for n in range(number - 1))
    return graph


def test_cliques_are_communities_around_their_best_connected_entity() -> None:
    found = communities(rings(3, 5), 8)
    assert [sorted(members) for members in found] == [[*range(5)], [*range(5, 10)], [*range(10, 15)]]
    assert [members[0] for members in found] == [0, 5, 10]


def test_the_largest_come_first_and_pairs_are_none() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (2, 3, 6, 4, 1)])
    assert [len(members) for members in communities(graph, 2)] == [6, 4]
    assert [len(members) for members in communities(graph, 8)] == [6, 4, 3]


def test_an_empty_graph_has_none() -> None:
    assert communities(nx.Graph(), 8) == []
    assert communities(nx.empty_graph(4), 8) == []
