"""Reading a graph from a file, or from the folder that a build left."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, URIRef

from kg.errors import KGError
from kg.graph import terms

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def load(path: Path | str) -> Dataset:
    """The graph of a file by its ending (.ttl, .trig, .nt, .nq, .jsonld); a folder means its graph.trig.

    Raises KGError where there is no such file, the ending is unknown or the file is broken.
    """
    file = located(Path(path))
    dataset = Dataset()
    try:
        for quad in ox.parse(path=str(file), format=FORMATS[file.suffix.lower()]):
            triple = tuple(map(terms.from_oxigraph, (quad.subject, quad.predicate, quad.object)))
            graph = quad.graph_name
            name = URIRef(graph.value) if isinstance(graph, ox.NamedNode) else None
            (dataset.graph(name) if name else dataset.default_graph).add(triple)  # type: ignore[arg-type]
    except (SyntaxError, ValueError, OSError) as error:
        raise KGError(f"cannot read {file}: {error}") from error
    return dataset


def located(path: Path) -> Path:
    """The file that `path` means; raises KGError where there is none of a known kind."""
    file = path / "graph.trig" if path.is_dir() else path
    if not file.is_file():
        raise KGError(f"no graph at {file}; give a file that `kg build` wrote, or its folder")
    if file.suffix.lower() not in FORMATS:
        raise KGError(f"cannot tell the format of {file}; known endings are {', '.join(FORMATS)}")
    return file
