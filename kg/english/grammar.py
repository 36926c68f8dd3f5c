"""Walks a parse from a trigger to the tokens that fill its slots, along paths from grammar.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.lexicon import alternatives
from kg.english.titles import KINDS, kinds
from kg.errors import KGError

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = Path(__file__).with_suffix(".toml")
PREPOSITIONS = {"prep", "agent", "dative"}
RELATIVE = {"who", "which", "that", "whom"}
# What may stand between a relative pronoun and the verb of its clause.
WITHIN = {"conj", "xcomp", "prep", "pobj", "pcomp", "dobj", "advmod"}
DEPTH = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: how to move, and the labels, words, titles or tags that it asks for."""

    move: str
    labels: frozenset[str]
    words: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=1)
def _roles() -> dict[str, dict[str, list[tuple[Step, ...]]]]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    return {
        pos: {role: [_steps(p) for p in paths] for role, paths in roles.items()}
        for pos, roles in table.items()
    }


def _steps(path: str) -> tuple[Step, ...]:
    steps = []
    for part in path.split():
        labels, _, wanted = part[1:].partition(":")
        steps.append(Step(part[0], frozenset(labels.split("|")), frozenset(wanted.split("|")) - {""}))
    return tuple(steps)


def fill(trigger: Token, slot: str) -> list[Token]:
    """The tokens that a slot's expression leads to, from the first alternative that leads anywhere.

    An expression is alternatives between ";", each a list of parts: a role of grammar.toml ("agent"),
    prepositions ("in|into"), or a step of a path (">poss"); ":@class" or ":word" after a part keeps
    only tokens with such a lemma, or nouns of such a title (":@head").
    """
    for alternative in slot.split(";"):
        tokens = [trigger]
        for part in alternative.split():
            tokens = [found for token in tokens for found in _part(token, part)]
        if tokens:
            return tokens
    return []


def _part(token: Token, part: str) -> list[Token]:
    if part[0] in "<>=!+~":
        return list(_walk(token, _steps(part), 0))
    name, _, wanted = part.partition(":")
    found = (
        role(token, name, 0) if name in ("agent", "theme") else list(_prepositional(token, name.split("|")))
    )
    return [t for t in found if not wanted or _is(t, wanted)]


def _is(token: Token, wanted: str) -> bool:
    if wanted[1:] in KINDS:
        return wanted[1:] in kinds(token)
    pattern = _matcher(wanted)
    return any(pattern.fullmatch(word) for word in (token.lemma_.lower(), token.lower_))


@functools.lru_cache(maxsize=512)
def _matcher(wanted: str) -> re.Pattern[str]:
    return re.compile(alternatives(wanted[1:]) if wanted.startswith("@") else wanted)


def role(token: Token, name: str, depth: int) -> list[Token]:
    """The tokens that fill the role `agent` or `theme` of a verb or noun."""
    if depth > DEPTH:
        return []
    kind = "verb" if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") else "noun"
    try:
        paths = _roles()[kind][name]
    except KeyError as error:
        raise KGError(f"the grammar has no role {name!r}; it has agent and theme") from error
    if name == "agent" and kind == "verb" and (subject := _listed_subject(token)):
        return [subject]
    for path in paths:
        if tokens := list(_walk(token, path, depth)):
            named = [t for t in tokens if t.lower_ not in RELATIVE]
            found = [_antecedent(t) for t in (named if name == "agent" and named else tokens)]
            described = (name == "theme" and token.dep_ == "acl") or (
                token.dep_ == "relcl" and token.tag_ == "VB"
            )
            return [_of_name(t) if described else t for t in found]
    return []


def _listed_subject(verb: Token) -> Token | None:
    """The subject that the parse takes for part of the list before it: "A bought B and C bought D"."""
    own = {"aux", "auxpass", "advmod", "neg"}
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return None
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in own and c.i < verb.i)])
    before = verb.doc[max(start - 1, 0)]
    listed = before.dep_ == "conj" and before.pos_ == "PROPN" and verb.head in before.ancestors
    return before if listed else None


def _walk(token: Token, steps: tuple[Step, ...], depth: int) -> Iterator[Token]:
    if not steps:
        yield token
        return
    step, rest = steps[0], steps[1:]
    for found in _move(token, step, depth):
        yield from _walk(found, rest, depth)


def _move(token: Token, step: Step, depth: int) -> Iterator[Token]:
    match step.move:
        case ">":
            yield from (
                c
                for c in token.children
                if c.dep_ in step.labels and (not step.words or _worded(c, step.words))
            )
        case "<":
            named = not step.words or token.lower_ in step.words
            if token.dep_ in step.labels and named and token.head != token:
                yield token.head
        case "=":
            if token.tag_ in step.labels:
                yield token
        case "!":
            if not any(
                c.dep_ in step.labels and (not step.words or _worded(c, step.words)) for c in token.children
            ):
                yield token
        case "+":
            if any(c.dep_ in step.labels for c in token.children):
                yield token
        case "~":
            for label in step.labels:
                yield from role(token, label, depth + 1)


def _worded(token: Token, words: frozenset[str]) -> bool:
    return token.lower_ in words or bool({f"@{kind}" for kind in kinds(token)} & words)


def _prepositional(token: Token, prepositions: list[str]) -> Iterator[Token]:
    """The objects of a preposition at the token, at its object or at its own governing preposition."""
    holders = [
        token,
        *(
            c
            for c in token.children
            if c.dep_ in ("dobj", "oprd", "attr", "prep", "advmod", "nsubjpass", "agent")
        ),
    ]
    if token.dep_ == "ccomp" and _focus(token.head):
        holders.append(token.head)
    holders += [
        g
        for c in token.children
        if c.dep_ in ("dobj", "prep")
        for g in c.children
        if g.dep_ in ("prep", "pobj")
    ]
    seen = set()
    for holder in holders:
        for child in holder.children:
            if child.dep_ in PREPOSITIONS and child.lower_ in prepositions and child.i not in seen:
                seen.add(child.i)
                yield from (_antecedent(c) for c in child.children if c.dep_ in ("pobj", "pcomp"))


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for, else the token itself.

    In "it was X that bought Y" and "the one that bought Y was X" that is X, and in "X, the firm that
    bought Y" too.
    """
    if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "IN", "DT"):
        return token
    verb = token.head
    while verb.dep_ in WITHIN and verb.head != verb:
        verb = verb.head
    if verb.dep_ == "ccomp" and (focus := _focus(verb.head)):
        return focus
    return _named(verb.head) if verb.dep_ == "relcl" else token


def _focus(be: Token) -> Token | None:
    """The X of "it was X that …", a name or a preposition, by its verb."""
    it = any(c.dep_ == "nsubj" and c.lower_ == "it" for c in be.children)
    return (
        next((c for c in be.children if c.dep_ in ("attr", "prep")), None)
        if be.lemma_ == "be" and it
        else None
    )


def _of_name(noun: Token) -> Token:
    """The name that the noun describes, where it does: "X, the maker bought by Y", "X is a start-up backed by Y"."""
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become", "remain"):
        return next((c for c in noun.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), noun)
    apposed = noun.dep_ == "appos" and noun.tag_ == "NN" and noun.head.pos_ == "PROPN"
    return noun.head if apposed else noun


def _named(noun: Token) -> Token:
    """The name that a common noun describes: "X, the firm", "the firm … was X"; else the noun."""
    if noun.tag_ not in ("NN", "NNS"):
        return noun
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        return next((c for c in noun.head.children if c.dep_ == "attr"), noun)
    return noun
