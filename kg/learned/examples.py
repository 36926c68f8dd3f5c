"""Pairs with the answers that annotated data give: what the model is trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.learned.features import features, view
from kg.learned.heads import HEADS, INDEX, reads
from kg.learned.pairs import Pair, counts, pairs
from kg.learned.scene import Scene, scene
from kg.learned.weights import Places, places

if TYPE_CHECKING:
    from kg.english.marked import Marked

Answer = bool | None
Answers = npt.NDArray[np.int8]
Judge = Callable[["Marked", Pair, str], Answer]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a source's text: its scene, and for each pair of it the buckets of its features.

    `answers` (pairs by heads) says whether a head should say yes: 1 yes, 0 no, -1 where nobody knows.
    """

    source: str
    text: str
    scene: Scene
    found: tuple[Places, ...]
    answers: Answers


def examples(source: str, text: str, article: Sequence[Marked], judge: Judge) -> Iterator[Example]:
    """The examples of an article; `judge` tells what a head should say of a pair, None where nobody knows."""
    named = counts(article)
    for marked in article:
        tried = list(pairs(marked, named))
        told = [_answers(marked, pair, judge) for pair in tried]
        known = [number for number, row in enumerate(told) if (row >= 0).any()]
        if known:
            seen = view(marked)
            found = tuple(places(*features(tried[number], seen, marked)) for number in known)
            rows = np.array([told[number] for number in known])
            yield Example(source, text, scene(marked, tried).only(known), found, rows)


def _answers(marked: Marked, pair: Pair, judge: Judge) -> Answers:
    row = np.full(len(HEADS), -1, np.int8)
    for name in HEADS:
        if reads(name, pair) and (answer := judge(marked, pair, name)) is not None:
            row[INDEX[name]] = answer
    return row


def answers(rows: Sequence[Example]) -> Answers:
    """The answers of all examples, one pair below the other."""
    return np.concatenate([np.empty((0, len(HEADS)), np.int8), *(row.answers for row in rows)])


def part_of(text: str, parts: int) -> int:
    """Which of so many parts a text belongs to: all that is learned of a text falls to one part."""
    return crc32(text.encode("utf-8")) % parts


def texts(rows: Iterable[Example]) -> int:
    """Of how many texts the examples are."""
    return len({(row.source, row.text) for row in rows})
