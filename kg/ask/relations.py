"""The relations that can be asked about, read from the ontology without the weight of rdflib."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.places import folder
from kg.query import local_name

KG = "https://w3id.org/newskg/ontology#"
A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SYMMETRIC = ox.NamedNode("http://www.w3.org/2002/07/owl#SymmetricProperty")
SCHEMA = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a relation joins and how its events hold it; roles are local names of the ontology's terms.

    `domain` and `range` are names of entity types; the range may also be "Amount" or "gYear".
    """

    name: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    subject_role: str
    object_role: str


def ontology() -> Path:
    """The file of the ontology."""
    return folder("ontology") / "kg.ttl"


def relations(path: Path) -> Mapping[str, Relation]:
    """The relations of an ontology by name; raises KGError where the file cannot be read."""
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise KGError(f"cannot read the ontology {path}: {error}") from error
    members = (quad.subject for quad in store.quads_for_pattern(None, A, _term("Relation"), None))
    found = (_relation(store, term) for term in members if isinstance(term, ox.NamedNode))
    return {relation.name: relation for relation in sorted(found, key=lambda r: r.name)}


def role_labels(relation: Relation) -> tuple[str, str]:
    """What to call the subject and the object of a relation, such as "investor"; empty where roles have no own name.

    >>> role_labels(Relation("a", "a", frozenset(), frozenset(), False, "formerEmployer", "object"))
    ('former employer', '')
    """
    names = (relation.subject_role, relation.object_role)
    spelt = ("".join(f" {c.lower()}" if c.isupper() else c for c in name) for name in names)
    first, second = ("" if name in ("subject", "object") else name for name in spelt)
    return first, second


def _relation(store: ox.Store, term: ox.NamedNode) -> Relation:
    labels = _values(store, term, LABEL.value)
    if not labels:
        raise KGError(f"{term} in the ontology has no rdfs:label; give it one")
    return Relation(
        name=local_name(term.value),
        label=labels[0],
        domain=frozenset(map(local_name, _values(store, term, f"{SCHEMA}domainIncludes"))),
        range=frozenset(map(local_name, _values(store, term, f"{SCHEMA}rangeIncludes"))),
        symmetric=ox.Quad(term, A, SYMMETRIC) in store,
        subject_role=_role(store, term, "subject"),
        object_role=_role(store, term, "object"),
    )


def _role(store: ox.Store, term: ox.NamedNode, side: str) -> str:
    return next((local_name(v) for v in _values(store, term, f"{KG}{side}Role")), side)


def _values(store: ox.Store, term: ox.NamedNode, predicate: str) -> list[str]:
    quads = store.quads_for_pattern(term, ox.NamedNode(predicate), None, None)
    return sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)
