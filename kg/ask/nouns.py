"""Nouns of relations, such as "founder of", and the groups of words and slots that nouns and verbs share."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ask.meaning import Anything, Atom, Order, Term, Value, Var, Whole
from kg.ask.patterns import QUALIFIERS, VALUES, Group, NounPattern, Sense, Slot, Word
from kg.ask.phrases import Phrase, Phrases
from kg.ask.vocabulary import kinds


@dataclass
class Nouns(Phrases):
    """Reads nouns of relations and what belongs to them."""

    def noun(self, at: int, owner: Phrase | None) -> Iterator[tuple[int, Phrase]]:
        """Nouns such as "founder", with what they belong to; an owner may stand before them."""
        order, start = self._superlative(at)
        mood, start = self._mood(start)
        if owner is None or order or mood:
            start = self.skip(start, "article") if start > at else start
        for phrase, pattern in self.vocabulary.nouns.get(self.plain(start), ()):
            if self.phrase(start, phrase):
                types = frozenset[str]().union(
                    *(k for end, k in self.kind(start) if end == start + len(phrase))
                )
                for atom in self._owner(pattern, owner, mood):
                    yield from self._noun_rest(start + len(phrase), pattern, (atom, owner, order, types))
        yield from self._office(start, owner)
        yield from self._former_of(start, owner)

    def _owner(self, pattern: NounPattern, owner: Phrase | None, mood: str) -> Iterator[Atom]:
        """The event with its owner in its place; what is bought may own the purchase, too."""
        empty = Atom(pattern.sense, (), mood=mood)
        if owner is None:
            yield empty
            return
        assert not isinstance(owner.term, Whole | Value)
        if pattern.owner:
            yield empty.with_slot(pattern.owner, owner.term)
        others = [
            i.name for g in pattern.groups for i in g.items if isinstance(i, Slot) and i.name not in VALUES
        ]
        if pattern.denotes == "E":
            yield from (
                empty.with_slot(slot, owner.term) for slot in others if slot != pattern.owner and slot in "SO"
            )

    def _noun_rest(
        self, at: int, pattern: NounPattern, begun: tuple[Atom, Phrase | None, str, frozenset[str]]
    ) -> Iterator[tuple[int, Phrase]]:
        atom, owner, order, types = begun
        before = owner.inner() if owner else ()
        groups = tuple(g for g in pattern.groups if not _filled(g, atom))
        loose = tuple(dataclasses.replace(g, optional=True) for g in groups)
        for end, full, more in self.groups(at, loose, atom):
            phrase = _denoted(pattern, full, (*before, *more), types)
            if order:
                phrase = dataclasses.replace(phrase, order=_order(order))
            if types and full.term(pattern.owner) is None:
                yield end, dataclasses.replace(phrase, loose=True)
            else:
                yield from self.narrowed(end, phrase)

    def _superlative(self, at: int) -> tuple[str, int]:
        for name in ("largest", "smallest", "latest", "earliest"):
            for end in self.closed(at, name):
                return name, end
        return "", at

    def _mood(self, at: int) -> tuple[str, int]:
        for mood in ("talks", "denied"):
            for end in self.closed(at, "only_talk" if mood == "talks" else "only_denied"):
                return mood, end
        return "", at

    def _office(self, at: int, owner: Phrase | None) -> Iterator[tuple[int, Phrase]]:
        """ "the CEO of OpenAI", "OpenAI's former CTO"."""
        former = self.one(at, "former")
        start = at if former is None else former
        for end, title in self.title(start):
            name = "former" if former else "heads" if title.whole else "others"
            if name not in self.vocabulary.offices:
                continue
            var = Var(kinds("someone"))
            atom = Atom(self.vocabulary.offices[name], (("S", var), ("ROLE", title)))
            if owner is not None and not isinstance(owner.term, Whole | Value):
                yield end, Phrase(var, owner.inner(), atom.with_slot("O", owner.term))
            for inside in self.closed(end, "title of"):
                for after, term, more in self.argument(inside):
                    yield after, Phrase(var, more, atom.with_slot("O", term))

    def _former_of(self, at: int, owner: Phrase | None) -> Iterator[tuple[int, Phrase]]:
        """ "former OpenAI employees", "ex-Google researchers": the owner stands inside."""
        start = self.one(at, "former")
        if owner is not None or start is None:
            return
        word = self.plain(at)
        for middle, name in self.name(start):
            for phrase, pattern in self.vocabulary.nouns.get(word, ()):
                if len(phrase) > 1 and self.phrase(middle, phrase[1:]) and pattern.owner:
                    atom = Atom(pattern.sense, ((pattern.owner, name),))
                    yield from self.narrowed(
                        middle + len(phrase) - 1, _denoted(pattern, atom, (), frozenset())
                    )
            for end, title in self.title(middle) if "former" in self.vocabulary.offices else ():
                var = Var(kinds("someone"))
                held = (("S", var), ("ROLE", title), ("O", name))
                yield end, Phrase(var, (), Atom(self.vocabulary.offices["former"], held))

    # ------------------------------------------------------------------ groups of words and slots

    def groups(
        self, at: int, groups: tuple[Group, ...], atom: Atom
    ) -> Iterator[tuple[int, Atom, tuple[Atom, ...]]]:
        """Fill groups in any order, with times between them; what may be left out may stay empty."""
        if all(group.optional for group in groups):
            yield at, atom, ()
        for end, times in self.time(at):
            yield from self.groups(end, groups, dataclasses.replace(atom, times=(*atom.times, *times)))
        for index, group in enumerate(groups):
            rest = groups[:index] + groups[index + 1 :]
            for end, filled, more in self.items(at, group.items, atom):
                for after, full, further in self.groups(end, rest, filled):
                    yield after, full, (*more, *further)

    def items(
        self, at: int, items: tuple[Word | Slot, ...], atom: Atom
    ) -> Iterator[tuple[int, Atom, tuple[Atom, ...]]]:
        """Match words and fill slots one after the other."""
        if not items:
            yield at, atom, ()
            return
        first, *rest = items
        if isinstance(first, Word):
            for phrase in sorted(first.options, key=len, reverse=True):
                if self.phrase(at, phrase):
                    yield from self.items(at + len(phrase), tuple(rest), atom)
            return
        for end, slot, term, more in self.fill(at, first.name, atom.sense):
            for after, full, further in self.items(end, tuple(rest), atom.with_slot(slot, term)):
                yield after, full, (*more, *further)

    def fill(self, at: int, slot: str, sense: Sense) -> Iterator[tuple[int, str, Term, tuple[Atom, ...]]]:
        """What can fill a slot there: a name, a sum, a round, a title or free words."""
        if slot == "ROLE":
            yield from ((end, slot, title, ()) for end, title in self.title(self.skip(at, "article")))
        elif slot == "PURPOSE":
            yield from ((end, slot, words, ()) for end, words in self.purpose(at))
        elif slot == "ROUND":
            yield from ((end, named, term, ()) for end, named, term in self.round(at))
        elif slot in VALUES or self.sums(sense, slot):
            yield from ((end, named or slot, term, ()) for end, named, term in self.sum(at))
            if slot == "STAKE":
                yield from self._stake(at)
        else:
            for end, term, more in self.argument(at):
                yield end, slot, term, more

    def _stake(self, at: int) -> Iterator[tuple[int, str, Term, tuple[Atom, ...]]]:
        for word in ("stake", "share", "stakes"):
            start = self.skip(at, "article")
            if self.plain(start) == word:
                yield start + 1, "STAKE", Anything(), ()

    def sums(self, sense: Sense, slot: str) -> bool:
        """Whether the slot holds a sum of money in all that the sense means."""
        relations = self.vocabulary.relations
        objects = [relations[m.relation] for m in sense.means if m.slots.get(slot) == "object"]
        return bool(objects) and all("Amount" in relation.range for relation in objects)


def _filled(group: Group, atom: Atom) -> bool:
    return any(isinstance(item, Slot) and atom.term(item.name) is not None for item in group.items)


def _denoted(pattern: NounPattern, atom: Atom, more: Iterable[Atom], types: frozenset[str]) -> Phrase:
    if pattern.denotes == "E":
        return Phrase(Whole(atom.number), tuple(more), atom)
    if pattern.denotes in VALUES:
        return Phrase(Value(atom.number, QUALIFIERS[pattern.denotes]), tuple(more), atom)
    var = Var(types)
    return Phrase(var, tuple(more), atom.with_slot(pattern.denotes, var))


def _order(name: str) -> Order:
    by = "sum" if name in ("largest", "smallest") else "date"
    return Order(by, descending=name in ("largest", "latest"))
