"""A sentence as the encoder reads it: its words, where its things stand and of which type, and which are paired."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.learned.pairs import End, Pair

if TYPE_CHECKING:
    from kg.english.marked import Marked

# What a thing may be, and how it may be named; "Other" and "name" stand for all that is not listed.
TYPES = (
    "Company",
    "Person",
    "Lab",
    "Model",
    "Organization",
    "Product",
    "Unknown",
    "Place",
    "Money",
    "Date",
    "Other",
)
KINDS = ("name", "pronoun", "description", "value", "about")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a sentence: its characters there, type and kind, and whom it names; no characters if unnamed."""

    start: int
    end: int
    type: str
    kind: str
    name: str

    @property
    def type_number(self) -> int:
        """The place of its type in TYPES."""
        return TYPES.index(self.type if self.type in TYPES else "Other")

    @property
    def kind_number(self) -> int:
        """The place of its kind in KINDS."""
        return KINDS.index(self.kind if self.kind in KINDS else "name")


@dataclass(frozen=True, slots=True)
class Joined:
    """Two things of a scene by their numbers, in the order of the text, and how many others stand between."""

    first: int
    second: int
    between: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The text of a sentence, its things, and the pairs of them that are judged."""

    text: str
    things: tuple[Thing, ...]
    joined: tuple[Joined, ...]

    def only(self, chosen: Sequence[int]) -> Scene:
        """The same scene with only those of its pairs."""
        return dataclasses.replace(self, joined=tuple(self.joined[number] for number in chosen))


def scene(marked: Marked, pairs: Sequence[Pair]) -> Scene:
    """The scene of a sentence and of its pairs, in their order."""
    numbers: dict[Thing, int] = {}

    def number(end: End) -> int:
        return numbers.setdefault(_thing(end, marked), len(numbers))

    joined = tuple(Joined(number(p.first), number(p.second), p.between) for p in pairs)
    return Scene(marked.sentence.tokens.text, tuple(numbers), joined)


def _thing(end: End, marked: Marked) -> Thing:
    name = str(end.entity) if end.entity else ""
    if end.virtual:
        return Thing(0, 0, end.type, end.kind, name)
    offset = marked.sentence.tokens.start_char
    words = marked.sentence.doc[end.item.first : end.item.last]
    return Thing(words.start_char - offset, words.end_char - offset, end.type, end.kind, name)
