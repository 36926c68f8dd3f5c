"""`kg validate`: is the graph as the shapes say it must be?"""

from __future__ import annotations

import dataclasses
import json
import sys

import click

EXAMPLES = """\b
Examples:
  kg validate out
  kg validate out/graph.ttl --json
"""


@click.command(epilog=EXAMPLES)
@click.argument("graph")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(graph: str, as_json: bool) -> None:
    """Check a graph against the shapes of the ontology (SHACL).

    GRAPH is a file that `kg build` wrote, its folder, a store or an endpoint. Every violation names the
    node and says what would be right. Exits with 1 where there is any.
    """
    from kg.graph.load import load
    from kg.validate import validate

    violations = validate(load(graph))
    if as_json:
        found = [dataclasses.asdict(violation) for violation in violations]
        result = {"conforms": not violations, "violations": found}
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    elif violations:
        click.echo("\n".join(map(str, violations)))
        plural = "s" if len(violations) > 1 else ""
        click.secho(f"{graph} does not conform: {len(violations)} violation{plural}", fg="red", err=True)
    else:
        click.echo(f"{graph} conforms")
    sys.exit(1 if violations else 0)
