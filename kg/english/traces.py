"""What an article has said of each thing so far: how often it is named, where, and how it was last mentioned."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass, field

from kg.model import Entity


@dataclass(frozen=True, slots=True)
class Last:
    """A thing's last mention: the numbers of its sentence and block, its weight, and how it stands there."""

    sentence: int
    block: int
    weight: float
    subject: bool
    named: bool
    listed: bool
    hyphened: bool


@dataclass(slots=True)
class Trace:
    """How often a thing was named and a subject so far, the blocks that speak of it, and its last mention."""

    blocks: list[int]
    last: Last
    names: int = 0
    subjects: int = 0


@dataclass(frozen=True)
class Outline:
    """How often the whole article names each thing, and what its first block names."""

    names: Counter[Entity] = field(default_factory=Counter)
    opening: frozenset[Entity] = frozenset()

    @functools.cached_property
    def most(self) -> int:
        """How often the thing that is named most is named; 1 where nothing is."""
        return max(self.names.values(), default=1)
