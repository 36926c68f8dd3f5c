"""Sums of money and percentages in English text; signs, words and scales come from money.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from kg.model import Amount, Span

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A sum in a text; of a range `amount` is the first value and `until` the second.

    `upper` ("up to"), `lower` ("more than", "$5bn+") and `approximate` ("about") say how the text
    hedges it; the span covers the sum alone, without those words.
    """

    span: Span
    amount: Amount
    until: Amount | None = None
    upper: bool = False
    lower: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class FoundShare:
    """A percentage or fraction in a text, as a share of one (0.49)."""

    span: Span
    share: Decimal


def find(text: str) -> list[FoundAmount]:
    """The sums of money that `text` names, in the order of the text.

    >>> [str(f.amount) for f in find("It paid $14.3 billion (€12bn), not 200 million yuan.")]
    ['14300000000 USD', '12000000000 EUR', '200000000 CNY']
    >>> [(str(f.amount), str(f.until)) for f in find("between $2-3 billion")]
    [('2000000000 USD', '3000000000 USD')]
    """
    return list(_amounts(text))


def percents(text: str, *, fractions: bool = False) -> list[FoundShare]:
    """The percentages in `text`; with `fractions` also "half", "one-third" and the like.

    >>> [str(f.share) for f in percents("a 49-percent stake, up from 5.5%")]
    ['0.49', '0.055']
    """
    found = [FoundShare(Span(*m.span()), Decimal(m["number"]) / 100) for m in PERCENT.finditer(text)]
    if fractions:
        found += [FoundShare(Span(*m.span()), _fraction(m[0])) for m in FRACTION.finditer(text)]
    return sorted(found, key=lambda f: f.span)


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; a space in a word matches any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


LETTERS, APART = _either(WORDS["letters"]), _either(WORDS["apart"]["list"])
SCALE = rf"(?:[\s-]?(?i:{_either(WORDS['scales'])})|(?:{LETTERS})|\s(?:{APART}))(?![A-Za-z0-9])"
NUMBER = r"(?:\d{1,3}(?:,\d{2,3})++(?:\.\d++)?|\d{1,15}+(?:\.\d++)?)(?!\d|,\d)"
CODES = _either(WORDS["codes"]["list"])
BEFORE = rf"(?:(?<![A-Za-z$])(?:{_either(WORDS['symbols'])}|{CODES})|(?<=[A-Za-z])[€£¥₹]|(?<=[a-z])\$)\s?"
AFTER = rf"[\s-]?(?:(?i:{_either(WORDS['words'])})|{CODES})(?![A-Za-z$])"
PLURAL = _either(w for w in WORDS["words"] if w not in ("dollar", "euro"))
JOIN = r"(?P<join>\s?[-–—]\s?|\s+(?:to|and|or)\s+)"
SECOND = rf"(?:{JOIN}(?P<before2>{BEFORE})?(?P<number2>{NUMBER})(?P<scale2>{SCALE})?)?"
FIRST = rf"(?P<number>{NUMBER})(?P<scale>{SCALE})?"
SPELT = rf"(?i:\b(?P<spelt>{_either(WORDS['numbers'])})[\s-](?P<scale>{_either(WORDS['scales'])}))"
PLUS = r"(?P<plus>\+|-plus\b)?"
FORMS = (
    re.compile(rf"(?P<before>{BEFORE}){FIRST}{PLUS}{SECOND}(?P<after>{AFTER})?"),
    re.compile(rf"(?<![\w$€£¥₹.,-]){FIRST}{SECOND}(?P<after>{AFTER}){PLUS}"),
    re.compile(r"(?i)\b(?:a )?(?P<spelt>half)-(?P<scale>million|billion|trillion)(?P<after>-dollar)\b"),
    re.compile(rf"{SPELT}(?P<after>\s(?i:{PLURAL}))(?![A-Za-z])"),
)
HEDGES = {
    kind: re.compile(rf"(?i)(?<!\w)(?:{_either(words)})\s?$") for kind, words in WORDS["hedges"].items()
}
PERCENT = re.compile(r"(?<![\w.,])(?P<number>\d+(?:\.\d+)?)(?:\s?%|[\s-]?(?i:percent|per[\s-]cent|pct)\b)")
FRACTION = re.compile(rf"(?i)(?<![\w-])(?:{_either(WORDS['fractions'])})(?![\w-])")


