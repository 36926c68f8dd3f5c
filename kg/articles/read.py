"""From sources to articles, each once and each with its own id; what cannot be read does not stop the rest."""

from __future__ import annotations

import hashlib
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.articles import find, html, jsonlines, plain, web, whole
from kg.articles.decode import decode
from kg.articles.values import MAX_BYTES, MAX_CHARACTERS, NoArticleError, Skipped, UnreadableError, too_long
from kg.model import Article

Values = Iterator[Article | Skipped]
PAGES = (".html", ".htm", ".xhtml")
WHOLE = ".json"
LINES = (".jsonl", ".ndjson")
FEEDS = (".rss", ".atom")
STDIN = "-"
JSON = re.compile(rb'\{\s*"|\[\s*\{|(\{\s*\}|\[\s*\])\s*$')


def read(
    sources: Iterable[str | Path],
    *,
    urls: Iterable[str] = (),
    feeds: Iterable[str] = (),
    without: Iterable[str | Path] = (),
) -> Iterator[Article | Skipped]:
    """The articles of files, folders (all below), globs and "-", in sorted order of their paths.

    What gives no article comes as `Skipped`. An article with the same id and text as an earlier one
    is left out; one with the same id and another text gets a hash of its text behind its id. The
    network is used only for `urls` (pages) and `feeds` (RSS or Atom, addresses or files). Of what is
    found in a folder or by a glob, the files `without` and all below the folders `without` are left out.
    """
    named = [str(source) for source in sources]
    found = find.files((source for source in named if source != STDIN), without)
    piped = _stdin() if STDIN in named else iter(())
    yield from _distinct(chain(_all(found), piped, web.pages(urls), web.feeds(feeds)))


def _all(found: Iterable[find.File | Skipped]) -> Values:
    """The values of files; of a folder that has none it is said, whatever else it holds."""
    silent: dict[str, bool] = {}
    for each in found:
        if isinstance(each, Skipped):
            yield each
            continue
        silent.setdefault(each.folder, True)
        for value in _file(each):
            silent[each.folder] = False
            yield value
    yield from (find.no_articles(folder) for folder, nothing in silent.items() if folder and nothing)


def _distinct(values: Iterable[Article | Skipped]) -> Values:
    """Texts are remembered by hash, so that a long run does not hold them all."""
    seen: dict[str, set[str]] = {}
    for value in values:
        if isinstance(value, Skipped):
            yield value
            continue
        sign = hashlib.sha256(value.text.encode()).hexdigest()
        same_id = seen.setdefault(value.id, set())
        if sign not in same_id:
            yield value if not same_id else replace(value, id=f"{value.id}-{sign[:8]}")
        same_id.add(sign)


def _file(found: find.File) -> Values:
    path = found.path
    try:
        with _opened(path) as file:
            yield from _values(path.stem, str(path), file, path.suffix.lower())
    except NoArticleError as error:
        if not found.folder:
            yield Skipped(str(path), str(error))
    except OSError as error:
        yield Skipped(str(path), f"cannot be opened ({error.strerror or error})")
    except UnreadableError as error:
        yield Skipped(str(path), str(error))


def _opened(path: Path) -> BinaryIO:
    """The open file; raises UnreadableError for what is no file, or too long for one article."""
    try:
        path.stem.encode()  # it names the article, in files that are UTF-8
    except UnicodeEncodeError as error:
        raise UnreadableError("has a name that is not UTF-8; rename it") from error
    state = path.stat()
    if not stat.S_ISREG(state.st_mode) and not stat.S_ISFIFO(state.st_mode):
        raise UnreadableError("is no file")
    if state.st_size > MAX_BYTES and path.suffix.lower() not in LINES:
        raise too_long(state.st_size, MAX_BYTES, "bytes")
    return path.open("rb")


def _stdin() -> Values:
    try:
        yield from _values("stdin", "standard input", sys.stdin.buffer)
    except OSError as error:
        yield Skipped("standard input", error.strerror or str(error))
    except UnreadableError as error:
        yield Skipped("standard input", str(error))


def _values(stem: str, source: str, file: BinaryIO, suffix: str = "") -> Values:
    """The values of an open file, checked; raises UnreadableError where the file has none to give."""
    for value in _parts(stem, source, file, suffix):
        yield value if isinstance(value, Skipped) else _checked(value, source)


def _parts(stem: str, source: str, file: BinaryIO, suffix: str) -> Values:
    if suffix in LINES:
        yield from jsonlines.articles(stem, source, file)
        return
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise too_long(len(raw), MAX_BYTES, "bytes")
    if not raw.strip():
        raise UnreadableError("is empty")
    kind = suffix or _suffix(raw)
    if kind == WHOLE:
        yield from whole.articles(stem, source, raw)
    elif kind in FEEDS:
        yield from web.entries(raw, source)
    else:
        yield html.article(stem, raw) if kind in PAGES else plain.article(stem, decode(raw))


def _suffix(raw: bytes) -> str:
    """The kind of content without a name, by how it begins.

    >>> _suffix(b'{"text": "Meta"}'), _suffix(b"<!DOCTYPE html><html>"), _suffix(b"[Meta] hired")
    ('.json', '.html', '.txt')
    """
    head = raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if JSON.match(head):
        return WHOLE
    if b"<rss" in head or b"<feed" in head:
        return ".rss"
    return ".html" if head.startswith((b"<!doctype html", b"<html", b"<?xml")) else ".txt"


def _checked(article: Article, source: str) -> Article | Skipped:
    if not article.text.strip():
        return Skipped(_part(article, source), "is empty")
    if (count := len(article.text)) > MAX_CHARACTERS:
        return Skipped(_part(article, source), str(too_long(count, MAX_CHARACTERS, "characters")))
    return article


def _part(article: Article, source: str) -> str:
    return source if article.id == Path(source).stem else f"{source}, article {article.id}"
