"""What the endpoint says of itself: the SPARQL 1.1 service description and VoID."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.ontology import NAMESPACE
from kg.stats import Stats
from kg.workers.snapshot import Snapshot

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": SD, "void": VOID, "formats": FORMATS, "dcterms": "http://purl.org/dc/terms/"}
WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "JSON-LD", "RDF_XML", "N-Triples"),
)


def service(endpoint: str, graph: Snapshot, stats: Stats) -> list[ox.Triple]:
    """The description of the service whose queries go to `endpoint`, with its data set in VoID."""
    return [*_service(endpoint, graph), *_dataset(endpoint, graph, stats)]


def _service(endpoint: str, graph: Snapshot) -> Iterator[ox.Triple]:
    here, data = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    yield _triple(here, f"{RDF}type", ox.NamedNode(f"{SD}Service"))
    yield _triple(here, f"{SD}endpoint", here)
    yield _triple(here, f"{SD}supportedLanguage", ox.NamedNode(f"{SD}SPARQL11Query"))
    for name in WRITTEN:
        yield _triple(here, f"{SD}resultFormat", ox.NamedNode(FORMATS + name))
    if graph.union:
        yield _triple(here, f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph"))
    yield _triple(here, f"{SD}defaultDataset", data)
    yield _triple(data, f"{RDF}type", ox.NamedNode(f"{SD}Dataset"))
    yield _triple(data, f"{SD}defaultGraph", ox.NamedNode(f"{endpoint}#default-graph"))
    yield _triple(ox.NamedNode(f"{endpoint}#default-graph"), f"{RDF}type", ox.NamedNode(f"{SD}Graph"))


def _dataset(endpoint: str, graph: Snapshot, stats: Stats) -> Iterator[ox.Triple]:
    data = ox.NamedNode(f"{endpoint}#dataset")
    yield _triple(data, f"{RDF}type", ox.NamedNode(f"{VOID}Dataset"))
    yield _triple(data, f"{VOID}sparqlEndpoint", ox.NamedNode(endpoint))
    yield _triple(data, f"{VOID}triples", ox.Literal(stats.triples))
    yield _triple(data, f"{VOID}documents", ox.Literal(stats.articles))
    yield _triple(data, f"{VOID}entities", ox.Literal(sum(stats.entities.values())))
    if graph.base:
        yield _triple(data, f"{VOID}uriSpace", ox.Literal(graph.base))
        yield _triple(data, f"{VOID}vocabulary", ox.NamedNode(NAMESPACE))
    for kind, number in stats.entities.items():
        part = ox.NamedNode(f"{endpoint}#{kind}")
        yield _triple(data, f"{VOID}classPartition", part)
        yield _triple(part, f"{VOID}class", ox.NamedNode(NAMESPACE + kind))
        yield _triple(part, f"{VOID}entities", ox.Literal(number))


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
