"""Whose a title in the singular is: of a list of people one person's, and of two beside it the first's."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import pcre2

from kg.english.coded import Coded, Item
from kg.english.lexicon import expression

Groups = Mapping[str, tuple[int, int]]
ONE = "(?:(?:co-?)?founder|@head|@officer|engineer|researcher|executive|employee|veteran|alum|alumnus|alumna|vet)"
# What stands ahead of a title that is somebody's already: "Ann Lee, the ..."
TAKEN = re.compile(r"<P\d+> ,(?: (?:the|an?|its|our|now|also|currently))* $")


def titled(found: list[Item], groups: Groups, coded: Coded) -> list[Item]:
    """Of the people listed as subjects those whom the title beside the list means.

    It means the last where it follows in the singular, "A, B and C, the founder of X"; the first where it
    goes ahead, "X founder A and B".
    """
    if len(found) < 2 or "object" not in groups or any(i.type != "Person" for i in found):
        return found
    (start, end), (left, right) = groups["subject"], groups["object"]
    if end <= left and _behind().fullmatch(coded.text, end, left):
        return found[-1:]
    if right <= start and _ahead().fullmatch(coded.text, right, start):
        return found[:1]
    return found


def taken(groups: Groups, match: pcre2.Match, coded: Coded) -> bool:
    """Whether the title ahead of the subject is that of the name before it: "A, X's chief, B"."""
    if not {"subject", "object"} <= groups.keys() or groups["object"][0] > groups["subject"][0]:
        return False
    between = coded.text[match.start() : groups["subject"][0]]
    apart = between.endswith(" , ") and _title().search(between) is not None
    return apart and TAKEN.search(coded.text, 0, match.start()) is not None


@functools.lru_cache(maxsize=1)
def _title() -> pcre2.Pattern:
    return expression(rf"(?<!\S){ONE}(?!\S)")


@functools.lru_cache(maxsize=1)
def _behind() -> pcre2.Pattern:
    before = r"(?: (?:an?|the|its|now|also|currently|who is|who was|one of the))*"
    return expression(
        rf" ,{before}(?: @premod){{0,3}} {ONE}(?:(?: ,)? (?:and|&) {ONE})*(?: [a-z &-]+)?"
        r" (?:of|at|for|behind|with|on)(?: @amid){0,8} "
    )


@functools.lru_cache(maxsize=1)
def _ahead() -> pcre2.Pattern:
    return expression(
        rf"(?: 's)?(?:(?! includ)(?: @premod)){{0,5}}(?: {ONE} (?:and|&|/))* {ONE}(?: (?:of|for|in) [a-z &-]+)?(?: ,)? "
    )
