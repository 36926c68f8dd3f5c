"""Clauses: verbs in all their voices with their arguments, and relative clauses after noun phrases."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask.meaning import Atom, Several, Term, Time, Var, Whole
from kg.ask.patterns import VALUES, Group, Slot, VerbPattern, Word
from kg.ask.phrases import Phrase
from kg.ask.verbs import Use, Verbs, tense_of


@dataclass(frozen=True, slots=True)
class Gap:
    """What the question word stands for: a term that fills one slot of the clause.

    `bare` may fill a slot without its preposition being said elsewhere; `before` are the prepositions that
    the question word brings along, "in which" or "where". `value` fills a slot for a sum, a stake, a role.
    """

    term: Term
    bare: bool = True
    before: frozenset[str] = frozenset()
    value: str = ""


Clause = tuple[int, tuple[Atom, ...]]


@dataclass
class Clauses(Verbs):
    """Reads clauses; each comes back as the place after it and its events, the verb's own first."""

    def finite(self, at: int, subject: Term, gap: Gap | None = None) -> Iterator[Clause]:
        """What follows a subject: "hired Lucas Beyer", "was bought by Meta", "left OpenAI and joined Meta"."""
        for end, use in self.verb(self.skip(at, "filler"), ""):
            for after, atoms in self.rest(end, use, subject, gap):
                yield after, atoms
                for second in self.closed(after, "and"):
                    for last, more in self.finite(second, subject):
                        yield last, (*atoms, *more)

    def inverted(self, at: int, gap: Gap | None) -> Iterator[Clause]:
        """A question's main clause from its first auxiliary: "did Meta hire", "was MosaicML bought by"."""
        for aux in ("do", "have", "be", "modal"):
            for start in self.closed(at, aux):
                for middle, subject, before in self.argument(self.skip(start, "filler")):
                    tense = tense_of(aux, self.plain(at))
                    for end, use in self.verb(self.skip(middle, "filler"), aux, tense):
                        for after, atoms in self.rest(end, use, subject, gap):
                            yield after, (*atoms, *before)

    # ------------------------------------------------------------------ its arguments

    def rest(self, at: int, use: Use, subject: Term, gap: Gap | None) -> Iterator[Clause]:
        """The arguments after a verb; all of the gap must find its place."""
        pattern = use.pattern
        direct, groups = pattern.direct, pattern.groups
        atom = Atom(pattern.sense, (), mood=use.mood)
        pair = self._pair(subject, pattern)
        if pair:
            atom = atom.with_slot(pattern.subject, pair[0]).with_slot(pair[2], pair[1])
            direct = tuple(i for i in direct if not isinstance(i, Slot))
            groups = tuple(g for g in groups if Slot(pair[2]) not in g.items)
        elif self.sums(pattern.sense, pattern.subject):
            return
        else:
            atom = atom.with_slot(pattern.subject, subject)
        yield from self.arguments(at, direct, groups, (atom, gap))

    def _pair(self, subject: Term, pattern: VerbPattern) -> tuple[Term, Term, str] | None:
        """The two of "do Meta and OpenAI compete", each in its slot."""
        relations = [self.vocabulary.relations[m.relation] for m in pattern.sense.means]
        if not (
            isinstance(subject, Several) and len(subject.items) == 2 and all(r.symmetric for r in relations)
        ):
            return None
        return subject.items[0], subject.items[1], "O" if pattern.subject == "S" else "S"

    def arguments(
        self,
        at: int,
        direct: tuple[Word | Slot, ...],
        groups: tuple[Group, ...],
        so_far: tuple[Atom, Gap | None],
    ) -> Iterator[Clause]:
        """Objects in their order, then groups in any order, with the gap in one of them."""
        atom, gap = so_far
        if direct:
            yield from self._direct(at, direct, groups, so_far)
            return
        if gap is None and all(group.optional for group in groups):
            yield at, (atom,)
        for end in self.closed(at, "filler"):
            yield from self.arguments(end, direct, groups, so_far)
        for end in self.closed(at, "now"):
            yield from self.arguments(end, direct, groups, so_far)
        for end, times in self.time(at):
            yield from self.arguments(end, (), groups, (_timed(atom, times), gap))
        for index, group in enumerate(groups):
            rest = groups[:index] + groups[index + 1 :]
            for end, filled, left, more in self._group(at, group, so_far):
                for after, atoms in self.arguments(end, (), rest, (filled, left)):
                    yield after, (*atoms, *more)

    def _direct(
        self,
        at: int,
        direct: tuple[Word | Slot, ...],
        groups: tuple[Group, ...],
        so_far: tuple[Atom, Gap | None],
    ) -> Iterator[Clause]:
        atom, gap = so_far
        first, rest = direct[0], direct[1:]
        if isinstance(first, Word):
            for phrase in sorted(first.options, key=len, reverse=True):
                if self.phrase(at, phrase):
                    yield from self.arguments(at + len(phrase), rest, groups, so_far)
            return
        if gap and self._takes(gap, first.name, atom) and gap.bare:
            yield from self.arguments(at, rest, groups, (_gapped(atom, first.name, gap), None))
        for end, slot, term, more in self.fill(at, first.name, atom.sense):
            for after, atoms in self.arguments(end, rest, groups, (atom.with_slot(slot, term), gap)):
                yield after, (*atoms, *more)

    def _group(
        self, at: int, group: Group, so_far: tuple[Atom, Gap | None]
    ) -> Iterator[tuple[int, Atom, Gap | None, tuple[Atom, ...]]]:
        """A group as it stands, with the gap after its preposition, or left out for "where" and "by whom"."""
        atom, gap = so_far
        for end, filled, more in self.items(at, group.items, atom):
            yield end, filled, gap, more
        slots = [item for item in group.items if isinstance(item, Slot)]
        if gap is None or len(slots) != 1 or not self._takes(gap, slots[0].name, atom):
            return
        filled = _gapped(atom, slots[0].name, gap)
        words = tuple(item for item in group.items if isinstance(item, Word))
        if gap.before and words and gap.before & {phrase[0] for phrase in words[0].options}:
            yield at, filled, None, ()
        if gap.bare or gap.before:
            if not words and gap.bare:
                yield at, filled, None, ()
            for end, _, more in self.items(at, words, atom):
                if words:
                    yield end, filled, None, more

    def _takes(self, gap: Gap, slot: str, atom: Atom) -> bool:
        """Whether the question word may stand for what the slot holds."""
        is_sum = slot in VALUES or self.sums(atom.sense, slot)
        if gap.value == "AMOUNT":
            return slot == "AMOUNT" or (slot not in VALUES and is_sum)
        if gap.value:
            return slot == gap.value
        return not is_sum

    # ------------------------------------------------------------------ relative clauses

    def narrowed(self, at: int, phrase: Phrase) -> Iterator[tuple[int, Phrase]]:
        """The phrase alone, and with what follows: "that Meta bought", "based in Paris", "bought by Meta"."""
        yield at, phrase
        if isinstance(phrase.term, Var):
            for end, atoms in self._relative(at, phrase.term):
                yield from (
                    self.narrowed(
                        self._and(end), dataclasses.replace(phrase, atoms=(*phrase.atoms, *_inner(atoms)))
                    )
                    if self._and(end) != end
                    else ()
                )
                yield from self.narrowed(
                    end, dataclasses.replace(phrase, atoms=(*phrase.atoms, *_inner(atoms)))
                )
        elif isinstance(phrase.term, Whole) and phrase.core:
            for end, times in self.time(at):
                core = _timed(phrase.core, times)
                yield from self.narrowed(end, dataclasses.replace(phrase, core=core))

    def _and(self, at: int) -> int:
        """The place after an "and" that a further "that" follows."""
        for end in self.closed(at, "and"):
            if self.one(end, "that"):
                return end
        return at

    def _relative(self, at: int, var: Var) -> Iterator[Clause]:
        for start in self.closed(at, "that"):
            yield from self.finite(start, var)
            yield from self._gapped(start, var)
        yield from self._gapped(at, var)
        yield from self._reduced(at, var)
        for start in self.closed(at, "whose"):
            yield from self._whose(start, var)

    def _gapped(self, at: int, var: Var) -> Iterator[Clause]:
        """A clause with a subject of its own, in which the thing fills another slot: "Meta bought"."""
        for middle, subject, before in self.argument(at):
            for end, atoms in self.finite(middle, subject, Gap(var)):
                yield end, (*atoms, *before)

    def _reduced(self, at: int, var: Var) -> Iterator[Clause]:
        """A clause without "that is": "bought by Meta", "based in Paris", "competing with OpenAI"."""
        for end, use in self.be(at, ""):
            yield from self.rest(end, use, var, None)

    def _whose(self, at: int, var: Var) -> Iterator[Clause]:
        for middle, phrase in self.noun(at, Phrase(var)):
            if isinstance(phrase.term, Var):
                for end, atoms in self.finite(middle, phrase.term):
                    yield end, (*atoms, *phrase.inner())


def _inner(atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    return tuple(dataclasses.replace(atom, inner=True) for atom in atoms)


def _timed(atom: Atom, times: tuple[Time, ...]) -> Atom:
    return dataclasses.replace(atom, times=(*atom.times, *times))


def _gapped(atom: Atom, slot: str, gap: Gap) -> Atom:
    return atom if gap.value else atom.with_slot(slot, gap.term)
