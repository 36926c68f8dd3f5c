"""Entities by name."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.lookup.reader import Reader, text
from kg.query import Term, local_name

NAMED = """
SELECT DISTINCT ?entity ?name ?type ?label WHERE {
  ?entity skos:prefLabel|skos:altLabel ?label
  FILTER (CONTAINS(LCASE(?label), %s))
  ?entity skos:prefLabel ?name ; a ?type
} LIMIT 2000
"""
FOREMOST = """
SELECT ?entity ?name ?type (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a kg:Claim ; kg:subject|kg:object ?entity .
  ?entity skos:prefLabel ?name ; a ?type
} GROUP BY ?entity ?name ?type ORDER BY DESC(?claims) ?name LIMIT %d
"""


@dataclass(frozen=True, slots=True)
class Found:
    """An entity, and the one of its names by which it was found."""

    iri: str
    name: str
    type: str
    label: str = ""


async def find(reader: Reader, name: str, *, most: int = 20) -> list[Found]:
    """The entities that have the text in a name, those first that are called just so."""
    folded = " ".join(name.split()).lower()
    if not folded:
        return []
    found = [_found(row) for row in await reader.rows(NAMED % ox.Literal(folded))]
    best: dict[str, Found] = {}
    for one in sorted(found, key=lambda one: _distance(one, folded)):
        best.setdefault(one.iri, one)
    return list(best.values())[:most]


async def foremost(reader: Reader, *, most: int = 24) -> list[Found]:
    """The entities that most claims speak of."""
    return [_found(row) for row in await reader.rows(FOREMOST % most)]


async def aliases(reader: Reader, iri: str) -> list[str]:
    """The other names of an entity."""
    rows = await reader.rows(
        f"SELECT ?name WHERE {{ {ox.NamedNode(iri)} skos:altLabel ?name }} ORDER BY ?name"
    )
    return [text(row, "name") for row in rows]


def _found(row: dict[str, Term]) -> Found:
    iri, name, kind, label = (text(row, column) for column in ("entity", "name", "type", "label"))
    return Found(iri, name, local_name(kind), label)


def _distance(found: Found, folded: str) -> tuple[bool, bool, bool, int, str]:
    label = found.label.lower()
    return (
        label != folded,
        not label.startswith(folded),
        found.label != found.name,
        len(found.name),
        found.iri,
    )
