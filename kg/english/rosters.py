"""Rosters: names that stand alone as headings or items over what is told of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.english.wordlists import words

if TYPE_CHECKING:
    from kg.english.sentences import Sentence

LONGEST = 4
# How a line begins that tells of the name above it.
FUNDED = re.compile(
    r"((?:[A-Z][\w.&'’-]*|&)(?: (?:[A-Z0-9][\w.&'’-]*|&)){0,3}) ?(?:[—–:-]|\(| -) ?(?:US|C|A)?[$€£¥₹]\s?\d"
)
FIELD = re.compile(r"[A-Z][A-Za-z ]{2,24}: \S")


def rosters(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The headings that are names.

    One is a name if the next block begins with it or with a field such as "Headquarters: Berlin"; where
    that is so of two or more, and of half of the headings of their kind, it is so of all.
    """
    for sentence in sentences:
        if funded := FUNDED.match(sentence.text):
            yield funded[1]
    heads = [(s, n) for s, n in itertools.zip_longest(sentences, sentences[1:]) if _alone(s)]
    for kind in ("item", "heading"):
        short = [(s, n) for s, n in heads if s.kind == kind]
        told = [s for s, n in short if n is not None and _told(s, n)]
        every = len(told) > 1 and 2 * len(told) >= len(short)
        yield from (s.text.strip() for s, _ in short if every or s in told)


def _alone(sentence: Sentence) -> bool:
    """Whether the sentence is a short heading or item of capitalised words."""
    tokens = [t for t in sentence.words if not t.is_space]
    return (
        sentence.kind in ("item", "heading")
        and len(tokens) <= LONGEST
        and all(t.text[0].isupper() or t.text[0].isdigit() or t.text in ("&", "-", ".") for t in tokens)
        and not all(t.lower_ in words("never") for t in tokens)
        and tokens[0].text[0].isupper()
    )


def _told(sentence: Sentence, following: Sentence) -> bool:
    name, text = sentence.text.strip(), following.text
    first = name.split()[0]
    ahead = text[: len(first) + 2]
    named = (
        following.kind != sentence.kind and re.match(rf"{re.escape(first)}(?:['’]s|\b)", ahead) is not None
    )
    return named or FIELD.match(text) is not None
