"""Pairs of things in one sentence that may stand in a relation: what the learned model decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.coreference import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from kg.english.coded import Item
    from kg.english.marked import Marked

# Farther apart than this many items, two things of a sentence are not tried.
REACH = 12
LONGEST = 120
VALUES = ("Money", "Date")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a pair: its item, the token that heads it, and how often the article names it.

    `virtual` where the sentence does not name the thing but is about it.
    """

    item: Item
    head: int
    named: int
    virtual: bool = False

    @property
    def type(self) -> str:
        """The type of the item."""
        return self.item.type

    @property
    def entity(self) -> Entity | None:
        """The entity that the end names; None for sums and dates."""
        return self.item.value.entity if isinstance(self.item.value, Mention) else None

    @property
    def kind(self) -> str:
        """How the end is named: name, pronoun, description, about or value."""
        if self.virtual:
            return "about"
        return self.item.value.kind if isinstance(self.item.value, Mention) else "value"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends of a sentence in the order of the text, and how many items stand between them."""

    first: End
    second: End
    between: int


def counts(article: Sequence[Marked]) -> Counter[Entity]:
    """How often an article names each entity."""
    return Counter(
        item.value.entity
        for marked in article
        for item in marked.items
        if isinstance(item.value, Mention) and item.value.kind == "name"
    )


def pairs(marked: Marked, named: Counter[Entity]) -> Iterator[Pair]:
    """The pairs of a sentence that could state something, in the order of the text."""
    ends = list(_ends(marked, named))
    for i, first in enumerate(ends):
        for between, second in enumerate(ends[i + 1 : i + 2 + REACH]):
            if _possible(first, second):
                yield Pair(first, second, between)


def _ends(marked: Marked, named: Counter[Entity]) -> Iterator[End]:
    from kg.english.coded import Item

    tokens = marked.sentence.tokens
    if len(tokens) > LONGEST:
        return
    about = marked.about
    if about is not None and all(entity_of(item) != about for item in marked.items):
        value = Mention(tokens.start, tokens.start, about, "topic")
        yield End(
            Item(tokens.start, tokens.start, about.type, value), tokens.root.i, named[about], virtual=True
        )
    for item in marked.items:
        if item.type != "Percent" and item.first < item.last:
            entity = entity_of(item)
            head = marked.sentence.doc[item.first : item.last].root.i
            yield End(item, head, named[entity] if entity else 0)


def entity_of(item: Item) -> Entity | None:
    """The entity that an item names, if it names one."""
    return item.value.entity if isinstance(item.value, Mention) else None


def _possible(first: End, second: End) -> bool:
    """Whether any relation may join the two: not two values, not one thing with itself."""
    if first.type in VALUES and second.type in VALUES:
        return False
    if first.type == second.type and first.type in ("Person", "Place"):
        return False
    return first.entity is None or first.entity != second.entity
