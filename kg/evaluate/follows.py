"""What follows from facts: who leads a company works there, what a lab made its company made too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kg.evaluate.stated import Names, Stated, as_sum, names

# Relation -> relations that follow between the same two things, and between the two turned round.
SAME_WAY = {"leads": ["worksFor"], "founded": ["worksFor"], "acquired": ["invested"]}
TURNED = {"hired": ["worksFor"], "worksFor": ["hired"], "acquired": ["partOf"]}
# What is said of a part holds of the whole: by which end the part is named, and what follows.
OF_WHOLE_AS_OBJECT = {"worksFor": "worksFor", "leads": "worksFor", "workedFor": "workedFor"}
OF_WHOLE_AS_SUBJECT = {"developed": "developed", "hired": "hired"}


def follows(facts: list[Stated]) -> Iterator[Stated]:
    """The facts that follow from those of one article; some may be among them."""
    direct = list(chain.from_iterable(map(_direct, facts)))
    yield from direct
    wholes = [(f.subject, f.object) for f in facts if f.relation == "partOf" and f.done]
    for fact in [*facts, *direct]:
        for part, whole in wholes:
            if fact.relation in OF_WHOLE_AS_OBJECT and part & _names(fact.object):
                yield _fact(OF_WHOLE_AS_OBJECT[fact.relation], fact.subject, whole, status=fact.status)
            if fact.relation in OF_WHOLE_AS_SUBJECT and part & fact.subject:
                yield _fact(
                    OF_WHOLE_AS_SUBJECT[fact.relation], _names(whole), fact.object, status=fact.status
                )


def _direct(fact: Stated) -> Iterator[Stated]:
    """What follows from one fact alone."""
    subject, thing, status = fact.subject, fact.object, fact.status
    for relation in SAME_WAY.get(fact.relation, ()):
        yield _fact(relation, subject, thing, status=status)
    for relation in TURNED.get(fact.relation, ()):
        yield _fact(relation, _names(thing), subject, status=status)
    if fact.relation == "founded" and "ceo" in str(fact.line.get("role", "")).lower():
        yield _fact("leads", subject, thing, status=status)
    if fact.relation == "hired" and (left := names(fact.line.get("from"))):
        yield _fact("workedFor", _names(thing), left, status=status)
        yield _fact("worksFor", _names(thing), left, status="done")
    if fact.relation == "invested" and fact.line.get("amount"):
        total = as_sum(f"{fact.line['amount']} {fact.line.get('currency') or ''}")
        yield _fact("raised", _names(thing), (total,) if total else (), status=status)


def _fact(relation: str, subject: Names, thing: Names | tuple[object, ...], *, status: str) -> Stated:
    return Stated(relation, subject, thing, status, {})  # type: ignore[arg-type]


def _names(thing: object) -> Names:
    return thing if isinstance(thing, frozenset) else frozenset()
