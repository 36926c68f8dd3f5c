"""A sentence of an article as the rules marked it, and where words stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.coreference import Mention
from kg.lm.words import places
from kg.model import Entity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.coded import Item
    from kg.english.marked import Marked


@dataclass(frozen=True, slots=True)
class Line:
    """A marked sentence and the text of its article."""

    marked: Marked
    text: str

    @property
    def extent(self) -> Span:
        """Where the sentence stands in the article."""
        return self.marked.sentence.extent

    def places(self, words: str) -> list[Span]:
        """Where the words stand in the sentence."""
        return places(words, self.text, self.extent)

    def mentions(self) -> Iterator[tuple[Item, Entity, Span]]:
        """What the sentence speaks of, in its order: by name, pronoun or description."""
        for item in self.marked.items:
            if isinstance(item.value, Mention) and item.first < item.last:
                yield item, item.value.entity, self.marked.span(item)

    def others(self, thing: object) -> Iterator[Token]:
        """The tokens that stand for the same thing by the rules, whatever its type."""
        for item, entity, _ in self.mentions():
            if isinstance(thing, Entity) and entity.name == thing.name:
                yield self.head(item.first, item.last)

    def head(self, first: int, last: int) -> Token:
        """The token on which the others of a stretch hang."""
        return self.marked.sentence.doc[first:last].root

    def tokens(self, place: Span) -> tuple[int, int] | None:
        """The tokens of the sentence that a place covers, the last exclusive."""
        sentence = self.marked.sentence
        found = [t.i for t in sentence.tokens if touch(sentence.span(t.i, t.i + 1), place)]
        return (found[0], found[-1] + 1) if found else None


def touch(one: Span, other: Span) -> bool:
    """Whether two stretches have a character in common.

    >>> touch(Span(0, 2), Span(1, 3)), touch(Span(0, 2), Span(2, 3))
    (True, False)
    """
    return one.start < other.end and other.start < one.end
