"""Turtle and TriG: grouped by subject, sorted, readable, and the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, Dataset
from rdflib.term import Identifier

from kg.graph.rdf import Shortener, by_subject, dataset_prefixes, default_triples, named_graphs, union
from kg.graph.terms import Triple


def turtle(dataset: Dataset) -> str:
    """The union of all graphs as Turtle."""
    write = Shortener(dataset_prefixes(dataset))
    body = "\n".join(_blocks(union(dataset), write))
    return _header(write.used) + body


def trig(dataset: Dataset) -> str:
    """The default graph and then the named graphs as TriG."""
    write = Shortener(dataset_prefixes(dataset))
    parts = list(_blocks(default_triples(dataset), write))
    for name, triples in named_graphs(dataset).items():
        inner = "\n".join(_blocks(triples, write, indent="  "))
        parts.append(f"{write.term(name)} {{\n{inner}}}\n")
    return _header(write.used) + "\n".join(parts)


def _header(used: Mapping[str, str]) -> str:
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(used.items()))
    return f"{declared}\n" if declared else ""


def _blocks(triples: Iterable[Triple], write: Shortener, indent: str = "") -> Iterator[str]:
    """One block a subject, a blank line between blocks."""
    for subject, predicates in by_subject(triples).items():
        stated = (_predicate(each, write, indent) for each in predicates.items())
        yield f"{indent}{write.term(subject)} " + f" ;\n{indent}  ".join(stated) + " .\n"


def _predicate(stated: tuple[Identifier, list[Identifier]], write: Shortener, indent: str) -> str:
    predicate, values = stated
    verb = "a" if predicate == RDF.type else write.term(predicate)
    return f"{verb} " + f",\n{indent}    ".join(map(write.term, values))
