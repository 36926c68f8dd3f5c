"""Finding the words of an answer in the text, with its own offsets.

White space, quotation marks, apostrophes and dashes may be written otherwise; nothing else may differ.
"""

from __future__ import annotations

import functools
import re

from kg.model import Span

ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑–—−")
MARKS = {mark: f"[{re.escape(marks)}]" for marks in ALIKE for mark in marks}


def places(words: str, text: str, within: Span | None = None) -> list[Span]:
    """Where the words stand in the text as whole words, in its order.

    >>> [p.of("Meta’s  own") for p in places("Meta's own", "Meta’s  own")]
    ['Meta’s  own']
    >>> places("Scale", "Scaled up"), places("", "x")
    ([], [])
    """
    if not words.strip():
        return []
    bounds = within or Span(0, len(text))
    return [Span(*match.span()) for match in _pattern(words).finditer(text, bounds.start, bounds.end)]


@functools.lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    given = ["".join(MARKS.get(letter, re.escape(letter)) for letter in word) for word in words.split()]
    left, right = (
        (r"(?<!\w)" if words.strip()[0].isalnum() else ""),
        (r"(?!\w)" if words.strip()[-1].isalnum() else ""),
    )
    return re.compile(left + r"\s+".join(given) + right)
