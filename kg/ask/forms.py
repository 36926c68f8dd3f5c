"""The forms of questions: who, what, when, how many, did-X-Y, list, what do we know about X."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask.clauses import Gap
from kg.ask.meaning import (
    About,
    Atom,
    Between,
    Condition,
    Named,
    Question,
    Several,
    Term,
    Unknown,
    Value,
    Var,
    Whole,
)  # fmt: skip
from kg.ask.patterns import QUALIFIERS
from kg.ask.vocabulary import kinds
from kg.ask.wanted import PAST, Read, Wanted, as_it_was, replaced

PLACES = frozenset({"in", "at", "to", "for", "on", "into"})


@dataclass
class Forms(Wanted):
    """Reads whole questions; every word of one must have its place."""

    def questions(self) -> Iterator[Question]:
        """What the question may mean, the likeliest first; nothing where some word has no place."""
        seen: set[tuple[Condition, ...]] = set()
        for at in self._starts():
            for end, question in self._any(at):
                if self._finished(end) and question.conditions not in seen:
                    seen.add(question.conditions)
                    yield question

    def _starts(self) -> Iterator[int]:
        at = self.skip(0, "filler")
        yield at
        for name in ("list",):
            for end in self.closed(at, name):
                yield self.skip(end, "filler")

    def _finished(self, at: int) -> bool:
        while (after := self.skip(at, "filler")) > at or (after := self.skip(at, "now")) > at:
            at = after
        return at == self.end

    def _any(self, at: int) -> Iterator[Read]:
        yield from self._early_time(at)
        yield from self._proof(at)
        yield from self._about(at)
        yield from self._link(at)
        yield from self._when(at)
        yield from self._where(at)
        yield from self._value(at)
        yield from self._how_many(at)
        yield from self.which(at)
        yield from self._whether(at)
        yield from self._phrase(at)

    def _early_time(self, at: int) -> Iterator[Read]:
        """ "In 2025, who did Meta hire?": the time belongs to the main event."""
        for end, times in self.time(at):
            for after, question in self._any(self.skip(end, "comma")):
                first, *rest = question.conditions
                if isinstance(first, Atom | About):
                    timed = dataclasses.replace(first, times=(*first.times, *times))
                    yield after, dataclasses.replace(question, conditions=(timed, *rest))

    # ------------------------------------------------------------------ when, where, how many, how much

    def _when(self, at: int) -> Iterator[Read]:
        for start in self.closed(at, "when"):
            for end, atoms in self.inverted(start, None):
                yield end, Question(Value(atoms[0].number, "date"), atoms)
            for be in self.closed(start, "be"):
                for end, phrase in self.np(be):
                    if isinstance(phrase.term, Whole) and phrase.core:
                        yield end, Question(Value(phrase.core.number, "date"), (phrase.core, *phrase.atoms))
            for middle, subject, before in self.argument(start):
                for end, atoms in self.finite(middle, subject):
                    yield end, Question(Value(atoms[0].number, "date"), (*atoms, *before))

    def _where(self, at: int) -> Iterator[Read]:
        if self.plain(at) == "from" and (start := self.one(at + 1, "where")):
            var = Var(kinds("employer"))
            for end, atoms in self.inverted(start, Gap(var, bare=False, before=frozenset({"from"}))):
                yield end, Question(var, atoms)
        for start in self.closed(at, "where"):
            var = Var(kinds("where"))
            for end, atoms in self.inverted(start, Gap(var, bare=False, before=PLACES)):
                yield end, Question(var, atoms)
            for be in self.closed(start, "be"):
                for end, phrase in self.np(be):
                    if phrase.core and isinstance(phrase.term, Var):
                        yield end, self.wanted(phrase)
            for middle, subject, before in self.argument(start):
                for end, atoms in self.finite(middle, subject, Gap(var, bare=False, before=PLACES)):
                    yield end, Question(var, (*atoms, *before))

    def _value(self, at: int) -> Iterator[Read]:
        """ "how much did Meta pay for", "what stake does Meta hold in", "at what valuation did X raise"."""
        for slot in ("AMOUNT", "STAKE", "VALUATION", "ROUND", "ROLE"):
            name = QUALIFIERS[slot]
            before = frozenset({"at", "for", "as"})
            for start in self.closed(at, slot):
                gap = Gap(Var(), bare=True, before=before, value=slot)
                for end, atoms in self.inverted(start, gap):
                    yield end, Question(Value(atoms[0].number, name), atoms)
                for be in self.closed(start, "be"):
                    for end, phrase in self.np(be):
                        if isinstance(phrase.term, Whole) and phrase.core and self.plain(at) == "how":
                            yield (
                                end,
                                Question(
                                    Value(phrase.core.number, name),
                                    (phrase.core, *phrase.atoms),
                                    order=phrase.order,
                                ),
                            )
                for middle, subject, more in self.argument(start):
                    for end, atoms in self.finite(middle, subject, gap):
                        yield end, Question(Value(atoms[0].number, name), (*atoms, *more))

    def _how_many(self, at: int) -> Iterator[Read]:
        for start in self.closed(at, "how_many"):
            start = self.skip(start, "article")
            for end, phrase in self.nominal(start):
                yield from self.of(end, phrase, count=True)
                if phrase.core and not phrase.loose and self.plain(at) != "how":
                    yield end, self.wanted(phrase, count=True)
        for start in self.closed(at, "how_often"):
            for end, atoms in self.inverted(start, None):
                yield end, Question(Whole(atoms[0].number), atoms, count=True)

    # ------------------------------------------------------------------ whether, about, list

    def _whether(self, at: int) -> Iterator[Read]:
        for end, atoms in self.inverted(at, None):
            yield end, Question(None, atoms)
        for start in self.closed(at, "be"):
            for middle, subject, before in self.argument(start):
                past = self.plain(at) in PAST
                yield from self._equals(self.skip(middle, "filler"), subject, before, past=past)
        for start in self.closed(at, "there"):
            for end, phrase in self.np(start):
                if phrase.core:
                    yield end, Question(None, (phrase.core, *phrase.atoms))
        for middle, subject, before in self.argument(at):
            for end, atoms in self.finite(middle, subject):
                if not isinstance(subject, Var):
                    yield end, Question(None, (*atoms, *before))

    def _equals(self, at: int, subject: Term, before: tuple[Atom, ...], *, past: bool) -> Iterator[Read]:
        """ "is X the CEO of Y", "are X and Y rivals"."""
        for end, found in self.np(at):
            phrase = as_it_was(found) if past else found
            core = phrase.core
            if core is None or phrase.loose or not isinstance(phrase.term, Var):
                continue
            if isinstance(subject, Several) and len(subject.items) == 2:
                yield from (
                    (end, Question(None, (atom, *before)))
                    for atom in self._mutual(core, phrase.term, subject)
                )
            else:
                filled = tuple(replaced(a, phrase.term, subject) for a in (core, *phrase.atoms))
                yield end, Question(None, (*filled, *before))

    def _mutual(self, core: Atom, var: Var, subject: Several) -> Iterator[Atom]:
        """Two names as the two sides of a relation that holds both ways."""
        relations = [self.vocabulary.relations[m.relation] for m in core.sense.means]
        slots = [slot for slot in ("S", "O") if core.term(slot) is None]
        if all(r.symmetric for r in relations) and slots:
            yield replaced(core, var, subject.items[0]).with_slot(slots[0], subject.items[1])

    def _proof(self, at: int) -> Iterator[Read]:
        """ "who says that Meta bought WhatsApp": as whether, for its quotes."""
        for start in self.closed(at, "proof"):
            for middle, subject, before in self.argument(start):
                for end, atoms in self.finite(middle, subject):
                    yield end, Question(None, (*atoms, *before))

    def _about(self, at: int) -> Iterator[Read]:
        for start in self.closed(at, "about"):
            yield from self._about_name(start)
        for name in ("who", "what"):
            for start in self.closed(at, name):
                for be in self.closed(start, "be"):
                    yield from self._about_name(be)
        yield from self._about_name(at)
        for start in self.closed(at, "what"):
            for aux in ("do", "have"):
                for middle in self.closed(start, aux):
                    for end, named in self.name(middle):
                        for done in self.closed(end, "did"):
                            for last, times in self.times(done):
                                about = About(named, times, subject=True)
                                yield last, Question(Whole(about.number), (about,))

    def _about_name(self, at: int) -> Iterator[Read]:
        start = self.skip(at, "article")
        for end, types in self.kind(start):
            for after, name in self.name(end):
                if isinstance(name, Named) and any(e.type in types for e in name.entities):
                    yield from self._about_rest(after, name)
        for end, name in self.name(at):
            yield from self._about_rest(end, name)

    def _about_rest(self, at: int, name: Named | Unknown) -> Iterator[Read]:
        for end, times in self.times(at):
            about = About(name, times)
            yield end, Question(Whole(about.number), (about,))

    def _link(self, at: int) -> Iterator[Read]:
        """ "how are Meta and Scale AI connected"."""
        for name in ("connected", "link"):
            for start in self.closed(at, name):
                for middle, one in self.name(start):
                    for word in ("and", "to"):
                        for second in self.closed(middle, word):
                            yield from self._linked(second, one, closing=name == "connected")
                    if name == "connected":
                        for related in self.closed(middle, "related"):
                            for second in self.closed(related, "to"):
                                yield from self._linked(second, one, closing=False)

    def _linked(self, at: int, one: Named | Unknown, *, closing: bool) -> Iterator[Read]:
        for end, other in self.name(at):
            between = Between(one, other)
            question = Question(Whole(between.number), (between,))
            if not closing:
                yield end, question
            else:
                yield from ((after, question) for after in self.closed(end, "related"))

    def _phrase(self, at: int) -> Iterator[Read]:
        """A noun phrase alone: "founders of Mistral", "the largest round in 2025"."""
        for end, phrase in self.np(at):
            if phrase.loose:
                continue
            if phrase.core is not None or (
                isinstance(phrase.term, Var) and (phrase.atoms or phrase.term.types)
            ):
                yield end, self.wanted(phrase)
                for last, times in self.time(end):
                    if phrase.core is not None:
                        timed = dataclasses.replace(phrase.core, times=(*phrase.core.times, *times))
                        yield last, self.wanted(dataclasses.replace(phrase, core=timed))
