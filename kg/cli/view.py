"""`kg view`: the picture of a graph as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  kg view out --open
  kg view out/graph.ttl -o picture.html --title "Who moved in June"
  kg view out -o - > picture.html
  kg view news --large -o picture.html
"""


@click.command(epilog=EXAMPLES)
@click.argument("graph")
@click.option(
    "-o", "--output", metavar="FILE", help="Where to write; - is standard output. Default: beside GRAPH."
)
@click.option("--title", default="Knowledge graph", show_default=True, help="The heading of the page.")
@click.option(
    "--large/--usual",
    default=None,
    help="The page for large graphs, or the usual one. Default: large above 1,000 entities.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in a browser.")
def command(graph: str, output: str | None, title: str, large: bool | None, opened: bool) -> None:
    """Write the picture of a graph: one HTML file that needs no network.

    GRAPH is a file that `kg build` wrote, its folder, a store or an endpoint. The page shows entities and facts, each fact
    with its status and the words that state it; it has a search box, filters and a table view. Both pages
    have the same controls; the usual one shows at most 1,000 entities, the large one, which needs WebGL, 50,000:
    of more the best connected.
    """
    from kg import files
    from kg.graph.load import load
    from kg.page import render

    if opened and output == "-":
        raise click.UsageError("--open needs a file; give one with -o")
    page = render(load(graph), title, large=large)
    if output == "-":
        click.echo(page.encode("utf-8"), nl=False)
        return
    path = Path(output) if output else _beside(graph)
    files.write(path, page)
    click.echo(f"wrote {path}", err=True)
    if opened:
        click.launch(path.resolve().as_uri())


def _beside(graph: str) -> Path:
    """Where the picture goes by default: beside the file or the store, or here for an endpoint's."""
    from kg.store import files, folder
    from kg.store.endpoint import is_address

    if is_address(graph):
        return Path("graph.html")
    path = Path(graph)
    if not folder.is_store(path):
        return files.located(path).with_suffix(".html")
    named = path.resolve() if path.name in ("", "..") else path  # "." is where it is, not what it is called
    return named.with_name(f"{path.resolve().name}.html")
