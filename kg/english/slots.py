"""Which items fill a slot: those at a place in the parse, those listed beside them, or the topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english.coded import Item, compiled, matches
from kg.english.descriptions import raises_none
from kg.english.funded import nobodys
from kg.english.grammar import fill
from kg.english.marked import Marked
from kg.english.mended import GAP
from kg.english.salience import Mention, cited
from kg.english.standing import firm_of, left_unsaid
from kg.english.titles import PAST
from kg.english.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMED = {"called", "named", "dubbed", "known", "nicknamed"}
LISTING = {"including", "include", "like", "such", "as", "e.g.", "namely"}
# "A and B co-led the round", "the round in X": who gives and who gets.
TARGET = "((@round|@stage)( of @roughly<[$]\\d+>)? (in|for|into)|(round|series [a-k]) at|(seed|series [a-k])( round)? of|(@round|@stage) (raised|closed|secured|won) by) (@premod |<[GT]\\d+> (-based |'s )?){0,8}?{x:Company}(?! -)"
IN_WHICH = "{x:Company} ,? (in|into) which"
GIVES = "{x:Company|Person+} ((also|all|both|have|has|previously|recently|each|,) )*(co-)?(led|leads|headed|anchored|participated|joined) (the |this |its |that |an? )?([a-z-]+ |<[$]\\d+> )*?(@round|@stage)"
# "At X, the chief executive is Y": whom the words behind are about.
FRONTED = "(?:^|; )(?:over |back )?at {x:Company|Lab|Organization} (?:, (?!where|which)[^<>;]{3,60} )?,(?! (?:where|which)\\b)"
# What may stand between a name and the noun that is said of it.
APPOSED = {"DET", "ADJ", "ADV", "PRON"}
PARTS = {"nummod", "compound", "nmod", "quantmod", "amod", "poss", "appos", "npadvmod"}


def items(trigger: Token, path: str, types: tuple[str, ...], marked: Marked) -> list[Item]:
    """The items of the types that a slot's path leads to, with those listed beside them.

    The alternative "about" is the company spoken of, "funded" the one whose money is spoken of; "PATH about" that company if the path leads anywhere;
    "firm PATH" the company of the person there.
    """
    for alternative in path.split(";"):
        paid = "funded" in alternative
        condition, spoken, _ = alternative.partition("funded" if paid else "about")
        if spoken:
            there = not condition.strip() or bool(fill(trigger, condition))
            there = there and not (paid and nobodys(trigger))
            found = about(types, marked, trigger.i, verb=trigger.i, paid=paid) if there else []
        elif alternative.strip().startswith("firm "):
            people = items(trigger, alternative.strip()[5:], ("Person",), marked)
            found = [firm for item in people if (firm := firm_of(item, types, marked))]
        else:
            tokens = fill(trigger, alternative)
            found = [item for token in tokens for item in items_at(token, types, marked)]
            found = _nearest(trigger, _described(trigger, found, marked), marked)
            if not re.search("poss|agent|[<~]", alternative):
                found = [i for i in found if not _owns(i, marked)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _owns(item: Item, marked: Marked) -> bool:
    """Whether the item is only the owner of what is meant: "a stake in GM's Cruise"."""
    after = marked.sentence.doc[item.last : marked.sentence.tokens.end][:2]
    return len(after) == 2 and after[0].tag_ == "POS" and after[1].pos_ in ("NOUN", "ADJ", "PROPN", "PUNCT")


def _described(trigger: Token, found: list[Item], marked: Marked) -> list[Item]:
    """Of a list of names the last, where the trigger only describes that: "A, B and C, which D bought"."""
    of_clause = trigger.dep_ == "attr" and trigger.head.dep_ == "relcl"
    participle = trigger.dep_ == "acl" and trigger.tag_ == "VBN"
    of_noun = participle and trigger.head.i not in marked.at  # "A, B and C, a fund run by D"
    start = (trigger.head if of_clause or of_noun else trigger).left_edge.i
    before = [i for i in found if i.last <= start]
    if trigger.dep_ == "relcl" and before:
        found = before  # "A, which D bought; B, which"
    one = trigger.dep_ == "appos" and trigger.tag_ == "NN"
    if len(before) < 2 or not (one or of_clause or participle or trigger.dep_ == "relcl"):
        return found
    near = max(before, key=lambda i: i.last)
    between = marked.sentence.doc[near.last : start]
    return [near] if all(t.is_punct or t.pos_ in APPOSED for t in between) else found


def _nearest(trigger: Token, found: list[Item], marked: Marked) -> list[Item]:
    """What a participle is said of: the name right before it, "X, based on Y, built by Z" tells who built Y."""
    if trigger.tag_ != "VBN" or trigger.dep_ not in ("acl", "advcl"):
        return found
    behind = trigger.left_edge.i
    while behind > 0 and marked.sentence.doc[behind - 1].is_punct:
        behind -= 1
    near = marked.at.get(behind - 1)
    types = {i.type for i in found if i.last <= trigger.i}
    return [near] if near and near not in found and near.type in types else found


def about(
    types: tuple[str, ...], marked: Marked, before: int, *, verb: int = -1, paid: bool = False
) -> list[Item]:
    """The company that the words from token `before` on are about: the sentence's subject, or an earlier one.

    It is not the subject of `verb`. If it is `paid`, it is one that may raise money.
    """
    ahead = [
        i
        for i in marked.items
        if i.last <= before and i.type in ("Company", "Unknown") and (paid or i.type in types)
    ]
    fronted = [i for i in _found(FRONTED, marked) if i.type in types and i.last <= before]
    if fronted:
        return fronted[-1:]
    targets = [i for i in _found(TARGET, marked) if i.type in types and not _cited(i)]
    if paid and not targets:
        targets = [i for i in _found(IN_WHICH, marked) if i.type in types and i.last <= before]
    if targets:
        return targets[:1]
    givers = _found(GIVES, marked)
    unfit = _raises_none if paid else _cited
    ahead = [i for i in ahead if i not in givers and not unfit(i)]
    subjects = [i for i in ahead if _raises(marked.sentence.doc[i.last - 1], verb)]
    named = [i for i in ahead if _of_subject(marked.sentence.doc[i.last - 1])]
    if subjects or named:
        return (subjects or named)[-1:]
    spoken = marked.model if types == ("Model",) else marked.funded if paid else marked.about
    open_ = (*types, "Unknown") if "Company" in types else types
    if spoken is None or spoken.type not in open_:
        return []
    return [left_unsaid(spoken, marked)]


def _cited(item: Item) -> bool:
    """Whether the item names a fund or a newspaper, which news cites but is not about."""
    return isinstance(item.value, Mention) and cited(item.value.entity)


def _raises_none(item: Item) -> bool:
    """Whether the item names one that raises no rounds."""
    return isinstance(item.value, Mention) and raises_none(item.value.entity)


def _found(phrase: str, marked: Marked) -> list[Item]:
    """The items that are the "x" of a phrase."""
    spans = (m.span("x") for m in matches(phrase, marked.coded.text))
    return [item for span in spans for item in marked.coded.items_in(*span)]


def _raises(token: Token, verb: int) -> bool:
    """Whether the token is a subject, but not the verb's, and of no verb whose subject gives money."""
    if token.dep_ == "appos" and token.head.pos_ == "NOUN":
        token = token.head
    own = token.head.i == verb and token.dep_ == "nsubj"
    return token.dep_ in ("nsubj", "nsubjpass", "ROOT") and not own and not _gives(token)


