"""`kg queries`: list the named queries."""

from __future__ import annotations

import dataclasses
import json

import click

EXAMPLES = """\b
Examples:
  kg queries
  kg queries --json | jq -r '.[].name'
"""


@click.command(short_help="List the named queries and their parameters.", epilog=EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> None:
    """List the queries that `kg query` knows by name, with their parameters."""
    from kg.queries import all_queries

    if as_json:
        listed = [{k: v for k, v in dataclasses.asdict(q).items() if k != "text"} for q in all_queries()]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for query in all_queries():
        click.echo(f"{click.style(query.name, bold=True)}: {query.help}")
        for p in query.parameters:
            click.echo(
                f"    --{p.name} {' or '.join(p.types).upper()}{'' if p.required else ' (optional)'}: {p.help}"
            )
