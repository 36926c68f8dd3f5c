"""A graph as it is when a server starts, in a folder that workers read and nobody changes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.store import folder, quads

KG = "https://w3id.org/newskg/ontology#"
BUILT = f"SELECT (MIN(?a) AS ?first) WHERE {{ GRAPH ?a {{ ?a a <{KG}Article> }} }}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where the copy is, and what its articles' IRIs begin with; empty where kg did not build the graph.

    A graph that kg built is asked as one, its default graph the union of all; any other as it is.
    """

    folder: Path
    base: str

    @property
    def union(self) -> bool:
        """Whether the default graph is the union of all graphs."""
        return bool(self.base)


@contextmanager
def snapshot(where: str) -> Iterator[Snapshot]:
    """A copy of the graph in a file, a store or an endpoint, gone when the context ends.

    Raises KGError where the graph cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as place:
        copy = Path(place) / "graph"
        if folder.is_store(Path(where)):
            folder.opened(Path(where)).backup(str(copy))  # hard links where it can
        else:
            folder.create(copy, quads(where))
        yield Snapshot(copy, _base(ox.Store.read_only(str(copy))))


def _base(store: ox.Store) -> str:
    found = store.query(BUILT)
    assert isinstance(found, ox.QuerySolutions)
    first = next(iter(found))["first"]
    return first.value.rpartition("article/")[0] if isinstance(first, ox.NamedNode) else ""
