"""Whether confidence means what it says: of the facts with a confidence of 0.8, are 80 % right?

Expected calibration error (Naeini et al. 2015) with bins of equal width, and the Brier score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate import Verdict

BINS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """The facts with a confidence from `low` to `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    facts: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The rows that have facts, and over all facts the calibration error and the Brier score, both 0 to 1."""

    rows: tuple[Row, ...]
    facts: int
    error: float
    brier: float


def reliability(verdict: Verdict) -> Reliability:
    """How the confidences of the right and the wrong predictions hold; neutral ones are left out."""
    pairs = [(_given(found.line), 1.0) for _, found in verdict.right]
    pairs += [(_given(found.line), 0.0) for found in verdict.wrong]
    rows = tuple(_rows(pairs))
    total = max(len(pairs), 1)
    error = sum(row.facts * abs(row.mean - row.right) for row in rows) / total
    return Reliability(rows, len(pairs), error, sum((p - right) ** 2 for p, right in pairs) / total)


def _given(line: Mapping[str, Any]) -> float:
    value = line.get("confidence", 1.0)
    return float(value) if isinstance(value, (int, float)) else 1.0


def _rows(pairs: list[tuple[float, float]]) -> Iterator[Row]:
    for number in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == number]
        if inside:
            count = len(inside)
            mean, right = (sum(column) / count for column in zip(*inside, strict=True))
            yield Row(number / BINS, (number + 1) / BINS, count, mean, right)
