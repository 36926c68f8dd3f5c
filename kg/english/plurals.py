"""Whom "they", "both", "the two" or "the pair" stand for: several names, mentioned together before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.english.salience import Focus, Mention, top
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

NUMBERS = {
    "two": 2,
    "both": 2,
    "pair": 2,
    "duo": 2,
    "couple": 2,
    "three": 3,
    "trio": 3,
    "four": 4,
    "quartet": 4,
}
# What stands for two companies without saying that they are two.
ALONE = {"companies", "firms", "rivals", "sides", "partners"}
THEY = {"they", "them", "their"}
KIN = {"siblings", "brothers", "sisters", "co-founders", "cofounders", "founders"}
NEAR, FAR = 2, 6
ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj", "appos", "poss"}
KINDS = {"Company": ("Company", "Lab", "Unknown"), "Person": ("Person",)}


def plural(token: Token) -> tuple[int, str | None] | None:
    """How many a plural word stands for, 0 for any number, and of which type, None for either; else None."""
    if token.lower_ in THEY:
        return 0, None
    if token.lower_ in ("pair", "duo", "trio", "quartet", "couple") and _the(token):
        return (NUMBERS[token.lower_], None) if not _of(token) else None
    if token.lower_ in ("both", "two", "three") and token.dep_ in ARGUMENTS and not _of(token):
        return (NUMBERS[token.lower_], None) if token.lower_ == "both" or _the(token) else None
    return _numbered(token)


def _the(token: Token) -> bool:
    return any(c.lower_ in ("the", "all") for c in token.lefts) or (
        token.i > 0 and token.nbor(-1).lower_ in ("the", "all")
    )


def _of(token: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("of", "from") for c in token.rights)


def _numbered(token: Token) -> tuple[int, str | None] | None:
    """ "both companies", "the two men": a number before a noun of a known type."""
    type_ = next((t for t in KINDS if token.lower_ in words(f"plural_{t.lower()}")), None)
    if type_ is None and token.lower_ not in KIN:
        return None
    number = next((NUMBERS[c.lower_] for c in token.lefts if c.lower_ in NUMBERS), None)
    definite = any(c.lower_ in ("the", "both", "all") for c in token.lefts)
    if token.lower_ in KIN and definite:
        return (number or 0, type_) if not _of(token) else None
    if type_ == "Company" and not number and token.lower_ in ALONE and token.dep_ in ("nsubj", "nsubjpass"):
        number = 2 if [c.lower_ for c in token.lefts] == ["the"] and not _of(token) else None
    return (number, type_) if type_ and number and definite else None


def members(
    token: Token, wanted: tuple[int, str | None], found: Sequence[Mention], focus: Focus
) -> tuple[Entity, ...]:
    """The entities that a plural word stands for, none where that is not clear."""
    number, type_ = wanted
    if token.lower_ in THEY and _others(token, found):
        return ()
    types = KINDS[type_] if type_ else KINDS["Person"] + KINDS["Company"]
    here = [g for g in groups(found, token.i, token) if _fits(g, number, types)]
    if here:
        return here[-1]
    reach = FAR if number else NEAR
    for count, group in reversed(focus.groups):
        if focus.count - count <= reach and _fits(group, number, types):
            return group
    return _lately(number, types, focus) if number else ()


def _fits(group: tuple[Entity, ...], number: int, types: tuple[str, ...]) -> bool:
    return (len(group) == number or not number) and all(e.type in types for e in group)


def _others(token: Token, found: Sequence[Mention]) -> bool:
    """Whether a plural noun that names nobody stands before "they" as a subject."""
    taken = {i for m in found for i in range(m.first, m.last)}
    sentence = token.sent
    return any(
        t.tag_ in ("NNS", "NNPS") and t.dep_ in ("nsubj", "nsubjpass") and t.i not in taken
        for t in token.doc[sentence.start : token.i]
    )


def _lately(number: int, types: tuple[str, ...], focus: Focus) -> tuple[Entity, ...]:
    """The entities of a type that the last sentences name, if they are as many as asked for."""
    for reach in (1, 2, 3):
        row = [s.entity for _, seen in focus.past[-reach:] for s in seen]
        for type_ in ("Person", "Company"):
            some = tuple(dict.fromkeys(e for e in row if e.type == type_ and e.type in types))
            if len(some) == number:
                return some
    return ()


def groups(mentions: Sequence[Mention], end: int, token: Token) -> list[tuple[Entity, ...]]:
    """The lists of two or more names of one type before a token, in order.

    What stands ahead of the first name only labels them: "X founders A and B".
    """
    found: dict[int, list[Mention]] = {}
    for m in mentions:
        if m.last <= end and m.kind != "topic":
            found.setdefault(top(token.doc[m.last - 1]).i, []).append(m)
    rows = [_alike(row) for _, row in sorted(found.items())]
    return [row for row in rows if len(row) > 1 and len({e.type for e in row}) == 1]


def _alike(row: list[Mention]) -> tuple[Entity, ...]:
    """The entities of a list without names of another type ahead of it."""
    type_ = row[-1].entity.type
    first = next(i for i, m in enumerate(row) if m.entity.type == type_)
    return tuple(dict.fromkeys(m.entity for m in row[first:]))


def note(sentence: Sentence, mentions: Sequence[Mention], focus: Focus) -> None:
    """Remember the sentence's lists of names."""
    last = sentence.words[-1]
    focus.groups += [(focus.count, row) for row in groups(mentions, last.i + 1, last)]
