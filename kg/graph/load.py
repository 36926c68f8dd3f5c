"""Reading a graph from wherever it lives."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg import store
from kg.graph import terms
from kg.graph.news import NewsGraph


def load(where: Path | str) -> NewsGraph:
    """The graph of a file by its ending (.ttl, .trig, .nt, .nq, .jsonld), a store's folder or an endpoint.

    A folder that a build wrote means its graph.trig. Raises KGError where there is no such file, the
    ending is unknown, the file is broken or the endpoint does not answer.
    """
    return of(store.quads(where))


def of(quads: Iterable[ox.Quad]) -> NewsGraph:
    """The quads as rdflib holds them."""
    dataset = NewsGraph()
    for quad in quads:
        triple = tuple(map(terms.from_oxigraph, (quad.subject, quad.predicate, quad.object)))
        graph = quad.graph_name
        name = URIRef(graph.value) if isinstance(graph, ox.NamedNode) else None
        (dataset.graph(name) if name else dataset.default_graph).add(triple)  # type: ignore[arg-type]
    return dataset
