"""A store in a folder, kept by Oxigraph: made by a bulk load, changed in one step, read as a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.store.change import Change


def is_store(path: Path) -> bool:
    """Whether Oxigraph has put its files there."""
    return (path / "CURRENT").is_file() and any(path.glob("MANIFEST-*"))


@dataclass(frozen=True, slots=True)
class Union:
    """A store whose default graph is that of all its graphs.

    A triple that several graphs hold would count several times; graphs of articles share none.
    """

    store: ox.Store

    def query(
        self, query: str, /, *, prefixes: dict[str, str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """What the store answers."""
        return self.store.query(query, prefixes=prefixes, use_default_graph_as_union=True)


def opened(path: Path) -> ox.Store:
    """The store to read, as it is now: later changes do not show. Raises KGError where it cannot be opened."""
    with _told(path, "read"):
        return ox.Store.read_only(str(path))


def create(path: Path, quads: Iterable[ox.Quad]) -> None:
    """A new store of the quads; all are in it, or, where that fails, none."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise KGError(f"{path} is there and is no store; name a new folder, or the folder of a store")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _told(path, "write"):
        store = ox.Store(str(path))
        store.bulk_extend(quads)
        store.optimize()
        store.flush()


def apply(path: Path, change: Change) -> None:
    """Change the store in one transaction: readers see it as it was or as it will be."""
    with _told(path, "write"):
        store = ox.Store(str(path))
        if text := change.update():
            store.update(text)
        store.optimize()
        store.flush()


@contextmanager
def _told(path: Path, deed: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        held = "lock" in str(error).lower()
        why = "another command writes to it; wait until that has ended" if held else str(error)
        raise KGError(f"cannot {deed} the store {path}: {why}") from error
