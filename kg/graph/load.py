"""Reading a graph from a file, or from the folder that a build left."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, URIRef

from kg.errors import KGError
from kg.graph import terms
from kg.stored import FORMATS, located


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
