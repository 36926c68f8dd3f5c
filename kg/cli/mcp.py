"""`kg mcp`: a graph for agents."""

from __future__ import annotations

import click

EXAMPLES = """\b
Example, as an agent's configuration:
  {"mcpServers": {"news": {"command": "kg", "args": ["mcp", "/path/to/out"]}}}
"""


@click.command(epilog=EXAMPLES, short_help="Serve a graph to agents by the Model Context Protocol.")
@click.argument("graph")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=10, show_default=True, help="Time for a query."
)
def command(graph: str, seconds: float) -> None:
    """Serve GRAPH, a file, the folder of a build, a store or an endpoint, to an agent over standard input
    and output (Model Context Protocol): ask, sparql, entity, evidence and path, all read-only, each
    answer with the words of the articles behind it.
    """
    from kg.agents.server import server
    from kg.agents.stdin import ended_by_signals
    from kg.cli.serve import ending
    from kg.workers.limits import Limits
    from kg.workers.snapshot import snapshot

    limits = Limits(seconds=seconds, rows=10_000, bytes=5_000_000, workers=2)
    with ending(), snapshot(graph) as copy, ended_by_signals():
        server(copy, limits).run("stdio")
