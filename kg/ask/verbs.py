"""Verbs in all their forms: "hired", "was bought by", "is in talks to buy", "used to work"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask.nouns import Nouns
from kg.ask.patterns import VerbPattern


@dataclass(frozen=True, slots=True)
class Use:
    """A verb as it is used: its pattern with the slots in the order of this voice, and its mood."""

    pattern: VerbPattern
    mood: str = ""


@dataclass
class Verbs(Nouns):
    """Reads verbs with their auxiliaries; a verb comes back as the place after it and how it is used."""

    def verb(self, at: int, aux: str, tense: str = "") -> Iterator[tuple[int, Use]]:
        """The verb from a place on, after an auxiliary ("" where there is none)."""
        at = self.skip(at, "filler")
        match aux:
            case "":
                yield from self._finite(at)
            case "do":
                yield from self._main(at, ("base",), tense)
                yield from self._moods(at, "verb")
            case "have":
                yield from self._main(at, ("participle",), "past")
                for end in self.closed(at, "been"):
                    yield from self.verb(end, "be", "past")
            case "be":
                yield from self.be(at, tense)
            case "modal":
                yield from self._main(at, ("base",), "now")
                if self.plain(at) == "have":
                    yield from self.verb(at + 1, "have", "past")
                for end in self.closed(at, "be_base"):
                    yield from self.verb(end, "be", "now")

    def _finite(self, at: int) -> Iterator[tuple[int, Use]]:
        yield from self._main(at, ("base", "third"), "now")
        yield from self._main(at, ("past",), "past")
        for end in self.closed(at, "used_to"):
            yield from self._main(end, ("base",), "past")
        yield from self._moods(at, "verb")
        for aux in ("do", "have", "be", "modal"):
            for end in self.closed(at, aux):
                yield from self.verb(end, aux, tense_of(aux, self.plain(at)))

    def be(self, at: int, tense: str) -> Iterator[tuple[int, Use]]:
        """The verb after a form of "be", said or left out."""
        for pattern in self.vocabulary.being:
            yield at, Use(pattern)
        yield from self._main(at, ("ing",), tense)
        yield from self._passive(at, tense)
        for end in self.closed(at, "being"):
            yield from self._passive(end, "now")
        yield from self._moods(at, "phrase")
        for end in self.closed(at, "used_to"):
            yield from self._main(end, ("base",), "past")

    def _main(self, at: int, forms: tuple[str, ...], tense: str) -> Iterator[tuple[int, Use]]:
        for phrase, form, pattern in self.vocabulary.verbs.get(self.plain(at), ()):
            if form in forms and self.phrase(at, phrase) and pattern.tense in ("", tense or pattern.tense):
                yield at + len(phrase), Use(pattern)

    def _passive(self, at: int, tense: str) -> Iterator[tuple[int, Use]]:
        for end, use in self._main(at, ("participle",), tense):
            if passive := use.pattern.passive():
                yield end, dataclasses.replace(use, pattern=passive)

    def _moods(self, at: int, kind: str) -> Iterator[tuple[int, Use]]:
        """ "wants to buy", "in talks to buy", "denied buying": what follows is talked about or denied."""
        for mood in ("talks", "denied"):
            name = f"{mood} verb" if kind == "verb" else "talk" if mood == "talks" else "denied"
            for end in self.closed(at, name):
                for after, use in (*self._main(end, ("base", "ing"), ""), *self._passive_to(end)):
                    yield after, dataclasses.replace(use, mood=mood)

    def _passive_to(self, at: int) -> Iterator[tuple[int, Use]]:
        for end in self.closed(at, "be_base"):
            yield from self._passive(end, "")


def tense_of(aux: str, word: str) -> str:
    """The tense that an auxiliary sets."""
    if aux == "do":
        return "past" if word == "did" else "now"
    if aux == "be":
        return "past" if word in ("was", "were") else "now"
    return "past" if aux == "have" else "now"
