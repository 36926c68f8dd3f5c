"""An article's text cut into the stretches that are parsed apart: paragraphs, headings, items, rows.

Offsets are the text's own. Markers at the edges of a line (bullets, #, **, >, link brackets, datelines) are
left outside. A heading, item or table row never shares a block with the sentence beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.english import glue, lists
from kg.english.block import Block, Kind
from kg.english.wordlists import is_place
from kg.model import Span

LONGEST_RUN = 200
LONGEST_HEADING = 150
SHORT = 4
"""A numbered item of no more words heads what follows, in a list such as "1. Acme"."""

LINE = re.compile(r"[^\n\r\u2028\u2029]+")
RULE = re.compile(r"[\s|:=*_~#>+-]*")
QUOTED = re.compile(r"(?:>\s*)+")
HASHES = re.compile(r"#{1,6}\s+")
BULLET = re.compile(r"[-*•–—‣◦▪●·+‐→►]\s+(?=\S)|[•‣◦▪●►](?=\w)")
NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(\d{1,2}\))\s+(?=\S)")
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|~~)(?=\S)")
LINK = re.compile(r"!?\[(?P<title>[^\[\]]+)\]\((?P<url>[^()\s]*(?:\([^()]*\))?[^()\s]*)(?:\s+\"[^\"]*\")?\)")
AFTER_LINK = re.compile(r"[*_]*\s+(?:[-–—|]|--)\s+|[*_]*\s*$")
CELL = re.compile(r"[^|\t]+")
DASH = re.compile(r"\s+[-–—]+\s+(?=[\"“A-Z])")
# Where, when and by whom a report was filed: "SEOUL, March 4 (Reuters) - ".
DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z.'’]+){0,3})(?P<when>,[^\n()]{1,40}?)?\s*(?:--|[-–—])?\s*"
    rf"\((?i:{'|'.join(map(re.escape, glue.KNOWN['agencies']))})\)\s*[-–—]+\s*(?=\S)"
)
ENDED = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
OPEN_END = re.compile(r"[:,;][\"'”’»)\]*_]*$")
LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


def blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; they do not overlap, and only white space and markers lie between.

    >>> text = "# Deal\\n- Meta bought it.\\nIt was quick.Then all went home."
    >>> [(b.kind, b.of(text)) for b in blocks(text)]
    [('heading', 'Deal'), ('item', 'Meta bought it.'), ('paragraph', 'It was quick.'), ('paragraph', 'Then all went home.')]
    """
    rows = glue.rows(text, [Span(*m.span()) for m in LINE.finditer(text)])
    found = [
        short
        for line in _lines(text)
        for block in _of_line(text, line, rows)
        for short in _broken(text, block)
    ]
    return list(lists.joined(text, found))


def _lines(text: str) -> Iterator[Span]:
    """The lines of the text, those of a hard-wrapped paragraph joined."""
    chunk: list[Span] = []
    for match in LINE.finditer(text):
        if chunk and (not match[0].strip() or "\n" in text[chunk[-1].end + 1 : match.start()]):
            yield from _unwrapped(text, chunk)
            chunk = []
        if match[0].strip():
            chunk.append(Span(*match.span()))
    yield from _unwrapped(text, chunk)


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """Join a line to the next where it breaks off in mid-sentence for lack of room."""
    width = max((len(line.of(text)) for line in lines), default=0)
    wrapped = width <= 120 and any(_runs_on(text, a, b) for a, b in pairwise(lines))
    joined: list[Span] = []
    for previous, line in pairwise([None, *lines]):
        if line and wrapped and previous and _had_no_room(text, previous, line, width):
            joined[-1] = Span(joined[-1].start, line.end)
        elif line:
            joined.append(line)
    yield from joined


def _runs_on(text: str, line: Span, following: Span) -> bool:
    return not ENDED.search(line.of(text).rstrip()) and following.of(text).lstrip()[:1].islower()


def _had_no_room(text: str, line: Span, following: Span, width: int) -> bool:
    last, first = line.of(text).rstrip(), following.of(text).split(maxsplit=1)[0]
    starts_anew = any(mark.match(following.of(text).lstrip()) for mark in (BULLET, NUMBER, HASHES))
    return not starts_anew and len(last) + 1 + len(first) > width - 8


