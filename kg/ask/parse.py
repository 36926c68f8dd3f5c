"""The ground of the parser: matching small words, times, sums and titles at a place in the question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.ask.inflect import plural
from kg.ask.meaning import Anything, Matching, Sum, Term, Time
from kg.ask.names import Mention
from kg.ask.tokens import Token
from kg.ask.vocabulary import Phrase, Vocabulary, options, small_words

NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([a-z]*)$")
YEAR = re.compile(r"(?:19|20)\d\d$")
DATE = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?$")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")


@dataclass
class Ground:
    """A question's tokens with the names found in them; all methods yield ends of matches, the longest first."""

    tokens: list[Token]
    vocabulary: Vocabulary
    mentions: dict[int, list[Mention]]
    newest: str = ""

    @property
    def end(self) -> int:
        """The index after the last token."""
        return len(self.tokens)

    def plain(self, at: int) -> str:
        """The word at a place, empty after the end."""
        return self.tokens[at].plain if 0 <= at < self.end else ""

    def phrase(self, at: int, phrase: Phrase) -> bool:
        """Whether the words of the phrase stand there."""
        return all(self.plain(at + i) == word for i, word in enumerate(phrase))

    def closed(self, at: int, name: str) -> Iterator[int]:
        """The ends of the small words of a class."""
        for phrase in self.vocabulary.closed[name]:
            if self.phrase(at, phrase):
                yield at + len(phrase)

    def one(self, at: int, name: str) -> int | None:
        """The end of the longest of them, or None."""
        return next(self.closed(at, name), None)

    def skip(self, at: int, name: str) -> int:
        """The end of the longest of them, or the place itself."""
        return next(self.closed(at, name), at)

    # ------------------------------------------------------------------ times

    def time(self, at: int) -> Iterator[tuple[int, tuple[Time, ...]]]:
        """Expressions such as "in 2025", "since June", "between 2023 and June 2025"."""
        for start in self.closed(at, "between"):
            for middle, first in self.date(start):
                for joined in self.closed(middle, "upto"):
                    for end, last in self.date(joined):
                        yield end, (Time(">=", first), Time("<=", last))
        for name, than in (("in", "in"), ("since", ">="), ("after", ">"), ("before", "<"), ("until", "<=")):
            for start in self.closed(at, name):
                for end, date in self.date(start):
                    assumed = not any(YEAR.match(self.plain(i)[:4]) for i in range(start, end))
                    yield end, (Time(than, date, assumed),)

    def date(self, at: int) -> Iterator[tuple[int, str]]:
        """Years, months and days, as ISO writes them; a month alone is the last one that the graph has seen."""
        word = self.plain(at)
        if DATE.match(word) or YEAR.match(word):
            yield at + 1, word
        for month, number in _months().items():
            if word == month:
                yield from self._month(at + 1, number)
        if DAY.match(word):
            after = at + 1 + (self.plain(at + 1) == "of")
            for month, number in _months().items():
                if self.plain(after) == month and YEAR.match(self.plain(after + 1)):
                    yield after + 2, f"{self.plain(after + 1)}-{number:02d}-{int(DAY.match(word)[1]):02d}"  # type: ignore[index]

    def _month(self, at: int, number: int) -> Iterator[tuple[int, str]]:
        day = DAY.match(self.plain(at))
        if day and not YEAR.match(self.plain(at)):
            after = at + 1 + (self.plain(at + 1) == ",")
            if YEAR.match(self.plain(after)):
                yield after + 1, f"{self.plain(after)}-{number:02d}-{int(day[1]):02d}"
            return
        if YEAR.match(self.plain(at + (self.plain(at) in ("of", ",")))):
            at += self.plain(at) in ("of", ",")
            yield at + 1, f"{self.plain(at)}-{number:02d}"
        elif YEAR.match(self.newest[:4]):
            year = int(self.newest[:4]) - (f"{number:02d}" > self.newest[5:7])
            yield at, f"{year}-{number:02d}"

    # ------------------------------------------------------------------ sums, rounds, titles

    def sum(self, at: int) -> Iterator[tuple[int, str, Term]]:
        """Sums and bounds on them, with the slot they fill: "more than $1 billion", "money", "a Series B"."""
        for end in self.closed(at, "sum any"):
            yield end, "", Anything()
        for end in self.closed(at, "sum most"):
            yield end, "", Anything(most=True)
        yield from self.round(at)
        for name, than in (("more", ">"), ("least", ">="), ("less", "<"), ("up", "<=")):
            for start in self.closed(at, f"sum {name}"):
                for end, value, currency in self.money(start):
                    yield end, "", Sum(than, value, currency)
        for end, value, currency in self.money(at):
            if self.phrase(end, ("or", "more")):
                yield end + 2, "", Sum(">=", value, currency)
            else:
                yield end, "", Sum("=", value, currency)

    def money(self, at: int) -> Iterator[tuple[int, int, str]]:
        """A sum of money as its end, value and currency."""
        words = small_words()["sums"]
        currency = words["currencies"].get(self.plain(at), "")
        start = at + 1 if currency else at
        number = NUMBER.match(self.plain(start))
        if not number or (number[2] and number[2] not in words["scales"]):
            return
        end, value = start + 1, Decimal(number[1].replace(",", ""))
        scale = words["scales"].get(number[2] or self.plain(end))
        if scale and not number[2]:
            end += 1
        if not currency and (currency := words["currencies"].get(self.plain(end), "")):
            end += 1
        if currency:
            yield end, int(value * (scale or 1)), currency

    def round(self, at: int) -> Iterator[tuple[int, str, Term]]:
        """The name of a funding round, with or without "round"."""
        start = self.skip(at, "article") + (self.plain(at) in ("its", "their"))
        for end in self.closed(start, "round name"):
            name = " ".join(self.plain(i) for i in range(start, end))
            for after in self.closed(end, "sum round"):
                yield after, "ROUND", Matching((name,))
            yield end, "ROUND", Matching((name,))

    def title(self, at: int) -> Iterator[tuple[int, Matching]]:
        """The name of an office, as all of its names."""
        for phrase, office in _titles():
            if self.phrase(at, phrase):
                yield at + len(phrase), office

    def purpose(self, at: int) -> Iterator[tuple[int, Matching]]:
        """Free words up to the end or to a time."""
        for end in range(self.end, at, -1):
            told = [self.plain(i) for i in range(at, end)]
            if all(word.isalpha() for word in told) and not set(told) & {"in", "since", "before", "after"}:
                yield (
                    end,
                    Matching(tuple(word[:-1] if word.endswith("s") else word for word in told), every=True),
                )
                return


@cache
def _months() -> dict[str, int]:
    names = small_words()["times"]["months"]
    return {spelt: number for number, told in enumerate(names, 1) for spelt in told.split("|")}


@cache
def _titles() -> list[tuple[Phrase, Matching]]:
    """Each name of an office, the longest first, with what a role must hold to be the same."""
    found: list[tuple[Phrase, Matching]] = []
    for kind, lines in small_words()["titles"].items():
        for line in lines if isinstance(lines, list) else ():
            names = Matching(tuple(" ".join(phrase) for phrase in options(line)), whole=kind == "heads")
            for phrase in options(line):
                found += [(phrase, names), ((*phrase[:-1], plural(phrase[-1])), names)]
    return sorted(found, key=lambda item: -len(item[0]))
