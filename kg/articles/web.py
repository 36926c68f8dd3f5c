"""Articles from the network: pages and feeds, only where a caller asks for them; needs the extra `web`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.articles import html, plain
from kg.articles.dates import iso
from kg.articles.decode import clean, decode
from kg.articles.values import MAX_BYTES, Skipped, UnreadableError, too_long
from kg.errors import KGError
from kg.model import Article

SECONDS = 30.0
# gzip only: what it unpacks to is counted while it is read.
ASK = {"User-Agent": "kg (news to knowledge graph)", "Accept-Encoding": "gzip"}
EXTRA = "reading feeds and addresses needs two more packages: pip install httpx feedparser"
ENOUGH = 500  # characters: a feed's entry below this is taken for a teaser of its page


def pages(urls: Iterable[str]) -> Iterator[Article | Skipped]:
    """The article of each address, http or https; named by the last part of its path."""
    for url in urls:
        try:
            yield _page(url)
        except UnreadableError as error:
            yield Skipped(url, str(error))


def feeds(sources: Iterable[str]) -> Iterator[Article | Skipped]:
    """The articles of feeds, addresses or files; a teaser is replaced by the page it links to."""
    for source in sources:
        try:
            raw = fetch(source)[0] if _is_url(source) else Path(source).read_bytes()
            yield from map(_whole, entries(raw, source))
        except (UnreadableError, OSError) as error:
            yield Skipped(source, getattr(error, "strerror", None) or str(error))


def entries(raw: bytes, source: str) -> Iterator[Article | Skipped]:
    """The articles of a feed's bytes, with the words that the feed itself carries."""
    if len(raw) > MAX_BYTES:
        raise too_long(len(raw), MAX_BYTES, "bytes")
    parsed = _feedparser().parse(io.BytesIO(raw))  # given a string it would open files and addresses
    if not parsed.entries:
        raise UnreadableError("is no RSS or Atom feed with entries")
    publisher = parsed.feed.get("title")
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, publisher) or Skipped(f"{source}, entry {number}", "has no text")


def fetch(url: str) -> tuple[bytes, str]:
    """The bytes behind an address and their content type; raises UnreadableError where it has none to give."""
    httpx = _httpx()
    try:
        with httpx.stream("GET", url, headers=ASK, timeout=SECONDS, follow_redirects=True) as answer:
            answer.raise_for_status()
            return _body(answer), answer.headers.get("content-type", "")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreadableError(f"cannot be fetched ({_reason(error)})") from error


def name(url: str) -> str:
    """An article id for an address: the last part of its path that says something.

    >>> name("https://news.example/2025/06/meta-hires-three.html?ref=x"), name("https://news.example/")
    ('meta-hires-three', 'news-example')
    """
    parts = urlsplit(url)
    words = [re.sub(r"\.\w+$", "", part) for part in parts.path.split("/") if re.search(r"[^\W\d]", part)]
    return words[-1] if words else re.sub(r"\W+", "-", parts.netloc or url).strip("-")


def _page(url: str) -> Article:
    if not _is_url(url):
        raise UnreadableError("is no http or https address")
    raw, kind = fetch(url)
    if kind.startswith("text/plain"):
        return plain.described(name(url), decode(raw), {"url": url})
    return html.article(name(url), raw, url)


def _whole(value: Article | Skipped) -> Article | Skipped:
    if isinstance(value, Skipped) or len(value.text) >= ENOUGH or not _is_url(value.url or ""):
        return value
    page = next(pages([value.url or ""]))
    return value if isinstance(page, Skipped) else page


def _entry(entry: Any, publisher: str | None) -> Article | None:
    texts = [part.get("value", "") for part in entry.get("content", [])]
    body = html.words(max([*texts, entry.get("summary", "")], key=len))
    title = " ".join(html.words(entry.get("title", "")).split()) or None
    if not body and not title:
        return None
    url = entry.get("link")
    date = iso(entry.get("published")) or iso(entry.get("updated"))
    id = name(url) if url else re.sub(r"\W+", "-", title or entry.get("id", "entry")).strip("-").lower()
    text = html.titled(title, body)
    return Article(clean(id), text, title, date, url, entry.get("author"), publisher)


def _body(answer: Any) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise too_long(len(body), MAX_BYTES, "bytes")
    return bytes(body)


def _reason(error: Exception) -> str:
    answer = getattr(error, "response", None)
    if answer is not None:
        return f"{answer.status_code} {answer.reason_phrase}"
    return " ".join(str(error).split()) or type(error).__name__


def _is_url(source: str) -> bool:
    return urlsplit(source).scheme in ("http", "https")


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise KGError(EXTRA) from error
    return httpx


def _feedparser() -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise KGError(EXTRA) from error
    return feedparser
