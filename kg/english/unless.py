"""Words around what an attempt found that make it something else: a deal that is a merger is no partnership."""

from __future__ import annotations

from kg.english.claims import Attempt
from kg.english.coded import compiled
from kg.english.frames import Frame
from kg.english.marked import Marked

# How far behind the last of the words of an attempt what makes it something else may begin, in characters.
BEHIND = 45


def meant(attempt: Attempt, frame: Frame, marked: Marked) -> Attempt:
    """The attempt, blocked where the words around it are those that its frame gives as `unless`."""
    if attempt.blocked is not None or frame.unless is None:
        return attempt
    ends = [attempt.trigger, *(f.first for f in (attempt.subject, attempt.object) if f)]
    places = [p for p in marked.coded.places if any(p[2] <= i < max(p[3], p[2] + 1) for i in ends)]
    if not places:
        return attempt
    text = marked.coded.text[min(p[0] for p in places) : max(p[1] for p in places) + BEHIND]
    found = compiled(frame.unless).search(text)
    return attempt.block(f"unless: {found[0]}") if found else attempt
