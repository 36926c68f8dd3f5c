"""The values of a query's rows, however an engine writes them: 1.50 is 1.5, and +00:00 is Z."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.query import Table, Term
from kg.store import Solutions

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {
    f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
DIGITS = 12
Values = Counter[tuple[str, ...]]


def values(answer: Solutions) -> Values:
    """The rows that an engine found, each with how often; order does not count.

    A row is a tuple of column=value texts for what is bound, sorted by column. A row with nothing bound,
    which rdflib gives where a query groups nothing at all, is none.
    """
    assert isinstance(answer, ox.QuerySolutions), "the queries are SELECT queries"
    names = [variable.value for variable in answer.variables]
    return _counted(_row(names, (row[name] for name in names)) for row in answer)


def of_table(table: Table) -> Values:
    """The rows of a table."""
    return _counted(_row(table.columns, row) for row in table.rows)


def of_json(results: bytes) -> Values:
    """The rows of results in SPARQL JSON."""
    return values(ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON))


def _counted(rows: Iterable[tuple[str, ...]]) -> Values:
    return Counter(row for row in rows if row)


def _row(names: Iterable[str], terms: Iterable[Term | None]) -> tuple[str, ...]:
    return tuple(sorted(f"{n}={value(t)}" for n, t in zip(names, terms, strict=True) if t is not None))


def value(term: Term) -> str:
    """A term by its value.

    >>> value(ox.Literal("1.50", datatype=ox.NamedNode(f"{XSD}decimal"))) == value(ox.Literal(1.5))
    True
    >>> value(ox.Literal("Meta", language="EN"))
    'Meta@en'
    """
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return f"{term.value}@{term.language.lower()}"
    kind = term.datatype.value
    if kind in NUMBERS:
        return _number(term.value)
    if kind == f"{XSD}dateTime":
        return _moment(term.value)
    if kind == f"{XSD}boolean":
        return str(term.value in ("true", "1")).lower()
    return term.value


def _number(text: str) -> str:
    try:
        number = Decimal(text)
        return f"{number:.{DIGITS}g}" if not number.is_finite() else f"{round(number, DIGITS).normalize():f}"
    except InvalidOperation:
        return text


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.isoformat()
