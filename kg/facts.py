"""Facts as JSON lines, one a line: the contract of `kg extract`, and what evaluation compares.

Keys: article, relation, subject, object (names; amounts like "14300000000 USD"), status, the
qualifiers (amount and currency apart), evidence, start, end, subject_span, object_span,
qualifier_spans, subject_type, object_type, subject_aliases, object_aliases, attribution,
confidence, rule. Keys without a value are left out, except the two spans, which are null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.errors import KGError
from kg.model import Amount, Entity, Evidence, Fact, Qualifier, QualifierValue, Span, Status, Year

MONEY = ("amount", "valuation")


def dumps(fact: Fact) -> str:
    """One fact as one line of JSON, keys in a fixed order, no line break at the end."""
    return json.dumps(to_json(fact), ensure_ascii=False)


def loads(line: str) -> Fact:
    """The fact that a line of JSON states; raises KGError where the line is no fact."""
    try:
        return from_json(json.loads(line))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise KGError(f"not a fact ({error!r}): {line[:100]!r}") from error


def read(lines: Iterable[str]) -> Iterator[Fact]:
    """The facts of JSON lines; empty lines are skipped."""
    return (loads(line) for line in lines if line.strip())


def to_json(fact: Fact) -> dict[str, Any]:
    """The fact as a flat dictionary of JSON values."""
    line: dict[str, Any] = {
        "article": fact.evidence.article,
        "relation": fact.relation,
        "subject": str(fact.subject),
        "object": str(fact.object),
        "status": str(fact.status),
    }
    for qualifier in fact.qualifiers:
        line |= _qualifier_json(qualifier)
    line |= {
        "evidence": fact.evidence.quote,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "subject_span": _span_json(fact.subject_span),
        "object_span": _span_json(fact.object_span),
        "qualifier_spans": {q.name: _span_json(q.span) for q in fact.qualifiers if q.span},
        "subject_type": fact.subject.type,
        "object_type": fact.object.type if isinstance(fact.object, Entity) else type(fact.object).__name__,
        "subject_aliases": list(fact.subject.aliases),
        "object_aliases": list(fact.object.aliases) if isinstance(fact.object, Entity) else [],
        "attribution": fact.attribution,
        "confidence": round(fact.confidence, 3),
        "rule": fact.evidence.rule,
    }
    keep_null = ("subject_span", "object_span")
    return {k: v for k, v in line.items() if k in keep_null or v not in (None, [], {})}


def from_json(line: dict[str, Any]) -> Fact:
    """The fact of a dictionary as `to_json` makes it."""
    subject = Entity(line["subject_type"], line["subject"], tuple(line.get("subject_aliases", ())))
    return Fact(
        relation=line["relation"],
        subject=subject,
        object=_object(line),
        status=Status(line.get("status", "done")),
        evidence=Evidence(
            line["article"], line["start"], line["end"], line["evidence"], line.get("rule", "")
        ),
        subject_span=_span(line.get("subject_span")),
        object_span=_span(line.get("object_span")),
        qualifiers=tuple(_qualifiers(line)),
        attribution=line.get("attribution"),
        confidence=line.get("confidence", 1.0),
    )


def _object(line: dict[str, Any]) -> Entity | Amount | Year:
    match line["object_type"]:
        case "Amount":
            return amount(line["object"])
        case "Year":
            return Year(int(line["object"]))
        case kind:
            return Entity(kind, line["object"], tuple(line.get("object_aliases", ())))


def amount(text: str) -> Amount:
    """The sum that a text such as "14300000000 USD" names.

    >>> amount("14300000000 USD")
    Amount(value=Decimal('14300000000'), currency='USD')
    """
    value, _, currency = text.partition(" ")
    return Amount(Decimal(value), currency)


def _qualifier_json(qualifier: Qualifier) -> dict[str, Any]:
    value = qualifier.value
    if isinstance(value, Amount):
        number = float(value.value) if value.value % 1 else int(value.value)
        key = "currency" if qualifier.name == "amount" else f"{qualifier.name}_currency"
        return {qualifier.name: number, key: value.currency}
    if isinstance(value, Decimal):
        return {qualifier.name: float(value)}
    if isinstance(value, Entity):
        return {qualifier.name: value.name, f"{qualifier.name}_type": value.type}
    return {qualifier.name: value}


QUALIFIERS = ("from", "role", "amount", "stake", "round", "valuation", "date", "purpose")


def _qualifiers(line: dict[str, Any]) -> Iterator[Qualifier]:
    spans = line.get("qualifier_spans", {})
    for name in QUALIFIERS:
        if line.get(name) not in (None, ""):
            yield Qualifier(name, _value(name, line), _span(spans.get(name)))


def _value(name: str, line: dict[str, Any]) -> QualifierValue:
    value = line[name]
    if name in MONEY:
        key = "currency" if name == "amount" else f"{name}_currency"
        return Amount(Decimal(str(value)), line.get(key, line.get("currency", "USD")))
    if name == "stake":
        return Decimal(str(value))
    if name == "from":
        return Entity(line.get("from_type", "Company"), value)
    return str(value)


def _span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def _span_json(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