def _of_line(text: str, line: Span, rows: dict[int, tuple[Span, ...]]) -> Iterator[Block]:
    if RULE.fullmatch(line.of(text)):
        return
    cells = rows.get(line.start) or _cells(text, line)
    if cells and not text[cells[-1].end : line.end].strip(" \t|"):
        yield Block(cells[0].start, cells[-1].end, "row", cells)
        return
    inner, marked = _unmarked(text, line)
    link = LINK.match(text, inner.start, inner.end)
    if link and (after := AFTER_LINK.match(text, link.end(), inner.end)):
        title, inner = Span(*link.span("title")), _trim(text, Span(after.end(), inner.end))
        yield Block(title.start, title.end, "heading" if inner.start < inner.end else marked or "heading")
    elif dash := _headline(text, inner):
        yield Block(inner.start, dash.start, "heading")
        inner = Span(dash.end, inner.end)
    for sentence in glue.sentences(text, inner):
        span = _trim(text, sentence)
        if span.start < span.end and not RULE.fullmatch(span.of(text)):
            yield Block(span.start, span.end, marked or _kind(span.of(text)))


def _headline(text: str, line: Span) -> Span | None:
    """The dash of a digest's line: "Meta buys Scale - The company said it will...", else None."""
    for dash in DASH.finditer(text, line.start, line.end):
        before, after = text[line.start : dash.start()], text[dash.end() : line.end]
        if re.search(r"[.!?;] ", before) or len(before.split()) < 4:
            return None
        if len(after.split()) >= 7 and (ENDED.search(after) or after[0] in '"“'):
            return Span(dash.start(), dash.end())
    return None


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a line with two or more, set apart by | or tabs."""
    words = line.of(text).strip()
    if "\t" not in words and not ((words.startswith("|") and words.count("|") > 1) or words.count(" | ") > 1):
        return ()
    spans = [_trim(text, Span(*m.span())) for m in CELL.finditer(text, line.start, line.end)]
    cells = tuple(s for s in spans if s.start < s.end)
    return cells if len(cells) > 1 else ()


def _unmarked(text: str, line: Span) -> tuple[Span, Kind | None]:
    """The line without its markers, and the kind that they tell."""
    span, kind = _trim(text, line), None
    marks: tuple[tuple[re.Pattern[str], Kind | None], ...]
    marks = ((QUOTED, None), (HASHES, "heading"), (BULLET, "item"), (NUMBER, "item"), (EMPHASIS, None))
    for pattern, told in marks:
        if mark := pattern.match(text, span.start, span.end):
            span, kind = Span(mark.end(), span.end), kind or told
            if pattern is NUMBER and _is_short(span.of(text)):
                kind = "heading"
            if pattern is EMPHASIS and span.of(text).endswith(mark[0]):
                span = Span(span.start, max(span.start, span.end - len(mark[0])))
    filed = DATELINE.match(text, span.start, span.end)
    if filed and (filed["when"] or is_place(filed["city"].title())):
        span = Span(filed.end(), span.end)
    if kind == "heading":
        span = Span(span.start, span.start + len(span.of(text).rstrip("# ")))
    return _trim(text, span), kind


def _is_short(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) <= SHORT and not ENDED.search(words.rstrip())


def _kind(words: str) -> Kind:
    """A short line that does not end like a sentence is a heading, and so is a question in title case."""
    if len(words) > LONGEST_HEADING:
        return "paragraph"
    if ENDED.search(words):
        return "heading" if words.endswith("?") and _is_title(words) else "paragraph"
    return "paragraph" if OPEN_END.search(words) and len(words) > 60 else "heading"


def _is_title(words: str) -> bool:
    capitals = [w.strip("\"“‘'(")[:1].isupper() for w in words.split()]
    lower = any(not up and len(w.strip("?\"”’')")) > 3 for w, up in zip(words.split(), capitals, strict=True))
    return not lower and sum(capitals[1:]) > 1


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - len(words) + len(words.rstrip())))


def _broken(text: str, block: Block) -> Iterator[Block]:
    """The block, cut wherever a run without a space grows too long for a parser."""
    start = block.start
    if not block.cells:
        for run in LONG_RUN.finditer(text, block.start, block.end):
            yield Block(start, run.end(), block.kind)
            start = run.end()
    yield Block(start, block.end, block.kind, block.cells)
