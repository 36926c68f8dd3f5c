"""`kg build`: articles to a graph, a page and the facts behind them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from kg import facts, files, report
from kg.articles import Skipped
from kg.cli._articles import WRITTEN, articles, complain, sources
from kg.errors import KGError
from kg.pipeline import Built, build

FILES = ("graph.ttl", "graph.trig", "graph.html", "facts.jsonl")
EXAMPLES = """\b
Examples:
  kg build articles/ -o out
  kg build 'news/*.html' archive.jsonl --jobs 4 -o out
  kg build story.txt -o out --base https://example.org/id/
  kg build june/ -o june/out --store news
  kg build --feed https://news.example/rss -o out
  OPENAI_BASE_URL=http://localhost:8080/v1 KG_LM_MODEL=qwen3 kg build articles/ -o out --reader lm
"""


@click.command(epilog=EXAMPLES)
@articles
@click.option("-o", "--output", required=True, type=WRITTEN, help="The folder to write to.")
@click.option("--store", help="Also put the graph into this store: a folder, or an endpoint.")
@click.option("--base", metavar="IRI", help="What the IRIs of entities begin with.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(output: Path, base: str | None, store: str | None, as_json: bool, **options: Any) -> None:
    """Build a knowledge graph from articles.

    PATH is a text, Markdown, HTML, JSON or JSON lines file, a folder with such files, a glob, or - for
    standard input. An article's id is the name of its file without the ending, `id` in JSON, or stdin; with
    --store it replaces the article of that id there, and a line says so where title and address (or, without
    addresses, title and every quote) differ. Writes graph.ttl, graph.trig, graph.html and facts.jsonl. Exits
    with 1 when an input had to be skipped; all others are in the graph. A folder of articles may hold the
    folder that is written: what lies there is not read.
    """
    if output == Path("-"):
        raise click.UsageError("a build is several files; give their folder with -o")
    given = sources(options, without=[output, *(output / name for name in FILES)])
    _writable(output)
    readings = list(given.readings())
    if all(isinstance(each, Skipped) for each in readings):
        complain(each for each in readings if isinstance(each, Skipped))
    built = build(readings, base=base)
    wrote = _write(built, output)
    if store is not None:
        _keep(output, store)
    if as_json or not given.quiet:
        counted = report.count(len(built.articles), built.facts, built.skipped, wrote, account=given.account)
        _print(counted, as_json=as_json)
    else:
        complain(built.skipped)
    sys.exit(1 if built.skipped else 0)


def _writable(folder: Path) -> None:
    """Complain before the work of reading, not after it."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise KGError(f"cannot write to the folder {folder}; choose another with -o")


def _write(built: Built, folder: Path) -> list[Path]:
    from kg.export import write
    from kg.page import render

    paths = [folder / name for name in FILES]
    turtle, trig, html, lines = paths
    write(built.graph, turtle)
    write(built.graph, trig)
    files.write(html, render(built.graph, _title(built)))
    files.write(lines, "".join(f"{facts.dumps(fact)}\n" for fact in built.facts))
    return paths


def _keep(folder: Path, store: str) -> None:
    from kg.cli._replaced import warn
    from kg.graph.put import put
    from kg.store.endpoint import Endpoint, is_address

    warn(put(folder, Endpoint.at(store) if is_address(store) else store).others)


def _title(built: Built) -> str:
    count = len(built.articles)
    return (count == 1 and built.articles[0].title) or f"Knowledge graph of {count} articles"


def _print(found: report.Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    elif not sys.stdout.isatty():
        click.echo(report.plain(found))
    else:
        from rich.console import Console

        Console(highlight=False).print(*report.table(found), sep="\n")
