"""`kg explain`: what the reader sees in a sentence, what it finds there, and what kept it from finding more."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KGError
from kg.readers import DEFAULT

if TYPE_CHECKING:
    from rich.text import Text

    from kg.english.explain import Explained

EXAMPLES = """\b
Examples:
  kg explain "Scale was acquired by Meta."
  kg explain --all --parse "Meta denied reports that Google acquired Scale."
  kg explain --json "Meta hired Trapit Bansal from OpenAI." | jq .facts
  cat article.txt | kg explain -
"""
FOUND, BLOCKED, IDLE = "found", "blocked", "idle"
# What is less certain than this is not worth a line.
WORTH = 0.2
STYLES = {FOUND: "green", BLOCKED: "yellow", IDLE: "dim"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # what could move a terminal's cursor


@click.command(epilog=EXAMPLES, short_help="Show what is found in a sentence, and why not more.")
@click.argument("sentence")
@click.option("--all", "everything", is_flag=True, help="Also words that start no fact as they stand here.")
@click.option("--parse", "parsed", is_flag=True, help="Also the dependency parse, and the words as symbols.")
@click.option("--reader", metavar="NAME", default=DEFAULT, show_default=True, help="Who reads.")
@click.option("--model", metavar="NAME", help="The spaCy model to read with, a package or a folder.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with all of this.")
def command(
    sentence: str, reader: str, model: str | None, *, everything: bool, parsed: bool, as_json: bool
) -> None:
    """Show what the reader sees in SENTENCE, which may be a whole text, or `-` for standard input: the names,
    the facts that it finds by which rule, what was blocked and why, and what was doubted.
    """
    given = sys.stdin.buffer.read() if sentence == "-" else sentence.encode("utf-8", "replace")
    text = given.decode("utf-8", "replace")
    if not text.strip():
        raise KGError('nothing to explain; give a sentence, such as "Scale was acquired by Meta."')
    if _is_file(text):
        raise KGError(f"{text} is a file and no sentence; give what it holds: kg explain - < {text}")
    told = _told(text, reader, model)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    wanted = {FOUND, BLOCKED, IDLE} if everything else {FOUND, BLOCKED}
    console = Console(highlight=False)
    for line in shown(told, wanted, parsed=parsed):
        console.print(line, soft_wrap=True)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with signs that no name has
        return False


def _told(text: str, name: str, model: str | None) -> dict[str, Any]:
    from kg import facts, readers
    from kg.english.explain import explain
    from kg.english.reader import load
    from kg.model import Article

    article, reader = Article("explained", text), readers.load(name, model)
    if hasattr(reader, "with_doubts"):
        stated, doubted = reader.with_doubts(article)
    else:
        stated, doubted = reader.read(article), []
    return {
        "sentences": [_sentence(each) for each in explain(article, load(model))],
        "facts": [facts.to_json(fact) for fact in stated],
        "doubted": [facts.to_json(fact) for fact in doubted if fact.confidence >= WORTH],
    }


def _sentence(explained: Explained) -> dict[str, Any]:
    keys = ("words", "type", "name", "kind")
    return {
        "text": explained.text,
        "mentions": [dict(zip(keys, mention, strict=True)) for mention in explained.mentions],
        "tries": [{"outcome": outcome(told), "told": told} for told in explained.tries],
        "coded": explained.coded,
        "parse": [list(row) for row in explained.parse],
    }


def outcome(told: str) -> str:
    """Whether a try found something, was blocked, or its word has not the company that it needs.

    >>> outcome("hired/way1 at 'hired': done: subject Meta, object Jane Roe")
    'found'
    >>> outcome("acquired/way1 at 'bought': blocked: object is no Company")
    'blocked'
    >>> outcome("invested/way5 at 'bought': blocked: no theme:stake of 'bought'")
    'idle'
    """
    _, blocked, reason = told.partition(": blocked: ")
    if not blocked:
        return FOUND
    return IDLE if re.match(r"no .* of ", reason) else BLOCKED


def shown(told: dict[str, Any], outcomes: set[str], *, parsed: bool) -> Iterator[Text]:
    """The explanation as lines; of the tries those with the wanted outcomes."""
    for sentence in told["sentences"]:
        yield _line("", sentence["text"], style="bold")
        yield from _block("names", _mentions(sentence["mentions"]))
        for kind in (FOUND, BLOCKED, IDLE):
            tries = [t["told"] for t in sentence["tries"] if t["outcome"] == kind]
            if kind in outcomes:
                shortened = (t.replace(": blocked: ", ": ") for t in tries)
                yield from _block(kind, shortened, style=STYLES[kind])
        if parsed:
            yield from _block("parse", [sentence["coded"], *_columns(sentence["parse"])], style="dim")
        yield _line("", "")
    yield from (
        _block("facts", map(_fact, told["facts"]), indent="")
        if told["facts"]
        else [_line("", "no facts", style="dim")]
    )
    doubts = (f"{_fact(fact)}: certainty {fact['confidence']}" for fact in told["doubted"])
    yield from _block("doubted", doubts, style=STYLES[BLOCKED], indent="")


def _mentions(mentions: Iterable[dict[str, str]]) -> list[str]:
    rows = []
    for mention in mentions:
        stands_for = f"= {mention['name']}" if mention["name"] not in ("", mention["words"]) else ""
        kind = "" if mention["kind"] == "name" else f"({mention['kind']})"
        rows.append((mention["words"], mention["type"], f"{stands_for} {kind}".strip()))
    return _columns(rows)


def _fact(fact: dict[str, Any]) -> str:
    extra = (
        f"{name} {fact[name]}"
        for name in ("from", "role", "amount", "currency", "stake", "round", "valuation", "date", "purpose")
        if name in fact
    )
    status = "" if fact["status"] == "done" else f" ({fact['status']})"
    return ", ".join([f"{fact['relation']}{status}: {fact['subject']}, {fact['object']}", *extra])


def _block(title: str, rows: Iterable[str], *, style: str = "", indent: str = "  ") -> Iterator[Text]:
    lines = [_line(f"{indent}  ", row, style=style) for row in rows]
    if lines:
        yield _line(indent, title, style="italic")
        yield from lines


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in padded]


def _line(indent: str, words: str, *, style: str = "") -> Text:
    from rich.text import Text

    return Text(indent + CONTROL.sub(" ", words), style=style)
