"""`kg audit`: is every name, sum, date and quote of a graph in its articles?"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KGError

if TYPE_CHECKING:
    from kg.audit import Audit

EXAMPLES = """\b
Examples:
  kg audit out seeds/articles
  kg audit out/graph.ttl 'news/*.html' more.jsonl --json
"""


@click.command(epilog=EXAMPLES, short_help="Trace every name, sum, date and quote back to its article.")
@click.argument("graph")
@click.argument("paths", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(graph: str, paths: tuple[str, ...], *, as_json: bool) -> None:
    """Trace every name, sum, date and quote in the claims of GRAPH, a file that `kg build` wrote or its
    folder, back to the ARTICLES that it was built from.

    Each must be a span of its article at the offsets that the graph gives, or one of a few normalisations
    of it, which are counted. Every value without a source is one line. Exits with 1 where there is any.
    """
    from kg.articles import Skipped, read
    from kg.audit import audit
    from kg.cli._articles import complain
    from kg.graph.load import load

    values = list(read(paths, without=_files(graph)))
    complain(value for value in values if isinstance(value, Skipped))
    articles = [value for value in values if not isinstance(value, Skipped)]
    if not articles:
        raise KGError("no article could be read; give the files or folders that the graph was built from")
    outcome = audit(load(graph), articles)
    if not outcome.claims:
        raise KGError(f"{graph} has no claims; give a graph that `kg build` wrote")
    click.echo(_json(outcome) if as_json else _text(outcome, len(articles)))
    sys.exit(1 if outcome.orphans else 0)


def _files(graph: str) -> list[Path]:
    """What `kg build` wrote with the graph: no article, though it may lie in a folder of articles."""
    from kg.cli.build import FILES

    folder = Path(graph)
    return [folder, *((folder if folder.is_dir() else folder.parent) / name for name in FILES)]


def _json(outcome: Audit) -> str:
    return json.dumps(dataclasses.asdict(outcome), ensure_ascii=False, indent=2)


def _text(outcome: Audit, articles: int) -> str:
    from kg.audit import HOW

    lines = list(map(str, outcome.orphans))
    lines += [f"{count:>7}  {how:10} {HOW[how]}" for how, count in outcome.found.items()]
    values = sum(outcome.found.values())
    lines.append(
        f"{outcome.claims} claims, {articles} article{'s' * (articles != 1)}: {values} values found, {len(outcome.orphans)} without a source"
    )
    return "\n".join(lines)
