"""Where a graph lives: in a file, in a folder that Oxigraph keeps, or behind a SPARQL endpoint.

Each is known by how it is named: `http://…` is the address of an endpoint's queries, a folder with
Oxigraph's files is a store, and anything else a file or the folder that `kg build` wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.store import files, folder
from kg.store.endpoint import Endpoint, is_address

Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Graph(Protocol):
    """What can be asked in SPARQL; its default graph holds the triples of all its graphs, once each."""

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Solutions:
        """What the graph answers. Raises SyntaxError, ValueError, OSError or KGError where it does not."""


def open_graph(where: Path | str) -> Graph:
    """The graph of a file, a store's folder, or an endpoint, to read; a store as it is at this moment.

    Of an endpoint that cannot take all graphs as one the answer is a copy in memory. Raises KGError where there is none.
    """
    if isinstance(where, str) and is_address(where) and (endpoint := Endpoint.at(where)).is_union():
        return endpoint
    path = Path(where)
    if not is_address(str(where)) and folder.is_store(path):
        return folder.Union(folder.opened(path))
    store = ox.Store()
    store.bulk_extend(_with_union(quads(where)))
    return store


def quads(where: Path | str) -> Iterator[ox.Quad]:
    """All quads of a file, a store's folder, or an endpoint; raises KGError where there is none."""
    if isinstance(where, str) and is_address(where):
        return Endpoint.at(where).quads()
    path = Path(where)
    return iter(folder.opened(path)) if folder.is_store(path) else files.quads(path)


def _with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
