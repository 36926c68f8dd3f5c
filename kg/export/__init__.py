"""The graph in the formats of others: the same bytes for the same graph, whatever order it was made in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rdflib import Dataset

from kg import files
from kg.errors import KGError
from kg.export.folders import FOLDERS, Folder
from kg.export.jsonld import jsonld
from kg.export.network import edges_csv, gexf, graphml, network, nodes_csv
from kg.export.turtle import trig, turtle
from kg.graph.rdf import default_triples as _default
from kg.graph.rdf import lines, named_graphs, union

__all__ = [
    "FOLDERS",
    "FORMATS",
    "Folder",
    "Format",
    "edges_csv",
    "format_of",
    "gexf",
    "graphml",
    "jsonld",
    "network",
    "nodes_csv",
    "nquads",
    "ntriples",
    "trig",
    "turtle",
    "write",
    "write_folder",
]


def ntriples(dataset: Dataset) -> str:
    """The union of all graphs as sorted N-Triples."""
    return "".join(f"{line}\n" for line in lines(union(dataset)))


def nquads(dataset: Dataset) -> str:
    """The default graph and then the named graphs as sorted N-Quads."""
    parts = [*lines(_default(dataset))]
    for name, triples in named_graphs(dataset).items():
        parts += lines(triples, name)
    return "".join(f"{line}\n" for line in parts)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph: how such files' names end, what they are, and the function that writes."""

    ending: str
    title: str
    dumps: Callable[[Dataset], str]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "ttl": Format(".ttl", "Turtle, the union of all graphs", turtle),
        "trig": Format(".trig", "TriG, with one named graph per article", trig),
        "nt": Format(".nt", "N-Triples, the union of all graphs", ntriples),
        "nq": Format(".nq", "N-Quads, with one named graph per article", nquads),
        "jsonld": Format(".jsonld", "JSON-LD, with one named graph per article", jsonld),
        "graphml": Format(".graphml", "GraphML, entities and the edges between them", graphml),
        "gexf": Format(".gexf", "GEXF, the same for Gephi", gexf),
        "nodes-csv": Format("nodes.csv", "CSV of the entities", nodes_csv),
        "edges-csv": Format("edges.csv", "CSV of the edges with their status", edges_csv),
    }
)


def format_of(path: Path) -> str:
    """The name of the format that the file's name asks for; raises KGError where it asks for none."""
    for name, form in FORMATS.items():
        if path.name.lower().endswith(form.ending):
            return name
    endings = ", ".join(form.ending for form in FORMATS.values())
    raise KGError(f"cannot tell a format from the name {path.name!r}; known endings are {endings}")


def write(dataset: Dataset, path: Path, form: str | None = None) -> None:
    """Write the graph to a file, in the format of that name or the one that the file's name asks for."""
    files.write(path, FORMATS[form or format_of(path)].dumps(dataset))


def write_folder(dataset: Dataset, folder: Path, form: str) -> None:
    """Write the files of a format of several into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FOLDERS[form].files(dataset).items():
        files.write(folder / name, text)
