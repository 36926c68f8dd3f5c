"""Dates in English text, as ISO strings cut to what is known; words and cues come from dates.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateutil import parser
from dateutil.relativedelta import relativedelta, weekday

from kg.model import Span

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; `iso` is "2025", "2025-06" or "2025-06-12", as far as the text gives it."""

    span: Span
    iso: str


def find(text: str, published: str | None = None) -> list[FoundDate]:
    """The dates that `text` names, in its order, without overlaps.

    `published` is the ISO date of the article. Words that are seen from it ("last year", "on Monday",
    "12 June") are found only where it is given, and only as finely as it is given itself.

    >>> [f.iso for f in find("Founded in 2016, sold on June 12, 2025.")]
    ['2016', '2025-06-12']
    >>> [f.iso for f in find("It was sold yesterday, not last year.", "2025-06-13")]
    ['2025-06-12', '2024']
    """
    seen_from = _seen_from(published)
    found, end = [], 0
    for match in sorted((m for form in FORMS for m in form.finditer(text)), key=_start_and_length):
        iso = _iso(match, seen_from) if match.start() >= end else None
        if iso:
            found.append(FoundDate(Span(*match.span("date")), iso))
            end = match.end("date")
    return found


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in ordered)


MONTH = rf"(?P<month>{_either(WORDS['months'])})\b\.?"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d|[-–]\d)"
COUNT = rf"(?P<count>\d{{1,2}}|{_either(WORDS['counts'])})"
BEFORE = r"(?<![\w$€£¥₹@#/.])"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\w-])(?P<date>(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)(?![\w-])",
        rf"{BEFORE}(?P<date>{MONTH}\s+{DAY}(?:,?\s+{YEAR})?)",
        rf"{BEFORE}(?P<date>(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?)",
        rf"{BEFORE}(?P<date>{MONTH},?\s+(?:of\s+)?{YEAR})",
        rf"{BEFORE}(?P<date>(?:Q[1-4]|H[12])\s?(?:of\s+)?,?{YEAR})",
        rf"(?:\b(?P<cue>{_either(WORDS['cues']['month'])})[\s-]+)(?P<date>{MONTH})(?!\w|\s+\d)",
        rf"(?<!Black )(?<!Cyber )(?<!Good ){BEFORE}(?:(?P<side>last|next|this)\s+)?(?P<date>(?P<weekday>{_either(WORDS['weekdays'])}))\b",
        rf"{BEFORE}(?P<date>(?P<relative>{_either(WORDS['relative'])}))\b",
        rf"{BEFORE}(?P<date>{COUNT}\s+(?P<ago>{_either(WORDS['ago'])})s?\s+ago)\b",
        rf"(?<![\w$€£¥₹@#/.:-])(?P<date>{YEAR})",
        r"(?<=\d\d[-–])(?P<date>(?P<year>(?:19|20)\d\d))(?![\w%-])",
        r"(?<![\w$€£¥₹@#/.:-])(?P<date>(?P<year>(?:19|20)\d\d))(?=[-–](?:19|20)\d\d(?!\w))",
        rf"(?<=mid-)(?P<date>{YEAR})",
    )
)
LOOKING_BACK = 8
"""A month that lies further back than so many months is taken for a coming one."""
YEAR_CUE = re.compile(rf"(?i)(?:\b(?:{_either(WORDS['cues']['year'])})[\s-]|[(\[–-]\s?)$")
MAYBE_CUE = re.compile(rf"(?i)(?:\b(?:{_either(WORDS['cues']['maybe'])})\s|[,;:.!?“\"‘]\s|^\s*|\n\s*|—\s?)$")
COUNTED = re.compile(
    r"\s+(?!(?:was|is|has|as|its|this|his|thus|plus|versus)\b)(?:[a-z]+s|people|staff|men|women|children)\b"
)
NAMED = re.compile(r"(?:^|[\s(])[A-Z]\w*\s$")


def _start_and_length(match: re.Match[str]) -> tuple[int, int]:
    return match.start("date"), -match.end("date")


def _seen_from(published: str | None) -> tuple[date, int] | None:
    """The article's date, and how many characters of its ISO form are known; None where it has none."""
    try:
        return (parser.isoparse(published.strip()).date(), len(published.strip()[:10])) if published else None
    except ValueError:
        return None


def _iso(match: re.Match[str], seen_from: tuple[date, int] | None) -> str | None:
    parts = match.groupdict()
    if parts.get("year"):
        return _absolute(parts) if _is_year(match) else None
    if not seen_from:
        return None
    day, known = seen_from
    iso, needed = _relative(parts, day)
    return iso if iso and needed <= known else None


def _absolute(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], _month(parts), parts.get("day")
    if not month:
        return year
    return f"{year}-{month:02}" if not day else _valid(int(year or 0), month, int(day))


def _month(parts: dict[str, str | None]) -> int | None:
    name = parts.get("month")
    return WORDS["months"][name.casefold()] if name else int(parts.get("number") or 0)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _is_year(match: re.Match[str]) -> bool:
    """Whether a number that could be a year is one: "2016 employees" and "Office 2016" are none."""
    if match.span("date") != match.span("year"):
        return True
    text, start = match.string, match.start("date")
    before, after = text[max(0, start - 24) : start], text[match.end("date") : match.end("date") + 24]
    if YEAR_CUE.search(before):
        return True
    return bool(MAYBE_CUE.search(before)) and not NAMED.search(before) and not COUNTED.match(after)


def _relative(parts: dict[str, str | None], day: date) -> tuple[str | None, int]:
    """The date that words stand for on `day`, and how many characters of that day must be known."""
    if phrase := parts.get("relative"):
        rule = WORDS["relative"][" ".join(phrase.casefold().replace("-", " ").split())]
        return _back(day, rule["unit"], rule["back"])[: rule["keep"]], _needed(rule)
    if unit := parts.get("ago"):
        rule, count = WORDS["ago"][unit.casefold()], (parts["count"] or "").casefold()
        steps = int(count) if count.isdigit() else WORDS["counts"][count]
        return _back(day, rule["unit"], steps)[: rule["keep"]], _needed(rule)
    if name := parts.get("weekday"):
        return _weekday(WORDS["weekdays"][name.casefold()], parts.get("side"), day), 10
    return _nearest(parts, day)


def _needed(rule: dict[str, Any]) -> int:
    return 10 if rule["unit"] in ("days", "weeks") else int(rule["keep"])


def _back(day: date, unit: str, steps: int) -> str:
    return (day - relativedelta(**{unit: steps})).isoformat()  # type: ignore[arg-type]


def _weekday(number: int, side: str | None, day: date) -> str:
    """News speaks of the weekday that has just been, unless it says "next"."""
    forward = (side or "").casefold() == "next"
    step = relativedelta(days=1 if forward else 0, weekday=weekday(number, 1 if forward else -1))
    return (day + step).isoformat()


def _nearest(parts: dict[str, str | None], day: date) -> tuple[str | None, int]:
    """A month or a day without its year: that of the last months, or else of the months to come.

    News of June that speaks of October means the last one; August is the coming one, unless the
    cue says otherwise.
    """
    month, number, cue = _month(parts) or 0, parts.get("day"), (parts.get("cue") or "").casefold()
    back = (day.month - month) % 12
    if cue in WORDS["cues"]["past"]:
        back = back or 12 * (cue == "last")
    elif back > LOOKING_BACK or cue in WORDS["cues"]["coming"]:
        back -= 12 * (back > 0 or cue == "next")
    year = (day.replace(day=1) - relativedelta(months=back)).year
    return (_valid(year, month, int(number)) if number else f"{year}-{month:02}"), 7
