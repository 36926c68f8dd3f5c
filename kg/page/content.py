"""What the page shows: the entities, facts and articles of a graph as plain values, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, SDO, SKOS, XSD
from rdflib.term import Node

from kg.ontology import KG, NAMESPACE, OA, RELATIONS, SHORTCUTS
from kg.page.look import date, look, money, value, words
from kg.page.times import span

Statements = Mapping[Node, Mapping[Node, list[Node]]]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: what it is, what it is called, and where else it is described."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One qualifier of a fact: its label and its value as text; `thing` is the index of an entity."""

    label: str
    text: str
    thing: int | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One article's words for a fact; `source` is the index of the article."""

    source: int | None
    quote: str
    status: str
    attribution: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact of the graph: an event with all that articles say of it; things are given by index.

    `shortcuts` are what it implies between other things: the property's name and its two ends;
    `when` is the first and the last month of the event or, where none is told, of the articles.
    """

    relation: str
    subject: int
    object: int | None
    text: str
    status: str
    details: tuple[Detail, ...]
    sayings: tuple[Saying, ...]
    shortcuts: tuple[tuple[str, int, int], ...]
    when: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Source:
    """An article: its title, day and address (http or https, else empty)."""

    title: str
    issued: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a page shows; indices in the facts point into `things` and `sources`."""

    things: tuple[Thing, ...]
    facts: tuple[Statement, ...]
    sources: tuple[Source, ...]
    relations: Mapping[str, str]


def content(dataset: Dataset) -> Content:
    """The entities that claims speak of, the facts behind them, and the articles they come from."""
    graph = _statements(dataset)
    events = sorted((s for s, p in graph.items() if KG.reportedIn in p), key=str)
    claims = [claim for event in events for claim in graph[event][KG.reportedIn] if claim in graph]
    named = {o for claim in claims for values in graph[claim].values() for o in values}
    things = sorted((n for n in named if isinstance(n, URIRef) and _name(graph, n)), key=str)
    articles = sorted({o for c in claims for o in graph[c].get(PROV.wasQuotedFrom, ())}, key=str)
    reader = _Reader(graph, {n: i for i, n in enumerate(things)}, {n: i for i, n in enumerate(articles)})
    facts = tuple(reader.facts(events))
    used = {name for f in facts for name in (f.relation, *(s[0] for s in f.shortcuts))}
    return Content(
        tuple(_thing(graph, n) for n in things),
        facts,
        tuple(_source(graph, a) for a in articles),
        {name: _label(name) for name in sorted(used)},
    )


def mutual(relation: str) -> bool:
    """Whether the relation holds both ways, so that its edges need no arrow."""
    return relation in RELATIONS and RELATIONS[relation].symmetric


