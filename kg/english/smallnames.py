"""Names that capitals alone do not tell: written small, as "io" or "comma.ai", or with "'s" at their end."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.english.candidate import Candidate
from kg.english.lexicon import alternatives
from kg.english.wordlists import words

if TYPE_CHECKING:
    from kg.english.sentences import Sentence

FIRM = r"(?:start-?up|company|firm|venture|business|lab|studio|[a-z]*maker)"
SMALL, NUMBERED = r"[a-z][a-z0-9]+", r"\d{1,2}[a-z]{3,}"
VERBS = "buy|buys|buying|bought|acquires?|acquired|acquiring|found|founded|co-founded|started|launched|left|join|joins|joined|joining|backs|backed|leads|runs|led|by|of|at|from|with|into|in"
QUOTE = r"[\"“‘']"
# Words that say that a small word before or behind them is a name, with the name as "x".
PHRASES = tuple(
    map(
        re.compile,
        (
            rf"\b{FIRM},? (?:that is |which is )?(?:called|named|dubbed|known as) {QUOTE}?(?P<x>{SMALL})\b(?!-)",
            rf"\b(?:{VERBS}) (?P<x>{SMALL}), an? (?:[\w-]+ ){{0,5}}?{FIRM}\b",
            rf"\b{FIRM},? {QUOTE}(?P<x>{SMALL}),?[\"”’']",
            rf"\b{FIRM} (?P<x>{NUMBERED})\b(?!-)",
            rf"(?<!\S){QUOTE}?(?P<x>[a-z][\w-]*\.(?:ai|io))(?![\w/])",
            rf"(?<![\w@/.#-])(?P<x>[a-z]\d+[a-z]+|{NUMBERED})(?= (?:raise[sd]|announced|acquired|has|is|will|said|and|led|co-led)\b)",
        ),
    )
)


def small_names(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The words written small that some sentence calls a company's name."""
    for sentence in sentences:
        text = sentence.tokens.text
        for phrase in PHRASES:
            for match in phrase.finditer(text):
                if not _plain(match["x"]):
                    yield match["x"]


def with_genitive(sentences: Sequence[Sentence], rows: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates; of a name that ends in "'s", which shows where a verb follows, all with that end."""
    pairs = [list(zip([s] * len(row), row, strict=True)) for s, row in zip(sentences, rows, strict=True)]
    ending = {
        c.text.casefold() for pair in pairs for s, c in pair if _after(s, c, 1) in words("behind_genitive")
    }
    return [
        [
            dataclasses.replace(c, last=c.last + 1, text=f"{c.text}'s")
            if c.text.casefold() in ending and _after(s, c, 0) == "'s"
            else c
            for s, c in pair
        ]
        for pair in pairs
    ]


def _after(sentence: Sentence, candidate: Candidate, distance: int) -> str:
    """The word behind a candidate; with distance 1 the one behind its "'s", if it has that."""
    behind = [t.lower_.replace("’", "'") for t in sentence.doc[candidate.last : candidate.last + 2]]
    whole = len(behind) == 2 and candidate.last + 2 <= sentence.tokens.end
    return behind[distance] if whole and behind[0] == "'s" else ""


def _plain(word: str) -> bool:
    """Whether the word is one that describes companies or stands for them, as in "its rival, a start-up"."""
    return (
        word in words("never")
        or re.fullmatch(f"(?:{alternatives('company')}|{alternatives('backer')})", word) is not None
    )
