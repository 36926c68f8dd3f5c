"""`kg ask`: ask a graph in plain words."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.ask import Answer, Quote, Row, Told

EXAMPLES = """
\b
Examples:
  kg ask out/ "who did Meta hire from OpenAI?"
  kg ask out/ "is Meta buying Perplexity?"
  kg ask out/ --sparql "which companies did Nvidia invest in since 2024?"
"""
MOST_ROWS, MOST_QUOTES = 25, 3
COLORS = {"done": "green", "talks": "yellow", "denied": "red"}


@click.command(epilog=EXAMPLES, short_help="Ask a graph in plain words.")
@click.argument("graph")
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON, one line a question.")
@click.option(
    "--sparql", "only_sparql", is_flag=True, help="Print only the SPARQL that the question becomes."
)
@click.option("--all", "everything", is_flag=True, help="Show all that was found, and every quote.")
def command(graph: str, question: str | None, as_json: bool, only_sparql: bool, everything: bool) -> None:
    """Ask GRAPH, a file, the folder of a build, a store or an endpoint, a QUESTION in plain English.

    The answer comes with the words of the articles and the SPARQL that found them. A question that is not
    understood is refused. Without a question, or with `-`, questions are read from standard input, one a line.
    Ends with 1 where the question was refused, or with --sparql any of them.
    """
    from kg.ask import Asker
    from kg.cli.query import interruptible
    from kg.query import open_graph

    asker, one, understood = Asker(open_graph(graph)), question not in (None, "-"), True
    for asked in _questions(question):
        with interruptible():
            answer = asker.answer(asked)
        if one or only_sparql:
            understood = understood and answer.kind in ("found", "nothing")
        if as_json:
            click.echo(json.dumps(answer.as_json(), ensure_ascii=False))
        elif only_sparql and answer.sparql:
            click.echo(answer.sparql, nl=False)
        elif only_sparql:
            complaint = _clean(answer.text if one else f"{answer.question!r}: {answer.text}")
            click.secho(f"kg: {complaint}", fg="red", err=True)
        else:
            click.echo("\n".join(_shown(answer, everything=everything)))
    if not understood:
        click.get_current_context().exit(1)


def _questions(question: str | None) -> Iterator[str]:
    """The one question, or those of standard input, with a prompt where somebody types them."""
    if question is not None and question != "-":
        yield question
        return
    typed = sys.stdin.isatty()
    if typed:
        click.echo("Ask a question; an empty line ends.", err=True)
    while True:
        if typed:
            click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line or (typed and not line.strip()):
            return
        if line.strip():
            yield line


def _shown(answer: Answer, *, everything: bool) -> Iterator[str]:
    yield click.style(_clean(answer.text), bold=True)
    rows = answer.rows if everything else answer.rows[:MOST_ROWS]
    for _, alike in itertools.groupby(rows, key=_words):
        yield from _rows(list(alike), everything=everything)
    if len(rows) < len(answer.rows):
        yield f"  … and {len(answer.rows) - len(rows)} more; --all shows them"
    if answer.sparql and answer.rows:
        yield click.style("\n" + answer.sparql.rstrip(), dim=True)
    if answer.examples:
        yield "Questions that this graph can answer:"
        yield from (f"  {_clean(example)}" for example in answer.examples)


def _words(row: Row) -> list[list[tuple[str, str]]]:
    """The quotes behind a row; rows that stand on the same words are shown with them once."""
    return [[(quote.article, quote.text) for quote in told.quotes] for told in row.told]


def _rows(rows: list[Row], *, everything: bool) -> Iterator[str]:
    """Rows that stand on the same words."""
    yield ""
    for index, told in enumerate(rows[0].told):
        yield from (_head(row, row.told[index]) for row in rows)
        quotes = told.quotes if everything else told.quotes[:MOST_QUOTES]
        yield from (f"    {line}" for quote in quotes for line in _quote(quote, told))
        if len(quotes) < len(told.quotes):
            yield f"    … and {len(told.quotes) - len(quotes)} more; --all shows them"


def _head(row: Row, told: Told) -> str:
    name = "" if row.name in told.text or told is not row.told[0] else f"{_clean(row.name)}: "
    status = "" if told.status == "done" else click.style(f" [{told.status}]", fg=COLORS[told.status])
    details = _details(told.details) if len(told.quotes) == 1 else ""
    return f"  {name}{_clean(told.text)}{details}{status}"


def _details(details: Iterable[tuple[str, str]]) -> str:
    told = ", ".join(f"{name} {_clean(value)}" for name, value in details)
    return f" ({told})" if told else ""


def _quote(quote: Quote, told: Told) -> Iterable[str]:
    said = "" if quote.status == told.status else f" [{quote.status}]"
    who = f", citing {_clean(quote.attribution)}" if quote.attribution else ""
    day = f", {quote.published}" if quote.published else ""
    details = _details(quote.details) if len(told.quotes) > 1 else ""
    yield f"“{_clean(quote.text)}”{said}"
    yield click.style(f"  — {_clean(quote.title)}{day}{who}{details}", dim=True)


def _clean(text: str) -> str:
    """The text without characters that move the cursor; articles may hold some."""
    return "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)
