"""`kg query`: ask a graph."""

from __future__ import annotations

import signal
import sys
from contextlib import AbstractContextManager

import click

from kg.cli._signals import handled
from kg.errors import KGError

EXAMPLES = """
\b
Examples:
  kg query out/ who-hired-from --company Meta --previous OpenAI
  kg query out/graph.ttl 'SELECT ?name WHERE { ?x a kg:Lab ; skos:prefLabel ?name }'
  kg query out/graph.trig mine.rq --format csv
"""
FORMATS = ("table", "tsv", "csv", "json", "md")


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog=EXAMPLES,
    short_help="Ask a graph in SPARQL or by a named query.",
)
@click.argument("graph")
@click.argument("query")
@click.option(
    "--format", "-f", "shape", type=click.Choice(FORMATS), help="Default: table on a terminal, else tsv."
)
@click.option("--limit", type=click.IntRange(min=0), help="Show at most so many rows.")
@click.pass_context
def command(context: click.Context, graph: str, query: str, shape: str | None, limit: int | None) -> None:
    """Ask GRAPH, a file, the folder of a build, a store or an endpoint, the QUERY: SPARQL text, an .rq
    file, `-` for standard input, or the name of a query that `kg queries` lists, with its parameters
    as options.
    """
    from kg import query as queries

    asked = queries.understand(sys.stdin.read() if query == "-" else query)
    with interruptible():
        answer = queries.ask(queries.open_graph(graph), asked, parameters(context.args))
    click.echo(shown(answer, shape, limit), nl=False, color=True)


def interruptible() -> AbstractContextManager[None]:
    """Let Ctrl-C end the process at once: the engine does not look for signals while it works."""
    return handled(signal.SIGINT, signal.SIG_DFL)


def parameters(arguments: list[str]) -> dict[str, str]:
    """The values of `--name value` and `--name=value`."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise KGError(f"unexpected {argument!r}; quote a query or a name of several words")
        name, equals, value = argument[2:].partition("=")
        given = value if equals else next(rest, None)
        if given is None:
            raise KGError(f"--{name} needs a value")
        values[name] = given
    return values


def shown(answer: object, shape: str | None, limit: int | None) -> str:
    """The answer as text: a table in the wanted shape, yes or no, or triples as Turtle."""
    import pyoxigraph as ox

    from kg import tables
    from kg.query import Table, prefixes

    shape = shape or ("table" if sys.stdout.isatty() else "tsv")
    if isinstance(answer, Table):
        return tables.show(Table(answer.columns, answer.rows[:limit]), shape, prefixes())
    if isinstance(answer, bool):
        return f"{str(answer).lower() if shape == 'json' else 'yes' if answer else 'no'}\n"
    assert isinstance(answer, tuple)
    turtle = ox.serialize(answer[:limit], format=ox.RdfFormat.TURTLE, prefixes=prefixes())
    return turtle.decode("utf-8") if turtle else ""
