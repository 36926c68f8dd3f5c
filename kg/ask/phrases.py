"""Noun phrases: names, "the founders of Mistral", "OpenAI's rivals", "companies that Meta bought"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.ask.meaning import Anything, Atom, Named, Order, Several, Term, Unknown, Value, Var, Whole
from kg.ask.parse import Ground
from kg.ask.patterns import QUALIFIERS, VALUES, Group, Means, NounPattern, Sense, Slot, Word
from kg.ask.vocabulary import small_words

LONGEST_UNKNOWN = 5
MARKS = frozenset({"'s", "'", ",", "&", "$", "€", "£", "%"})
LINKS = frozenset({"of", "for", "the", "and", "de", "von", "van", "al", "la"})  # inside a name
HEAD_MEANS = (Means("leads", {"S": "subject", "O": "object", "ROLE": "role"}),)
OFFICE_MEANS = (
    *HEAD_MEANS,
    Means("worksFor", {"S": "subject", "O": "object", "ROLE": "role"}),
    Means("hired", {"S": "object", "O": "subject", "ROLE": "role"}),
)
FORMER_MEANS = (Means("workedFor", {"S": "subject", "O": "object", "ROLE": "role"}),)
GONE = Means("workedFor", {"S": "subject", "O": "object"})


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
            self._read[at] = list(self._np(at))
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
        for end, kinds in self.kind(start):
            for after, name in self.name(end):
                if isinstance(name, Named) and (fits := _of_kinds(name, kinds)):
                    yield after, Phrase(fits)
            yield from self.narrowed(end, Phrase(Var(kinds)))
        for word, kinds in (("someone", frozenset({"Person"})), ("something", frozenset[str]())):
            for end in self.closed(at, word):
                yield from self.narrowed(end, Phrase(Var(kinds)))

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
            kinds = {kind for n, kind in found if n == length}
            if "Employer" in kinds:
                kinds = {"Company", "Lab", "Organization"}
            yield at + length, frozenset(kinds)

    # ------------------------------------------------------------------ nouns of relations

    def noun(self, at: int, owner: Phrase | None) -> Iterator[tuple[int, Phrase]]:
        """Nouns such as "founder", with what they belong to; an owner may stand before them."""
        order, start = self._superlative(at)
        mood, start = self._mood(start)
        if owner is None or order or mood:
            start = self.skip(start, "article") if start > at else start
        for phrase, pattern in self.vocabulary.nouns.get(self.plain(start), ()):
            if self.phrase(start, phrase):
                kinds = frozenset[str]().union(
                    *(k for end, k in self.kind(start) if end == start + len(phrase))
                )
                for atom in self._owner(pattern, owner, mood):
                    yield from self._noun_rest(start + len(phrase), pattern, (atom, owner, order, kinds))
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
        atom, owner, order, kinds = begun
        before = owner.inner() if owner else ()
        groups = tuple(g for g in pattern.groups if not _filled(g, atom))
        loose = tuple(dataclasses.replace(g, optional=True) for g in groups)
        for end, full, more in self.groups(at, loose, atom):
            phrase = _denoted(pattern, full, (*before, *more), kinds)
            if order:
                phrase = dataclasses.replace(phrase, order=_order(order))
            if kinds and full.term(pattern.owner) is None:
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
            sense = (
                Sense(FORMER_MEANS) if former else Sense(HEAD_MEANS if title.whole else OFFICE_MEANS, GONE)
            )
            var = Var(frozenset({"Person"}))
            atom = Atom(sense, (("S", var), ("ROLE", title)))
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
            for end, title in self.title(middle):
                var = Var(frozenset({"Person"}))
                yield (
                    end,
                    Phrase(var, (), Atom(Sense(FORMER_MEANS), (("S", var), ("ROLE", title), ("O", name)))),
                )

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

    def narrowed(self, at: int, phrase: Phrase) -> Iterator[tuple[int, Phrase]]:
        """The phrase, and the phrase with clauses that narrow it down ("that Meta bought")."""
        raise NotImplementedError


def _filled(group: Group, atom: Atom) -> bool:
    return any(isinstance(item, Slot) and atom.term(item.name) is not None for item in group.items)


def _denoted(pattern: NounPattern, atom: Atom, more: Iterable[Atom], kinds: frozenset[str]) -> Phrase:
    if pattern.denotes == "E":
        return Phrase(Whole(atom.number), tuple(more), atom)
    if pattern.denotes in VALUES:
        return Phrase(Value(atom.number, QUALIFIERS[pattern.denotes]), tuple(more), atom)
    var = Var(kinds)
    return Phrase(var, tuple(more), atom.with_slot(pattern.denotes, var))


def _order(name: str) -> Order:
    by = "sum" if name in ("largest", "smallest") else "date"
    return Order(by, descending=name in ("largest", "latest"))


def _of_kinds(name: Named, kinds: frozenset[str]) -> Named | None:
    fits = tuple(entity for entity in name.entities if entity.type in kinds)
    return dataclasses.replace(name, entities=fits) if fits else None