def _statements(dataset: Dataset) -> Statements:
    """Every subject's properties over all graphs, values sorted."""
    found: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, obj, _ in dataset.quads((None, None, None, None)):
        found[subject][predicate].add(obj)
    return {s: {p: sorted(os, key=str) for p, os in ps.items()} for s, ps in found.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads facts from events and their claims, with entities and articles by their index."""

    graph: Statements
    things: Mapping[Node, int]
    articles: Mapping[Node, int]

    def facts(self, events: Iterable[Node]) -> Iterator[Statement]:
        """One fact for each event that has a claim on a named subject."""
        for event in events:
            claims = [c for c in self.graph[event][KG.reportedIn] if self._one(c, KG.subject) in self.things]
            if claims:
                yield self._fact(event, claims)

    def _fact(self, event: Node, claims: list[Node]) -> Statement:
        sayings = tuple(self._saying(claim) for claim in claims)
        subject, obj = self._one(claims[0], KG.subject), self._one(claims[0], KG.object)
        relation = _local(self._one(event, KG.relation) or self._one(claims[0], KG.relation))
        assert subject is not None
        return Statement(
            relation,
            self.things[subject],
            self.things.get(obj) if obj is not None else None,
            "" if obj is None else self._object(obj),
            _local(self._one(event, KG.status) or self._one(claims[0], KG.status)),
            tuple(dict.fromkeys(d for s in sayings for d in s.details)),
            sayings,
            tuple(self._shortcuts(event, relation)),
            span(self._dates(claims)) or span(self._issued(claims)),
        )

    def _saying(self, claim: Node) -> Saying:
        article, selector = self._one(claim, PROV.wasQuotedFrom), self._one(claim, OA.hasSelector)
        return Saying(
            None if article is None else self.articles[article],
            str((selector and self._one(selector, OA.exact)) or ""),
            _local(self._one(claim, KG.status)),
            str(self._one(claim, KG.attribution) or ""),
            tuple(self._details(claim)),
        )

    def _details(self, claim: Node) -> Iterator[Detail]:
        """What the claim says beyond its relation; a sum that is its object is not said again."""
        told = self._one(claim, KG.object)
        for name, label in look()["qualifiers"].items():
            for found in self.graph[claim].get(URIRef(NAMESPACE + name), ()):
                text = self._text(name, claim, found)
                if told in self.things or told is None or text != self._object(told):
                    yield Detail(label, text, self.things.get(found))

    def _dates(self, claims: Iterable[Node]) -> Iterator[str]:
        """The dates that claims tell, also where their object is a year."""
        for claim in claims:
            told = self._one(claim, KG.object)
            if isinstance(told, Literal) and told.datatype == XSD.gYear:
                yield str(told)
            yield from map(str, self.graph[claim].get(KG.date, ()))

    def _issued(self, claims: Iterable[Node]) -> Iterator[str]:
        for claim in claims:
            article = self._one(claim, PROV.wasQuotedFrom)
            if article is not None:
                yield str(self._one(article, DCTERMS.issued) or "")

    def _object(self, found: Node) -> str:
        """An object that may be a sum such as "14300000000 USD", a year, or an entity."""
        if found in self.things:
            return _name(self.graph, found)
        number, _, currency = str(found).partition(" ")
        return money(number, currency) if currency else str(found)

    def _text(self, name: str, claim: Node, found: Node) -> str:
        if isinstance(found, URIRef):
            return _name(self.graph, found) or _local(found)
        currency = self._one(claim, URIRef(f"{NAMESPACE}{name}Currency")) or self._one(claim, KG.currency)
        return value(name, str(found), None if currency is None else str(currency))

    def _shortcuts(self, event: Node, relation: str) -> Iterator[tuple[str, int, int]]:
        """What the event implies beside its relation, where the graph states it."""
        for name, shortcut in sorted(SHORTCUTS.items()):
            one, other = (self._one(event, role) for role in (shortcut.subject_role, shortcut.object_role))
            if name not in RELATIONS and shortcut.relation == relation and one in self.things:
                stated = self.graph[one].get(URIRef(NAMESPACE + name), ()) if one is not None else ()
                if other in self.things and other in stated:
                    yield name, self.things[one], self.things[other]  # type: ignore[index]

    def _one(self, node: Node, predicate: Node) -> Node | None:
        return _first(self.graph, node, predicate)


def _thing(graph: Statements, node: Node) -> Thing:
    known = look()["types"]
    types = sorted(_local(t) for t in graph[node].get(RDF.type, ()) if str(t).startswith(NAMESPACE))
    kind = next((t for t in known if t in types), types[0] if types else "Thing")
    name = _name(graph, node)
    aliases = tuple(str(a) for a in graph[node].get(SKOS.altLabel, ()) if str(a) != name)
    links = tuple(link for link in map(_address, graph[node].get(OWL.sameAs, ())) if link)
    return Thing(str(node), kind, name, aliases, links)


def _source(graph: Statements, article: Node) -> Source:
    title = _first(graph, article, DCTERMS.title)
    urls = [_address(u) for u in graph.get(article, {}).get(SDO.url, ())]
    issued = date(str(_first(graph, article, DCTERMS.issued) or ""))
    return Source(str(title or _local(article)), issued, next(filter(None, urls), ""))


def _address(node: Node) -> str:
    """The address where it is one that a page may link to; else the empty text."""
    return str(node) if str(node).lower().startswith(("https://", "http://")) else ""


def _label(name: str) -> str:
    return SHORTCUTS[name].label if name in SHORTCUTS else words(name)


def _name(graph: Statements, node: Node) -> str:
    return str(_first(graph, node, SKOS.prefLabel) or "")


def _first(graph: Statements, node: Node, predicate: Node) -> Node | None:
    return next(iter(graph.get(node, {}).get(predicate, ())), None)


def _local(node: Node | None) -> str:
    """The last part of an IRI."""
    return "" if node is None else str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
