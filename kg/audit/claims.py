"""Tracing one claim: its quotes, the things that it names, and its sums, shares, dates and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rdflib import DCTERMS, PROV, URIRef
from rdflib.term import Identifier

from kg.audit.source import Label, Source, naming, refers
from kg.english.titles import single, written
from kg.model import Article, Span
from kg.ontology import KG, OA, QUALIFIERS, RELATIONS, local_name

HOW = {
    "verbatim": "the very words",
    "spelling": "but for case, accents, marks, spaces, a legal form or a title",
    "alias": "another name of the same thing",
    "part": "a part of the name, or its initials",
    "reference": "a pronoun or a description of what the article names elsewhere",
    "context": "not named in the sentence, but in the article",
    "read": "a sum, a share or a date, read from the words",
}
ABSENT = "is not in the article"
CURRENCIES = {KG.amount: KG.currency, KG.valuation: KG.valuationCurrency}

Terms = Mapping[Identifier, Sequence[Identifier]]
Known = Mapping[Identifier, Terms]


@dataclass(frozen=True, slots=True)
class Traced:
    """A value of a node's role; `how` is one of HOW, or says what is amiss."""

    node: Identifier
    role: str
    value: object
    how: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a claim gives as evidence, and where they stand in the article."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """A claim within its graph, and the article that it was read from."""

    claim: Identifier
    known: Known
    source: Source
    labels: Mapping[Identifier, list[Label]]

    @property
    def said(self) -> Terms:
        """The claim's own properties."""
        return self.known[self.claim]

    @property
    def range(self) -> frozenset[str]:
        """What the claim's relation joins its subject to."""
        names = [local_name(relation) for relation in self.said.get(KG.relation, ())]
        return RELATIONS[names[0]].range if names and names[0] in RELATIONS else frozenset()

    def words(self, role: URIRef) -> list[Words]:
        """The words given for a role; those of a sum that is raised are given for the object."""
        roles = {role, KG.object} if role == KG.amount and self.range == {"Amount"} else {role}
        return [
            selected(selector, self.known)
            for selector in self.said.get(KG.roleEvidence, ())
            if roles & set(self.known.get(selector, {}).get(KG.ofRole, ()))
        ]


@dataclass(frozen=True, slots=True)
class Origins:
    """What claims are traced to: articles by id, and the names that they give things, by article IRI."""

    sources: Mapping[str, Source]
    labels: Mapping[str, Mapping[Identifier, list[Label]]]


def origins(known: Known, articles: Iterable[Article]) -> Origins:
    """The articles, and the names that the graph's namings say they give."""
    labels: dict[str, dict[Identifier, list[Label]]] = {}
    for naming_, said in known.items():
        kind = next((local_name(t) for t in said.get(KG.type, ())), "")
        names = [Label(str(n), kind) for role in (KG.name, KG.alias) for n in said.get(role, ())]
        for thing in said.get(KG.names, ()):
            article = str(naming_).partition("#")[0]
            labels.setdefault(article, {}).setdefault(thing, []).extend(names)
    return Origins({article.id: Source(article) for article in articles}, labels)


def trace(claim: Identifier, known: Known, origins: Origins) -> Iterator[Traced]:
    """Every value of a claim with how its article gives it."""
    article = next(iter(known[claim].get(PROV.wasQuotedFrom, ())), claim)
    name = str(next(iter(known.get(article, {}).get(DCTERMS.identifier, ())), article))
    if name not in origins.sources:
        yield Traced(claim, "article", name, "is not among the articles")
        return
    told = Told(claim, known, origins.sources[name], origins.labels.get(str(article), {}))
    yield from _head(article, told)
    yield from _quotes(told)
    for role in (KG.subject, KG.object, *QUALIFIERS.values()):
        for value in told.said.get(role, ()):
            how = _thing(role, value, told) if isinstance(value, URIRef) else _literal(role, value, told)
            yield Traced(claim, local_name(role), value, how)
    for role in (KG.amountText, KG.attribution):
        for phrase in told.said.get(role, ()):
            there = told.source.says(str(phrase)) or phrase in told.said.get(KG.sum, ())
            yield Traced(claim, local_name(role), phrase, "verbatim" if there else ABSENT)


