"""What a build or an extraction found, counted: for people, and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.articles import Skipped
from kg.model import Entity, Fact, Status

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of articles, entities by type, facts by relation and status; what was skipped; files; the reader's account."""

    articles: int
    entities: dict[str, int]
    facts: dict[str, dict[str, int]]
    skipped: tuple[Skipped, ...]
    files: tuple[str, ...] = ()
    account: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "articles": self.articles,
            "entities": self.entities,
            "facts": self.facts,
            "skipped": [{"source": each.source, "reason": each.reason} for each in self.skipped],
            "files": list(self.files),
            **({"reader": self.account} if self.account else {}),
        }

    def rows(self) -> list[tuple[str, ...]]:
        """Relation, the count per status, all: one row a relation, most facts first, and a last row of sums."""
        counted = [(name, [by.get(status, 0) for status in Status]) for name, by in self.facts.items()]
        counted.sort(key=lambda row: (-sum(row[1]), row[0]))
        sums = [
            sum(column) for column in zip(*([0] * len(Status), *(row[1] for row in counted)), strict=True)
        ]
        return [(name, *map(str, [*cells, sum(cells)])) for name, cells in (*counted, ("all", sums))]


def count(
    articles: int,
    facts: Iterable[Fact],
    skipped: Iterable[Skipped],
    files: Iterable[object] = (),
    *,
    account: Mapping[str, Any] | None = None,
) -> Report:
    """The report of a run; `account` is what the reader told of its work."""
    relations: dict[str, Counter[str]] = {}
    entities: set[tuple[str, str]] = set()
    for fact in facts:
        relations.setdefault(fact.relation, Counter())[str(fact.status)] += 1
        entities |= {(each.type, each.id or each.name) for each in _entities(fact)}
    types = Counter(type for type, _ in entities)
    return Report(
        articles,
        dict(sorted(types.items())),
        {name: dict(sorted(counts.items())) for name, counts in sorted(relations.items())},
        tuple(skipped),
        tuple(map(str, files)),
        dict(account or {}),
    )


def told(account: Mapping[str, Any]) -> str:
    """What a reader told of its work, in one line; what is none is left out.

    >>> told({"model": "small", "requests": 2, "cached": 0, "dropped": {"quote not in the text": 1}})
    'model small, requests 2, dropped (quote not in the text 1)'
    """
    return ", ".join(f"{name} {_value(value)}" for name, value in account.items() if value)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"({told(value)})"
    if isinstance(value, list):
        return " and ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def plain(report: Report) -> str:
    """The report as lines of text."""
    rows = [("facts", *Status, "all"), *report.rows()]
    table = [f"{row[0]:<16}" + "".join(f"{cell:>8}" for cell in row[1:]) for row in rows]
    skipped = [f"skipped: {each}" for each in report.skipped]
    return "\n".join([*_summary(report), *table, *skipped])


def table(report: Report) -> Sequence[RenderableType]:
    """The report for a terminal."""
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    drawn.add_column("facts")
    for name in (*Status, "all"):
        drawn.add_column(name, justify="right")
    for row in report.rows():
        drawn.add_row(*row, style="bold" if row[0] == "all" else None)
    skipped = [f"[yellow]skipped[/] {escape(str(each))}" for each in report.skipped]
    return [*map(escape, _summary(report)), drawn, *skipped]


def _summary(report: Report) -> list[str]:
    types = ", ".join(f"{count} {name}" for name, count in report.entities.items())
    entities = f"{sum(report.entities.values())} entities" + (f" ({types})" if types else "")
    wrote = [f"wrote {', '.join(report.files)}"] if report.files else []
    articles = f"{report.articles} article{'s' * (report.articles != 1)}"
    account = [f"reader: {told(report.account)}"] if report.account else []
    return [f"{articles}, {entities}", *account, *wrote]


def _entities(fact: Fact) -> Iterable[Entity]:
    return (
        value
        for value in (fact.subject, fact.object, *(each.value for each in fact.qualifiers))
        if isinstance(value, Entity)
    )
