"""Facts in the form in which they are compared: names in normal form, sums as numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kg.errors import KGError
from kg.names import normal
from kg.ontology import RELATIONS, YEAR

MOST_DIGITS = 100
TOLERANCE = Decimal("0.02")
NEEDED = ("article", "relation", "subject", "object")
SYMMETRIC = frozenset(name for name, relation in RELATIONS.items() if relation.symmetric)
OF_SUMS = frozenset(name for name, relation in RELATIONS.items() if relation.range == {"Amount"})
OF_YEARS = frozenset(name for name, relation in RELATIONS.items() if relation.range == {YEAR})

Sum = tuple[Decimal, str]
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact in the form in which facts are compared; any of several names or sums is right.

    `line` is the fact as it was read.
    """

    relation: str
    subject: Names
    object: Names | tuple[Sum, ...]
    status: str
    line: Mapping[str, Any] = field(repr=False)

    @property
    def done(self) -> bool:
        """Whether it is said to have happened."""
        return self.status == "done"


def read(path: Path) -> dict[str, list[Stated]]:
    """The facts of a file of JSON lines, or of a folder of such files, by article.

    In a folder each file stands for the article of its name, even without a line in it. Raises
    KGError where a line is no fact or nothing is there.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise KGError(f"no facts in {path}; give a .jsonl file or a folder of them")
    facts: dict[str, list[Stated]] = {file.stem: [] for file in files if path.is_dir()}
    for file in files:
        for article, fact in _lines(file):
            facts.setdefault(article, []).append(fact)
    return facts


def _lines(file: Path) -> Iterator[tuple[str, Stated]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")  # quotes may hold other separators of lines
    except FileNotFoundError as error:
        raise KGError(f"no file {file}; give a .jsonl file or a folder of them") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KGError(f"cannot read {file}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                fact = json.loads(line)
                yield str(fact["article"]), stated(fact)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                needs = ", ".join(NEEDED)
                raise KGError(
                    f"{file}:{number}: not a fact; a line is a JSON object with {needs}, its sums and stake are numbers"
                ) from error


def stated(line: Mapping[str, Any]) -> Stated:
    """The fact that a JSON object states, in the form in which facts are compared.

    Raises ValueError, KeyError or TypeError where it states none.
    """
    as_sum(line.get("amount"))
    if line.get("stake") not in (None, ""):
        float(line["stake"])
    relation, thing = str(line["relation"]), line["object"]
    value: Names | tuple[Sum, ...] = names(thing)
    if relation in OF_SUMS:
        value = tuple(filter(None, map(as_sum, several(thing))))
    if relation in OF_YEARS:
        value = frozenset(str(year)[:4] for year in several(thing))
    return Stated(relation, names(line["subject"]), value, str(line.get("status") or "done"), line)


def names(value: Any) -> Names:
    """The normal forms of one name or of several, without spaces.

    >>> names(["Scale AI, Inc.", "ScaleAI"])
    frozenset({'scaleai'})
    """
    return frozenset(normal(str(name)).replace(" ", "") for name in several(value))


def several(value: Any) -> list[Any]:
    """The values of a list, or the one value; none where it is empty."""
    return [v for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]


def as_sum(value: Any) -> Sum | None:
    """The number and the currency, "" where unknown, of a value such as "14300000000 USD"; None where it is no sum.

    Raises ValueError for what calls itself a number and cannot be reckoned with, such as "Infinity USD".
    """
    number, _, currency = str(value).strip().partition(" ")
    try:
        sum = Decimal(number.replace(",", ""))
    except InvalidOperation:
        return None
    if not sum.is_finite() or sum.adjusted() > MOST_DIGITS:
        raise ValueError(f"no sum: {number}")
    return sum, currency.strip().upper()


def same_sum(one: Sum, other: Sum) -> bool:
    """Whether two sums differ by 2 % at most and in currency not at all."""
    close = abs(one[0] - other[0]) <= TOLERANCE * max(one[0], other[0])
    return close and (one[1] == other[1] or not one[1] or not other[1])


def same(one: Stated, other: Stated) -> bool:
    """Whether two facts of one article say the same."""
    if one.relation != other.relation or one.done != other.done:
        return False
    if one.subject & other.subject and _same_object(one.object, other.object):
        return True
    if one.relation not in SYMMETRIC:
        return False
    return _same_object(one.subject, other.object) and _same_object(one.object, other.subject)


def _same_object(one: Names | tuple[Sum, ...], other: Names | tuple[Sum, ...]) -> bool:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return bool(one & other)
    return any(same_sum(a, b) for a in one for b in other if isinstance(a, tuple) and isinstance(b, tuple))


def distinct(facts: Iterable[Stated]) -> list[Stated]:
    """The facts without those that say the same as an earlier one."""
    kept: list[Stated] = []
    for fact in facts:
        if not any(same(earlier, fact) for earlier in kept):
            kept.append(fact)
    return kept
