"""A query's answer as the bytes that go over the wire, whole or not at all."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KGError
from kg.sparql import RefusedError, check, chooses, readable
from kg.workers.limits import Limits

if TYPE_CHECKING:
    from typing_extensions import Buffer

# How rows show in each format: what to take out first, and what then ends or parts them.
ROWS = {
    ox.QueryResultsFormat.JSON: (re.compile(rb'"(?:[^"\\]|\\.)*"'), b"},{"),
    ox.QueryResultsFormat.XML: (None, b"</result>"),
    ox.QueryResultsFormat.CSV: (re.compile(rb'"[^"]*"'), b"\n"),
    ox.QueryResultsFormat.TSV: (None, b"\n"),
}
SMALLEST = 3  # bytes that a row takes at least


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker says: an HTTP status, the media type of the content, and the content.

    Where the status is no success, the content is one line of plain text that tells why.
    """

    status: int
    type: str
    content: bytes

    @classmethod
    def refusal(cls, status: int, why: str) -> Reply:
        """A reply that tells what went wrong."""
        return cls(status, "text/plain", why.encode("utf-8", "replace"))


class TooLargeError(KGError):
    """An answer is larger than the limits allow."""


def sparql(store: ox.Store, asked: dict[str, Any], limits: Limits) -> Reply:
    """The reply to a query: `asked` has its text, the media types that its answer may have, and its dataset."""
    try:
        check(asked["query"], datasets=True)
        return _written(_run(store, asked), asked, limits)
    except RefusedError as error:
        return Reply.refusal(403, str(error))
    except (KGError, SyntaxError, ValueError) as error:
        status = 413 if isinstance(error, TooLargeError) else 400
        return Reply.refusal(status, readable(str(error), asked["query"]))
    except OSError as error:
        return Reply.refusal(500, f"the query does not run: {error}")


def _run(store: ox.Store, asked: dict[str, Any]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    default, named = asked.get("default") or [], asked.get("named") or []
    chosen: dict[str, Any] = {}
    if default or named:
        chosen = {
            "default_graph": [ox.NamedNode(iri) for iri in default],
            "named_graphs": [ox.NamedNode(iri) for iri in named],
        }
    elif asked.get("union") and not chooses(asked["query"]):  # the union would outdo the query's own FROM
        chosen = {"use_default_graph_as_union": True}
    return store.query(asked["query"], base_iri=asked.get("base"), prefixes=asked.get("prefixes"), **chosen)


def _written(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, asked: dict[str, Any], limits: Limits
) -> Reply:
    triples = isinstance(answer, ox.QueryTriples)
    media = asked["graph" if triples else "results"]
    if not media:
        what = "triples" if triples else "a table" if isinstance(answer, ox.QuerySolutions) else "yes or no"
        return Reply.refusal(406, f"the answer is {what}, and Accept names no format for that")
    out = _Bounded(limits.bytes)
    if isinstance(answer, ox.QueryTriples):
        form = ox.RdfFormat.from_media_type(media)
        ox.serialize(_counted(answer, limits.rows), out, format=form, prefixes=asked.get("prefixes"))
        return Reply(200, media, out.getvalue())
    results = ox.QueryResultsFormat.from_media_type(media)
    assert results is not None
    answer.serialize(out, format=results)
    if isinstance(answer, ox.QuerySolutions) and out.tell() > SMALLEST * limits.rows:
        _check_rows(out.getvalue(), results, limits.rows)
    return Reply(200, media, out.getvalue())


def _check_rows(content: bytes, form: ox.QueryResultsFormat, most: int) -> None:
    if rows(content, form) > most:
        raise _too_many(most)


def rows(content: bytes, form: ox.QueryResultsFormat) -> int:
    """How many rows a serialized table has.

    >>> rows(b'{"results":{"bindings":[{"a":{"value":"},{"}},{}]}}', ox.QueryResultsFormat.JSON)
    2
    """
    quoted, mark = ROWS[form]
    found = (quoted.sub(b"", content) if quoted else content).count(mark)
    if form == ox.QueryResultsFormat.JSON:
        return found + (b'"bindings":[]' not in content[:100_000])
    return found - (form != ox.QueryResultsFormat.XML)


def _counted(triples: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    found = iter(triples)
    yield from islice(found, most)
    if next(found, None) is not None:
        raise _too_many(most)


def _too_many(most: int) -> TooLargeError:
    return TooLargeError(f"the answer has more than {most:,} rows; ask for less, with LIMIT")


class _Bounded(io.BytesIO):
    """Takes bytes up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, some: Buffer, /) -> int:
        wrote = super().write(some)
        if self.tell() > self._most:
            raise TooLargeError(f"the answer is larger than {self._most:,} bytes; ask for less, with LIMIT")
        return wrote
