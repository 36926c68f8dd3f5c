"""Facts that an article states more than once become one, with the earliest words that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.facts import dumps
from kg.model import Entity, Fact, Qualifier


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """The distinct facts of each article, in the order of article and evidence.

    Equal are facts of one relation, subject, object and status. A fact takes over the qualifiers that
    only later ones have. Left out are facts, and former employers, that relate a thing to itself.
    """
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(map(_sensible, facts), key=_place):
        if not _same(fact.subject, fact.object):
            groups[_what(fact)].append(fact)
    return [_one(group) for group in groups.values()]


def _what(fact: Fact) -> tuple[object, ...]:
    target = fact.object.id if isinstance(fact.object, Entity) else fact.object
    return fact.evidence.article, fact.relation, fact.subject.id, target, fact.status


def _place(fact: Fact) -> tuple[object, ...]:
    evidence = fact.evidence
    target = fact.object.id if isinstance(fact.object, Entity) else str(fact.object)
    return evidence.article, evidence.start, evidence.end, fact.relation, fact.subject.id, target, dumps(fact)


def _one(group: list[Fact]) -> Fact:
    qualifiers: dict[str, Qualifier] = {}
    for fact in group:
        for qualifier in fact.qualifiers:
            qualifiers.setdefault(qualifier.name, qualifier)
    return group[0].replace(
        qualifiers=tuple(qualifiers.values()), confidence=max(fact.confidence for fact in group)
    )


def _sensible(fact: Fact) -> Fact:
    kept = tuple(q for q in fact.qualifiers if not (q.name == "from" and _same(fact.subject, q.value)))
    return fact if kept == fact.qualifiers else fact.replace(qualifiers=kept)


def _same(subject: Entity, other: object) -> bool:
    return isinstance(other, Entity) and other.id == subject.id
