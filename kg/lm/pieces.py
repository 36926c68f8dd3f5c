"""Long texts in pieces that a model can take at once, cut at the ends of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

# Where a text may be cut, best first: behind a paragraph, a line, a sentence, a word.
ENDS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"[.!?][\"”’)]*\s", r"\s")))


def pieces(text: str, size: int) -> Iterator[Span]:
    """Stretches of at most `size` characters that make up the text, but for white space between them.

    >>> [piece.of("One.\\n\\nTwo. Three.\\n\\nFour.") for piece in pieces("One.\\n\\nTwo. Three.\\n\\nFour.", 18)]
    ['One.\\n\\nTwo. Three.', 'Four.']
    """
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= size else _cut(text, start, size)
        if words := text[start:end].strip():
            first = text.index(words[0], start)
            yield Span(first, first + len(words))
        start = end


def _cut(text: str, start: int, size: int) -> int:
    """The last good place to cut within reach, in the hinder half of what fits if there is any."""
    for pattern in ENDS:
        found = [m.end() for m in pattern.finditer(text, start, start + size) if m.end() - start > size // 2]
        if found:
            return found[-1]
    return start + size
