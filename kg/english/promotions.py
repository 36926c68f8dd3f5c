"""Promotions: somebody who is named to a post and has one there already is not hired."""

from __future__ import annotations

import functools
import re

import pcre2

from kg.english.claims import Attempt
from kg.english.lexicon import expression
from kg.english.marked import Marked


def checked(attempt: Attempt, marked: Marked) -> Attempt:
    """The attempt at a hire, blocked where the person has a title without a company: "named its CFO, Ann Lee, as"."""
    if attempt.relation != "hired" or attempt.blocked or attempt.object is None or "from" in attempt.slots:
        return attempt
    place = next((p for p in marked.coded.places if p[2] == attempt.object.first), None)
    ahead, behind = (marked.coded.text[: place[0]], marked.coded.text[place[1] :]) if place else ("", "")
    inside = _titled().search(ahead) and re.match(
        r"(?: ,)?(?: [^;<>]{3,60} ,)? (?:as|to)\b|(?: (?:and|,))", behind
    )
    return attempt.block("is there already") if inside else attempt


@functools.lru_cache(maxsize=1)
def _titled() -> pcre2.Pattern:
    title = r"(?:@officer|@head)(?: (?:and|&) (?:@officer|@head|@founder))?"
    verb = r"(?:appoint\w*|nam(?:e|es|ed|ing)|promot\w+|elevat\w+|install\w*|elect\w*|appointment of|promotion of)"
    own = r"(?:its |the |their |<[CO]\d+> 's |current |longtime |outgoing |then )*"
    return expression(rf"(?<!\S){verb} {own}{title} (?:, )?(?:<P\d+> (?:and|,) {own}{title} )?$")
