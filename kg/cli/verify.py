"""`kg verify`: whether the exports mean the same in every RDF engine."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.verify import Row

EXAMPLES = """\b
Examples:
  kg verify out/
  kg verify out/ --engine Oxigraph --engine Virtuoso
  kg verify out/ --endpoint http://127.0.0.1:7200/repositories/news
  kg verify out/ --json
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--engine", "names", multiple=True, metavar="NAME", help="Only this engine; may be repeated.")
@click.option(
    "--endpoint", "addresses", multiple=True, metavar="URL", help="A store that was loaded; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(folder: Path, names: tuple[str, ...], addresses: tuple[str, ...], as_json: bool) -> None:
    """Load the exports in FOLDER into every RDF engine found here, and compare.

    Each of graph.ttl, .trig, .nt and .nq that is there is loaded into rdflib, Oxigraph, Apache Jena and
    OpenLink Virtuoso, as far as these are installed; the triples are counted, and every named query is run
    and its values compared with those of `kg query`. An endpoint is asked as it is: load graph.ttl or
    graph.trig into it beforehand. Ends with 1 where anything differs.
    """
    from kg.verify import engines, verify

    rows = []
    for row in verify(folder, engines(names, addresses)):
        rows.append(row)
        if not as_json:
            click.echo(_shown(row), nl=False)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], indent=2))
    sys.exit(any(row.wrong for row in rows))


def _shown(row: Row) -> str:
    if row.missing:
        return f"{row.engine:12} not here: {row.missing}\n"
    counts = ", ".join(f"{name.removeprefix('graph.')} {count}" for name, count in row.counts.items())
    line = (
        f"{row.engine:12} {row.same} of {row.queries} queries alike; triples: {counts}; {row.seconds:.1f} s\n"
    )
    return line + "".join(f"  differs: {wrong}\n" for wrong in row.wrong)
