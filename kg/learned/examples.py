"""Pairs with the answers that annotated data give: what the model is trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.learned.features import features, view
from kg.learned.heads import HEADS, reads
from kg.learned.pairs import Pair, counts, pairs
from kg.learned.weights import Places, places

if TYPE_CHECKING:
    from kg.english.marked import Marked

Answer = bool | None
Judge = Callable[["Marked", Pair, str], Answer]


@dataclass(frozen=True, slots=True)
class Example:
    """The buckets of a pair's features, and for each head that reads it whether the head should say yes."""

    source: str
    text: str
    found: Places
    answers: tuple[tuple[str, bool], ...]


def examples(source: str, text: str, article: Sequence[Marked], judge: Judge) -> Iterator[Example]:
    """The examples of an article; `judge` tells what a head should say of a pair, None where nobody knows."""
    named = counts(article)
    for marked in article:
        seen = None
        for pair in pairs(marked, named):
            answers = tuple(_answers(marked, pair, judge))
            if answers:
                seen = seen or view(marked)
                yield Example(source, text, places(*features(pair, seen, marked)), answers)


def _answers(marked: Marked, pair: Pair, judge: Judge) -> Iterable[tuple[str, bool]]:
    for name in HEADS:
        if reads(name, pair) and (answer := judge(marked, pair, name)) is not None:
            yield name, answer
