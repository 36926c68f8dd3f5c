"""Pairs of things in one sentence that may stand in a relation: what the learned model decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.coreference import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    """Two ends of a sentence in the order of the text, and how many items stand between them.

    `rivals` says for each end how many ends of its type stand nearer to the other one: beside it in
    the text, then along the parse. Where there are any, the relation may be theirs.
    """

    first: End
    second: End
    between: int
    rivals: tuple[int, int, int, int] = (0, 0, 0, 0)


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
    above = [_above(marked.sentence.doc[end.head]) for end in ends]
    for i, first in enumerate(ends):
        for between, second in enumerate(ends[i + 1 : i + 2 + REACH]):
            if _possible(first, second):
                yield Pair(first, second, between, _rivals(i, i + 1 + between, ends, above))


def _above(token: Token) -> list[int]:
    """The token and those it hangs on, by document index."""
    found = [token.i]
    while token.dep_ != "ROOT" and token.head.i not in found:
        token = token.head
        found.append(token.i)
    return found


def _rivals(i: int, j: int, ends: list[End], above: list[list[int]]) -> tuple[int, int, int, int]:
    return (
        _nearer(i, j, ends, lambda a, b: abs(ends[a].item.first - ends[b].item.first)),
        _nearer(j, i, ends, lambda a, b: abs(ends[a].item.first - ends[b].item.first)),
        _nearer(i, j, ends, lambda a, b: _steps(above[a], above[b])),
        _nearer(j, i, ends, lambda a, b: _steps(above[a], above[b])),
    )


def _nearer(this: int, other: int, ends: list[End], far: Callable[[int, int], int]) -> int:
    """How many ends of the type of `other`, none of them the same thing, are nearer to `this` than it is."""
    mine, entity = ends[other], ends[other].entity
    limit = far(this, other)
    return sum(
        each.type == mine.type
        and n not in (this, other)
        and (each.entity != entity or entity is None)
        and far(this, n) < limit
        for n, each in enumerate(ends)
    )


def _steps(one: list[int], other: list[int]) -> int:
    """How many steps of the parse lie between two tokens, by what they hang on."""
    for up, token in enumerate(one):
        if token in other:
            return up + other.index(token)
    return LONGEST


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
