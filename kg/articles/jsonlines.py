"""Articles as JSON lines: `id`, `text`, and what else is known under the usual names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from kg.articles import plain
from kg.articles.decode import clean, mark
from kg.articles.values import MAX_BYTES, Skipped, UnreadableError
from kg.model import Article

TEXT = ("text", "body", "content", "articleBody")


def articles(stem: str, source: str, file: BinaryIO) -> Iterator[Article | Skipped]:
    """One value a line that is not empty; a line that is no article does not stop the others.

    Raises UnreadableError where all lines are empty.
    """
    empty = True
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        empty = False
        try:
            yield article(f"{stem}-{number}", _value(line))
        except UnreadableError as error:
            yield Skipped(f"{source}, line {number}", str(error))
    if empty:
        raise UnreadableError("is empty")


def _lines(file: BinaryIO) -> Iterable[bytes]:
    """The lines, each cut just above the size limit so that one endless line fills no memory."""
    head = file.read(4)
    encoding = mark(head)
    if encoding not in (None, "utf-8-sig"):
        text = (head + file.read(100 * MAX_BYTES)).decode(encoding, "replace")
        return (line.encode() for line in text.split("\n"))
    return _cut_lines(head.removeprefix(b"\xef\xbb\xbf"), file)


def _cut_lines(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    *whole, rest = head.split(b"\n")
    yield from whole
    while line := rest + file.readline(MAX_BYTES + 1):
        rest, piece = b"", line
        while piece and not piece.endswith(b"\n"):
            piece = file.readline(MAX_BYTES)
        yield line


def article(id: str, fields: Any) -> Article:
    """The article that a JSON value states, by its own id where it has one; raises UnreadableError where it states none."""
    if not isinstance(fields, dict):
        raise UnreadableError("is not a JSON object")
    text = _text(fields)
    if text is None:
        raise UnreadableError('has no "text"')
    given = fields.get("id")
    named = " ".join(clean(str(given)).split()) if isinstance(given, str | int) else ""
    return plain.described(named or id, clean(text), fields)


def has_text(value: Any) -> bool:
    """Whether a JSON value is an object with a text."""
    return isinstance(value, dict) and _text(value) is not None


def _text(fields: dict[str, Any]) -> str | None:
    return next((fields[key] for key in TEXT if isinstance(fields.get(key), str)), None)


def _value(line: bytes) -> Any:
    if len(line) > MAX_BYTES:
        raise UnreadableError(f"is longer than {MAX_BYTES:,} bytes")
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON ({error})") from error
