"""Literals and IRIs in one normal form, so that what is written once reads back the same everywhere."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import KGError

Triple = tuple[Identifier, Identifier, Identifier]

DATES = (
    (re.compile(r"\d{4}"), "%Y", XSD.gYear),
    (re.compile(r"\d{4}-\d\d"), "%Y-%m", XSD.gYearMonth),
    (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d", XSD.date),
)
# NUL and lone surrogates cannot be written in every serialization; one character replaces one, so
# that offsets stay right.
UNWRITABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(UNWRITABLE.sub("\ufffd", value))


def number(value: Decimal | float) -> Literal:
    """An xsd:decimal in its shortest form.

    >>> number(Decimal("1.43E10"))
    rdflib.term.Literal('14300000000', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#decimal'))
    """
    shortest = f"{Decimal(str(value)).normalize():f}"
    return Literal("0" if shortest == "-0" else shortest, datatype=XSD.decimal, normalize=False)


def whole(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer, normalize=False)


def date(value: str) -> Literal:
    """A year, a month or a day as what it is; a date-time by its day; anything else as plain text.

    >>> date("2025-06").datatype
    rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#gYearMonth')
    """
    day = value[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", value) else value
    for shape, form, datatype in DATES:
        if shape.fullmatch(day) and _exists(day, form):
            return Literal(day, datatype=datatype, normalize=False)
    return text(value)


def link(value: str) -> URIRef | Literal:
    """A web address as an IRI, or as plain text where it is none that every store takes."""
    try:
        ox.NamedNode(value)
    except ValueError:
        return text(value)
    return URIRef(value) if value.isascii() or value.isprintable() else text(value)


def iri(value: str) -> URIRef:
    """The IRI; raises KGError where it is none that every store takes."""
    to_oxigraph(URIRef(value))
    return URIRef(value)


def from_oxigraph(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    """The term as rdflib has it, its lexical form untouched."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=None, datatype=datatype):
            kind = None if datatype.value == str(XSD.string) else URIRef(datatype.value)
            return Literal(term.value, datatype=kind, normalize=False)
        case ox.Literal():
            return Literal(term.value, lang=term.language)
    raise KGError(f"triples about triples are not supported: {term}")


def to_oxigraph(term: Identifier) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The term as Oxigraph has it; raises KGError where it is no valid IRI."""
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))
    try:
        return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))
    except ValueError as error:
        raise KGError(f"not a valid IRI: {term} ({error})") from error


def _exists(day: str, form: str) -> bool:
    try:
        datetime.datetime.strptime(day, form)
    except ValueError:
        return False
    return True
