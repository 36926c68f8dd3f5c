"""`kg stats`: what is in a graph."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.stats import Stats

EXAMPLES = """\b
Examples:
  kg stats out
  kg stats out/graph.ttl --json
  kg stats news-store
"""


@click.command(short_help="Count what is in a graph.", epilog=EXAMPLES)
@click.argument("graph")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(graph: str, as_json: bool) -> None:
    """Count what is in GRAPH, a file, the folder of a build, a store or an endpoint: articles, entities by
    type, facts by relation and status.
    """
    from kg.query import open_graph
    from kg.stats import count

    stats = count(open_graph(graph))
    click.echo(json.dumps(dataclasses.asdict(stats), indent=2) if as_json else report(stats), nl=as_json)


def report(stats: Stats) -> str:
    """The numbers as text."""
    lines = [
        f"{stats.articles} articles, {stats.claims} claims, {stats.facts} facts, {stats.triples} triples",
        "",
    ]
    lines += [f"{n:>8}  {kind}" for kind, n in sorted(stats.entities.items(), key=lambda e: (-e[1], e[0]))]
    relations = {
        told.relation: {t.status: t.facts for t in stats.told if t.relation == told.relation}
        for told in stats.told
    }
    if relations:
        lines += ["", f"{'':16}{'done':>8}{'talks':>8}{'denied':>8}"]
    for name, counts in relations.items():
        lines.append(
            f"{name:16}" + "".join(f"{counts.get(s, 0) or '':>8}" for s in ("done", "talks", "denied"))
        )
    return "\n".join(line.rstrip() for line in lines) + "\n"