def _head(article: Identifier, told: Told) -> Iterator[Traced]:
    stated = {"title": told.source.article.title, "issued": told.source.article.published}
    for role, value in stated.items():
        for given in told.known[article].get(DCTERMS[role], ()):
            if not value or not value.startswith(str(given)):
                yield Traced(article, role, given, "is not what the article says")


def _quotes(told: Told) -> Iterator[Traced]:
    if OA.hasSelector not in told.said:
        yield Traced(told.claim, "quote", "", "is missing")
    for selector in (*told.said.get(OA.hasSelector, ()), *told.said.get(KG.roleEvidence, ())):
        words = selected(selector, told.known)
        there = told.source.quotes(words.text, words.span)
        where = f"does not stand at {words.span.start}-{words.span.end} of the article"
        yield Traced(selector, "quote", words.text, "verbatim" if there else where)


def selected(selector: Identifier, known: Known) -> Words:
    """The words of a selector; none where it is incomplete."""
    said = known.get(selector, {})
    try:
        start, end = (int(said[role][0]) for role in (OA.start, OA.end))
        return Words(str(said[OA.exact][0]), Span(start, end))
    except (KeyError, ValueError):
        return Words("", Span(0, 0))


# --- names ----------------------------------------------------------------------------------------------


def _thing(role: URIRef, thing: URIRef, told: Told) -> str:
    """How the words, or where there are none the article, name a thing; or what is amiss."""
    labels, words = told.labels.get(thing, []), told.words(role)
    if not labels:
        return "has no name in this article's graph"
    for each in words:
        if how := naming(each.text, labels):
            return how
    if not all(refers(each.text) for each in words):
        return f"is not what {_texts(words)} names"
    if any(told.source.names(label) for label in labels):
        return "reference" if words else "context"
    return "has no name that is in the article"


# --- sums, shares, dates and words ------------------------------------------------------------------------


def _literal(role: URIRef, value: Identifier, told: Told) -> str:
    """How the article gives a literal; or what is amiss."""
    words = told.words(role)
    if _kind(role, told) in (*CURRENCIES, KG.stake, KG.date):
        spans: list[Span | None] = [each.span for each in words] or [None]
        if any(_reads(role, value, (told, span)) for span in spans):
            return "read"
    elif any(_spaced(each.text).startswith(str(value)) for each in words):
        return "verbatim"
    elif role == KG.role and any(single(written(_spaced(each.text))) == str(value) for each in words):
        return "alias"
    elif not words and told.source.says(str(value)):
        return "context"
    return f"is not what {_texts(words)} says" if words else ABSENT


def _kind(role: URIRef, told: Told) -> URIRef:
    """What a role holds: an object that is no thing is a sum where the relation joins sums, else a year."""
    if role != KG.object:
        return role
    return KG.amount if told.range == {"Amount"} else KG.date


def _reads(role: URIRef, value: Identifier, place: tuple[Told, Span | None]) -> bool:
    """Whether the words of a span, or of the whole article, read as the value."""
    told, span = place
    kind = _kind(role, told)
    if kind == KG.stake:
        return _number(value) in set(told.source.shares(span))
    if kind == KG.date:
        return any(day.startswith(str(value)) for day in told.source.days(span))
    return not set(_sums(kind, value, told)).isdisjoint(told.source.sums(span))


def _sums(role: URIRef, value: Identifier, told: Told) -> Iterator[tuple[Decimal, str]]:
    """A number with each currency that the claim gives it, or a sum written as one text."""
    number, _, currency = str(value).partition(" ")
    for each in [currency] if currency else map(str, told.said.get(CURRENCIES[role], ())):
        yield _number(number), each


def _number(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(-1)  # what no article says


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _texts(words: Iterable[Words]) -> str:
    return ", ".join(repr(each.text) for each in words)
