"""A candidate: a stretch of tokens that may name something, and which stay where several overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from kg.model import Entity

APART = "family"
"""The label of a model that is none of the other things which the article calls the same."""


class Source(IntEnum):
    """Where a candidate comes from; the higher wins an overlap of equal length."""

    RUN = 0
    KNOWN = 1
    NER = 2
    MODEL = 3
    SEED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens (document indices, `last` exclusive) that may name something."""

    first: int
    last: int
    text: str
    source: Source
    label: str = ""
    seed: Entity | None = None

    @property
    def length(self) -> int:
        """The number of tokens."""
        return self.last - self.first


def select(found: Iterable[Candidate]) -> list[Candidate]:
    """Those that stay where candidates overlap: the longer, then the stronger, then the earlier."""
    taken: set[int] = set()
    kept = []
    for c in sorted(found, key=lambda c: (-(c.length + 2 * (c.source == Source.MODEL)), -c.source, c.first)):
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            kept.append(c)
    return sorted(kept, key=lambda c: c.first)
