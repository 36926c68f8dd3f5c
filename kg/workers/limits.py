"""What a query may use."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one query, and how many run or wait at a time.

    `seconds` that a query may run, and `grace` seconds of processor time after which it must give way
    when others wait; the `rows` and `bytes` of an answer, the `memory` of a worker in bytes, the `length` of a query in
    characters; how many `workers` there are, and how many queries may be `waiting`.
    """

    seconds: float = 10.0
    grace: float = 0.2
    rows: int = 100_000
    bytes: int = 50_000_000
    memory: int = 4 << 30
    length: int = 500_000
    workers: int = min(8, (os.cpu_count() or 2) + 2)
    waiting: int = 500

    def to_json(self) -> dict[str, float]:
        """The bounds as a JSON object."""
        return asdict(self)
