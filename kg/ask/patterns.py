"""The notation of relations.toml: what a verb or a noun joins, as a pattern of words and slots.

"S hire|poach O (from F)" is a verb with its subject, its object and a group that may be left out;
"S = founder [of O]" a noun for the subject. The notation is told at the top of relations.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.ask.inflect import Verb, verb
from kg.ask.tokens import split
from kg.errors import KGError

# The qualifier of a fact that each slot stands for.
QUALIFIERS = {
    "F": "from", "ROLE": "role", "AMOUNT": "sum", "STAKE": "stake",
    "VALUATION": "valuation", "ROUND": "round", "PURPOSE": "purpose",
}  # fmt: skip
VALUES = frozenset(QUALIFIERS) - {"F"}
PART = re.compile(r"[()\[\]]|[^\s()\[\]]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One of several words or phrases."""

    options: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for what the question names or asks for."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Words and slots that stand together, such as "from F"."""

    items: tuple[Word | Slot, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Means:
    """A relation, and which slots hold its subject, its object and its qualifiers."""

    relation: str
    slots: Mapping[str, str] = field(hash=False)  # slot to "subject", "object" or the name of a qualifier


@dataclass(frozen=True, slots=True)
class Sense:
    """What a table of relations.toml is about; what a later event of `unless` contradicts is left out.

    `strict` where the day of an article says nothing of the day of the event.
    """

    means: tuple[Means, ...]
    unless: Means | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """A verb with its arguments; `tense` is "now" or "past" where no other will do."""

    sense: Sense
    verb: Verb
    tense: str
    subject: str
    direct: tuple[Word | Slot, ...]
    groups: tuple[Group, ...]

    def passive(self) -> VerbPattern | None:
        """The same with its first object as the subject, or None where it has none."""
        objects = [item for item in self.direct if isinstance(item, Slot)]
        if not objects or self.verb.base == "be":
            return None
        direct = tuple(item for item in self.direct if item != objects[0])
        by = Group((Word((("by",),)), Slot(self.subject)), optional=True)
        return VerbPattern(self.sense, self.verb, self.tense, objects[0].name, direct, (*self.groups, by))


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun for what a slot holds, or for the event ("E"); `words` are its parts, each in several ways."""

    sense: Sense
    denotes: str
    words: tuple[Word, ...]
    groups: tuple[Group, ...]

    @property
    def owner(self) -> str:
        """The slot of what the noun belongs to."""
        return next((item.name for g in self.groups for item in g.items if isinstance(item, Slot)), "")


def sense(name: str, table: Mapping[str, Any]) -> Sense:
    """What a table is about: the relation of its name, or those that it says."""
    told = table.get("means", [f"{name} S O"])
    other = table.get("unless")
    return Sense(tuple(map(_means, told)), _means(other) if other else None, table.get("strict", False))


def verbs(text: str, of: Sense) -> Iterator[VerbPattern]:
    """The verb patterns of a line; raises KGError where it is none."""
    first, second, *rest = PART.findall(text) or [""]
    if not first.isupper() or second.isupper():
        raise KGError(f"not a verb pattern: {text!r}; write one like 'S hire O (from F)'")
    bases, _, tense = second.partition("+")
    direct, groups = _arguments(rest, text)
    if direct and isinstance(direct[0], Word) and (mark := _tense(direct[0])):
        tense, direct = mark, (_unmarked(direct[0]), *direct[1:])
    for base in bases.split("|"):
        yield VerbPattern(of, verb(base), tense, first, direct, groups)


def noun(text: str, of: Sense) -> NounPattern:
    """The noun pattern of a line; raises KGError where it is none."""
    denotes, equals, told = (part.strip() for part in text.partition("="))
    words, groups = _arguments(PART.findall(told), text)
    if not equals or not words or not all(isinstance(word, Word) for word in words):
        raise KGError(f"not a noun pattern: {text!r}; write one like 'S = founder [of O]'")
    return NounPattern(of, denotes, tuple(w for w in words if isinstance(w, Word)), groups)


def _means(text: str) -> Means:
    relation, subject, thing, *qualifiers = text.split()
    slots = {**QUALIFIERS, subject: "subject", thing: "object"}
    slots.update((slot, name) for name, _, slot in (q.partition("=") for q in qualifiers))
    return Means(relation, {slot: end for slot, end in slots.items() if slot != "_"})


def _arguments(parts: Iterable[str], text: str) -> tuple[tuple[Word | Slot, ...], tuple[Group, ...]]:
    direct: list[Word | Slot] = []
    groups: list[Group] = []
    inside: list[Word | Slot] | None = None
    for part in parts:
        if part in "([":
            inside = []
        elif part in ")]":
            groups.append(Group(tuple(inside or ()), optional=part == ")"))
            inside = None
        elif inside is not None:
            inside.append(_item(part))
        elif groups:
            raise KGError(f"bare words after brackets in {text!r}; put them into brackets, too")
        else:
            direct.append(_item(part))
    return tuple(direct), tuple(groups)


def _item(part: str) -> Word | Slot:
    if part.isupper() and part.isalpha():
        return Slot(part)
    return Word(tuple(split(option) if "+" not in option else (option,) for option in part.split("|")))


def _tense(word: Word) -> str:
    return next((option[0].partition("+")[2] for option in word.options if "+" in option[0]), "")


def _unmarked(word: Word) -> Word:
    return Word(tuple((option[0].partition("+")[0], *option[1:]) for option in word.options))
