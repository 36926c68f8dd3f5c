"""Whose round it is, and whose sum: who puts money into a company does not take the same article's money.

In "ASML invests in Mistral … The start-up raised … existing investors took part as well" the start-up is
Mistral, whatever name stands nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import Entity, Fact, Qualifier, Span, Status, identity
from kg.names import words

# Words of a sentence that tells of a round, and what stands right behind the sum of one.
TOLD = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|rounds?|series|seed|financing|funding|investors)\b", re.IGNORECASE
)
TOTAL = re.compile(
    r"[ -](?:(?!in\b|of\b|to\b|for\b)[\w&-]+[ -]){0,3}?(?:round|series|seed|financing|funding)\b",
    re.IGNORECASE,
)
# Words behind a sum by which it has more than one giver.
OTHERS = re.compile(
    r"\b(?:others?|led|leads?|leading|includ(?:es?|ing)|among|such as|alongside|together|existing|participation"
    r"|most|mostly|mainly|partly|range)\b",
    re.IGNORECASE,
)
# What stands right before the sum of a round that an investor leads or joins.
LED = re.compile(
    r"\b(?:lead(?:s|ing)?|led|join(?:s|ed|ing)?|part in|participat(?:es?|ed|ing) in)"
    r"(?: an?| the| its| that)?(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)


def own_sums(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts; those of an investment only with a sum that is the investor's own.

    A round's total is not, nor what several investors gave together.
    """
    every = list(facts)
    for fact in every:
        sum_ = fact.roles.get("amount") if fact.relation == "invested" else None
        here = [f for f in every if f.evidence.start == fact.evidence.start] if sum_ else []
        if sum_ and (_total(sum_, fact, here) or _together(sum_, fact, here)):
            fact = fact.replace(qualifiers=tuple(q for q in fact.qualifiers if q is not sum_))
        yield fact


def _total(sum_: Qualifier, fact: Fact, here: list[Fact]) -> bool:
    """Whether the sum is that of a whole round, by the words and the facts of its sentence."""
    quote, at, span = fact.evidence.quote, fact.evidence.start, sum_.span
    if span is None or TOTAL.match(quote, span.end - at) or LED.search(quote[: span.start - at]):
        return True
    if not TOLD.search(quote) or all(f.relation != "raised" or f.object_span != span for f in here):
        return False
    invested = (f for f in here if f.relation == "invested")
    givers = {identity(f.subject) for f in invested if f.subject_span and f.subject_span.start >= span.end}
    return len(givers) > 1 or OTHERS.search(quote[span.end - at :].partition(";")[0]) is not None


def _together(sum_: Qualifier, fact: Fact, here: list[Fact]) -> bool:
    """Whether the sentence says of another investor, too, that the sum is his."""
    return any(
        other.relation == "invested"
        and (given := other.roles.get("amount"))
        and given.span == sum_.span
        and identity(other.subject) != identity(fact.subject)
        for other in here
    )


def redirected(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts; money that goes, by a word such as "the company", to an investor goes to what he invests in.

    That is so only where the article names one company alone that he invests in.
    """
    every = list(_for_others(list(facts)))
    backed: dict[Entity, set[Entity]] = {}
    for fact in every:
        if fact.relation == "invested" and fact.status == Status.DONE and _named_both(fact):
            backed.setdefault(fact.subject, set()).add(fact.object)  # type: ignore[arg-type]
    for fact in every:
        yield _redirected(fact, backed)


def _for_others(facts: list[Fact]) -> Iterator[Fact]:
    """The facts without sums that one raises for another: "the founder of X raised $5m for a new start-up, Y"."""
    takers = {(f.object_span, f.subject_span) for f in facts if f.relation == "raised"}
    for fact in facts:
        sum_, own = fact.object_span, fact.subject_span
        later = fact.relation == "raised" and any(
            sum_ is not None
            and span is not None
            and own is not None
            and other == sum_
            and own.end <= sum_.start
            and span.start >= sum_.end
            for other, span in takers
        )
        if not later:
            yield fact


def _redirected(fact: Fact, backed: dict[Entity, set[Entity]]) -> Fact:
    if fact.relation == "raised" and (taker := _other(fact.subject, fact.subject_span, fact, backed)):
        return fact.replace(subject=taker)
    if fact.relation == "invested" and isinstance(fact.object, Entity):
        taker = _other(fact.object, fact.object_span, fact, backed)
        return fact.replace(object=taker) if taker and taker != fact.subject else fact
    return fact


def _other(end: Entity, span: Span | None, fact: Fact, backed: dict[Entity, set[Entity]]) -> Entity | None:
    """The one company that the end of a fact invests in, where the fact does not name that end."""
    others = backed.get(end, set())
    return next(iter(others)) if len(others) == 1 and not _names(end, span, fact) else None


def _named_both(fact: Fact) -> bool:
    return _names(fact.subject, fact.subject_span, fact) and _names(fact.object, fact.object_span, fact)


def _names(end: object, span: Span | None, fact: Fact) -> bool:
    """Whether the words of an end are one of its names or a part of one."""
    if span is None or not isinstance(end, Entity):
        return False
    start = fact.evidence.start
    said = set(words(fact.evidence.quote[max(span.start - start, 0) : max(span.end - start, 0)]))
    return bool(said) and any(said & set(words(name)) for name in (end.name, *end.aliases))
