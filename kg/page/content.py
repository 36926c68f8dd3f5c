"""What the page shows: the entities, facts and articles of a graph as plain values, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Dataset, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, SKOS
from rdflib.term import Node

from kg.page.look import date, look, value, words

KG = Namespace("https://w3id.org/newskg/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
URLS = (URIRef("https://schema.org/url"), URIRef("http://schema.org/url"))

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
    """A fact of the graph: an event with all that articles say of it; things are given by index."""

    relation: str
    subject: int
    object: int | None
    text: str
    status: str
    details: tuple[Detail, ...]
    sayings: tuple[Saying, ...]


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
    claims = sorted((s for s, p in graph.items() if KG.Claim in p.get(RDF.type, ())), key=str)
    named = {o for c in claims for p, os in graph[c].items() if p not in _APART for o in os}
    things = sorted((n for n in named if isinstance(n, URIRef) and _name(graph, n)), key=str)
    articles = sorted({o for c in claims for o in graph[c].get(PROV.wasQuotedFrom, ())}, key=str)
    index = {n: i for i, n in enumerate(things)}
    reader = _Reader(graph, index, {n: i for i, n in enumerate(articles)})
    facts = reader.facts(claims)
    return Content(
        tuple(_thing(graph, n) for n in things),
        facts,
        tuple(_source(graph, a) for a in articles),
        {f.relation: _label(graph, KG[f.relation]) for f in facts},
    )


_APART = {KG.event, KG.relation, KG.status, KG.roleEvidence, PROV.wasQuotedFrom, OA.hasSelector, RDF.type}


def _statements(dataset: Dataset) -> Statements:
    """Every subject's properties over all graphs, values sorted."""
    found: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, obj, _ in dataset.quads((None, None, None, None)):
        found[subject][predicate].add(obj)
    return {s: {p: sorted(os, key=str) for p, os in ps.items()} for s, ps in found.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads facts from claims, with entities and articles by their index."""

    graph: Statements
    things: Mapping[Node, int]
    articles: Mapping[Node, int]

    def facts(self, claims: Iterable[Node]) -> tuple[Statement, ...]:
        """One fact for all claims on one event, in the order of their subjects, relations and objects."""
        events: dict[Node, list[Node]] = defaultdict(list)
        for claim in claims:
            if _first(self.graph, claim, KG.subject) in self.things:
                events[_first(self.graph, claim, KG.event) or claim].append(claim)
        facts = [self._fact(event, said) for event, said in sorted(events.items(), key=lambda e: str(e[0]))]
        return tuple(sorted(facts, key=lambda f: (f.subject, f.relation, -1 if f.object is None else f.object, f.text)))

    def _fact(self, event: Node, claims: list[Node]) -> Statement:
        first = claims[0]
        subject, obj = (_first(self.graph, first, p) for p in (KG.subject, KG.object))
        assert subject is not None
        sayings = tuple(self._saying(claim) for claim in claims)
        status = _first(self.graph, event, KG.status) or _first(self.graph, first, KG.status)
        relation = _local(_first(self.graph, first, KG.relation))
        thing = self.things.get(obj) if obj is not None else None
        text = "" if thing is not None or obj is None else self._text(relation, first, obj)
        details = tuple(dict.fromkeys(d for s in sayings for d in s.details))
        return Statement(relation, self.things[subject], thing, text, _local(status) or "Done", details, sayings)

    def _saying(self, claim: Node) -> Saying:
        article = _first(self.graph, claim, PROV.wasQuotedFrom)
        selector = _first(self.graph, claim, OA.hasSelector)
        return Saying(
            None if article is None else self.articles[article],
            str((selector and _first(self.graph, selector, OA.exact)) or ""),
            _local(_first(self.graph, claim, KG.status)),
            str(_first(self.graph, claim, KG.attribution) or ""),
            tuple(self._details(claim)),
        )

    def _details(self, claim: Node) -> Iterable[Detail]:
        for name, label in look()["qualifiers"].items():
            for found in self.graph[claim].get(KG[name], ()):
                if not (name == "amount" and found == _first(self.graph, claim, KG.object)):
                    yield Detail(label, self._text(name, claim, found), self.things.get(found))

    def _text(self, name: str, claim: Node, found: Node) -> str:
        """A value as people write it; a decimal that is a fact's object is a sum."""
        if found in self.things:
            return _name(self.graph, found)
        if isinstance(found, URIRef):
            return _local(found)
        currency = _first(self.graph, claim, KG.currency)
        sum_of_money = isinstance(found, Literal) and currency is not None and name not in look()["qualifiers"]
        return value("amount" if sum_of_money else name, str(found), None if currency is None else str(currency))


def _thing(graph: Statements, node: Node) -> Thing:
    known = look()["types"]
    types = sorted(_local(t) for t in graph[node].get(RDF.type, ()) if str(t).startswith(str(KG)))
    kind = next((t for t in known if t in types), types[0] if types else "Thing")
    name = _name(graph, node)
    aliases = tuple(str(a) for a in graph[node].get(SKOS.altLabel, ()) if str(a) != name)
    links = tuple(link for link in map(_address, graph[node].get(OWL.sameAs, ())) if link)
    return Thing(str(node), kind, name, aliases, links)


def _source(graph: Statements, article: Node) -> Source:
    title = _first(graph, article, DCTERMS.title)
    urls = [_address(u) for p in URLS for u in graph.get(article, {}).get(p, ())]
    issued = date(str(_first(graph, article, DCTERMS.issued) or ""))
    return Source(str(title or _local(article)), issued, next(filter(None, urls), ""))


def _address(node: Node) -> str:
    """The address where it is one that a page may link to; else the empty text."""
    return str(node) if str(node).lower().startswith(("https://", "http://")) else ""


def _label(graph: Statements, relation: URIRef) -> str:
    return words(_local(relation))


def _name(graph: Statements, node: Node) -> str:
    return str(_first(graph, node, SKOS.prefLabel) or "")


def _first(graph: Statements, node: Node, predicate: Node) -> Node | None:
    return next(iter(graph.get(node, {}).get(predicate, ())), None)


def _local(node: Node | None) -> str:
    """The last part of an IRI."""
    return "" if node is None else str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
