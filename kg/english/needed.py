"""What a coded sentence must hold for a phrase to match: found without trying the phrase.

Most phrases find nothing in most sentences, and asking each of hundreds takes longer than all else. So a phrase says
beforehand which words it cannot do without, and in which order.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.english.coded import letters
from kg.english.lexicon import alternatives

Clause = frozenset[str]
SLOT = re.compile(r"\{\w*:([\w|$%]+)\+?\}")
# A symbol written out: "<[CN]\d+>", "<\$\d+>".
SYMBOL = re.compile(r"<(?:\[([A-Z$%]+)\]|\\?([A-Z$%]))\\d\+>")
# Letters of a word of which none is counted.
RUN = re.compile(r"[a-z0-9'&,;:\"-]+(?![*+?{])")
CLASS = re.compile(r"@(\w+)")
OPENED = re.compile(r"\((?:\?:|\?P<\w+>|(\?<?[=!]))?")
QUANTITY = re.compile(r"[*+?]\??|\{\d*,?\d*\}\??")
# A word of more forms than this is not looked into.
MOST_FORMS = 200


class Part(NamedTuple):
    """A part of a pattern: a word or piece of one in all its forms, a symbol, a group, a space, an end, or any."""

    kind: str
    forms: tuple[str, ...] = ()
    branches: tuple[tuple[Part, ...], ...] = ()
    optional: bool = False


class Index:
    """Phrases, of which those are found that a coded sentence may match, without trying each.

    Each is filed under the clause that it needs whose words the fewest phrases need.

    >>> index = Index(["{subject:Company} hired {object:Person}", "{subject:Company} fired {object:Person}"])
    >>> index.matching("<C0> fired <P1> ."), index.matching("<P0> was fired by <C1> .")
    ([1], [])
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._needs = [needed(phrase) for phrase in phrases]
        common = Counter(word for clauses in self._needs for clause in clauses for word in clause)
        self._clauses: dict[str, list[Clause]] = {}
        for clause in set(itertools.chain(*self._needs)):
            for word in clause:
                self._clauses.setdefault(word, []).append(clause)
        self._filed: dict[Clause, list[int]] = {}
        for number, clauses in enumerate(self._needs):
            rarest = min(clauses, key=lambda c: sum(common[word] for word in c), default=frozenset())
            self._filed.setdefault(rarest, []).append(number)

    def matching(self, text: str) -> list[int]:
        """The numbers of the phrases that may match the coded sentence, in order."""
        words = _words(text)
        held: set[Clause] = {frozenset()}
        held.update(clause for word in set(words) for clause in self._clauses.get(word, ()))
        filed = sorted(number for clause in held for number in self._filed.get(clause, ()))
        return [n for n in filed if held.issuperset(self._needs[n]) and _in_order(self._needs[n], words)]


def _words(text: str) -> list[str]:
    """The words of a coded sentence, a symbol by its first two signs."""
    return [word[:2] if word[0:1] == "<" else word for word in text.split(" ")]


def _in_order(clauses: Iterable[Clause], words: Iterable[str]) -> bool:
    """Whether there is a word of each clause, in their order."""
    rest = iter(words)
    return all(any(word in clause for word in rest) for clause in clauses)


@functools.lru_cache(maxsize=4096)
def needed(phrase: str) -> tuple[Clause, ...]:
    """Sets of words of which a sentence must have one each, in this order, a symbol by its first two signs.

    >>> [sorted(clause) for clause in needed("{subject:Person} (had |has )?(re-)?joined the firms?")]
    [['<P'], ['joined', 're-joined'], ['the'], ['firm', 'firms']]
    """
    branches, _ = _branches(phrase, 0)
    return tuple(_of_branch(branches[0], "both") if len(branches) == 1 else _either(branches, "both"))


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
        count = QUANTITY.match(text, at)
        at = count.end() if count else at
        _append(found[-1], _counted(part, count[0]) if count else _as_word(part))
    return tuple(map(tuple, found)), at


@functools.cache
def _class(name: str) -> tuple[tuple[Part, ...], ...]:
    return _branches(alternatives(name), 0)[0]


def _part(text: str, at: int) -> tuple[Part, int]:
    """The part at a position and the position behind it."""
    sign = text[at]
    if run := RUN.match(text, at):
        return Part("word", (run[0],)), run.end()
    if sign == "@" and (name := CLASS.match(text, at)):
        return Part("group", (), _class(name[1])), name.end()
    if slot := SLOT.match(text, at):
        return Part("symbol", tuple(letters(slot[1]))), slot.end()
    if symbol := SYMBOL.match(text, at):
        return Part("symbol", tuple(symbol[1] or symbol[2])), symbol.end()
    if sign == "(":
        start = OPENED.match(text, at)
        assert start
        branches, end = _branches(text, start.end())
        return Part("look" if start[1] else "group", (), branches), end + 1
    if sign == "[":
        return Part("any"), text.index("]", at + 2) + 1
    if sign == "\\":
        plain = not text[at + 1].isalnum()
        return Part("word", (text[at + 1],)) if plain else Part("any"), at + 2
    kinds = {" ": "space", ".": "any", "^": "end", "$": "end"}
    return (Part(kinds[sign]) if sign in kinds else Part("word", (sign,))), at + 1


def _counted(part: Part, count: str) -> Part:
    """The part that stands a number of times."""
    part = _as_word(part)
    if part.kind == "word" and count == "?":
        return Part("word", (*part.forms, ""))
    if part.kind in ("word", "space"):
        return Part("any")
    return part._replace(optional=count[0] in "*?" or count.startswith(("{0", "{,")))


def _as_word(part: Part) -> Part:
    """A group that is one word, or a piece of one, in several forms: "(s|ed|ing)"; all else as it is."""
    pieces = [branch[0] if branch else Part("word", ("",)) for branch in part.branches]
    one = all(len(branch) < 2 for branch in part.branches) and all(piece.kind == "word" for piece in pieces)
    if part.kind != "group" or not one:
        return part
    return Part("word", tuple(form for piece in pieces for form in piece.forms))


def _append(parts: list[Part], part: Part) -> None:
    last = parts[-1] if parts else part
    if parts and part.kind == last.kind == "word" and len(last.forms) * len(part.forms) <= MOST_FORMS:
        parts[-1] = Part("word", tuple(a + b for a in last.forms for b in part.forms))
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
            yield frozenset(f"<{letter}" for letter in part.forms)
        elif part.kind == "word" and left and right and all(part.forms):
            yield frozenset(part.forms)
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
    """Whether a word ends where the part begins, or begins where it ends: at a space or an end of the sentence."""
    if part.kind == "group":
        edges = [[p for p in branch if p.kind != "look"][-1 if last else 0 :][:1] for branch in part.branches]
        return all(edge and _ends(edge[0], last=last) for edge in edges)
    return part.kind in ("space", "end")
