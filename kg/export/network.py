"""GraphML, GEXF and CSV: the graph as entities and edges, for tools that know no RDF."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rdflib import Dataset

from kg.export.tables import Edge, Node, edges, nodes, subjects

if TYPE_CHECKING:
    import networkx as nx

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DAY = re.compile(r' lastmodifieddate="[^"]*"')
NODE_FIELDS = ("id", "type", "name", "aliases", "same_as")
EDGE_FIELDS = (
    *("source", "relation", "target", "status", "source_name", "target_name", "date", "role"),
    *("sum", "stake", "round", "claims", "articles", "event"),
)


def network(dataset: Dataset) -> nx.MultiDiGraph:
    """The entities and the edges between them, done or not; edges to sums and years are left out.

    Nodes carry `label`, `type` and `aliases`; edges carry `label`, `relation`, `status` and what is known
    of the event.
    """
    import networkx as nx

    said = subjects(dataset)
    graph = nx.MultiDiGraph()
    for node in nodes(said):
        graph.add_node(node.id, label=node.name, type=node.type, aliases="; ".join(node.aliases))
    for edge in edges(said):
        if not edge.literal:
            row = dataclasses.asdict(edge)
            known = {k: v for k, v in row.items() if k not in ("source", "target", "literal") and v != ""}
            graph.add_edge(edge.source, edge.target, key=_key(edge), **known)
    return graph


def graphml(dataset: Dataset) -> str:
    """The network as GraphML; characters that XML forbids become U+FFFD."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(_for_xml(dataset))) + "\n"


def gexf(dataset: Dataset) -> str:
    """The network as GEXF, for Gephi, without the day of its making; XML's forbidden characters become U+FFFD."""
    import networkx as nx

    return DAY.sub("", "\n".join(nx.generate_gexf(_for_xml(dataset)))) + "\n"


def _for_xml(dataset: Dataset) -> nx.MultiDiGraph:
    graph = network(dataset)
    for attributes in (*graph.nodes.values(), *graph.edges.values()):
        attributes.update({k: _xml(v) for k, v in attributes.items() if isinstance(v, str)})
    return graph


def nodes_csv(dataset: Dataset) -> str:
    """The entities, one a row under a header."""
    return as_csv(NODE_FIELDS, map(_node_row, nodes(subjects(dataset))))


def edges_csv(dataset: Dataset) -> str:
    """The edges with their status, one a row under a header."""
    said = subjects(dataset)
    names = {node.id: node.name for node in nodes(said)}
    return as_csv(EDGE_FIELDS, (_edge_row(edge, names) for edge in edges(said)))


def _node_row(node: Node) -> dict[str, str]:
    row = dataclasses.asdict(node)
    return {**row, "aliases": "; ".join(node.aliases), "same_as": "; ".join(node.same_as)}


def _edge_row(edge: Edge, names: Mapping[str, str]) -> dict[str, Any]:
    source, target = names.get(edge.source, ""), names.get(edge.target, edge.target if edge.literal else "")
    return {**dataclasses.asdict(edge), "source_name": source, "target_name": target}


def as_csv(fields: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under a header, as CSV with the fields in order; what a row lacks stays empty."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(fields), extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def _key(edge: Edge) -> str:
    return f"{edge.event}#{edge.relation}"


def _xml(value: str) -> str:
    return NOT_XML.sub("\ufffd", value)
