"""Articles as one JSON value: an object with a text, or an array of such objects."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from kg.articles import jsonlines
from kg.articles.values import NoArticleError, Skipped, UnreadableError
from kg.model import Article


def articles(stem: str, source: str, raw: bytes) -> Iterator[Article | Skipped]:
    """The articles of a JSON value, or of JSON lines; one that is none does not stop the others.

    Raises NoArticleError where it holds none at all, as settings do.
    """
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        if not _has_lines(raw):
            raise UnreadableError(f"is not JSON ({error})") from error
        yield from jsonlines.articles(stem, source, io.BytesIO(raw))
        return
    values = value if isinstance(value, list) else [value]
    if not any(map(jsonlines.has_text, values)):
        raise NoArticleError('holds no article: no object with a "text", and no array of such')
    for number, each in enumerate(values, 1):
        try:
            yield jsonlines.article(f"{stem}-{number}" if isinstance(value, list) else stem, each)
        except UnreadableError as error:
            yield Skipped(f"{source}, item {number}", str(error))


def _has_lines(raw: bytes) -> bool:
    """Whether some line is an object of its own."""
    return any(isinstance(_value(line), dict) for line in raw.split(b"\n") if line.lstrip().startswith(b"{"))


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
