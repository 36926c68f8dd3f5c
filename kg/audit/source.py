"""What an article says, as proof: whether some of its words give a name, a sum, a share or a date."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from kg.english import dates, money
from kg.model import Article, Span
from kg.names import normal, words

_WORDS = {
    name: frozenset(text.split())
    for name, text in tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8")).items()
}
_APOSTROPHES = re.compile("['’]")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Label:
    """One of the names of a thing of class `kind`."""

    name: str
    kind: str


@dataclass(frozen=True)
class Source:
    """An article that facts are traced back to."""

    article: Article

    def quotes(self, words: str, span: Span) -> bool:
        """Whether these are the words of the article there."""
        return words != "" and span.of(self.article.text) == words

    def says(self, phrase: str) -> bool:
        """Whether the article has the phrase, whatever the white space in it."""
        return " ".join(phrase.split()) in self._spaced

    def names(self, label: Label) -> bool:
        """Whether the article has the name, whatever its case, accents and marks."""
        parts = normal(label.name, label.kind).split()
        forms = [r"[\W_]*".join(map(re.escape, parts)), re.escape(_bared(label.name))]
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, forms))})(?!\w)")
        return any(forms) and any(map(pattern.search, (self._bare, _APOSTROPHES.sub("", self._bare))))

    def sums(self, span: Span | None) -> Iterator[tuple[Decimal, str]]:
        """The sums that the words of the span give, or of the whole article; both ends of a range."""
        for text, inside in self._readings(span):
            for found in money.find(text):
                if inside is None or _meet(found.span, inside):
                    for amount in filter(None, (found.amount, found.until)):
                        yield amount.value, amount.currency

    def shares(self, span: Span | None) -> Iterator[Decimal]:
        """The shares, between 0 and 1, that the words of the span give, or of the whole article."""
        for text, inside in self._readings(span):
            for found in money.percents(text, fractions=True):
                if inside is None or _meet(found.span, inside):
                    yield found.share

    def days(self, span: Span | None) -> Iterator[str]:
        """The dates that the words of the span give, or of the whole article, as ISO dates."""
        for text, inside in self._readings(span):
            for found in dates.find(text, self.article.published):
                if inside is None or _meet(found.span, inside):
                    yield found.iso

    def _readings(self, span: Span | None) -> Iterator[tuple[str, Span | None]]:
        """The words of a span alone, then within their line, as "May" or "3" needs its neighbours."""
        text = self.article.text
        if span is None:
            yield text, None
            return
        yield span.of(text), None
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        yield text[start : end if end >= 0 else None], Span(span.start - start, span.end - start)

    @cached_property
    def _spaced(self) -> str:
        return " ".join(self.article.text.split())

    @cached_property
    def _bare(self) -> str:
        return _bared(self.article.text)


def _bared(text: str) -> str:
    """The text in lower case and without accents, as names are compared."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def naming(text: str, labels: Sequence[Label]) -> str | None:
    """How the words name the thing of these labels, of which the first is its name in the graph; None if not.

    "verbatim", "spelling" (case, accents, marks, spaces, legal form, title), "alias" (another of the names),
    "part" (a surname, a name without its family or maker, initials).

    >>> meta = [Label("Meta", "Company"), Label("Facebook", "Company")]
    >>> naming("META’s", meta), naming("facebook", meta), naming("OpenAI", meta)
    ('spelling', 'alias', None)
    >>> naming("Beyer", [Label("Lucas Beyer", "Person")])
    'part'
    """
    forms = dict.fromkeys((text.strip(), _POSSESSIVE.sub("", text.strip())))
    for number, label in enumerate(labels):
        if label.name in forms:
            return "alias" if number else "verbatim"
        if _joined(label.name, label.kind) in {_joined(form, label.kind) for form in forms}:
            return "alias" if number else "spelling"
    return "part" if any(_part(form, label) for label in labels for form in forms) else None


def _joined(text: str, kind: str) -> str:
    return normal(text, kind).replace(" ", "")


def _part(text: str, label: Label) -> bool:
    some, whole = words(text), words(label.name)
    if some == ("".join(word[0] for word in whole),):
        return len(whole) > 1
    return bool(some) and any(whole[i : i + len(some)] == some for i in range(len(whole)))


def refers(text: str) -> bool:
    """Whether the words stand for a thing without naming it.

    >>> refers("its"), refers("the San Francisco start-up"), refers("The Information"), refers("Meta")
    (True, True, False, False)
    """
    parts = text.replace("’", "'").removesuffix("'s").split()
    if not parts:
        return False
    if len(parts) == 1:
        return parts[0].casefold() in _WORDS["pronouns"] or text.islower()
    return parts[0].casefold() in _WORDS["before"] and parts[-1].islower()
