"""Content negotiation: which of the formats on offer a client wants most."""

from __future__ import annotations

from collections.abc import Sequence

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
GRAPH = (
    "text/turtle",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-triples",
    "application/json",
    "text/plain",
)
HTML = "text/html"


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type on offer that the Accept header likes best, the first where it does not care.

    None where it takes none of them.

    >>> best("text/html, text/*;q=0.5, text/csv;q=0.1", ["text/csv", "text/plain"])
    'text/plain'
    >>> best(None, RESULTS), best("image/png", RESULTS)
    ('application/sparql-results+json', None)
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    liked = [(_quality(media, ranges), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(liked)
    return media if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return media, min(1.0, float(given))
    except ValueError:
        return media, 0.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the range that fits the media type most closely."""
    for fitting in (media, f"{media.partition('/')[0]}/*", "*/*"):
        qualities = [quality for accepted, quality in ranges if accepted == fitting]
        if qualities:
            return max(qualities)
    return 0.0
