"""The SPARQL 1.1 Protocol, queries only: what a request asks, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
DATASET = {"default-graph-uri": "default", "named-graph-uri": "named"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the graphs that the request chooses for it."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def asked(request: Request, longest: int) -> Asked | None:
    """What the request asks; None where it has no query, as one that wants to know what there is here.

    Raises HTTPException where it is no query or longer than `longest` bytes.
    """
    given = _pairs(request.url.query)
    if request.method != "POST":
        return _query(given) if given else None
    kind, charset = _content_type(request)
    if kind == UPDATE:
        raise _read_only()
    if kind not in (FORM, QUERY):
        raise HTTPException(415, f"send a query as {FORM} or {QUERY}, not as {kind or 'nothing said'}")
    if charset not in ("utf-8", "utf8"):
        raise HTTPException(415, f"queries are read as UTF-8, not as {charset}")
    text = _text(await body(request, longest))
    return _query([*given, *(_pairs(text) if kind == FORM else [("query", text)])])


async def body(request: Request, longest: int) -> bytes:
    """The request's content; HTTPException 413 where it is longer than so many bytes."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > longest:
            raise HTTPException(413, f"the query is longer than {longest:,} bytes")
    return bytes(content)


def _query(pairs: Iterable[tuple[str, str]]) -> Asked:
    pairs = list(pairs)
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"send one query, not {len(queries)}")
    graphs = {
        side: tuple(value for name, value in pairs if name == parameter)
        for parameter, side in DATASET.items()
    }
    return Asked(queries[0], **graphs)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise HTTPException(400, f"the request's parameters cannot be read: {error}") from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: {error}") from error


def _content_type(request: Request) -> tuple[str, str]:
    """The media type of the content and its character set."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next(
        (p.partition("=")[2].strip("\"' ") for p in parameters if p.startswith("charset=")), "utf-8"
    )
    return kind, charset


def _read_only() -> HTTPException:
    return HTTPException(403, "this endpoint is read-only; it takes queries and no updates")
