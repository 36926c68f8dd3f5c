"""Newspapers that a sentence names only as its source: no fact is about them."""

from __future__ import annotations

import re

from kg.english.claims import Attempt, Filler
from kg.english.marked import Marked
from kg.english.salience import press
from kg.english.wordlists import words

# What only those who report say of themselves.
LEARNT = re.compile(
    r"(?:has |have |had )?(?:exclusively |first )?(?:learn(?:ed|t)\b|can reveal|can confirm|understands\b)"
)


def checked(attempt: Attempt, marked: Marked) -> Attempt:
    """The attempt, blocked where one of its ends is named only as a source."""
    ends = (attempt.subject, attempt.object)
    cited = attempt.blocked is None and any(_cited(end, marked) for end in ends if end)
    return attempt.block("a newspaper that is only cited") if cited else attempt


def _cited(filler: Filler, marked: Marked) -> bool:
    """Whether the words say who reported it: "..., The Information reported", "told Bloomberg"."""
    mention = filler.mention
    if mention is None:
        return False
    sentence = marked.sentence
    if LEARNT.match(sentence.doc[mention.last : sentence.tokens.end].text):
        return True
    if not press(mention.entity):
        return False
    after = sentence.doc[mention.last : sentence.tokens.end][:1].text.lower()
    ahead = sentence.doc[sentence.tokens.start : mention.first].text.lower().removesuffix(" the")
    return after in words("citing") or ahead.endswith(("according to", *words("telling")))
