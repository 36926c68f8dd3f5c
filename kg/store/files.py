"""Graphs in files: which file a path means, which format its ending tells, and its quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KGError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def located(path: Path) -> Path:
    """The file that `path` means, a folder its graph.trig; raises KGError where there is none of a known kind."""
    file = path / "graph.trig" if path.is_dir() else path
    if not file.is_file():
        raise KGError(f"no graph at {file}; give a file that `kg build` wrote, or its folder")
    if file.suffix.lower() not in FORMATS:
        raise KGError(f"cannot tell the format of {file}; known endings are {', '.join(FORMATS)}")
    return file


def quads(path: Path) -> Iterator[ox.Quad]:
    """The quads of the file that `path` means; raises KGError where there is none or it is broken."""
    file = located(path)
    try:
        base = file.resolve().as_uri()  # what relative IRIs in it mean; kg writes none
        yield from ox.parse(path=str(file), format=FORMATS[file.suffix.lower()], base_iri=base)
    except (SyntaxError, ValueError, OSError) as error:
        raise KGError(f"cannot read {file}: {error}") from error
