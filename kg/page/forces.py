"""Where each entity of a large graph lies: edges pull, entities push each other away, communities keep together.

The forces are those of ForceAtlas2 (Jacomy et al., 2014) without its logarithms: a push of
mass * mass / distance between all, a pull of the distance along edges, weaker between communities. What is
far away pushes as a whole, by cells of a grid that get coarser with the distance (the fast multipole
method of Greengard and Rokhlin with one term), so that a round takes time in proportion to the entities. As in
kg.page.layout only sums, products, quotients and square roots are used: the same places on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.page.apart import apart

Points = NDArray[np.float64]
Indices = NDArray[np.int64]
Grid = NDArray[np.float64]

ROUNDS = 80
ASIDE = 0.15  # the pull between communities, where within them it is 1
WIDE = 1.5  # the radius of the whole, in square roots of the number of entities
SHAPE = 1.2  # each way from a circle, so that it is 1.4 times as wide as high: screens are wide
CROWD = 6  # entities in a cell of the finest grid, about
LEAST = 0.6  # between two entities
PIXELS = 22.0  # the unit of all this in pixels
TURN = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle
NEAR = tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1))
FAR = tuple((x, y) for y in range(-3, 4) for x in range(-3, 4) if max(abs(x), abs(y)) > 1)


def places(graph: nx.Graph, groups: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """A place in pixels for each entity 0, 1, …; `groups` are the communities, which together hold all.

    >>> found = places(nx.path_graph(3), [[0, 1], [2]])
    >>> len(set(found))
    3
    """
    if not len(graph):
        return []
    group = np.empty(len(graph), dtype=np.int64)
    for number, members in enumerate(groups):
        group[list(members)] = number
    ends = np.array([pair for pair in graph.edges if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    mass = np.sqrt(1.0 + np.bincount(ends.ravel(), minlength=len(graph)))
    pull = np.where(group[ends[:, 0]] == group[ends[:, 1]], 1.0, ASIDE)
    start = _beginning(groups, group, (ends, pull, mass))
    settled = apart(_settled(start, (ends, pull, mass)), LEAST) * PIXELS
    return [(round(x), round(y)) for x, y in settled.tolist()]


def _beginning(
    groups: Sequence[Sequence[int]], group: Indices, forces: tuple[Indices, Points, Points]
) -> Points:
    """Each community settled as one point, its members around it, the best connected in the middle."""
    ends, pull, mass = forces
    between = np.sort(group[ends], axis=1)
    between, pull = between[between[:, 0] != between[:, 1]], pull[between[:, 0] != between[:, 1]]
    total = np.bincount(group, weights=mass, minlength=len(groups)).astype(np.float64)
    middles = _spiral(len(groups)) * float(np.sqrt(len(group) / len(groups)))
    middles = _settled(middles, (between, pull, total))
    points = np.empty((len(group), 2))
    for middle, members in zip(middles, groups, strict=True):
        points[list(members)] = middle + 0.6 * _spiral(len(members))
    return points


def _spiral(count: int) -> Points:
    """Points spread evenly over a disc from its middle outward, as the seeds of a sunflower."""
    points, (x, y) = np.empty((count, 2)), (1.0, 0.0)
    for number in range(count):
        length = float(np.sqrt((number + 0.5) / (x * x + y * y)))
        points[number] = x * length, y * length
        x, y = x * TURN[0] - y * TURN[1], x * TURN[1] + y * TURN[0]
    return points


def _settled(points: Points, forces: tuple[Indices, Points, Points]) -> Points:
    """The points after all rounds; each goes no farther in a round than the cooling allows."""
    ends, pull, mass = forces
    count, random = len(points), Random(1)
    extent = float(np.sqrt(len(mass)))
    # Together the pull to the middle and the push make an even disc of the wanted radius.
    inward = mass.sum() / (WIDE * WIDE * max(float(mass.sum()) / 1.7, float(count)))
    before = np.zeros_like(points)
    for number in range(ROUNDS):
        force = _pushes(points, mass, random.random()) - points * (mass * inward)[:, None] * _FLAT
        force += _pulls(points, ends, pull)
        swing = np.sqrt(_length(force - before))
        before, length = force, _length(force)
        limit = extent * 0.04 * (1.0 - number / ROUNDS) + 0.02
        step = np.minimum(0.5 / mass / (1.0 + 0.3 * swing), limit / np.maximum(length, 1e-9))
        points = points + force * step[:, None]
    return points


_FLAT = np.array([1.0, SHAPE * SHAPE]) / SHAPE


def _length(vectors: Points) -> Points:
    return np.sqrt(vectors[:, 0] * vectors[:, 0] + vectors[:, 1] * vectors[:, 1])


def _pulls(points: Points, ends: Indices, pull: Points) -> Points:
    one, two = ends[:, 0], ends[:, 1]
    apart = (points[one] - points[two]) * pull[:, None]
    sums = [
        np.bincount(two, weights=apart[:, axis], minlength=len(points))
        - np.bincount(one, weights=apart[:, axis], minlength=len(points))
        for axis in (0, 1)
    ]
    return np.column_stack(sums)


def _pushes(points: Points, mass: Points, shift: float) -> Points:
    """The push on each point; the grid lies a little elsewhere each time, so that it leaves no trace."""
    depth = max(2, int(len(points) / CROWD).bit_length() // 2 + 1)
    cells = 1 << depth
    low, high = points.min(axis=0), points.max(axis=0)
    side = float((high - low).max()) * 1.2 + 1e-6
    at = ((points - low + side * 0.16 * shift) * (cells / side)).astype(np.int64)
    flat = at[:, 1] * cells + at[:, 0]
    weights = (mass, mass * points[:, 0], mass * points[:, 1])
    sums = (np.bincount(flat, weights=w, minlength=cells * cells).astype(np.float64) for w in weights)
    finest = [each.reshape(cells, cells) for each in sums]
    far_x, far_y = _far(finest)
    near_x, near_y = _near(finest, at, (points, mass))
    return np.column_stack([far_x.ravel()[flat] + near_x, far_y.ravel()[flat] + near_y]) * mass[:, None]


def _far(finest: list[Grid]) -> tuple[Grid, Grid]:
    """The push in each finest cell of all cells but those around it, the distant ones through coarser grids."""
    levels = [finest]
    while len(levels[-1][0]) > 2:
        levels.append([q[::2, ::2] + q[1::2, ::2] + q[::2, 1::2] + q[1::2, 1::2] for q in levels[-1]])
    push_x, push_y = np.zeros((1, 1)), np.zeros((1, 1))
    for mass, sum_x, sum_y in reversed(levels):
        push_x, push_y = (q.repeat(2, axis=0).repeat(2, axis=1) for q in (push_x, push_y))
        heavy = np.maximum(mass, 1e-12)
        _add(push_x, push_y, [mass, sum_x / heavy, sum_y / heavy])
    return push_x, push_y


def _add(push_x: Grid, push_y: Grid, grid: list[Grid]) -> None:
    """Adds, in place, the push between cells of one grid that are apart while those they lie in touch."""
    mass, x, y = grid
    cells = len(mass)
    odd = np.arange(cells) % 2
    around = [np.pad(q, 3) for q in grid]
    for dx, dy in FAR:
        within = ((dx >= -2 - odd) & (dx <= 3 - odd))[None, :] & ((dy >= -2 - odd) & (dy <= 3 - odd))[:, None]
        there, x_there, y_there = (q[3 + dy : 3 + dy + cells, 3 + dx : 3 + dx + cells] for q in around)
        apart_x, apart_y = x - x_there, y - y_there
        share = there * within / (apart_x * apart_x + apart_y * apart_y + 1e-9)
        push_x += share * apart_x
        push_y += share * apart_y


def _near(finest: list[Grid], at: Indices, bodies: tuple[Points, Points]) -> tuple[Points, Points]:
    """The push on each point of its own cell and of those around it."""
    points, mass = bodies
    x, y = points[:, 0], points[:, 1]
    around = [np.pad(q, 1).ravel() for q in finest]
    wide = len(finest[0]) + 2
    middle = (at[:, 1] + 1) * wide + at[:, 0] + 1
    push_x, push_y = np.zeros_like(x), np.zeros_like(y)
    for dx, dy in NEAR:
        there, sum_x, sum_y = (q[middle + dy * wide + dx] for q in around)
        if dx == dy == 0:
            there, sum_x, sum_y = there - mass, sum_x - mass * x, sum_y - mass * y
        some = there > 1e-9
        heavy = np.where(some, there, 1.0)
        apart_x, apart_y = x - sum_x / heavy, y - sum_y / heavy
        share = np.where(some, there, 0.0) / (apart_x * apart_x + apart_y * apart_y + 0.05)
        push_x += share * apart_x
        push_y += share * apart_y
    return push_x, push_y
