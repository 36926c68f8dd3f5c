"""What one article says, as the triples of its named graph.

Every subject in it belongs to the article alone, so that graphs of different articles share no
triple and an article goes without trace when its graph goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from rdflib import DC, DCTERMS, PROV, RDF, SDO, URIRef
from rdflib.term import Identifier

from kg.errors import KGError
from kg.graph import iris, terms
from kg.graph.terms import Triple
from kg.model import Amount, Article, Entity, Fact, Qualifier, QualifierValue, Span, Year
from kg.ontology import ENTITY_TYPES, KG, OA, QUALIFIERS, relation

Known = Mapping[str, Iterable[str]]


def article_triples(article: Article, name: URIRef) -> Iterator[Triple]:
    """What is known of the article itself."""
    yield name, RDF.type, KG.Article
    yield name, RDF.type, SDO.NewsArticle
    yield name, DCTERMS.identifier, terms.text(article.id)
    if article.title:
        yield name, DCTERMS.title, terms.text(article.title)
    if article.published:
        yield name, DCTERMS.issued, terms.date(article.published)
    if article.url:
        yield name, SDO.url, terms.link(article.url)
    if article.author:
        yield name, DC.creator, terms.text(article.author)
    if article.publisher:
        yield name, DC.publisher, terms.text(article.publisher)


def naming_triples(entity: Entity, names: tuple[URIRef, str], known: Known) -> Iterator[Triple]:
    """The names and the type that the article's facts give an entity, and its IRIs elsewhere.

    `names` are the article's IRI and the base; `known` maps ids such as "company/meta" to IRIs.
    """
    article, base = names
    if entity.type not in ENTITY_TYPES:
        raise KGError(f"unknown entity type {entity.type!r}; the ontology has {', '.join(ENTITY_TYPES)}")
    iri = iris.entity(entity, base)
    path = iri.removeprefix(base)
    naming = URIRef(f"{article}#{path}")
    yield naming, RDF.type, KG.Naming
    yield naming, KG.names, iri
    yield naming, KG.type, KG[entity.type]
    yield naming, KG.name, terms.text(entity.name)
    for alias in entity.aliases:
        if alias and alias != entity.name:
            yield naming, KG.alias, terms.text(alias)
    for other in known.get(path, ()):
        yield naming, KG.sameThing, terms.iri(other)


def entities(fact: Fact) -> Iterator[Entity]:
    """The entities that a fact names."""
    for value in (fact.subject, fact.object, *(q.value for q in fact.qualifiers)):
        if isinstance(value, Entity):
            yield value


def claim_iri(fact: Fact, article: URIRef, base: str) -> URIRef:
    """The IRI of the claim: the same for facts that differ only in rule, confidence or aliases."""
    content: list[object] = [fact.relation, fact.status.value, fact.evidence.start, fact.evidence.end]
    content += [str(term) for _, term in _stated(fact, base)]
    return iris.claim(article, json.dumps(content))


def claim_triples(fact: Fact, article: Article, names: tuple[URIRef, str]) -> Iterator[Triple]:
    """The claim with its roles, qualifiers and evidence; `names` are the article's IRI and the base.

    Raises KGError where the quote is not what the article has at those offsets.
    """
    name, base = names
    check(fact, article)
    claim = claim_iri(fact, name, base)
    yield claim, RDF.type, KG.Claim
    yield claim, KG.relation, KG[relation(fact.relation).name]
    yield claim, KG.status, KG[fact.status.value.capitalize()]
    yield claim, PROV.wasQuotedFrom, name
    yield claim, KG.confidence, terms.number(Decimal(str(round(fact.confidence, 3))))
    if fact.evidence.rule:
        yield claim, KG.rule, terms.text(fact.evidence.rule)
    if fact.attribution:
        yield claim, KG.attribution, terms.text(fact.attribution)
    for role, value in _stated(fact, base):
        yield claim, role, value
    for money in _worded(fact, article):
        yield claim, KG.amountText, terms.text(money)
    yield from _evidence(fact, article, claim)


def check(fact: Fact, article: Article) -> None:
    """Raise KGError where the article does not hold the fact's quote at its offsets."""
    evidence = fact.evidence
    if article.text[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
        raise KGError(
            f"article {article.id!r} does not say {evidence.quote[:60]!r} at {evidence.start}-{evidence.end}; "
            "offsets count the characters of the article's own text"
        )


def _stated(fact: Fact, base: str) -> Iterator[tuple[URIRef, Identifier]]:
    """Subject, object and qualifiers as properties of the claim."""
    yield KG.subject, iris.entity(fact.subject, base)
    match fact.object:
        case Entity():
            yield KG.object, iris.entity(fact.object, base)
        case Amount():
            yield KG.object, terms.text(str(fact.object))
            yield from _value(KG.amount, fact.object, base)
        case Year():
            yield KG.object, terms.date(f"{fact.object.value:04d}")
    for qualifier, role in _qualifiers(fact):
        yield from _value(role, qualifier.value, base)


def _qualifiers(fact: Fact) -> Iterator[tuple[Qualifier, URIRef]]:
    """The qualifiers that the ontology knows and that say something besides subject and object."""
    told = relation(fact.relation)
    for qualifier in fact.qualifiers:
        role = QUALIFIERS.get(qualifier.name)
        if role is None:
            raise KGError(f"unknown qualifier {qualifier.name!r}; the ontology has {', '.join(QUALIFIERS)}")
        if role not in (told.subject_role, told.object_role):
            yield qualifier, role


def _value(role: URIRef, value: QualifierValue, base: str) -> Iterator[tuple[URIRef, Identifier]]:
    match value:
        case Amount() if role == KG.amount:
            yield KG.amount, terms.number(value.value)
            yield KG.currency, terms.text(value.currency)
            yield KG.sum, terms.text(str(value))
        case Amount():
            yield role, terms.number(value.value)
            yield KG.valuationCurrency, terms.text(value.currency)
        case Entity():
            yield role, iris.entity(value, base)
        case Decimal():
            yield role, terms.number(value)
        case _ if role == KG.date:
            yield role, terms.date(value)
        case _ if value.strip():
            yield role, terms.text(" ".join(value.split()))


def _worded(fact: Fact, article: Article) -> Iterator[str]:
    """Each sum in the article's words, or as number and currency where it names no words."""
    if isinstance(fact.object, Amount):
        yield _words(article, fact.object_span) or str(fact.object)
    for qualifier, role in _qualifiers(fact):
        if role == KG.amount:
            yield _words(article, qualifier.span) or str(qualifier.value)


def _words(article: Article, span: Span | None) -> str:
    return " ".join(span.of(article.text).split()) if span else ""


def _evidence(fact: Fact, article: Article, claim: URIRef) -> Iterator[Triple]:
    """The selectors: one for the quote, one for the words of each role that the text names."""
    quote = URIRef(f"{claim}#quote")
    yield claim, OA.hasSelector, quote
    yield from _selector(quote, article, Span(fact.evidence.start, fact.evidence.end))
    named: list[tuple[str, URIRef, Span | None]] = [
        ("subject", KG.subject, fact.subject_span),
        ("object", KG.object, fact.object_span),
    ]
    named += [(q.name, role, q.span) for q, role in _qualifiers(fact)]
    for label, role, span in named:
        if span and span.start < span.end <= len(article.text):
            selector = URIRef(f"{claim}#{label}-{span.start}-{span.end}")
            yield claim, KG.roleEvidence, selector
            yield selector, KG.ofRole, role
            yield from _selector(selector, article, span)


def _selector(selector: URIRef, article: Article, span: Span) -> Iterator[Triple]:
    yield selector, RDF.type, OA.TextQuoteSelector
    yield selector, RDF.type, OA.TextPositionSelector
    yield selector, OA.exact, terms.text(span.of(article.text))
    yield selector, OA.start, terms.whole(span.start)
    yield selector, OA.end, terms.whole(span.end)
