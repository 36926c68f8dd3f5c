"""What a sentence is tried for: an attempt of a frame, what fills its slots, and what blocked it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.english.coded import Item
from kg.english.coreference import Mention
from kg.english.status import Judged
from kg.model import Entity, Status
from kg.ontology import RELATIONS

VALUE_TYPES = {"Amount": "Money", "Year": "Date"}
DONE = Judged(Status.DONE)


@dataclass(frozen=True)
class Filler:
    """The words that fill a slot (document tokens, `last` exclusive), and the item there, if any."""

    first: int
    last: int
    item: Item | None = None

    @classmethod
    def of(cls, item: Item) -> Filler:
        """The filler that an item is."""
        return cls(item.first, item.last, item)

    @property
    def mention(self) -> Mention | None:
        """The mention that the filler is, if it is one."""
        value = self.item.value if self.item else None
        return value if isinstance(value, Mention) else None

    @property
    def entity(self) -> Entity | None:
        """The entity that the filler names, if it names one."""
        return self.mention.entity if self.mention else None


@dataclass(frozen=True)
class Attempt:
    """One frame's try at a sentence: what fills its slots, its status, and what blocked it, if anything."""

    relation: str
    rule: str
    trigger: int
    subject: Filler | None = None
    object: Filler | None = None
    slots: Mapping[str, Filler] = field(default_factory=dict)
    judged: Judged = DONE
    blocked: str | None = None

    def block(self, reason: str) -> Attempt:
        """The attempt, blocked for a reason."""
        return dataclasses.replace(self, blocked=reason)

    def filled(
        self, subject: Filler, object_: Filler, slots: Mapping[str, Filler], judged: Judged
    ) -> Attempt:
        """The attempt with its slots filled; blocked where its ends are one entity."""
        found = dataclasses.replace(self, subject=subject, object=object_, slots=slots, judged=judged)
        same = subject.entity is not None and subject.entity == object_.entity
        return found.block("subject and object are the same") if same else found


def slot_types(names: frozenset[str]) -> tuple[str, ...]:
    """The item types of a slot; a name of unknown type may be a company."""
    types = {VALUE_TYPES.get(name, name) for name in names}
    return tuple(sorted(types | {"Unknown"} if "Company" in types else types))


def end_types(relation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The item types that the subject and the object of a relation may have."""
    joined = RELATIONS[relation]
    domain, range_ = slot_types(joined.domain), slot_types(joined.range)
    if relation == "raised":
        return with_labs(domain), range_
    return domain, with_labs(range_) if relation in ("acquired", "invested") else range_


def with_labs(types: tuple[str, ...]) -> tuple[str, ...]:
    """The types with that of units, which are companies once they are bought or take money."""
    return tuple(sorted({*types, "Lab"}))


def wanted(slot: str, types: tuple[str, ...]) -> str:
    """Why a slot stays empty, for `blocked`.

    >>> wanted("object", ("Company", "Lab", "Unknown"))
    'object is no Company or Lab'
    """
    return f"{slot} is no {' or '.join(t for t in types if t != 'Unknown')}"
