"""`kg extract`: the facts of articles as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg import facts, files, report
from kg.articles import Skipped
from kg.cli._articles import Sources, articles, complain, sources

EXAMPLES = """\b
Examples:
  kg extract article.txt
  kg extract articles/ -o facts.jsonl
  kg extract archive/ --jobs 4 -o facts.jsonl
  kg extract 'news/**/*.html' more.jsonl | jq .relation
  cat article.txt | kg extract -
  kg extract --reader learned --mentions article.txt
"""


@click.command(epilog=EXAMPLES)
@articles
@click.option(
    "--mentions",
    is_flag=True,
    help="One line for each pair of words that are joined, pronouns as they stand, nothing merged.",
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is standard output, the default."
)
def command(output: str, **options: Any) -> None:
    """Write the facts of articles as JSON lines, with the words that state them.

    Each article on its own: names are not joined across articles (`kg build` does that). Exits with 1
    when an input had to be skipped. With --mentions nothing is merged and no name is looked for: what a
    sentence says of "she" is given of "she", and as often as it is said. For annotation and measurement.
    """
    skipped: list[Skipped] = []
    given = sources(options, without=[] if output == "-" else [Path(output)])
    lines = _lines(given, skipped)
    if output != "-":
        files.write(Path(output), "".join(lines))
    else:
        for line in lines:
            click.echo(line.encode(), nl=False)  # UTF-8 whatever the terminal's encoding
    complain(skipped)
    if given.account and not given.quiet:
        click.secho(f"kg: {report.told(given.account)}", err=True)
    sys.exit(1 if skipped else 0)


def _lines(given: Sources, skipped: list[Skipped]) -> Iterator[str]:
    for reading in given.readings():
        if isinstance(reading, Skipped):
            skipped.append(reading)
            continue
        yield from (f"{facts.dumps(fact)}\n" for fact in reading.facts)
