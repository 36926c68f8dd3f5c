"""What a question means: events that are asked for, whatever engine answers."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass, field

from kg.ask.names import Entity
from kg.ask.patterns import Means, Sense

_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Var:
    """Something unknown; `types` are the entity types it may have, empty where any."""

    types: frozenset[str] = frozenset()
    number: int = field(default_factory=lambda: next(_NUMBERS))


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in the question stands for; several entities where they share it."""

    text: str
    entities: tuple[Entity, ...]
    tier: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing in the graph has."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Names joined by "and" or "or"; `both` where the fact must hold of each, `every` where not "or" joins them."""

    items: tuple[Named, ...]
    both: bool
    every: bool = True


@dataclass(frozen=True, slots=True)
class Sum:
    """A bound on a sum: `than` is "=", ">", ">=", "<" or "<="."""

    than: str
    value: int
    currency: str


@dataclass(frozen=True, slots=True)
class Matching:
    """A text that must hold one of these phrases (a title, a round) or all of these words (a purpose).

    `whole` where a longer title around the phrase would be another office ("vice president").
    """

    phrases: tuple[str, ...]
    every: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Anything:
    """A sum or a stake of whatever size; `most` where only the largest is meant."""

    most: bool = False


Term = Var | Named | Unknown | Several | Sum | Matching | Anything


@dataclass(frozen=True, slots=True)
class Time:
    """A bound on a date, as an ISO year, month or day: `than` is "in", ">=", ">", "<" or "<=".

    `assumed` where the question does not say the year.
    """

    than: str
    date: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """An event that must be there. `mood` is "talks" or "denied" where the question is about that alone.

    `inner` marks an event that only narrows down what is asked for; it must be done.
    """

    sense: Sense
    slots: tuple[tuple[str, Term], ...]
    times: tuple[Time, ...] = ()
    mood: str = ""
    inner: bool = False
    number: int = field(default_factory=lambda: next(_NUMBERS))

    def with_slot(self, slot: str, term: Term) -> Atom:
        """The same with one more slot filled."""
        return dataclasses.replace(self, slots=(*self.slots, (slot, term)))

    def term(self, slot: str) -> Term | None:
        """What fills the slot."""
        return next((term for name, term in self.slots if name == slot), None)


@dataclass(frozen=True, slots=True)
class About:
    """Any event that the thing takes part in, as its subject only where `subject`."""

    thing: Term
    times: tuple[Time, ...] = ()
    subject: bool = False
    mood: str = ""
    number: int = field(default_factory=lambda: next(_NUMBERS))


@dataclass(frozen=True, slots=True)
class Between:
    """Any event that joins the two things."""

    one: Term
    other: Term
    number: int = field(default_factory=lambda: next(_NUMBERS))


Condition = Atom | About | Between


@dataclass(frozen=True, slots=True)
class Value:
    """What an event says besides whom it joins: "sum", "stake", "valuation", "round", "role" or "date"."""

    atom: int
    name: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The event itself."""

    atom: int


Asked = Var | Value | Whole


@dataclass(frozen=True, slots=True)
class Order:
    """Only the first by a value of an event: "sum" or "date"."""

    by: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for (None: whether it is so), of which events, how many or in which order."""

    asked: Asked | None
    conditions: tuple[Condition, ...]
    count: bool = False
    order: Order | None = None

    def terms(self) -> list[tuple[Atom | None, str, Term]]:
        """All terms, with the event and the slot that each is in."""
        found: list[tuple[Atom | None, str, Term]] = []
        for condition in self.conditions:
            match condition:
                case Atom():
                    found += [(condition, slot, term) for slot, term in condition.slots]
                case About():
                    found.append((None, "", condition.thing))
                case Between():
                    found += [(None, "", condition.one), (None, "", condition.other)]
        return found


def fitting(means: Means, atom: Atom) -> bool:
    """Whether a relation has a place for all that the event's slots hold."""
    return all(slot in means.slots for slot, _ in atom.slots)
