"""Formats of several files: CSV with what Neo4j's importer wants in the headers, and CSV on the Web."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rdflib import Dataset

from kg.export.network import EDGE_FIELDS, NODE_FIELDS, as_csv, edges_csv, nodes_csv
from kg.export.tables import Edge, Node, edges, nodes, subjects

NEO4J_NODES = ("id:ID", "name", "aliases:string[]", "same_as:string[]", ":LABEL")
NEO4J_EDGES = (
    *(":START_ID", ":END_ID", ":TYPE", "status", "date", "role", "sum", "stake", "round"),
    *("claims:int", "articles:int", "event"),
)
NUMBERS = {"claims", "articles"}
LISTED = {"aliases", "same_as"}


@dataclass(frozen=True, slots=True)
class Folder:
    """A format of several files: what it is, and the function that gives their texts by name."""

    title: str
    files: Callable[[Dataset], dict[str, str]]


def neo4j(dataset: Dataset) -> dict[str, str]:
    """nodes.csv and relationships.csv for `neo4j-admin database import`.

    Sums and years, which are no entities, become nodes labelled Value, so that no edge is lost.
    Relationship types are the relations as Neo4j writes them: HEADQUARTERED_IN.
    """
    said = subjects(dataset)
    told = list(edges(said))
    values = sorted({edge.target for edge in told if edge.literal})
    rows = [*map(_neo4j_node, nodes(said)), *({"id:ID": v, "name": v, ":LABEL": "Value"} for v in values)]
    return {
        "nodes.csv": as_csv(NEO4J_NODES, rows),
        "relationships.csv": as_csv(NEO4J_EDGES, map(_neo4j_edge, told)),
    }


def _neo4j_node(node: Node) -> dict[str, str]:
    listed = {"aliases:string[]": _array(node.aliases), "same_as:string[]": _array(node.same_as)}
    return {"id:ID": node.id, "name": node.name, ":LABEL": f"Entity;{node.type}", **listed}


def _array(values: Iterable[str]) -> str:
    """Values as Neo4j's importer parts them; it knows no way to write its own separator."""
    return ";".join(value.replace(";", ",") for value in values)


def _neo4j_edge(edge: Edge) -> dict[str, Any]:
    kind = "".join(f"_{c}" if c.isupper() else c for c in edge.relation).upper()
    ends = {":START_ID": edge.source, ":END_ID": edge.target, ":TYPE": kind}
    plain = {
        name: getattr(edge, name) for name in ("status", "date", "role", "sum", "stake", "round", "event")
    }
    return {**ends, **plain, "claims:int": edge.claims, "articles:int": edge.articles}


def csvw(dataset: Dataset) -> dict[str, str]:
    """nodes.csv and edges.csv with csv-metadata.json, which describes them (CSV on the Web, W3C 2015)."""
    tables = [
        {
            "url": "nodes.csv",
            "dc:title": "Entities",
            "tableSchema": {
                "columns": list(_columns(NODE_FIELDS, {"id", "name"})),
                "primaryKey": "id",
                "aboutUrl": "{+id}",
            },
        },
        {
            "url": "edges.csv",
            "dc:title": "Edges, one for each event and relation",
            "tableSchema": {
                "columns": list(_columns(EDGE_FIELDS, {"source", "relation", "target", "status", "event"})),
                "foreignKeys": [
                    {
                        "columnReference": "source",
                        "reference": {"resource": "nodes.csv", "columnReference": "id"},
                    }
                ],
            },
        },
    ]
    metadata = {"@context": "http://www.w3.org/ns/csvw", "tables": tables}
    return {
        "nodes.csv": nodes_csv(dataset),
        "edges.csv": edges_csv(dataset),
        "csv-metadata.json": json.dumps(metadata, indent=2) + "\n",
    }


def _columns(names: Iterable[str], required: set[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        column: dict[str, Any] = {"name": name, "titles": name}
        if name in LISTED:
            column["separator"] = "; "
        if name in NUMBERS:
            column["datatype"] = "integer"
        if name in required:
            column["required"] = True
        yield column


FOLDERS: Mapping[str, Folder] = MappingProxyType(
    {
        "neo4j-csv": Folder("CSV for Neo4j's importer: nodes.csv and relationships.csv", neo4j),
        "csvw": Folder("CSV on the Web: nodes.csv, edges.csv and their description", csvw),
    }
)
