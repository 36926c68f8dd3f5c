"""What a deal cost, where another sentence than the one that states it tells the sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.english.rounds import TOLD
from kg.learned.scored import Key, said
from kg.learned.state import PAID
from kg.model import Fact, Qualifier, Status

Deal = tuple[Key, Status]
Prices = Mapping[Deal, Fact]
# How sure the model must be that a sentence states the deal for the sum there to be believed.
SURE = 0.8


def prices(told: Iterable[Fact]) -> Prices:
    """The facts with the sums of deals, by what is done and how: of each the one that the model is surest of.

    A sentence that tells of a round has the round's sum.
    """
    found: dict[Deal, Fact] = {}
    for fact in sorted(told, key=lambda each: -each.confidence):
        round_ = fact.relation == "invested" and TOLD.search(fact.evidence.quote)
        if fact.relation in PAID and _sums(fact) and fact.confidence >= SURE and not round_:
            found.setdefault(_deal(fact), fact)
    return found


def with_price(fact: Fact, known: Prices) -> Fact:
    """The fact, with the sum that another sentence tells of its deal where its own has none."""
    other = known.get(_deal(fact))
    if other is None or _sums(fact) or other.evidence.start == fact.evidence.start:
        return fact
    return fact.replace(qualifiers=(*fact.qualifiers, *_sums(other)))


def _deal(fact: Fact) -> Deal:
    return said(fact.relation, fact.subject, fact.object), fact.status


def _sums(fact: Fact) -> tuple[Qualifier, ...]:
    return tuple(each for each in fact.qualifiers if each.name == "amount")
