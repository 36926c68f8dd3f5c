"""`kg export`: the graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("ttl", "trig", "nt", "nq", "jsonld", "graphml", "gexf", "nodes-csv", "edges-csv")
FOLDERS = ("neo4j-csv", "csvw")
EXAMPLES = """\b
Examples:
  kg export out --format nq -o graph.nq
  kg export out -o graph.jsonld
  kg export out/graph.ttl --format graphml > graph.graphml
  kg export out -o nodes.csv && kg export out -o edges.csv
  kg export out --format neo4j-csv -o import/
"""


@click.command(epilog=EXAMPLES)
@click.argument("graph")
@click.option(
    "--format", "form", type=click.Choice(FORMATS + FOLDERS), help="By default what FILE's name asks for."
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output.")
def command(graph: str, form: str | None, output: str) -> None:
    """Write a graph in another format.

    GRAPH is a file that `kg build` wrote, its folder, a store or an endpoint. Named graphs, one per article, are kept by
    trig, nq and jsonld; ttl and nt hold the union. graphml, gexf (for Gephi), nodes-csv and edges-csv hold entities
    and the edges between them, each with its status; neo4j-csv (for neo4j-admin database import) and csvw
    (CSV on the Web) write several such files into a folder. The same graph always gives the same bytes.
    """
    from kg import export
    from kg.graph.load import load

    if form in FOLDERS:
        if output == "-":
            raise click.UsageError(f"{form} is several files; give their folder with -o")
        export.write_folder(load(graph), Path(output), form)
    elif output != "-":
        chosen = form or export.format_of(Path(output))
        export.write(load(graph), Path(output), chosen)
    elif form:
        click.echo(export.FORMATS[form].dumps(load(graph)).encode("utf-8"), nl=False)
    else:
        raise click.UsageError("say which --format, or give a file with -o")
