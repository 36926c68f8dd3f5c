"""All that the graph tells of one thing: an entity, an event, a claim or an article."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Dataset

from kg.graph.load import of
from kg.lookup.reader import Reader, text
from kg.ontology import RELATIONS
from kg.page.content import Content, content
from kg.page.look import date, money, words
from kg.queries import named
from kg.sparql import bind

MOST = 300  # events told of one thing
EVENTS = """
SELECT DISTINCT ?event WHERE {
  { ?claim ?role %(iri)s ; kg:event ?event } UNION { %(iri)s kg:event ?event }
  UNION { %(iri)s kg:reportedIn ?claim BIND (%(iri)s AS ?event) }
} ORDER BY ?event LIMIT %(most)d
"""
FACTS = """
CONSTRUCT { ?node ?property ?value } WHERE {
  VALUES ?event { %s }
  { ?event kg:relation ?any BIND (?event AS ?node) }
  UNION { ?event kg:reportedIn ?node }
  UNION { ?event kg:reportedIn/oa:hasSelector ?node }
  UNION { ?event kg:reportedIn/prov:wasQuotedFrom ?node }
  UNION { ?event kg:reportedIn ?told . ?told ?has ?node . ?node skos:prefLabel ?name }
  ?node ?property ?value
}
"""
STATED = "CONSTRUCT { %(iri)s ?property ?value . ?other ?has %(iri)s } WHERE { { %(iri)s ?property ?value } UNION { ?other ?has %(iri)s } }"
NAME = "SELECT ?name WHERE { %(iri)s skos:prefLabel|dcterms:title ?name } ORDER BY ?name LIMIT 1"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened around a thing, or, where `reported`, of which only the report has a date."""

    date: str
    shown: str
    reported: bool
    text: str
    status: str


def node(iri: str) -> str:
    """The IRI as SPARQL writes it; raises ValueError where it is none."""
    return str(ox.NamedNode(iri))


async def facts(reader: Reader, iri: str) -> Content:
    """The facts in which the thing has a part, at most MOST, as pages show them."""
    return content(await part(reader, iri))


async def part(reader: Reader, iri: str) -> Dataset:
    """The part of the graph that those facts stand in."""
    events = await reader.rows(EVENTS % {"iri": node(iri), "most": MOST})
    return of(await reader.triples(FACTS % " ".join(str(row["event"]) for row in events)))


async def stated(reader: Reader, iri: str) -> list[ox.Quad]:
    """The statements that have the thing as their subject or object."""
    return await reader.triples(STATED % {"iri": node(iri)})


async def name(reader: Reader, iri: str) -> str:
    """What the thing is called: its name or title; empty where it has none."""
    rows = await reader.rows(NAME % {"iri": node(iri)})
    return text(rows[0], "name") if rows else ""


async def timeline(reader: Reader, iri: str) -> list[Moment]:
    """What happened around an entity, the latest first."""
    rows = await reader.rows(bind(named("timeline").text, {"name": [node(iri)]}))
    moments = (
        Moment(
            text(row, "date"),
            date(text(row, "date")),
            text(row, "dating") == "reported",
            " ".join((text(row, "subject"), label(text(row, "what")), shown(text(row, "object")))),
            text(row, "status"),
        )
        for row in rows
    )
    return sorted(dict.fromkeys(moments), key=lambda moment: moment.date, reverse=True)


def label(relation: str) -> str:
    """The relation in words, as the ontology has them.

    >>> label("headquarteredIn")
    'headquartered in'
    """
    return RELATIONS[relation].label if relation in RELATIONS else words(relation)


def shown(value: str) -> str:
    """A sum with its scale in words; any other text as it is.

    >>> shown("14300000000 USD"), shown("Meta AI")
    ('14.3 billion USD', 'Meta AI')
    """
    number, _, currency = value.partition(" ")
    return money(number, currency) if number.isdigit() and currency else value
