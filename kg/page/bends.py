"""How far each edge bends: edges of one pair never lie on each other, nor on an entity that they pass."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

UNIT = 0.32  # the roundness that the page gives to a bend of 1
SHIFTS = (0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2)
ROOM = 7.0  # between an edge and an entity that it passes, in pixels

Edge = TypeVar("Edge", bound=Hashable)
Pair = tuple[int, int]
Points = NDArray[np.float64]


def bends(
    edges: Iterable[tuple[Edge, Pair]],
    circles: Sequence[tuple[float, float, float]],
    *,
    around: bool = True,
) -> dict[Edge, float]:
    """Each edge's bend to the left of its own way from its first end to its second; 0 is straight.

    `circles` are x, y and radius of the entities, in pixels; the ends of edges are indices of them.
    Unless edges shall go around entities that they would pass, an edge that is its pair's only one is straight.

    >>> bends([("a", (0, 1)), ("b", (1, 0))], [(0, 0, 5), (200, 0, 5)])
    {'a': -0.5, 'b': -0.5}
    >>> bends([("a", (0, 1))], [(0, 0, 5), (200, 0, 5), (100, 0, 5)])
    {'a': 0.8}
    >>> bends([("a", (0, 1))], [(0, 0, 5), (200, 0, 5), (100, 0, 5)], around=False)
    {'a': 0.0}
    """
    pairs: dict[Pair, list[tuple[Edge, int]]] = {}
    for edge, (one, other) in edges:
        pairs.setdefault((min(one, other), max(one, other)), []).append((edge, 1 if one < other else -1))
    passed = np.array(circles if around else [], dtype=np.float64)
    return {edge: bend for pair, members in pairs.items() for edge, bend in _fan(pair, members, passed)}


def _fan(pair: Pair, members: list[tuple[Edge, int]], around: Points) -> Iterator[tuple[Edge, float]]:
    """The bends of a pair's edges, one step apart, shifted to where they pass no entity."""
    middle = (len(members) - 1) / 2
    steps = [number - middle for number in range(len(members))]
    shift = 0.0
    if len(around):
        lie = _seen_from(pair, around)
        shift = max(SHIFTS, key=lambda by: min(_clearance(step + by, lie) for step in steps))
    for (edge, way), step in zip(members, steps, strict=True):
        yield edge, round((step + shift) * way, 2) or 0.0


def _seen_from(pair: Pair, around: Points) -> tuple[float, Points, Points, Points]:
    """An edge's length, and of each entity beside it how far along, how far to the left and its radius."""
    one, other = around[pair[0]], around[pair[1]]
    dx, dy = float(other[0] - one[0]), float(other[1] - one[1])
    length = max(1.0, float(np.sqrt(dx * dx + dy * dy)))
    x, y = around[:, 0] - one[0], around[:, 1] - one[1]
    along = (x * dx + y * dy) / (length * length)
    left = (x * dy - y * dx) / length
    beside = (along > 0.02) & (along < 0.98)
    beside[list(pair)] = False
    return length, along[beside], left[beside], around[beside, 2]


def _clearance(bend: float, lie: tuple[float, Points, Points, Points]) -> float:
    """The least distance to an entity's rim, as far as it matters: more than ROOM is as good as ROOM."""
    length, along, left, radius = lie
    roundness = min(0.9, abs(bend) * UNIT)
    turn = roundness * 1.5708
    rise = 0.25 * length * (1 + roundness) * (turn - turn * turn * turn / 6) * (1 if bend > 0 else -1)
    free = np.abs(left - 4 * rise * along * (1 - along)) - radius
    return min(ROOM, float(free.min())) if len(free) else ROOM
