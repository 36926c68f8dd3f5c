"""Triples as text: terms in N-Triples form and as short as Turtle allows, in one order whatever the input's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, XSD, BNode, Dataset, Literal, URIRef
from rdflib.term import Identifier

from kg.graph.iris import base_of
from kg.graph.terms import Triple
from kg.ontology import BASE, KG, prefixes

LOCAL = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
BARE = {XSD.integer: re.compile(r"-?(?:0|[1-9]\d{0,17})"), XSD.decimal: re.compile(r"-?\d{1,17}\.\d+")}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


def default_triples(dataset: Dataset) -> list[Triple]:
    """The triples of the default graph, each once."""
    return list(dataset.default_graph)


def named_graphs(dataset: Dataset) -> dict[Identifier, list[Triple]]:
    """The triples of each named graph that holds any, by name, the names sorted."""
    named: dict[Identifier, list[Triple]] = {}
    for subject, predicate, value, name in dataset.quads((None, None, None, None)):
        if name is not None and name != dataset.default_graph.identifier:
            named.setdefault(name, []).append((subject, predicate, value))  # type: ignore[arg-type]
    return dict(sorted(named.items()))


def union(dataset: Dataset) -> set[Triple]:
    """The triples of all graphs, each once."""
    return set(default_triples(dataset)).union(*named_graphs(dataset).values())


def by_subject(triples: Iterable[Triple]) -> dict[Identifier, dict[Identifier, list[Identifier]]]:
    """The triples by subject and predicate; all sorted, and `rdf:type` first."""
    found: dict[Identifier, dict[Identifier, list[Identifier]]] = {}
    for subject, predicate, value in sorted(triples, key=_order):
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def ntriples_term(term: Identifier) -> str:
    """The term as N-Triples, N-Quads, Turtle and TriG all read it."""
    if isinstance(term, Literal):
        quoted = f'"{ESCAPED.sub(_escape, str(term))}"'
        if term.language:
            return f"{quoted}@{term.language}"
        plain = term.datatype in (None, XSD.string)
        return quoted if plain else f"{quoted}^^<{term.datatype}>"
    return f"_:{term}" if isinstance(term, BNode) else f"<{term}>"


def dataset_prefixes(dataset: Dataset) -> dict[str, str]:
    """The ontology's prefixes and those of the data set's own IRIs; its articles show their base."""
    articles = (str(s) for s, _, _, _ in dataset.quads((None, RDF.type, KG.Article, None)))
    first = min(articles, default="")
    return prefixes(base_of(URIRef(first)) if first else BASE)


class Shortener:
    """Writes terms with prefixes, and remembers which it used.

    Names that some reader would need a backslash for are written as whole IRIs.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in known.items()}
        self.used: dict[str, str] = {}

    def term(self, term: Identifier) -> str:
        """The term in Turtle."""
        if isinstance(term, URIRef):
            return self._name(str(term)) or ntriples_term(term)
        if isinstance(term, Literal) and term.datatype in BARE and BARE[term.datatype].fullmatch(str(term)):
            return str(term)
        if isinstance(term, Literal) and term.datatype not in (None, XSD.string):
            quoted, _, _ = ntriples_term(term).rpartition("^^")
            return f"{quoted}^^{self.term(term.datatype)}" if quoted else ntriples_term(term)
        return ntriples_term(term)

    def _name(self, iri: str) -> str | None:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        namespace, local = iri[:cut], iri[cut:]
        prefix = self._prefixes.get(namespace)
        if prefix is None or not LOCAL.fullmatch(local):
            return None
        self.used[prefix] = namespace
        return f"{prefix}:{local}"


def lines(triples: Iterable[Triple], graph: Identifier | None = None) -> Iterator[str]:
    """The triples as sorted lines of N-Triples, or of N-Quads where a graph is given."""
    end = f" {ntriples_term(graph)} ." if graph is not None else " ."
    yield from sorted({f"{' '.join(map(ntriples_term, triple))}{end}" for triple in triples})


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, value = triple
    return str(subject), predicate != RDF.type, str(predicate), ntriples_term(value)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return ESCAPES.get(character) or f"\\u{ord(character):04X}"
