"""What the model makes of an article: for each sentence, who may stand in which relation to whom, and how surely."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.dates import FoundDate
from kg.english.money import FoundAmount
from kg.learned.features import View, features, view
from kg.learned.heads import OPEN, readers
from kg.learned.pairs import End, Pair, counts, pairs
from kg.learned.scene import Scene, scene
from kg.model import Amount, Entity, Year
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.learned.weights import Weights

# Scores below this say no so clearly that nobody needs to know them.
LOWEST = -6.0
Thing = Entity | Amount | Year
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The log odds that a relation is stated, and, if it is, that it is said not to be done."""

    joined: float
    open: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A relation that a sentence may state between two ends, and the log odds that it does."""

    relation: str
    subject: End
    object: End
    score: Score
    marked: Marked
    pair: Pair
    seen: View

    @property
    def key(self) -> Key | None:
        """What is said, in names; None where the object is no value that a fact may have."""
        subject, thing = value(self.subject), value(self.object)
        return None if subject is None or thing is None else said(self.relation, subject, thing)


def value(end: End) -> Thing | None:
    """The entity, sum or year that an end is; None for a date without a year."""
    match end.item.value:
        case FoundAmount() as found:
            return found.amount
        case FoundDate() as found:
            return Year(int(found.iso[:4]))
    return end.entity


def said(relation: str, subject: Thing, thing: Thing) -> Key:
    """A fact in names, whatever the types; the two of a symmetric relation in order of the alphabet."""
    ends = (str(subject), str(thing))
    if RELATIONS[relation].symmetric:
        ends = (min(ends), max(ends))
    return (relation, *ends)


def scored(
    article: Iterable[Marked], weights: Weights, told: Container[int] = frozenset()
) -> Iterator[Scored]:
    """All that the model does not clearly deny, sentence by sentence.

    `told` has where those sentences begin of which somebody else says that they state something.
    """
    from kg.learned.weights import places

    sentences = list(article)
    named, opened = counts(sentences), weights.heads.index(OPEN)
    for marked in sentences:
        tried = list(pairs(marked, named))
        heads = [readers(weights.heads, pair.first.type, pair.second.type) for pair in tried]
        judged = [n for n, each in enumerate(heads) if each]
        if not judged:
            continue
        seen = view(marked)
        found = [places(*features(tried[n], seen, marked)) for n in judged]
        numbers = [[number for number, _ in heads[n]] for n in judged]
        drawn = functools.partial(_scene, marked, tried, judged)
        table = weights.judged(found, numbers, drawn, told=marked.sentence.extent.start in told)
        for n, scores in zip(judged, table.tolist(), strict=True):
            for number, head in heads[n]:
                if scores[number] > LOWEST:
                    score = Score(scores[number], scores[opened])
                    yield _scored(head, tried[n], score, marked, seen)


def _scene(marked: Marked, tried: Sequence[Pair], judged: Sequence[int]) -> Scene:
    return scene(marked, tried).only(judged)


def _scored(head: str, pair: Pair, score: Score, marked: Marked, seen: View) -> Scored:
    first, second = (pair.second, pair.first) if head.endswith("<") else (pair.first, pair.second)
    return Scored(head[:-1], first, second, score, marked, pair, seen)
