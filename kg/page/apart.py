"""Moves points of a large picture apart that lie closer to each other than they may."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

ROUNDS = 40
# The cells from which those not yet compared with a cell can be reached: to its right and below it.
BESIDE = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


def apart(points: Points, least: float) -> Points:
    """The points, those moved that had another one nearer than `least`; a few may stay a little too near.

    >>> apart(np.array([[0.0, 0.0], [0.0, 0.0], [9.0, 0.0]]), 1.0).round(1).tolist()
    [[0.5, 0.0], [-0.5, 0.0], [9.0, 0.0]]
    """
    for _ in range(ROUNDS):
        one, two = (np.concatenate(ends) for ends in zip(*_near(points, least), strict=True))
        delta = points[one] - points[two]
        length = np.sqrt(delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1])
        if not (length < 0.9 * least).any():
            break
        # Two at the same place part sideways.
        delta[length < 1e-9] = (1e-6, 0.0)
        share = np.maximum(least - length, 0.0) / np.maximum(length, 1e-6) * 0.5
        move = delta * share[:, None]
        crowd = np.maximum(_sum(one, share > 0, points) + _sum(two, share > 0, points), 1.0) ** 0.5
        for axis in (0, 1):
            points[:, axis] += (_sum(one, move[:, axis], points) - _sum(two, move[:, axis], points)) / crowd
    return points


def _sum(which: Indices, weights: Points, points: Points) -> Points:
    return np.bincount(which, weights=weights, minlength=len(points)).astype(np.float64)


def _near(points: Points, least: float) -> Iterator[tuple[Indices, Indices]]:
    """All pairs in the same cell or in cells side by side, each once; a cell is as wide as `least`."""
    cell = np.floor((points - points.min(axis=0)) / least).astype(np.int64) + 1
    wide = int(cell[:, 0].max()) + 2
    key = cell[:, 1] * wide + cell[:, 0]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    for dx, dy in BESIDE:
        first = np.searchsorted(ranked, ranked + dy * wide + dx, side="left")
        if dx == dy == 0:
            first = np.arange(1, len(ranked) + 1)
        count = np.maximum(np.searchsorted(ranked, ranked + dy * wide + dx, side="right") - first, 0)
        one = np.repeat(np.arange(len(ranked)), count)
        two = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count) + first[one]
        yield order[one], order[two]
