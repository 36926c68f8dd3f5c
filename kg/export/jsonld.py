"""JSON-LD in the terms of `ontology/context.jsonld`, which each file carries so that it reads offline."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from rdflib import RDF, XSD, BNode, Dataset, Literal, URIRef
from rdflib.term import Identifier

from kg.graph.rdf import Shortener, by_subject, dataset_prefixes, default_triples, named_graphs
from kg.graph.terms import Triple
from kg.places import folder

Json = dict[str, Any]


def jsonld(dataset: Dataset) -> str:
    """The whole data set, named graphs included."""
    # A prefix that is also a term, such as "event", would be read as the term.
    names = dataset_prefixes(dataset).items()
    write = Shortener({prefix: iri for prefix, iri in names if context().get(prefix, iri) == iri})
    nodes = _nodes(default_triples(dataset), write)
    for name, triples in named_graphs(dataset).items():
        nodes.append({"@id": _iri(name, write), "@graph": _nodes(triples, write)})
    used = {prefix: iri for prefix, iri in sorted(write.used.items()) if prefix not in context()}
    document = {"@context": {**used, **context()}, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


@cache
def context() -> Json:
    """The terms of `ontology/context.jsonld`."""
    text = (folder("ontology") / "context.jsonld").read_text("utf-8")
    loaded: Json = json.loads(text)["@context"]
    return loaded


@cache
def _terms() -> dict[str, tuple[str, str]]:
    """For each IRI in prefixed form its term, and how plain values of it are read ("" as text)."""
    terms = {}
    for term, value in context().items():
        if isinstance(value, dict):
            terms[value["@id"]] = term, value.get("@type", "")
        elif "://" not in value:
            terms[value] = term, ""
    return terms


def _term(short: str) -> str:
    return _terms().get(short, (short, ""))[0]


def _nodes(triples: Iterable[Triple], write: Shortener) -> list[Json]:
    return [_node(subject, stated, write) for subject, stated in by_subject(triples).items()]


def _node(subject: Identifier, stated: dict[Identifier, list[Identifier]], write: Shortener) -> Json:
    node: Json = {"@id": _iri(subject, write)}
    for predicate, values in stated.items():
        short = _iri(predicate, write)
        term, read_as = ("@type", "@vocab") if predicate == RDF.type else _terms().get(short, (short, ""))
        written = [_value(value, write, read_as) for value in values]
        node[term] = written if len(written) > 1 else written[0]
    return node


def _value(value: Identifier, write: Shortener, read_as: str) -> str | Json:
    if not isinstance(value, Literal):
        short = _iri(value, write)
        return _term(short) if read_as == "@vocab" else short if read_as else {"@id": short}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype in (None, XSD.string):
        return {"@value": str(value)} if read_as else str(value)
    return {"@value": str(value), "@type": _iri(value.datatype, write)}


def _iri(term: Identifier, write: Shortener) -> str:
    return f"_:{term}" if isinstance(term, BNode) else write.term(URIRef(term)).strip("<>")
