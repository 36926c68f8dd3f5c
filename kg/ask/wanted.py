"""What is asked for: "who", "which companies", "how many investors", and all that can follow them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask.clauses import Clauses, Gap
from kg.ask.meaning import (
    About,
    Anything,
    Atom,
    Condition,
    Named,
    Order,
    Question,
    Term,
    Time,
    Unknown,
    Value,
    Var,
    Whole,
)  # fmt: skip
from kg.ask.phrases import Phrase
from kg.ask.vocabulary import kinds

PAST = ("was", "were")
Read = tuple[int, Question]


@dataclass
class Wanted(Clauses):
    """Reads questions for things that a noun or a question word stands for."""

    def which(self, at: int) -> Iterator[Read]:
        for end, phrase in self.asked(at):
            yield from self.of(end, phrase, count=False)
        for word in self._prepositions(at):
            for end, phrase in self.asked(at + 1):
                if isinstance(phrase.term, Var) and not phrase.loose:
                    gap = Gap(phrase.term, bare=False, before=frozenset({word}))
                    for after, atoms in self.inverted(end, gap):
                        yield after, Question(phrase.term, (*atoms, *phrase.inner()))

    def _prepositions(self, at: int) -> Iterator[str]:
        if self.plain(at) in (
            "in",
            "for",
            "from",
            "by",
            "at",
            "with",
            "on",
            "to",
            "into",
            "of",
            "against",
            "as",
        ):
            yield self.plain(at)

    def asked(self, at: int) -> Iterator[tuple[int, Phrase]]:
        """ "who", "what", "which companies", "what rounds", "whose investors"."""
        for end in self.closed(at, "who"):
            yield end, Phrase(Var(kinds("who")))
        for end in self.closed(at, "what"):
            yield end, Phrase(Var())
        for start in self.closed(at, "which"):
            for end, phrase in self.nominal(start):
                yield end, phrase

    def nominal(self, at: int) -> Iterator[tuple[int, Phrase]]:
        """A noun phrase after "which" or "how many": no name, nothing owned."""
        yield from self.noun(at, None)
        for end, types in self.kind(at):
            yield from self.narrowed(end, Phrase(Var(types)))
        for end, phrase in self._single(at):
            if not isinstance(phrase.term, Named | Unknown):
                yield end, phrase
        for end in self.closed(at, "someone"):
            yield from self.narrowed(end, Phrase(Var(kinds("someone"))))

    def of(self, at: int, phrase: Phrase, *, count: bool) -> Iterator[Read]:
        """All that can follow what is asked for."""
        if phrase.loose:
            yield from self._has(at, phrase, count=count)
            return
        if isinstance(phrase.term, Var):
            for end, atoms in self.finite(at, phrase.term):
                yield end, self._counted(phrase, atoms, count=count)
            for end, atoms in self.inverted(at, Gap(phrase.term)):
                yield end, self._counted(phrase, atoms, count=count)
            yield from self._is(at, phrase, count=count)
        yield from self._has(at, phrase, count=count)
        yield from self._said_of(at, phrase, count=count)
        for end in self.closed(at, "there"):
            yield end, self.wanted(phrase, count=count)

    def _counted(self, phrase: Phrase, atoms: tuple[Atom, ...], *, count: bool) -> Question:
        assert isinstance(phrase.term, Var)
        most = any(isinstance(term, Anything) and term.most for _, term in atoms[0].slots)
        order = Order("sum", descending=True) if most else phrase.order
        return Question(phrase.term, (*atoms, *phrase.inner()), count, order)

    def _is(self, at: int, phrase: Phrase, *, count: bool) -> Iterator[Read]:
        """ "who is the CEO of X", "what are Meta's acquisitions", "which companies are rivals of X"."""
        assert isinstance(phrase.term, Var)
        for start in self.closed(at, "be"):
            for end, other in self.np(self.skip(start, "filler")):
                if other.loose:
                    continue
                if other.core is not None or (isinstance(other.term, Var) and other.atoms):
                    merged = _identified(phrase, as_it_was(other) if self.plain(at) in PAST else other)
                    if merged:
                        yield end, self.wanted(merged, count=count)

    def _has(self, at: int, phrase: Phrase, *, count: bool) -> Iterator[Read]:
        """ "how many investors does Mistral have", "what acquisitions has Meta made"."""
        core = phrase.core
        if core is None:
            return
        for aux in ("do", "have"):
            for start in self.closed(at, aux):
                for middle, owner, before in self.argument(start):
                    for end in self.closed(middle, "made"):
                        for slot in self._open(core):
                            for last, filled, times in self._at(end, core.with_slot(slot, owner)):
                                timed = dataclasses.replace(filled, times=times)
                                full = dataclasses.replace(phrase, core=timed, atoms=(*phrase.atoms, *before))
                                yield last, self.wanted(full, count=count)

    def times(self, at: int) -> Iterator[tuple[int, tuple[Time, ...]]]:
        yield at, ()
        yield from self.time(at)

    def _at(self, at: int, core: Atom) -> Iterator[tuple[int, Atom, tuple[Time, ...]]]:
        """What may follow "have": where, and when."""
        for end, times in self.times(at):
            yield end, core, times
        for start in self.closed(at, "title of"):
            for end, term, _ in self.argument(start):
                if core.term("O") is None:
                    yield end, core.with_slot("O", term), ()

    def _open(self, core: Atom) -> Iterator[str]:
        """The slot of an owner that is not yet named: the subject of what is done, else the other side."""
        yield from (slot for slot in ("S", "O") if core.term(slot) is None)

    def _said_of(self, at: int, phrase: Phrase, *, count: bool) -> Iterator[Read]:
        """ "which deals are only talked about", "what acquisitions were denied"."""
        if phrase.core is None:
            return
        for start in self.closed(at, "be"):
            for name, mood in (("only_talk", "talks"), ("only_denied", "denied")):
                for end in self.closed(self.skip(start, "filler"), name):
                    moody = dataclasses.replace(phrase, core=dataclasses.replace(phrase.core, mood=mood))
                    yield end, self.wanted(moody, count=count)

    def wanted(self, phrase: Phrase, *, count: bool = False) -> Question:
        """The question for what a noun phrase stands for."""
        conditions: tuple[Condition, ...] = (*((phrase.core,) if phrase.core else ()), *phrase.atoms)
        assert isinstance(phrase.term, Var | Value | Whole)
        if not conditions:
            conditions = (About(phrase.term),) if isinstance(phrase.term, Var) else ()
        elif phrase.core is None:
            conditions = tuple(
                dataclasses.replace(c, inner=False) if isinstance(c, Atom) else c for c in conditions
            )
        return Question(phrase.term, conditions, count, phrase.order)


def _identified(asked: Phrase, other: Phrase) -> Phrase | None:
    """ "which companies are rivals of X": one thing under both descriptions."""
    assert isinstance(asked.term, Var)
    if not isinstance(other.term, Var):
        return (
            other if not asked.atoms and asked.core is None and not asked.term.types - kinds("who") else None
        )
    var = other.term
    types = asked.term.types & var.types if asked.term.types and var.types else asked.term.types or var.types
    if asked.term.types and var.types and not types:
        return None
    merged = Var(types)
    core = replaced(other.core, var, merged) if other.core else None
    more = tuple(replaced(a, var, merged) for a in other.atoms)
    told = tuple(replaced(a, asked.term, merged) for a in asked.inner())
    return Phrase(merged, (*more, *told), core, other.order)


def as_it_was(phrase: Phrase) -> Phrase:
    """After "was": also what has ended since."""
    if phrase.core is None:
        return phrase
    sense = dataclasses.replace(phrase.core.sense, unless=None)
    return dataclasses.replace(phrase, core=dataclasses.replace(phrase.core, sense=sense))


def replaced(atom: Atom, var: Var, term: Term) -> Atom:
    slots = tuple((slot, term if held == var else held) for slot, held in atom.slots)
    return dataclasses.replace(atom, slots=slots)
