"""What a coded sentence must hold for a phrase to match: found without compiling the phrase.

A regular expression of hundreds of letters takes milliseconds to compile, and most phrases find
nothing in most articles. So a phrase says beforehand which words it cannot do without.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.english.coded import letters
from kg.english.lexicon import alternatives

Clause = frozenset[str]
SLOT = re.compile(r"\{\w*:([\w|$%]+)\+?\}")
# Letters of a word of which none is counted.
RUN = re.compile(r"[a-z0-9'&,;:\"-]+(?![*+?{])")
CLASS = re.compile(r"@(\w+)")
OPENED = re.compile(r"\((?:\?:|\?P<\w+>|(\?<?[=!]))?")
# Where phrases are filed that need no word.
ANYWHERE = ""
QUANTITY = re.compile(r"[*+?]\??|\{\d*,?\d*\}\??")


class Part(NamedTuple):
    """A part of a pattern: a word or piece of one, a symbol, a group, a space, or what is not looked into."""

    kind: str
    text: str = ""
    branches: tuple[tuple[Part, ...], ...] = ()
    optional: bool = False


class Index:
    """Phrases, of which those are found that a coded sentence may match, without trying each.

    Each is filed under the words of one set that it needs, the narrowest.

    >>> index = Index(["{subject:Company} hired {object:Person}", "{subject:Company} fired {object:Person}"])
    >>> list(index.matching("<C0> fired <P1> ."))
    [1]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)
        self._filed: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            for word in min(needed(phrase), key=_breadth, default=(ANYWHERE,)):
                self._filed.setdefault(word, []).append(number)

    def matching(self, text: str) -> Iterator[int]:
        """The numbers of the phrases that may match the coded sentence, in order."""
        words = _words(text) | {ANYWHERE}
        filed = {number for word in words for number in self._filed.get(word, ())}
        yield from (number for number in sorted(filed) if may_match(self._phrases[number], text))


def may_match(phrase: str, text: str) -> bool:
    """Whether the coded sentence has a word of each set that the phrase needs.

    >>> may_match("{subject:Company} (hired|poached) {object:Person}", "<C0> fired <P1> .")
    False
    >>> may_match("{subject:Company} (hired|poached) {object:Person}", "the <C0> hired <P1> .")
    True
    """
    words = _words(text)
    return all(not clause.isdisjoint(words) for clause in needed(phrase))


@functools.lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    words = text.split(" ")
    return frozenset(words) | {word[:2] for word in words if word[0:1] == "<"}


@functools.lru_cache(maxsize=4096)
def needed(phrase: str) -> tuple[Clause, ...]:
    """Sets of words of which a sentence must have one each, a symbol by its first two signs.

    >>> [sorted(clause) for clause in needed("{subject:Person} (had |has )?(left|quit) the firms?")]
    [['<P'], ['left', 'quit'], ['the'], ['firm', 'firms']]
    """
    branches, _ = _branches(phrase, 0)
    clauses = _of_branch(branches[0], "both") if len(branches) == 1 else _either(branches, "both")
    return tuple(dict.fromkeys(clauses))


# --- taking a pattern apart ----------------------------------------------------------------------


def _branches(text: str, at: int) -> tuple[tuple[tuple[Part, ...], ...], int]:
    """The alternatives from a position up to the bracket that closes them, and where that is."""
    found: list[list[Part]] = [[]]
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            found.append([])
            at += 1
            continue
        part, at = _part(text, at)
        if count := QUANTITY.match(text, at):
            at = count.end()
            _counted(found[-1], part, count[0])
        else:
            _append(found[-1], part)
    return tuple(map(tuple, found)), at


@functools.cache
def _class(name: str) -> tuple[tuple[Part, ...], ...]:
    return _branches(alternatives(name), 0)[0]


def _part(text: str, at: int) -> tuple[Part, int]:
    """The part at a position and the position behind it."""
    sign = text[at]
    if run := RUN.match(text, at):
        return Part("word", run[0]), run.end()
    if sign == "@" and (name := CLASS.match(text, at)):
        return Part("group", "", _class(name[1])), name.end()
    if slot := SLOT.match(text, at):
        return Part("symbol", "".join(letters(slot[1]))), slot.end()
    if sign == "(":
        start = OPENED.match(text, at)
        assert start
        branches, end = _branches(text, start.end())
        return Part("look" if start[1] else "group", "", branches), end + 1
    if sign == "[":
        end = text.index("]", at + 2) + 1
        return Part("any"), end
    if sign == "\\":
        plain = not text[at + 1].isalnum()
        return (Part("word", text[at + 1]) if plain else Part("any")), at + 2
    if sign in ".^$":
        return Part("any"), at + 1
    return (Part("space") if sign == " " else Part("word", sign)), at + 1


def _counted(parts: list[Part], part: Part, count: str) -> None:
    """Add a part that stands a number of times; of a word only its last letter does."""
    none = count[0] in "*?" or count.startswith(("{0", "{,"))
    if part.kind == "word" and count == "?":
        before = parts.pop().text if parts and parts[-1].kind == "word" else ""
        parts.append(Part("word", f"{before}{part.text}\n{before}"))
    elif part.kind == "space" or (part.kind == "word" and none):
        parts.append(Part("any"))
    else:
        parts.append(Part(part.kind if part.kind != "word" else "any", part.text, part.branches, none))


def _append(parts: list[Part], part: Part) -> None:
    if part.kind == "word" and parts and parts[-1].kind == "word":
        joined = "\n".join(form + part.text for form in parts.pop().text.split("\n"))
        parts.append(Part("word", joined))
    else:
        parts.append(part)


# --- what the parts need -------------------------------------------------------------------------


def _either(branches: Iterable[tuple[Part, ...]], apart: str) -> Iterator[Clause]:
    """One of the words of each alternative, where each needs one."""
    best = [min(_of_branch(branch, apart), key=_breadth, default=None) for branch in branches]
    if best and all(best):
        yield frozenset(word for clause in best if clause for word in clause)


def _breadth(clause: Clause) -> tuple[bool, int]:
    return any(word.startswith("<") for word in clause), len(clause)


def _of_branch(parts: tuple[Part, ...], apart: str) -> Iterator[Clause]:
    """What each part needs; `apart` says on which sides of the whole a word begins or ends."""
    seen = [p for p in parts if p.kind != "look"]
    for number, part in enumerate(seen):
        left = _ends(seen[number - 1], last=True) if number else apart in ("left", "both")
        follows = number + 1 < len(seen)
        right = _ends(seen[number + 1], last=False) if follows else apart in ("right", "both")
        if part.optional:
            continue
        if part.kind == "symbol":
            yield frozenset(f"<{letter}" for letter in part.text)
        elif part.kind == "word" and left and right:
            if all(forms := part.text.split("\n")):
                yield frozenset(forms)
        elif part.kind == "group":
            sides = {(True, True): "both", (True, False): "left", (False, True): "right"}.get(
                (left, right), ""
            )
            yield from (
                _of_branch(part.branches[0], sides)
                if len(part.branches) == 1
                else _either(part.branches, sides)
            )


def _ends(part: Part, *, last: bool) -> bool:
    """Whether a word ends where the part begins, or begins where it ends: at a space."""
    if part.kind == "group":
        edges = [[p for p in branch if p.kind != "look"][-1 if last else 0 :][:1] for branch in part.branches]
        return all(edge and _ends(edge[0], last=last) for edge in edges)
    return part.kind == "space"
