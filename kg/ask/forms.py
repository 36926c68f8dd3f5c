"""The forms of questions: who, what, when, how many, did-X-Y, list, what do we know about X."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask.clauses import Clauses, Gap
from kg.ask.meaning import (
    About,
    Anything,
    Atom,
    Between,
    Condition,
    Named,
    Order,
    Question,
    Several,
    Term,
    Time,
    Unknown,
    Value,
    Var,
    Whole,
)  # fmt: skip
from kg.ask.patterns import QUALIFIERS
from kg.ask.phrases import Phrase

PLACES = frozenset({"in", "at", "to", "for", "on", "into"})
PAST = ("was", "were")
SUBJECTS = frozenset({"Person", "Company", "Lab", "Organization"})
Read = tuple[int, Question]


@dataclass
class Forms(Clauses):
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
        yield from self._which(at)
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

    # ------------------------------------------------------------------ who, what, which

    def _which(self, at: int) -> Iterator[Read]:
        for end, phrase in self.asked(at):
            yield from self._of(end, phrase, count=False)
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
            yield end, Phrase(Var(SUBJECTS))
        for end in self.closed(at, "what"):
            yield end, Phrase(Var())
        for start in self.closed(at, "which"):
            for end, phrase in self._nominal(start):
                yield end, phrase

    def _nominal(self, at: int) -> Iterator[tuple[int, Phrase]]:
        """A noun phrase after "which" or "how many": no name, nothing owned."""
        yield from self.noun(at, None)
        for end, kinds in self.kind(at):
            yield from self.narrowed(end, Phrase(Var(kinds)))
        for end, phrase in self._single(at):
            if not isinstance(phrase.term, Named | Unknown):
                yield end, phrase
        for end in self.closed(at, "someone"):
            yield from self.narrowed(end, Phrase(Var(frozenset({"Person"}))))

    def _of(self, at: int, phrase: Phrase, *, count: bool) -> Iterator[Read]:
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
            yield end, self._wanted(phrase, count=count)

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
                    merged = _identified(phrase, _as_it_was(other) if self.plain(at) in PAST else other)
                    if merged:
                        yield end, self._wanted(merged, count=count)

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
                                yield last, self._wanted(full, count=count)

    def _times(self, at: int) -> Iterator[tuple[int, tuple[Time, ...]]]:
        yield at, ()
        yield from self.time(at)

    def _at(self, at: int, core: Atom) -> Iterator[tuple[int, Atom, tuple[Time, ...]]]:
        """What may follow "have": where, and when."""
        for end, times in self._times(at):
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
                    yield end, self._wanted(moody, count=count)

    def _wanted(self, phrase: Phrase, *, count: bool = False) -> Question:
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
            var = Var(frozenset({"Company", "Lab", "Organization"}))
            for end, atoms in self.inverted(start, Gap(var, bare=False, before=frozenset({"from"}))):
                yield end, Question(var, atoms)
        for start in self.closed(at, "where"):
            var = Var(frozenset({"Place", "Company", "Lab", "Organization"}))
            for end, atoms in self.inverted(start, Gap(var, bare=False, before=PLACES)):
                yield end, Question(var, atoms)
            for be in self.closed(start, "be"):
                for end, phrase in self.np(be):
                    if phrase.core and isinstance(phrase.term, Var):
                        yield end, self._wanted(phrase)
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
            for end, phrase in self._nominal(start):
                yield from self._of(end, phrase, count=True)
                if phrase.core and not phrase.loose and self.plain(at) != "how":
                    yield end, self._wanted(phrase, count=True)
        for start in self.closed(at, "how_often"):
            for end, atoms in self.inverted(start, None):
                yield end, Question(Whole(atoms[0].number), atoms, count=True)

    # ------------------------------------------------------------------ whether, about, list

    def _whether(self, at: int) -> Iterator[Read]:
        for end, atoms in self.inverted(at, None):
            yield end, Question(None, atoms)
        for start in self.closed(at, "be"):
            for middle, subject, before in self.argument(start):
                yield from self._equals(self.skip(middle, "filler"), subject, before)
        for start in self.closed(at, "there"):
            for end, phrase in self.np(start):
                if phrase.core:
                    yield end, Question(None, (phrase.core, *phrase.atoms))
        for middle, subject, before in self.argument(at):
            for end, atoms in self.finite(middle, subject):
                if not isinstance(subject, Var):
                    yield end, Question(None, (*atoms, *before))

    def _equals(self, at: int, subject: Term, before: tuple[Atom, ...]) -> Iterator[Read]:
        """ "is X the CEO of Y", "are X and Y rivals"."""
        for end, phrase in self.np(at):
            core = phrase.core
            if core is None or phrase.loose or not isinstance(phrase.term, Var):
                continue
            if isinstance(subject, Several) and len(subject.items) == 2:
                yield from (
                    (end, Question(None, (atom, *before)))
                    for atom in self._mutual(core, phrase.term, subject)
                )
            else:
                filled = tuple(_replaced(a, phrase.term, subject) for a in (core, *phrase.atoms))
                yield end, Question(None, (*filled, *before))

    def _mutual(self, core: Atom, var: Var, subject: Several) -> Iterator[Atom]:
        """Two names as the two sides of a relation that holds both ways."""
        relations = [self.vocabulary.relations[m.relation] for m in core.sense.means]
        slots = [slot for slot in ("S", "O") if core.term(slot) is None]
        if all(r.symmetric for r in relations) and slots:
            yield _replaced(core, var, subject.items[0]).with_slot(slots[0], subject.items[1])

    def _proof(self, at: int) -> Iterator[Read]:
        """ "who says that Meta bought WhatsApp": as whether, for its quotes."""
        for start in self.closed(at, "proof"):
            for middle, subject, before in self.argument(start):
                for end, atoms in self.finite(middle, subject):
                    yield end, Question(None, (*atoms, *before), proof=True)

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
                            for last, times in self._times(done):
                                about = About(named, times, subject=True)
                                yield last, Question(Whole(about.number), (about,))

    def _about_name(self, at: int) -> Iterator[Read]:
        start = self.skip(at, "article")
        for end, kinds in self.kind(start):
            for after, name in self.name(end):
                if isinstance(name, Named) and any(e.type in kinds for e in name.entities):
                    yield from self._about_rest(after, name)
        for end, name in self.name(at):
            yield from self._about_rest(end, name)

    def _about_rest(self, at: int, name: Named | Unknown) -> Iterator[Read]:
        for end, times in self._times(at):
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
                yield end, self._wanted(phrase)
                for last, times in self.time(end):
                    if phrase.core is not None:
                        timed = dataclasses.replace(phrase.core, times=(*phrase.core.times, *times))
                        yield last, self._wanted(dataclasses.replace(phrase, core=timed))


def _identified(asked: Phrase, other: Phrase) -> Phrase | None:
    """ "which companies are rivals of X": one thing under both descriptions."""
    assert isinstance(asked.term, Var)
    if not isinstance(other.term, Var):
        return other if not asked.atoms and asked.core is None and not asked.term.types - SUBJECTS else None
    var = other.term
    types = asked.term.types & var.types if asked.term.types and var.types else asked.term.types or var.types
    if asked.term.types and var.types and not types:
        return None
    merged = Var(types)
    core = _replaced(other.core, var, merged) if other.core else None
    more = tuple(_replaced(a, var, merged) for a in other.atoms)
    told = tuple(_replaced(a, asked.term, merged) for a in asked.inner())
    return Phrase(merged, (*more, *told), core, other.order)


def _as_it_was(phrase: Phrase) -> Phrase:
    """After "was": also what has ended since."""
    if phrase.core is None:
        return phrase
    sense = dataclasses.replace(phrase.core.sense, unless=None)
    return dataclasses.replace(phrase, core=dataclasses.replace(phrase.core, sense=sense))


def _replaced(atom: Atom, var: Var, term: Term) -> Atom:
    slots = tuple((slot, term if held == var else held) for slot, held in atom.slots)
    return dataclasses.replace(atom, slots=slots)
