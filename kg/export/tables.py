"""Entities and edges as rows: what GraphML and CSV are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import OWL, PROV, RDF, SKOS, Dataset, Literal
from rdflib.term import Identifier

from kg.graph.rdf import by_subject, union
from kg.ontology import ENTITY_TYPES, KG, RELATIONS, SHORTCUTS, Shortcut

Stated = Mapping[Identifier, list[Identifier]]
Subjects = Mapping[Identifier, Stated]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two things, as one event tells it; `status` is done, talks or denied.

    `target` is an IRI, or a sum or year where `literal` is true. Several values stand in one field,
    joined by "; ". `claims` and `articles` count how often the event is told.
    """

    source: str
    relation: str
    target: str
    literal: bool
    label: str
    status: str
    date: str
    role: str
    sum: str
    stake: str
    round: str
    claims: int
    articles: int
    event: str


def subjects(dataset: Dataset) -> Subjects:
    """All that is said in any graph, by subject, sorted."""
    return by_subject(union(dataset))


def nodes(said: Subjects) -> Iterator[Node]:
    """The entities, sorted by IRI."""
    types = {KG[name] for name in ENTITY_TYPES}
    for iri, stated in said.items():
        for kind in [k for k in stated.get(RDF.type, ()) if k in types][:1]:
            yield Node(
                id=str(iri),
                type=kind.rpartition("#")[2],
                name=_text(stated, SKOS.prefLabel) or str(iri),
                aliases=tuple(map(str, stated.get(SKOS.altLabel, ()))),
                same_as=tuple(map(str, stated.get(OWL.sameAs, ()))),
            )


def edges(said: Subjects) -> Iterator[Edge]:
    """The edges, one for each event and shortcut, symmetric ones in one direction; sorted by event."""
    for iri, stated in said.items():
        if KG.reportedIn in stated:
            relation = RELATIONS.get(_text(stated, KG.relation).rpartition("#")[2])
            for shortcut in SHORTCUTS.values():
                if relation and shortcut.relation == relation.name:
                    yield from _edges(iri, shortcut, said)


def _edges(event: Identifier, shortcut: Shortcut, said: Subjects) -> Iterator[Edge]:
    stated = said[event]
    claims = stated[KG.reportedIn]
    articles = {article for claim in claims for article in said.get(claim, {}).get(PROV.wasQuotedFrom, ())}
    for source, target in _ends(stated, shortcut):
        yield Edge(
            source=str(source),
            relation=shortcut.name,
            target=str(target),
            literal=isinstance(target, Literal),
            label=shortcut.label,
            status=_text(stated, KG.status).rpartition("#")[2].lower(),
            date=_text(stated, KG.date),
            role=_text(stated, KG.role),
            sum=_text(stated, KG.sum),
            stake=_text(stated, KG.stake),
            round=_text(stated, KG.round),
            claims=len(claims),
            articles=len(articles),
            event=str(event),
        )


def _ends(stated: Stated, shortcut: Shortcut) -> Iterator[tuple[Identifier, Identifier]]:
    for source in stated.get(shortcut.subject_role, ()):
        for target in stated.get(shortcut.object_role, ()):
            one_way = not shortcut.symmetric or shortcut.subject_role != shortcut.object_role
            if source != target and (one_way or source < target):
                yield source, target


def _text(stated: Stated, predicate: Identifier) -> str:
    return "; ".join(map(str, stated.get(predicate, ())))
