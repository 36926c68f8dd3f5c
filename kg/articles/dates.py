"""Publication dates as sources state them, in ISO form; a date that is not all there is none."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

ISO = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def iso(stated: object) -> str | None:
    """The ISO date or date-time that a value states in full, or None; nothing is filled in.

    >>> iso("2025-06-30T10:00:00Z"), iso("June 30, 2025"), iso("Mon, 30 Jun 2025 10:00:00 GMT")
    ('2025-06-30T10:00:00Z', '2025-06-30', '2025-06-30T10:00:00+00:00')
    >>> iso("06/07/2025"), iso("June 2025"), iso("2025-02-30")
    (None, None, None)
    """
    if isinstance(stated, date):
        return stated.isoformat()
    text = str(stated or "").strip()
    for form in (_iso, _mail, _words):
        if found := form(text):
            return found
    return None


def _iso(text: str) -> str | None:
    if not ISO.match(text):
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text.replace(" ", "T", 1)


def _mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> str | None:
    """Read twice with different blanks: what differs was not stated but filled in."""
    if len(text) > 60 or not MONTH.search(text) or not re.search(r"\b\d{4}\b", text):
        return None
    from dateutil import parser

    try:
        found = {parser.parse(text, default=datetime(*blank)).date() for blank in ((1, 1, 1), (4, 2, 2))}
    except (ValueError, OverflowError):
        return None
    return found.pop().isoformat() if len(found) == 1 else None
