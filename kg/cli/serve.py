"""`kg serve`: a graph as a web site and a SPARQL endpoint."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import TYPE_CHECKING, Any

import click

from kg.cli._signals import handled
from kg.errors import KGError

if TYPE_CHECKING:
    from starlette.applications import Starlette

EXAMPLES = """\b
Examples:
  kg serve out
  kg serve news --port 8080 --seconds 30
  curl -G http://127.0.0.1:8000/sparql --data-urlencode query@mine.rq -H 'Accept: text/csv'
"""


@click.command(epilog=EXAMPLES, short_help="Serve a graph: SPARQL endpoint and web pages.")
@click.argument("graph")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--name", "names", multiple=True, help="A host name by which others reach this server.")
@click.option("--title", default="Knowledge graph", show_default=True, help="The heading of the pages.")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=10, show_default=True, help="Time for a query."
)
@click.option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Most rows of an answer."
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Queries at a time; by default by the processors."
)
def command(graph: str, host: str, port: int, names: tuple[str, ...], title: str, **bounds: Any) -> None:
    """Serve GRAPH, a file, the folder of a build, a store or an endpoint, as it is now: read-only.

    A SPARQL 1.1 endpoint at /sparql, and pages to search, read and query the graph. Queries run in
    processes of their own, for a limited time. Only this machine can reach the server, unless --host
    names an address of it in a network.
    """
    from kg.serve.app import app
    from kg.serve.safety import name_of
    from kg.workers.limits import Limits
    from kg.workers.snapshot import snapshot

    limits = Limits(**{name: value for name, value in bounds.items() if value is not None})
    with ending(), snapshot(graph) as copy:
        known = {name_of(name) for name in (*names, f"[{host}]" if ":" in host else host)}
        run(app(copy, title=title, limits=limits, names=known), host, port)


def ending() -> contextlib.AbstractContextManager[None]:
    """A context that SIGTERM ends as Ctrl-C does, so that the copy of the graph goes, too."""
    return handled(signal.SIGTERM, signal.default_int_handler)


def run(server: Starlette, host: str, port: int) -> None:
    """Serve until Ctrl-C, or until the process is told to end."""
    import uvicorn

    from kg.serve.ending import Server

    config = uvicorn.Config(server, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    with listening(host, port) as place, contextlib.suppress(KeyboardInterrupt):
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving at http://{shown}:{place.getsockname()[1]}/ (Ctrl-C stops)", err=True)
        Server(config).run(sockets=[place])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises KGError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise KGError(f"cannot listen on {host}, port {port}: {error.strerror or error}") from error
