"""What a store gains and loses when a graph is put into it, as a SPARQL update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that go and quads that come."""

    gone: frozenset[ox.Quad] = frozenset()
    come: frozenset[ox.Quad] = frozenset()

    def update(self) -> str:
        """The change as one SPARQL update, which a store does whole or not at all; empty for none.

        >>> a, b = (ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:p"), ox.Literal(t)) for t in "ab")
        >>> print(Change(frozenset([a]), frozenset([b])).update())
        DELETE DATA {
        <x:a> <x:p> "a" .
        } ;
        INSERT DATA {
        <x:a> <x:p> "b" .
        }
        """
        parts = (("DELETE DATA", self.gone), ("INSERT DATA", self.come))
        return " ;\n".join(f"{verb} {{\n{_body(quads)}}}" for verb, quads in parts if quads)


def between(before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> Change:
    """What must go and come so that a store that holds `before` holds `after`."""
    old, new = frozenset(before), frozenset(after)
    return Change(old - new, new - old)


def by_graph(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, list[ox.Quad]]]:
    """The quads of each graph, sorted; the default graph's name is empty."""
    ordered = sorted(quads, key=lambda quad: (_graph(quad), str(quad)))
    for name, found in groupby(ordered, key=_graph):
        yield name, list(found)


def turtle(quads: Iterable[ox.Quad]) -> str:
    """The quads as N-Triples, their graphs left out."""
    return "".join(f"{quad.triple} .\n" for quad in quads)


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _body(quads: Iterable[ox.Quad]) -> str:
    return "".join(
        f"GRAPH <{name}> {{\n{turtle(found)}}}\n" if name else turtle(found)
        for name, found in by_graph(quads)
    )
