"""Text that copying has run together: table cells ("Alexandr WangScale AI CEO") and sentences ("…it.Then")."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.model import Span

KNOWN = tomllib.loads(Path(__file__).with_name("blocks.toml").read_text(encoding="utf-8"))
FIRST_CELL = 60
"""A first cell is no longer than this; a capital inside a word further on is a name in a sentence."""

SMALL_WORDS = 2
"""A first cell has no more words written small; a sentence has."""

NAME = re.compile("|".join(map(re.escape, sorted(KNOWN["camel_case"], key=len, reverse=True))))
WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
SEAM = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z]\))(?=[A-Z])")
SEAM_IN_ROW = re.compile(
    rf"{SEAM.pattern}|(?<=[A-Z]{{2}})(?=[A-Z][a-z]{{2}})|(?<=[a-z]{{5}})(?=[A-Z]{{2,5}}\s)"
)
LABELS = frozenset(KNOWN["labels"])
STARTS = tuple(KNOWN["camel_starts"])
SENTENCE_SEAM = re.compile(
    r"(?<=[a-z0-9%)][.!?…])(?=[“‘(]?[A-Z][a-z’']|I\s)|(?<=[a-z0-9%)][.!?…][\"”’)])(?=[“‘(]?[A-Z][a-z’']|I\s)"
)
DOMAIN = re.compile(rf"(?:{'|'.join(KNOWN['domains'])})\b")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    seams: tuple[int, ...]
    sure: bool


def rows(text: str, lines: list[Span]) -> dict[int, tuple[Span, ...]]:
    """The cells of each line that is a table row run together, by the offset where the line starts.

    A capital inside a word is a seam where the word occurs once only and its second half is a word of
    its own elsewhere in the text; beside such a line, weaker seams count too, and so do three such lines.

    >>> text = "NameRole\\nAda KingMeta CEO\\nMeta grew."
    >>> [c.of(text) for cells in rows(text, [Span(0, 8), Span(9, 25), Span(26, 36)]).values() for c in cells]
    ['Name', 'Role', 'Ada King', 'Meta CEO']
    """
    seen = Counter(WORD.findall(re.sub(r"['’]s\b", "", text)))
    found: dict[int, tuple[Span, ...]] = {}
    for group in _groups(text, (_line(text, line, seen) for line in lines if line.of(text).strip())):
        if len(group) == 1 and _sentence(group[0].span.of(text)):
            continue
        if any(line.sure for line in group) or len(group) > 2:
            found |= {line.span.start: _cut(text, line) for line in group}
    return found


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The stretch, cut where a sentence ends and the next begins without a space.

    >>> [s.of("It ran.Then it fell, says Booking.Com.") for s in sentences("It ran.Then it fell, says Booking.Com.", Span(0, 38))]
    ['It ran.', 'Then it fell, says Booking.Com.']
    """
    start = span.start
    for seam in SENTENCE_SEAM.finditer(text, span.start, span.end):
        if start < seam.start() < span.end and not DOMAIN.match(text, seam.start()):
            yield Span(start, seam.start())
            start = seam.start()
    yield Span(start, span.end)


def _line(text: str, span: Span, seen: Counter[str]) -> _Line:
    seams, sure = [], False
    for position in _seams(text, span, SEAM):
        whole, left, right = _around(text, position)
        if seen[whole] > 1 or left in STARTS:
            continue
        seams.append(position)
        sure = sure or (position - span.start <= FIRST_CELL and (seen[right] > 0 or right in LABELS))
    first = bool(seams) and seams[0] - span.start <= FIRST_CELL and not _running(text[span.start : seams[0]])
    return _Line(span, tuple(seams) if first else (), sure and first)


def _sentence(line: str) -> bool:
    """Whether a line that stands alone is a sentence and no row, though it holds names such as "OpenChat"."""
    return line.rstrip().endswith((".", "?", "!")) and _running(line)


def _running(words: str) -> bool:
    """Whether the words are those of a sentence and no cell: "Acme is up against Eleven"."""
    return sum(word.islower() for word in words.split()) > SMALL_WORDS


def _seams(text: str, span: Span, pattern: re.Pattern[str]) -> Iterator[int]:
    """Where a capital follows inside a word, outside the names known to be written so."""
    names = [m.span() for m in NAME.finditer(text, span.start, span.end)]
    for match in pattern.finditer(text, span.start, span.end):
        if not any(start < match.start() < end for start, end in names):
            yield match.start()


def _around(text: str, position: int) -> tuple[str, str, str]:
    """The word that holds the position without a possessive ending, and its pieces left and right of it."""
    left = re.search(r"[^\W\d_]*\)?$", text[max(0, position - 40) : position])
    whole = re.search(r"[\w'’&-]*$", text[max(0, position - 60) : position])
    right = re.match(r"[A-Z][a-z]*", text[position : position + 40])
    rest = re.match(r"[\w'’&-]*", text[position : position + 60])
    word = (whole[0] if whole else "") + (rest[0] if rest else "")
    piece = re.split(r"(?<=[a-z])(?=[A-Z])", left[0])[-1] if left else ""
    return re.sub(r"['’]s$", "", word), piece, right[0] if right else ""


def _groups(text: str, lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Neighbouring lines that all have seams, with no empty line between."""
    group: list[_Line] = []
    for line in lines:
        if group and (not line.seams or text.count("\n", group[-1].span.end, line.span.start) > 1):
            yield group
            group = []
        if line.seams:
            group.append(line)
    yield group


def _cut(text: str, line: _Line) -> tuple[Span, ...]:
    words = line.span.of(text)
    start = line.span.start + len(words) - len(words.lstrip())
    end = line.span.end - len(words) + len(words.rstrip())
    extra = [
        s
        for s in _seams(text, line.span, SEAM_IN_ROW)
        if s not in line.seams and s - line.span.start <= 2 * FIRST_CELL
    ]
    cuts = sorted({start, *line.seams, *(s for s in extra if not SEAM.match(text, s)), end})
    return tuple(Span(a, b) for a, b in pairwise(cuts))
