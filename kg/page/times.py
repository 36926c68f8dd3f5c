"""When a fact holds, in months: what the page's filter by date goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable

START = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?!\d))?(?!\d)")


def span(dates: Iterable[str]) -> tuple[str, str] | None:
    """The first and the last month of ISO dates or parts of them; None where none of them is a date.

    >>> span(["2025-06-09"]), span(["2016", "2017-03"]), span(["last year"])
    (('2025-06', '2025-06'), ('2016-01', '2017-03'), None)
    """
    found = [match.groups() for match in map(START.match, dates) if match]
    if not found:
        return None
    return (
        min(f"{year}-{month or '01'}" for year, month in found),
        max(f"{year}-{month or '12'}" for year, month in found),
    )
