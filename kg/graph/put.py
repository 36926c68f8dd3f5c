"""Putting a graph into a store that lasts: articles take the place of those of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from kg import store
from kg.errors import KGError
from kg.graph import terms
from kg.graph.derive import derive
from kg.graph.load import of
from kg.graph.replaced import Replaced, replaced
from kg.ontology import KG
from kg.store import folder
from kg.store.change import Change, between
from kg.store.endpoint import Endpoint

ARTICLE = ox.NamedNode(str(KG.Article))


@dataclass(frozen=True, slots=True)
class Put(Change):
    """What changed in a store, and the articles there that others of the same id replaced."""

    others: tuple[Replaced, ...] = ()


def put(where: Path | str, into: Path | str | Endpoint) -> Put:
    """Put the graph at `where` into a store's folder, made where there is none, or into an endpoint.

    Its named graphs replace those of the same name, and what follows from all articles is derived
    anew. Gives what changed. Raises KGError where either cannot be read, or they do not go together.
    """
    given = frozenset(store.quads(where))
    held = _held(into)
    after = given if not held else _joined(held, given, where)
    change = between(held, after)
    if isinstance(into, Endpoint):
        into.apply(change, after)
    elif folder.is_store(Path(into)):
        folder.apply(Path(into), change)
    else:
        folder.create(Path(into), given)
    return Put(change.gone, change.come, replaced(held, given))


def _held(into: Path | str | Endpoint) -> frozenset[ox.Quad]:
    if isinstance(into, Endpoint):
        return frozenset(into.quads())
    return frozenset(folder.opened(Path(into))) if folder.is_store(Path(into)) else frozenset()


def _joined(held: frozenset[ox.Quad], given: frozenset[ox.Quad], where: Path | str) -> frozenset[ox.Quad]:
    """What a store that held the one holds once the other is put in."""
    replaced = {quad.graph_name for quad in given} - {ox.DefaultGraph()}
    both = given | {quad for quad in held if quad.graph_name not in replaced}
    plain = any(quad.graph_name == ox.DefaultGraph() for quad in held)
    if _articles(held) != _articles(given) and (plain or _articles(held)):
        raise KGError(
            f"only one of {where} and the store has a named graph per article; load the graph.trig of a build"
        )
    if not _articles(held):
        return both
    dataset = of(both)
    derive(dataset)
    return frozenset(_quads(dataset))


def _articles(quads: frozenset[ox.Quad]) -> bool:
    """Whether articles have named graphs of their own there."""
    return any(quad.object == ARTICLE and quad.graph_name == quad.subject for quad in quads)


def _quads(dataset: Dataset) -> Iterator[ox.Quad]:
    for subject, predicate, value, graph in dataset.quads((None, None, None, None)):
        named = graph is not None and graph != dataset.default_graph.identifier
        name = ox.NamedNode(str(graph)) if named else ox.DefaultGraph()
        yield ox.Quad(*map(terms.to_oxigraph, (subject, predicate, value)), name)  # type: ignore[call-arg,arg-type]