def _of_subject(token: Token) -> bool:
    """Whether the token is the X of "X's round" or "X founder Y built", where Y gives no money."""
    possessive = token.dep_ == "poss"
    if token.dep_ not in ("poss", "compound", "nmod"):
        return False
    while token.dep_ in ("poss", "compound", "nmod", "appos"):
        if not PAST.isdisjoint(c.lower_ for c in token.head.lefts) or (
            token.dep_ == "appos" and not possessive
        ):
            return False  # "Ann Lee, a former X executive"
        token = token.head
    return (possessive or token.dep_ in ("nsubj", "nsubjpass")) and not _gives(token)


def _gives(token: Token) -> bool:
    """Whether the token is, or stands beside, the subject of a verb such as "led" or "invested"."""
    while token.dep_ in ("conj", "appos", "compound"):
        token = token.head
    verbs = {token.head, *(c for c in token.head.children if c.dep_ == "xcomp")}
    giving = any(verb.lemma_.lower() in words("giving") | {"by"} for verb in verbs)
    return giving and token.dep_ in ("nsubj", "agent", "pobj")


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
    """The items within a noun phrase: "investors including X", "a start-up called X"."""
    for child in token.children:
        if child.dep_ == "acl" and child.lower_ in NAMED:
            named = next((i for i in range(child.i + 1, child.i + 4) if i in marked.at), None)
            if named is not None:
                yield from items_at(marked.sentence.doc[named], types, marked)
            continue
        item = marked.at.get(child.i)
        values = item is not None and not isinstance(item.value, Mention)
        part = child.dep_ == "conj" or (child.dep_ == "appos" and token.pos_ != "PROPN")
        if part or (child.dep_ in PARTS and values):
            yield from items_at(child, types, marked)
        elif child.dep_ == "prep" and (
            child.lower_ in LISTING
            or ("Money" in types and child.lower_ in ("of", "in") and token.lower_ not in words("portion"))
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
    start = marked.coded.place(item.first)
    match = compiled(f"{{list:{letters}+}}").match(marked.coded.text, start)
    if match and types == ("Place",) and not re.search(r" (?:and|or|&) ", match[0]):
        match = None  # "Santa Clara, California"
    found = marked.coded.items_in(*match.span("list")) if match else [item]
    yield from (i for i in together(found, marked) if i.type in types)


def together(items: list[Item], marked: Marked) -> list[Item]:
    """The items of a list up to one that is the subject of a clause of its own: "in A, and B said", "in A and B in C"."""
    kept: list[Item] = []
    for item in items:
        token = marked.sentence.doc[item.last - 1]
        clause = token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ != "VBG"
        apart = kept and item.first >= kept[-1].last
        if apart and (token.dep_ == GAP or (clause and token.head.i > token.i)):
            break
        kept.append(item)
    return kept
