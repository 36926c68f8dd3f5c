"""Deals that are told of again with what was bought only described: "bought the service for $80m".

Where somebody bought one company alone, as the article says, that is the thing described.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kg.english.claims import Attempt, Filler
from kg.english.coded import Item
from kg.english.grammar import fill
from kg.english.marked import Marked
from kg.english.salience import Mention
from kg.english.wordlists import words
from kg.model import Entity, Fact, Status, identity

if TYPE_CHECKING:
    from spacy.tokens import Token

T = TypeVar("T")

RELATION = "acquired"


def described(trigger: Token, path: str) -> Filler | None:
    """What a slot's path leads to, where that is one thing that is described and may be a company."""
    for token in fill(trigger, path):
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in token.children)
        other = any(c.dep_ == "conj" or c.lower_ == "of" for c in token.children)
        if definite and not other and token.lower_ in words("bought"):
            return Filler(token.left_edge.i, token.i + 1)
    return None


def retold(tries: Iterable[tuple[Marked, Attempt]]) -> Iterator[tuple[Marked, Attempt]]:
    """Of an article's tries those at a deal over a thing described, with the one thing that the buyer bought."""
    tries = [(marked, each) for marked, each in tries if each.relation == RELATION]
    bought: dict[object, dict[object, Entity]] = {}
    for _, each in tries:
        thing = each.object.entity if each.object else None
        if each.blocked is None and each.judged.status == Status.DONE and thing:
            bought.setdefault(_buyer(each), {}).setdefault(identity(thing), thing)
    for marked, each in tries:
        things = bought.get(_buyer(each), {})
        if each.blocked and each.object and each.object.item is None and len(things) == 1:
            yield marked, _named(each, next(iter(things.values())))


def with_terms(found: Iterable[tuple[Fact, T]], again: Iterable[Fact]) -> Iterator[tuple[Fact, T]]:
    """What was found, of each deal that is told of `again` the first fact with the qualifiers that only that has."""
    told = {_deal(fact): fact for fact in again}
    for fact, given in found:
        other = told.pop(_deal(fact), None)
        extra = tuple(q for q in other.qualifiers if q.name not in fact.roles) if other else ()
        yield fact.replace(qualifiers=(*fact.qualifiers, *extra)), given


def _deal(fact: Fact) -> tuple[object, ...]:
    return fact.relation, identity(fact.subject), identity(fact.object), fact.status


def _buyer(attempt: Attempt) -> object:
    buyer = attempt.subject.entity if attempt.subject else None
    return identity(buyer) if buyer else None


def _named(attempt: Attempt, thing: Entity) -> Attempt:
    assert attempt.object
    first, last = attempt.object.first, attempt.object.last
    item = Item(first, last, thing.type, Mention(first, last, thing, "description"))
    return dataclasses.replace(attempt, object=Filler.of(item), blocked=None)
