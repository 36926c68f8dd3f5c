"""Lists of names below the line that says what they are: "The investors are:" with a name on each line.

Such items say nothing alone, so they become one block with their line, which is parsed as if it were written
"The investors are: Accel, Benchmark".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.english.block import Block
from kg.english.glue import KNOWN
from kg.model import Span

# A name and what is said of it: "Ann Lee (Acme)", "Ann Lee, founder of Acme".
WORD = r"(?![a-z_])\w[\w.'’&-]*"
ITEM = re.compile(
    rf"{WORD}(?: (?:{WORD}|&|of|and|de|van|von)){{0,5}}"
    r"(?: \([^()]{1,60}\)|(?:, | (?=from |of |at ))[a-z][^;:.]{2,80})?[,;.]?"
)
LAST_SENTENCE = re.compile(r"(?:.*[.!?][\"”’)]* )?(?P<last>[^.!?]*)", re.DOTALL)
INTRODUCING = re.compile(rf"\b(?:{'|'.join(KNOWN['introducing'])})s?\b", re.IGNORECASE)
LONGEST = 12
"""A line above a list that does not end with a colon has no more words, and is a heading."""
FEWEST = 2
LISTED = ("item", "heading")
"""What a short numbered line is taken for, and one without a mark."""


def joined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with each list of names and the line above it as one."""
    ends = _ends(text, blocks)
    start = 0
    while start < len(blocks):
        end = ends[start + 1]
        whole = end == len(blocks) or blocks[end].kind != "item"
        if whole and end - start > FEWEST and _introduces(text, blocks[start]):
            names = (_bare(text, block) for block in blocks[start + 1 : end])
            parts = (*blocks[start].parts, *names)
            yield Block(parts[0].start, parts[-1].end, "paragraph", parts)
            start = end
        else:
            yield blocks[start]
            start += 1


def _ends(text: str, blocks: Sequence[Block]) -> list[int]:
    """For each place among the blocks where the names end that stand from there on, one in each block."""
    ends = [len(blocks)] * (len(blocks) + 1)
    for at in range(len(blocks) - 1, -1, -1):
        name = blocks[at].kind in LISTED and ITEM.fullmatch(blocks[at].of(text))
        ends[at] = ends[at + 1] if name else at
    return ends


def _bare(text: str, block: Block) -> Span:
    """A name's line without what ends it."""
    return Span(block.start, block.start + len(block.of(text).rstrip(",;.")))


def _introduces(text: str, block: Block) -> bool:
    """Whether a line says what the items below it are: "Our investors:", "## Backers"."""
    words = block.of(text)
    ended = words.endswith(":") or (block.kind == "heading" and len(words.split()) <= LONGEST)
    last = LAST_SENTENCE.fullmatch(words.rstrip(":"))
    return ended and last is not None and INTRODUCING.search(last["last"]) is not None
