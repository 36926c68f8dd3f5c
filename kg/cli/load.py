"""`kg load`: put a graph into a store that lasts."""

from __future__ import annotations

import click

EXAMPLES = """\b
Examples:
  kg load out --store news
  kg load june/graph.trig --store news
  kg load out --store http://localhost:7878/query
  kg query news who-hired-from --company Meta
"""


@click.command(epilog=EXAMPLES, short_help="Put a graph into a store that lasts.")
@click.argument("graph")
@click.option("--store", "-s", required=True, help="A folder, made where there is none, or an endpoint.")
@click.option("--updates", metavar="URL", default="", help="Where the endpoint takes SPARQL updates.")
@click.option("--graphs", metavar="URL", default="", help="Where the endpoint takes whole graphs.")
def command(graph: str, store: str, updates: str, graphs: str) -> None:
    """Put GRAPH, a file or the folder of a build, into a store: one named graph per article.

    A store is a folder that Oxigraph keeps, or the address where a SPARQL 1.1 endpoint takes queries;
    where it takes updates and graphs is known for Oxigraph, Fuseki, Virtuoso, GraphDB and RDF4J. A name
    and a password go before the host: http://dba:secret@localhost:8890/sparql-auth.
    Articles that the store has already, by their ids, are replaced: the id is the name of the article's file
    without its ending, `id` in JSON lines, or stdin. Where title and address differ, or, without addresses,
    title and every quote, a line says that another article was replaced. `kg query`, `view`, `stats` and the
    others take the store wherever they take a graph.
    """
    from kg.cli._replaced import warn
    from kg.graph.put import put
    from kg.store.endpoint import Endpoint, is_address

    into = Endpoint.at(store, updates=updates, graphs=graphs) if is_address(store) else store
    change = put(graph, into)
    warn(change.others)
    shown = into.queries if isinstance(into, Endpoint) else store  # without a password
    click.echo(f"{shown}: {len(change.come)} statements came, {len(change.gone)} went", err=True)
