"""Noun phrases: names, "the founders of Mistral", "OpenAI's rivals", "companies that Meta bought"."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.ask.meaning import Atom, Named, Order, Several, Term, Unknown, Value, Var, Whole
from kg.ask.parse import Ground
from kg.ask.vocabulary import kinds, small_words

LONGEST_UNKNOWN = 5
MOST_READINGS = 40  # of one phrase: clauses that could belong to several nouns multiply them
MARKS = frozenset({"'s", "'", ",", "&", "$", "€", "£", "%"})
LINKS = frozenset({"of", "for", "the", "and", "de", "von", "van", "al", "la"})  # inside a name


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a noun phrase stands for, and the events that it speaks of.

    `core` is the event of a noun such as "founders"; it is what is asked for where the phrase is the question.
    `loose` marks a noun such as "labs" that needs an owner to speak of an event.
    """

    term: Term | Whole | Value
    atoms: tuple[Atom, ...] = ()
    core: Atom | None = None
    order: Order | None = None
    loose: bool = False

    def inner(self) -> tuple[Atom, ...]:
        """All its events, as what narrows down an argument of another event."""
        return tuple(
            dataclasses.replace(a, inner=True) for a in (*self.atoms, *((self.core,) if self.core else ()))
        )


@dataclass
class Phrases(Ground):
    """Reads noun phrases. `guessing` takes words that are no name for one, to say what is unknown."""

    guessing: bool = False
    _read: dict[int, list[tuple[int, Phrase]]] = field(default_factory=dict)

    def np(self, at: int) -> list[tuple[int, Phrase]]:
        """The noun phrases that begin at a token, with the token after each."""
        if at not in self._read:
            self._read[at] = []  # a phrase does not begin with itself
            self._read[at] = list(itertools.islice(self._np(at), MOST_READINGS))
        return self._read[at]

    def argument(self, at: int) -> Iterator[tuple[int, Term, tuple[Atom, ...]]]:
        """Noun phrases that can fill a slot, with the events that narrow them down."""
        for end, phrase in self.np(at):
            if not isinstance(phrase.term, Whole | Value) and phrase.order is None and not phrase.loose:
                yield end, phrase.term, phrase.inner()

    def _np(self, at: int) -> Iterator[tuple[int, Phrase]]:
        for end, phrase in self._single(at):
            yield end, phrase
            if isinstance(phrase.term, Named):
                yield from self._joined(end, (phrase.term,), both=False)
        for start in self.closed(at, "both"):
            for end, name in self.name(start):
                if isinstance(name, Named):
                    yield from self._joined(end, (name,), both=True)

    def _joined(self, at: int, before: tuple[Named, ...], *, both: bool) -> Iterator[tuple[int, Phrase]]:
        """Names after a first one, joined by commas, "and", "or"."""
        for word in ("comma", "and", "or"):
            for start in self.closed(at, word):
                start = self.skip(start, "and") if word == "comma" else start
                for end, name in self.name(start):
                    if isinstance(name, Named):
                        if word != "comma" or start - at > 1:
                            yield end, Phrase(Several((*before, name), both, word != "or"))
                        else:
                            yield from self._joined(end, (*before, name), both=both)

    def _single(self, at: int) -> Iterator[tuple[int, Phrase]]:
        for end, phrase in self._simple(at):
            yield end, phrase
            yield from self._owned(end, phrase)

    def _owned(self, at: int, owner: Phrase) -> Iterator[tuple[int, Phrase]]:
        """ "OpenAI's founders", and so on: "the founders of Mistral's rivals"."""
        if isinstance(owner.term, Whole | Value):
            return
        for start in self.closed(at, "own"):
            for end, phrase in self.noun(start, owner):
                yield end, phrase
                yield from self._owned(end, phrase)
        if isinstance(owner.term, Named):
            yield from self.noun(at, owner)

    def _simple(self, at: int) -> Iterator[tuple[int, Phrase]]:
        for end, name in self.name(at):
            yield end, Phrase(name)
        start = self.skip(at, "article")
        yield from self.noun(start, None)
        for end, types in self.kind(start):
            for after, name in self.name(end):
                if isinstance(name, Named) and (fits := _of_types(name, types)):
                    yield after, Phrase(fits)
            yield from self.narrowed(end, Phrase(Var(types)))
        for end in self.closed(at, "someone"):
            yield from self.narrowed(end, Phrase(Var(kinds("someone"))))
        for end in self.closed(at, "something"):
            yield from self.narrowed(end, Phrase(Var()))

    def name(self, at: int) -> Iterator[tuple[int, Named | Unknown]]:
        """Names of the graph's entities; where guessing, also words that might be meant as one."""
        start = at + (self.plain(at) == "the")
        for mention in self.mentions.get(start, ()):
            text = " ".join(t.text for t in self.tokens[start : mention.end])
            if not (mention.tier == 2 and self._ordinary(start, mention.end)):
                yield mention.end, Named(text, mention.entities, mention.tier)
        if self.guessing:
            for end in range(min(self.end, start + LONGEST_UNKNOWN), start, -1):
                if self._strange(start, end):
                    yield end, Unknown(" ".join(t.text for t in self.tokens[start:end]))

    def _ordinary(self, start: int, end: int) -> bool:
        """Whether a short name consists of words that questions are made of."""
        return all(t.plain in self.vocabulary.known and not t.capital for t in self.tokens[start:end])

    def _strange(self, start: int, end: int) -> bool:
        """Whether the words could be a name that nobody has: capitals throughout, or no known name inside."""
        told, known = self.tokens[start:end], self.vocabulary.known
        pronouns = small_words()["closed"]["pronoun"].split("|")
        if any(t.plain in MARKS or t.plain in pronouns for t in told) or any(
            m.end == end for m in self.mentions.get(start, ())
        ):
            return False
        if any(t.capital for t in told):
            shaped = all(t.capital or t.text[0].isdigit() or t.plain in LINKS for t in told)
            return shaped and told[-1].plain not in LINKS and any(t.plain not in known for t in told)
        named = any(m.end <= end for at in range(start, end) for m in self.mentions.get(at, ()))
        return not named and all(t.plain not in known for t in told)

    def kind(self, at: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Words for the types of the ontology."""
        found = [(len(p), k) for p, k in self.vocabulary.types.get(self.plain(at), ()) if self.phrase(at, p)]
        for length in sorted({length for length, _ in found}, reverse=True):
            yield at + length, frozenset(kind for n, kind in found if n == length)

    def noun(self, at: int, owner: Phrase | None) -> Iterator[tuple[int, Phrase]]:
        """Nouns such as "founder", with what they belong to; an owner may stand before them."""
        raise NotImplementedError

    def narrowed(self, at: int, phrase: Phrase) -> Iterator[tuple[int, Phrase]]:
        """The phrase, and the phrase with clauses that narrow it down ("that Meta bought")."""
        raise NotImplementedError


def _of_types(name: Named, types: frozenset[str]) -> Named | None:
    fits = tuple(entity for entity in name.entities if entity.type in types)
    return dataclasses.replace(name, entities=fits) if fits else None
