"""Once per article: facts that say the same put together, and the most specific relation kept."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Entity, Fact, Qualifier, Span, Status
from kg.ontology import RELATIONS

Key = tuple[str, object, object]


def consolidate(facts: Iterable[Fact]) -> list[Fact]:
    """One fact per (relation, subject, object, status), with the employer left as a fact of its own."""
    merged: dict[tuple[Key, Status], Fact] = {}
    for fact in _with_former(list(_with_origin(sorted(facts, key=_order)))):
        key = (_key(fact), fact.status)
        merged[key] = _merge(merged[key], fact) if key in merged else fact
    return sorted(_specific(merged), key=_order)


def _order(fact: Fact) -> tuple[int, int, str, str, str]:
    return (fact.evidence.start, _start(fact.object_span), fact.relation, str(fact.subject), str(fact.object))


def _start(span: Span | None) -> int:
    return span.start if span else -1


def _key(fact: Fact) -> Key:
    ends: tuple[object, object] = (_identity(fact.subject), _identity(fact.object))
    if RELATIONS[fact.relation].symmetric:
        ends = tuple(sorted(ends, key=str))  # type: ignore[assignment]
    return (fact.relation, *ends)


def _identity(thing: object) -> object:
    return (thing.type, thing.name) if isinstance(thing, Entity) else str(thing)


def _merge(first: Fact, second: Fact) -> Fact:
    """The first fact with the qualifiers that only the second states."""
    have = set(first.roles)
    extra = tuple(q for q in second.qualifiers if q.name not in have and q.name != "date")
    return first.replace(
        qualifiers=first.qualifiers + extra, confidence=max(first.confidence, second.confidence)
    )


def _with_origin(facts: list[Fact]) -> Iterable[Fact]:
    """The facts, hires with the one employer that the same sentence says the person left."""
    left: dict[tuple[object, int], list[Fact]] = {}
    for fact in facts:
        if fact.relation == "workedFor" and fact.status == Status.DONE:
            left.setdefault((_identity(fact.subject), fact.evidence.start), []).append(fact)
    for fact in facts:
        former = left.get((_identity(fact.object), fact.evidence.start), [])
        one = {_identity(f.object) for f in former} - {_identity(fact.subject)}
        if fact.relation == "hired" and "from" not in fact.roles and len(one) == 1:
            origin = next(f for f in former if _identity(f.object) in one)
            assert isinstance(origin.object, Entity)
            yield fact.replace(
                qualifiers=(*fact.qualifiers, Qualifier("from", origin.object, origin.object_span))
            )
        else:
            yield fact


def _with_former(facts: list[Fact]) -> Iterable[Fact]:
    """The facts, and for each hire from somewhere that the person worked there."""
    for fact in facts:
        yield fact
        former = fact.roles.get("from")
        if (
            fact.relation == "hired"
            and fact.status == Status.DONE
            and former
            and isinstance(former.value, Entity)
        ):
            yield _left(fact, former)


def _left(hire: Fact, former: Qualifier) -> Fact:
    assert isinstance(hire.object, Entity)
    assert isinstance(former.value, Entity)
    return hire.replace(
        relation="workedFor",
        subject=hire.object,
        object=former.value,
        subject_span=hire.object_span,
        object_span=former.span,
        qualifiers=(),
    )


def _specific(merged: dict[tuple[Key, Status], Fact]) -> Iterable[Fact]:
    """Without what a more specific fact of the same article already says."""
    for (key, status), fact in merged.items():
        relation, subject, object_ = key
        others = {
            r: {s for (k, s) in merged if k == (r, subject, object_)}
            for r in ("leads", "founded", "acquired", "workedFor")
        }
        hired = {s for (k, s) in merged if k == ("hired", object_, subject)}
        if relation == "worksFor" and (others["leads"] or others["founded"] or hired or others["workedFor"]):
            continue
        if relation == "leads" and others["workedFor"]:
            continue
        if relation in ("invested", "partOf") and status in others["acquired"]:
            continue
        if status == Status.TALKS and {(key, Status.DENIED), (key, Status.DONE)} & merged.keys():
            continue
        yield fact