def _amounts(text: str) -> Iterator[FoundAmount]:
    end = 0
    for match in sorted((m for form in FORMS for m in form.finditer(text)), key=_start_and_length):
        if match.start() >= end:
            for found in _of_match(match):
                yield found
                end = found.span.end


def _start_and_length(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


def _of_match(match: re.Match[str]) -> Iterator[FoundAmount]:
    """The one sum or range of a match; two sums where "to" or "and" joins two that are no range."""
    parts, text = match.groupdict(), match.string
    currency = _currency(parts, text)
    joined, scale2 = parts.get("number2"), parts.get("scale2")
    first = Amount(_value(parts, parts["scale"] or scale2), currency)
    if not joined:
        yield _found(text, Span(*match.span()), first, None, plus=bool(parts.get("plus")))
        return
    second = Amount(_number(joined, scale2), _currency(parts, text, "before2") or currency)
    if _is_range(match, first, second):
        yield _found(text, Span(*match.span()), first, second)
        return
    shared = scale2 if len(parts["number"] or "") <= 4 else None
    alone = Amount(_value(parts, parts["scale"] or shared), currency)
    if parts.get("before"):
        yield _found(text, Span(match.start(), match.start("join")), alone, None, plus=bool(parts["plus"]))
    if parts.get("before2") or not parts.get("before"):
        start = match.start("before2") if parts.get("before2") else match.start("number2")
        yield _found(text, Span(start, match.end()), second, None)


def _is_range(match: re.Match[str], first: Amount, second: Amount) -> bool:
    """A second value that is larger, of the same currency, and more than a bare number after "to"."""
    join, before = match["join"].strip(), match.string[max(0, match.start() - 12) : match.start()].casefold()
    parts = match.groupdict()
    if second.currency != first.currency or second.value <= first.value:
        return False
    if (join == "and" and "between" not in before) or join == "or" or (join == "to" and "from" in before):
        return False
    return bool(
        parts.get("before2") or parts.get("scale2") or parts.get("after") or join not in ("to", "and")
    )


def _found(text: str, span: Span, amount: Amount, until: Amount | None, *, plus: bool = False) -> FoundAmount:
    before = text[max(0, span.start - 24) : span.start]
    hedged = {kind: bool(pattern.search(before)) for kind, pattern in HEDGES.items()}
    hedged["lower"] |= plus
    return FoundAmount(span, amount, until, **hedged)


def _value(parts: dict[str, str | None], scale: str | None) -> Decimal:
    if spelt := parts.get("spelt"):
        return Decimal(WORDS["numbers"][_folded(spelt)]) * _power(scale)
    return _number(parts["number"] or "0", scale)


def _number(digits: str, scale: str | None) -> Decimal:
    return Decimal(digits.replace(",", "")) * _power(scale)


def _power(scale: str | None) -> Decimal:
    if not scale:
        return Decimal(1)
    word = scale.strip(" \t\n\xa0-")
    exponent = WORDS["letters"].get(word) or WORDS["scales"][_folded(word)]
    return Decimal(10) ** int(exponent)


def _currency(parts: dict[str, str | None], text: str, key: str = "before") -> str:
    """The ISO code that a sum's sign or word means in this text; a word after the sum beats "$" before it."""
    after = (parts.get("after") or "").strip(" \t\n\xa0-")
    if after:
        return after if after in WORDS["codes"]["list"] else _by_folded(after)
    sign = (parts.get(key) or "").strip()
    if not sign or sign in WORDS["codes"]["list"]:
        return sign
    shared = WORDS["shared"].get(sign)
    if shared and any(w in text for w in shared["when"]) and not any(w in text for w in shared["unless"]):
        return str(shared["currency"])
    return str(WORDS["symbols"][sign])


BY_FOLDED = {word.casefold(): code for word, code in WORDS["words"].items()}


def _by_folded(word: str) -> str:
    return str(BY_FOLDED[_folded(word)])


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _fraction(words: str) -> Decimal:
    share = Fraction(WORDS["fractions"][_folded(words)])
    return round(Decimal(share.numerator) / Decimal(share.denominator), 4)
