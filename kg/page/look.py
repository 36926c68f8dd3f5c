"""How types, statuses and values are shown: colours and shapes from look.toml, sums and dates in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

LOOK = Path(__file__).parent / "look.toml"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


@cache
def look() -> dict[str, Any]:
    """The contents of look.toml."""
    return tomllib.loads(LOOK.read_text(encoding="utf-8"))


def legend(names: Iterable[str]) -> list[dict[str, str]]:
    """Name, plural, shape and colours of each type, the known ones first and in the order of look.toml."""
    known, spare, used = look()["types"], look()["spare"], set(names)
    others = zip(cycle(spare["shapes"]), cycle(spare["light"]), cycle(spare["dark"]), strict=False)
    rows = [{"name": name, **known[name]} for name in known if name in used]
    for name in sorted(used - set(known)):
        shape, light, dark = next(others)
        rows.append({"name": name, "plural": words(name), "shape": shape, "light": light, "dark": dark})
    return rows


def statuses() -> list[dict[str, Any]]:
    """Name, label, dash and colours of each status."""
    return [{"name": name, **row} for name, row in look()["statuses"].items()]


def words(name: str) -> str:
    """A term's local name as words.

    >>> words("headquarteredIn")
    'headquartered in'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def value(name: str, text: str, currency: str | None) -> str:
    """A qualifier's literal as people write it: a sum, a percentage, a date, or the text itself.

    >>> value("amount", "14300000000", "USD"), value("stake", "0.49", None)
    ('14.3 billion USD', '49 %')
    """
    units = look()["units"]
    if name in units["money"]:
        return money(text, currency)
    if name in units["percent"]:
        return percent(text)
    return date(text) if name in units["date"] else text


def money(text: str, currency: str | None) -> str:
    """A sum with its scale in words; the text itself where it is no number.

    >>> money("650000", "EUR"), money("1500000", None)
    ('650,000 EUR', '1.5 million')
    """
    number = _number(text)
    if number is None:
        return text
    scale, word = next(((s, w) for s, w in SCALES if abs(number) >= s), (Decimal(1), ""))
    figure = f"{(number / scale).quantize(Decimal('0.001')).normalize():,f}"
    return " ".join(part for part in (figure, word, currency) if part)


def percent(text: str) -> str:
    """A share between 0 and 1 in percent; the text itself where it is no number."""
    number = _number(text)
    return text if number is None else f"{(number * 100).quantize(Decimal('0.01')).normalize():f} %"


def date(text: str) -> str:
    """An ISO date or a part of one, the month in words; the text itself where it is none.

    >>> date("2025-06"), date("2025-06-09T10:00:00Z"), date("2025")
    ('Jun 2025', '9 Jun 2025', '2025')
    """
    match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return text
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
