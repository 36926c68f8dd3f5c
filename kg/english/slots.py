"""Which items fill a slot: those at a place in the parse, those listed beside them, or the topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english.coded import Item, compiled
from kg.english.coreference import Mention, investor
from kg.english.grammar import fill
from kg.english.marked import Marked
from kg.english.mended import GAP
from kg.english.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

LISTING = {"including", "include", "like", "such", "as", "e.g.", "namely"}
PARTS = {"nummod", "compound", "nmod", "quantmod", "amod", "poss", "appos", "npadvmod"}


def items(trigger: Token, path: str, types: tuple[str, ...], marked: Marked) -> list[Item]:
    """The items of the types that a slot's path leads to, with those listed beside them.

    The alternative "about" is the company spoken of; "PATH about" that company if the path leads anywhere.
    """
    for alternative in path.split(";"):
        condition, spoken, _ = alternative.partition("about")
        if spoken:
            there = not condition.strip() or fill(trigger, condition)
            found = about(types, marked, trigger.i) if there else []
        else:
            tokens = fill(trigger, alternative)
            found = [item for token in tokens for item in items_at(token, types, marked)]
        if found:
            return list(dict.fromkeys(found))
    return []


def about(types: tuple[str, ...], marked: Marked, before: int) -> list[Item]:
    """The company that the words from token `before` on are about: the sentence's subject, or an earlier one."""
    ahead = [i for i in marked.items if i.last <= before and i.type == "Company" and i.type in types]
    ahead = [i for i in ahead if not investor(i.value.entity)]  # type: ignore[attr-defined]
    subjects = [i for i in ahead if _raises(marked.sentence.doc[i.last - 1])]
    named = [i for i in ahead if marked.sentence.doc[i.last - 1].dep_ == "poss"]
    if subjects or named:
        return (subjects or named)[-1:]
    if marked.about is None or marked.about.type not in types:
        return []
    start = marked.sentence.tokens.start
    return [Item(start, start, marked.about.type, Mention(start, start, marked.about, "topic"))]


def _raises(token: Token) -> bool:
    """Whether the token is a subject, and of no verb whose subject gives money."""
    return token.dep_ in ("nsubj", "nsubjpass") and not _gives(token)


def _gives(token: Token) -> bool:
    """Whether the token is, or stands beside, the subject of a verb such as "led" or "invested"."""
    while token.dep_ in ("conj", "appos", "compound"):
        token = token.head
    return token.dep_ in ("nsubj", "agent", "pobj") and token.head.lemma_.lower() in words("giving") | {"by"}


def items_at(token: Token, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The items of the types that a token names, directly or as a list or a part of its phrase."""
    item = marked.at.get(token.i)
    if item and item.type in types:
        yield from _listed(item, types, marked)
        return
    if item and isinstance(item.value, Mention):
        for child in token.children:
            if child.dep_ == "conj":
                yield from items_at(child, types, marked)
        return
    yield from _inside(token, types, marked)


def _inside(token: Token, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The items within a noun phrase: "investors including X", "a $5 million round"."""
    for child in token.children:
        item = marked.at.get(child.i)
        values = item is not None and not isinstance(item.value, Mention)
        if child.dep_ in ("appos", "conj") or (child.dep_ in PARTS and values):
            yield from items_at(child, types, marked)
        elif child.dep_ == "prep" and (
            child.lower_ in LISTING or ("Money" in types and child.lower_ in ("of", "in"))
        ):
            for object_ in child.subtree:
                if object_.dep_ in ("pobj", "conj", "appos") and object_.i in marked.at:
                    yield from items_at(object_, types, marked)


def _listed(item: Item, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The item and those that follow it in a list: "A, B and C"."""
    letters = "|".join("Money" if t == "Money" else t for t in types)
    number = marked.items.index(item) if item in marked.items else -1
    if number < 0 or "Money" in types or "Date" in types:
        yield item
        return
    start = next(p[0] for p in marked.coded.places if p[2] == item.first)
    match = compiled(f"{{list:{letters}+}}").match(marked.coded.text, start)
    found = marked.coded.items_in(*match.span("list")) if match else [item]
    yield from (i for i in together(found, marked) if i.type in types)


def together(items: list[Item], marked: Marked) -> list[Item]:
    """The items of a list up to one that is the subject of a clause of its own: "in A, and B said", "in A and B in C"."""
    kept: list[Item] = []
    for item in items:
        token = marked.sentence.doc[item.last - 1]
        if kept and (token.dep_ == GAP or (token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i)):
            break
        kept.append(item)
    return kept
