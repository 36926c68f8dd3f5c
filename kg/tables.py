"""Tables as text: for a terminal, for a pipe, as CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox

from kg.query import Table, Term, written

FORMATS = ("table", "tsv", "csv", "json", "md")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long")}
SUM = re.compile(r"^(?P<number>\d{7,}(?:\.\d+)?)(?= [A-Z]{3}$|$)")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def show(table: Table, format: str, prefixes: Mapping[str, str]) -> str:
    """The table as text that ends in a line break; `format` is one of FORMATS.

    People see IRIs shortened by `prefixes` and one line a cell; CSV and JSON hold the values whole.
    """
    if format == "json":
        return json.dumps(objects(table), ensure_ascii=False, indent=2) + "\n"
    if format == "csv":
        return _csv(table.columns, [[written(term) for term in row] for row in table.rows])
    rows = [[_short(term, prefixes) for term in row] for row in table.rows]
    if format == "md":
        return _markdown(table.columns, rows)
    return _tabs([table.columns, *rows]) if format == "tsv" else _rich(table, rows)


def objects(table: Table) -> list[dict[str, str | int | float | bool]]:
    """The rows as JSON objects; what has no value is left out."""
    return [
        {column: plain(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]


def plain(term: Term) -> str | int | float | bool:
    """A number or truth value as such, anything else as text.

    >>> plain(ox.Literal("14300000000", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    14300000000
    """
    if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
        try:
            number = Decimal(term.value)
        except ArithmeticError:
            return term.value
        if not number.is_finite():
            return term.value
        return int(number) if number == number.to_integral_value() else float(number)
    if isinstance(term, ox.Literal) and term.datatype.value == f"{XSD}boolean":
        return term.value in ("true", "1")
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def _short(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A value on one line, without control characters: articles may hold some that move the cursor."""
    text = written(term)
    if isinstance(term, ox.NamedNode):
        fitting = [
            (len(iri), name)
            for name, iri in prefixes.items()
            if text.startswith(iri) and len(text) > len(iri)
        ]
        if fitting:
            length, name = max(fitting)
            text = f"{name}:{text[length:]}"
    return CONTROL.sub(" ", text)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def _tabs(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in line) + " |\n"
        for line in lines
    )


def _rich(table: Table, rows: Sequence[Sequence[str]]) -> str:
    """For a terminal: sums in words, columns without any value left out."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    filled = [i for i, _ in enumerate(table.columns) if any(row[i] for row in rows)] or range(
        len(table.columns)
    )
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for i in filled:
        grid.add_column(table.columns[i], overflow="fold")
    for row in rows:
        grid.add_row(*(Text(SUM.sub(_spelt, row[i])) for i in filled))
    console = Console()
    with console.capture() as captured:
        console.print(grid)
        console.print(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}", style="dim", highlight=False)
    return captured.get()


def _spelt(sum: re.Match[str]) -> str:
    """A long number as people write it: 14.3 billion."""
    value = Decimal(sum["number"])
    size, word = next((size, word) for size, word in SCALES if value >= size)
    return f"{(value / size).normalize():f} {word}"
