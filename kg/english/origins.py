"""Where somebody who was hired came from, by what the article says of them near the hire."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.model import Entity, Fact, Qualifier, Span, Status, identity

Tell = Callable[[Fact, list[Fact]], Iterable[Fact]]

NEAR = 320
JOBS = ("worksFor", "leads", "founded")
SEATS = ("board", "advis", "chairman")
# What somebody joins in order to found is nothing that was left: "joined X to form a unit named".
TO_FOUND = re.compile(
    r"\bto (?:co-?)?(?:found|form|start|launch|create|set up|establish|build)\b[^,;]*(?:, )?$"
)


def with_origin(
    stated: Iterable[Fact], left: Iterable[Fact] = (), beside: Iterable[Fact] = ()
) -> Iterator[Fact]:
    """The stated facts, in order of their evidence; hires with the one employer that the person left for them.

    What is stated `beside` them may tell that, too, and jobs that somebody `left`, though they are not all certain
    enough to be stated themselves.

    That is the one where the sentence of the hire says that the person works (but for seats on a board),
    else the one that it says was left, else, for a hire of no date, the one that the article says the person
    joined at some date, else the one that the sentences right behind it say was left, else the one that the
    sentence says the person founded, else, for a hire of no date, the only one that the article says was left.
    """
    stated = list(stated)
    sure = sorted([*stated, *(f for f in beside if f not in stated)], key=lambda fact: fact.evidence.start)
    facts = sorted([*sure, *(f for f in left if f not in sure)], key=lambda fact: fact.evidence.start)
    told_by = (stated, sure, facts)
    for fact in stated:
        if fact.relation != "hired" or fact.status != Status.DONE:
            yield fact
        elif "from" not in fact.roles:
            told = (_jobs, _left, _joined_before, _told_next, _started, _anywhere)
            origin = next((found for tell in told if (found := _surely(tell, fact, told_by))), None)
            yield _from(fact, origin) if origin else fact
        else:
            own = _own_origin(fact, told_by)
            yield _from(fact, own) if own else fact


def _surely(tell: Tell, hire: Fact, told_by: Iterable[list[Fact]]) -> Fact | None:
    """The one employer that the first of several lists of facts tells that tells any, the surest first."""
    return next(filter(None, (_one(tell(hire, facts)) for facts in told_by)), None)


def _own_origin(hire: Fact, told_by: Sequence[list[Fact]]) -> Fact | None:
    """The employer that the sentence says only this one of several people left, whom it lists as hired."""
    own, facts = _surely(_left, hire, told_by), told_by[-1]
    beside = [
        f
        for f in facts
        if f.relation == "hired"
        and f.evidence.start == hire.evidence.start
        and f.roles.get("from") == hire.roles["from"]
        and not _same(f.object, hire.object)
    ]
    shared = {identity(f.object) for other in beside for f in _left(other, facts)}
    return own if own and beside and identity(own.object) not in shared else None


def with_former(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, and for each hire from somewhere that the person worked there."""
    for fact in facts:
        yield fact
        former = fact.roles.get("from")
        if fact.relation == "hired" and fact.status == Status.DONE and former:
            yield _worked(fact, former)


def _worked(hire: Fact, former: Qualifier) -> Fact:
    assert isinstance(former.value, Entity)
    return _job(hire, "workedFor", former.value, former.span)


def _job(hire: Fact, relation: str, employer: Entity, span: Span | None) -> Fact:
    """What a hire says of where the person works, or worked."""
    assert isinstance(hire.object, Entity)
    return hire.replace(
        relation=relation,
        subject=hire.object,
        object=employer,
        subject_span=hire.object_span,
        object_span=span,
        qualifiers=(),
    )


def _of_hired(hire: Fact, facts: list[Fact], relations: Iterable[str]) -> Iterator[Fact]:
    """The facts that put the hired person anywhere but at the hirer's."""
    for fact in facts:
        of_them = fact.relation in relations and _same(fact.subject, hire.object)
        elsewhere = isinstance(fact.object, Entity) and not _same(fact.object, hire.subject)
        if of_them and elsewhere and fact.status == Status.DONE and not _to_come(fact):
            yield fact


def _to_come(fact: Fact) -> bool:
    """Whether the fact is of a thing that is only to be founded."""
    before = fact.evidence.quote[: fact.object_span.start - fact.evidence.start] if fact.object_span else ""
    return fact.relation == "founded" and bool(TO_FOUND.search(before))


def _left(hire: Fact, facts: list[Fact]) -> Iterator[Fact]:
    former = _of_hired(hire, facts, ("workedFor",))
    return (f for f in former if f.evidence.start == hire.evidence.start)


def _jobs(hire: Fact, facts: list[Fact]) -> Iterator[Fact]:
    """The jobs in the sentence of the hire, unless it is a seat that one has beside a job."""
    quote = hire.evidence.quote.casefold()
    if "date" in hire.roles or any(seat in quote for seat in SEATS):
        return
    for job in _of_hired(hire, facts, JOBS):
        ahead = job.subject_span and hire.subject_span and job.subject_span.start < hire.subject_span.start
        if job.evidence.start == hire.evidence.start and ahead:
            yield job


def _joined_before(hire: Fact, facts: list[Fact]) -> Iterator[Fact]:
    """Where whoever is hired without a date was hired before at some date, and is not said to have left since."""
    hires = [
        f for f in facts if f.relation == "hired" and f.status == Status.DONE and _same(f.object, hire.object)
    ]
    left = {identity(f.roles["from"].value) for f in hires if "from" in f.roles}
    if "date" not in hire.roles:
        dated = (f for f in hires if "date" in f.roles and not _same(f.subject, hire.subject))
        yield from (
            _job(f, "worksFor", f.subject, f.subject_span) for f in dated if identity(f.subject) not in left
        )


def _told_next(hire: Fact, facts: list[Fact]) -> list[Fact]:
    """The former jobs in the first sentence that tells of any, of the few behind the hire."""
    behind = [
        f
        for f in _of_hired(hire, facts, ("workedFor",))
        if 0 < f.evidence.start - hire.evidence.start <= len(hire.evidence.quote) + NEAR
    ]
    return [f for f in behind if f.evidence.start == behind[0].evidence.start]


def _started(hire: Fact, facts: list[Fact]) -> Iterator[Fact]:
    """What the sentence says the person founded: "joined X after it bought his start-up Y"."""
    own = _of_hired(hire, facts, ("founded",))
    return (f for f in own if f.evidence.start == hire.evidence.start)


def _anywhere(hire: Fact, facts: list[Fact]) -> Iterator[Fact]:
    return _of_hired(hire, facts, ("workedFor",)) if "date" not in hire.roles else iter(())


def _one(facts: Iterable[Fact]) -> Fact | None:
    """The fact, if all name one employer."""
    found = list(facts)
    return found[0] if found and all(_same(f.object, found[0].object) for f in found) else None


def _from(hire: Fact, origin: Fact) -> Fact:
    assert isinstance(origin.object, Entity)
    former = Qualifier("from", origin.object, origin.object_span)
    return hire.replace(qualifiers=(*(q for q in hire.qualifiers if q.name != "from"), former))


def _same(one: object, other: object) -> bool:
    return identity(one) == identity(other)
