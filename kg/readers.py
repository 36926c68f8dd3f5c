"""The readers there are, by name: those of kg, and those that other packages bring.

A reader is announced under the entry point group `kg.readers` as a function that is given the name of
a spaCy model, or None, and returns something with `read(article)`, which gives the article's facts. Where it also has `account()`, what
that returns is told once all is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, cast

from kg.errors import KGError
from kg.model import Article, Fact, Span

GROUP = "kg.readers"
Pair = tuple[Span, Span, str]
DEFAULT = "both"
# Known without being installed, so that a checkout can be run as it lies there.
OWN = {
    name: EntryPoint(name, value, GROUP)
    for name, value in (
        ("rules", "kg.english.reader:load"),
        ("learned", "kg.learned.reader:load"),
        ("both", "kg.learned.reader:load_both"),
        ("lm", "kg.lm.reader:load"),
    )
}


class Reader(Protocol):
    """Whatever finds facts in an article: rules, a learned model, a language model."""

    def read(self, article: Article) -> list[Fact]:
        """The facts that the article states, each with its evidence."""
        ...


@dataclass(frozen=True)
class ByMention:
    """A reader that gives a fact for each pair of words that states one, instead of each fact once."""

    reader: Any

    def read(self, article: Article) -> list[Fact]:
        """One fact for each pair of words in the order of the text, nothing merged."""
        return ordered(self.reader.mentions(article))


def ordered(facts: Iterable[Fact]) -> list[Fact]:
    """The facts whose two ends the text names, in its order; of several for one pair the surest."""
    best: dict[Pair, Fact] = {}
    for each in facts:
        if each.subject_span and each.object_span:
            key = (each.subject_span, each.object_span, each.relation)
            if key not in best or each.confidence > best[key].confidence:
                best[key] = each
    return [best[key] for key in sorted(best)]


def by_mention(reader: Reader) -> Reader:
    """The reader as one that tells pairs of words; raises KGError where it tells facts only.

    >>> by_mention(object())
    Traceback (most recent call last):
    kg.errors.KGError: this reader cannot tell pairs of words; rules, learned and both can
    """
    if not hasattr(reader, "mentions"):
        raise KGError("this reader cannot tell pairs of words; rules, learned and both can")
    return ByMention(reader)


def known() -> dict[str, EntryPoint]:
    """All readers by name; a package may not take the name of one of kg's own.

    >>> sorted(known())[:3]
    ['both', 'learned', 'lm']
    """
    return {point.name: point for point in entry_points(group=GROUP)} | OWN


def load(name: str = DEFAULT, model: str | None = None) -> Reader:
    """The reader of that name over the spaCy model `model`; raises KGError where there is none.

    >>> load("tealeaves")
    Traceback (most recent call last):
    kg.errors.KGError: no reader 'tealeaves'; there are both, learned, lm, rules
    """
    if name not in (points := known()):
        raise KGError(f"no reader {name!r}; there are {', '.join(sorted(points))}")
    try:
        make = cast(Callable[[str | None], Reader], points[name].load())
    except (ImportError, AttributeError) as error:
        raise KGError(f"the reader {name!r} cannot be loaded ({error}); install its package again") from error
    return make(model)


def account(reader: Reader) -> dict[str, Any]:
    """What a reader tells of its work, as JSON values; empty for a reader without a method `account`."""
    told = accounting(reader)
    return told() if told else {}


def accounting(reader: Reader) -> Callable[[], dict[str, Any]] | None:
    """The method with which a reader tells of its work, if it has one, also where it is asked for pairs of words."""
    whole = reader.reader if isinstance(reader, ByMention) else reader
    told: Callable[[], dict[str, Any]] | None = getattr(whole, "account", None)
    return told
