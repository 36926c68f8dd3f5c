"""The ontology in Python: its terms, relations and entity types, read from `ontology/kg.ttl`.

`KG` holds the terms (a misspelt one raises), `RELATIONS` says what each relation joins and how events
tell it, `SHORTCUTS` adds the properties that are derived beside the relations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import ClosedNamespace, Namespace
from rdflib.term import Node

from kg.errors import KGError
from kg.places import folder

BASE = "https://w3id.org/newskg/id/"
NAMESPACE = "https://w3id.org/newskg/ontology#"
SCHEMA = "https://schema.org/"
YEAR = "Year"


def _parse() -> tuple[Graph, dict[str, str]]:
    path = folder("ontology") / "kg.ttl"
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        triples = list(parser)
    except (OSError, SyntaxError) as error:
        raise KGError(f"cannot read the ontology {path}: {error}") from error
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph, dict(parser.prefixes)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == str(XSD.string)
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
    raise KGError(f"the ontology may hold IRIs and literals only, not {term}")


GRAPH, _PREFIXES = _parse()
PREFIXES: Mapping[str, str] = MappingProxyType(dict(sorted(_PREFIXES.items())))
OA = Namespace(PREFIXES["oa"])
KG = ClosedNamespace(
    NAMESPACE,
    sorted({str(s)[len(NAMESPACE) :] for s in GRAPH.subjects() if str(s).startswith(NAMESPACE)}),
)


def _fill_in() -> None:
    """State the event class and the roles of each relation that leaves them unsaid."""
    defaults = ((KG.eventClass, KG.Event), (KG.subjectRole, KG.subject), (KG.objectRole, KG.object))
    for term in set(GRAPH.subjects(RDF.type, KG.Relation)):
        for annotation, default in defaults:
            if GRAPH.value(term, annotation) is None:
                GRAPH.add((term, annotation, default))


_fill_in()


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A property whose edges come from the done events of `relation`, between two of their roles."""

    name: str
    label: str
    definition: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    relation: str
    subject_role: URIRef
    object_role: URIRef


@dataclass(frozen=True, slots=True)
class Relation(Shortcut):
    """What articles may state: types of subject and object, and the event that tells it.

    `domain` and `range` are names of entity types; the range may also be "Amount" or "Year".
    `tolerance` is None where the same two things share one event at most; otherwise it is the share
    by which two sums may differ and still be those of one event.
    """

    event_class: URIRef
    tolerance: float | None


def prefixes(base: str = BASE) -> dict[str, str]:
    """The ontology's prefixes and one for each kind of IRI under `base`."""
    kinds = [*(t.lower() for t in ENTITY_TYPES), "event", "article", "claim"]
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in kinds}}


def local_name(term: Node) -> str:
    """The part of an ontology term after its namespace.

    >>> local_name(KG.hired)
    'hired'
    """
    return str(term).removeprefix(NAMESPACE)


def _types(relation: URIRef, predicate: str) -> frozenset[str]:
    found = GRAPH.objects(relation, URIRef(SCHEMA + predicate))
    return frozenset(YEAR if t == XSD.gYear else local_name(t) for t in found if isinstance(t, URIRef))


def _one(subject: URIRef, predicate: URIRef) -> URIRef:
    value = GRAPH.value(subject, predicate)
    if not isinstance(value, URIRef):
        raise KGError(f"{subject} in ontology/kg.ttl has no {predicate}; give it one")
    return value


def _shortcut(term: URIRef) -> dict[str, object]:
    if not (label := GRAPH.value(term, RDFS.label)):
        raise KGError(f"{term} in ontology/kg.ttl has no rdfs:label; give it one")
    return {
        "name": local_name(term),
        "label": str(label),
        "definition": str(GRAPH.value(term, SKOS.definition) or ""),
        "domain": _types(term, "domainIncludes"),
        "range": _types(term, "rangeIncludes"),
        "symmetric": (term, RDF.type, OWL.SymmetricProperty) in GRAPH,
        "relation": local_name(GRAPH.value(term, KG.ofRelation) or term),
        "subject_role": _one(term, KG.subjectRole),
        "object_role": _one(term, KG.objectRole),
    }


def _relation(term: URIRef) -> Relation:
    tolerance = GRAPH.value(term, KG.tolerance)
    return Relation(
        **_shortcut(term),  # type: ignore[arg-type]
        event_class=_one(term, KG.eventClass),
        tolerance=None if tolerance is None else float(tolerance),  # type: ignore[arg-type]
    )


def _members(kind: URIRef) -> list[URIRef]:
    return sorted(s for s in GRAPH.subjects(RDF.type, kind) if isinstance(s, URIRef))


ENTITY_TYPES: tuple[str, ...] = tuple(map(local_name, _members(KG.EntityType)))
RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {local_name(t): _relation(t) for t in _members(KG.Relation)}
)
SHORTCUTS: Mapping[str, Shortcut] = MappingProxyType(
    {
        **RELATIONS,
        **{local_name(t): Shortcut(**_shortcut(t)) for t in _members(KG.Shortcut)},  # type: ignore[arg-type]
    }
)
QUALIFIERS: Mapping[str, URIRef] = MappingProxyType(
    {str(name): s for s, name in sorted(GRAPH.subject_objects(KG.qualifier)) if isinstance(s, URIRef)}
)


def relation(name: str) -> Relation:
    """The relation of that name; raises KGError with the known names where there is none.

    >>> relation("acquired").domain
    frozenset({'Company'})
    """
    if name not in RELATIONS:
        raise KGError(f"unknown relation {name!r}; the ontology has {', '.join(sorted(RELATIONS))}")
    return RELATIONS[name]
