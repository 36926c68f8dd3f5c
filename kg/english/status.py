"""Whether a sentence presents a fact as done, as talked about, or as not so, by the parse around its trigger."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = Path(__file__).with_suffix(".toml")
INWARD = {
    "xcomp",
    "ccomp",
    "pcomp",
    "pobj",
    "prep",
    "acl",
    "dobj",
    "nsubjpass",
    "nsubj",
    "csubj",
    "attr",
    "acomp",
    "oprd",
    "dep",
    "compound",
    "amod",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with the word that decided it; `cue` is None for done."""

    status: Status
    cue: str | None = None


@functools.lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, frozenset[str]]]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    return {
        name: {scope: frozenset(text.split()) for scope, text in rows.items()} for name, rows in table.items()
    }


def judge(trigger: Token, relation: str) -> Judged:
    """The status of a fact of `relation` that the trigger states.

    Denial beats talk; a word counts where the trigger depends on it, or where it stands at the trigger.
    """
    found = list(_signs(trigger))
    if any(t.text == "?" for t in trigger.sent[-2:]):
        found.append(("talks", "?"))
    denials = [cue for kind, cue in found if kind == "denied"]
    if denials:
        return Judged(Status.DENIED, denials[0])
    holds = _cues()["holds"]
    talks = [cue for kind, cue in found if kind == "talks" and cue not in holds.get(relation, ())]
    if talks and relation not in holds["always"]:
        return Judged(Status.TALKS, talks[0])
    return Judged(Status.DONE)


def _signs(trigger: Token) -> Iterator[tuple[str, str]]:
    """The cues around the trigger, nearest first: (kind, word)."""
    yield from _modifying(trigger)
    yield from (sign for sign in _governing(trigger) if sign[0] == "talks")
    for token in _governors(trigger):
        yield from _governing(token)
        yield from _modifying(token)


def _governors(trigger: Token) -> Iterator[Token]:
    """The words that the trigger's clause hangs on, inside out, as far as they can change its truth."""
    token = trigger
    while token.dep_ != "ROOT" and token.head is not token:
        if token.dep_ not in INWARD and not (token.dep_ == "conj" and token.head.pos_ == token.pos_):
            return
        if token.dep_ in ("nsubj", "csubj") and token.head.pos_ not in ("VERB", "AUX"):
            return
        if token.lemma_ in _cues()["denied"]["silent"]:
            return
        conjunct = token.dep_ == "conj"
        token = token.head
        if not conjunct or _shares_auxiliary(token):
            yield token


def _shares_auxiliary(token: Token) -> bool:
    return any(c.dep_ in ("aux", "neg") for c in token.children)


def _governing(token: Token) -> Iterator[tuple[str, str]]:
    lemmas = {token.lemma_.lower(), token.lower_, *_particle(token)}
    for kind in ("denied", "talks"):
        for lemma in sorted(lemmas & _cues()[kind]["governs"]):
            yield kind, lemma

    for child in token.children:
        if child.dep_ in ("acomp", "attr", "oprd", "advmod") and child.lower_ in _cues()["denied"]["states"]:
            yield "denied", child.lower_
        if child.lower_ in ("in", "at", "near", "under") and child.dep_ == "prep":
            yield from (
                ("talks", o.lower_) for o in child.children if o.lemma_.lower() in _cues()["talks"]["governs"]
            )
    if token.pos_ in ("ADJ", "ADV") and token.lower_ in _cues()["talks"]["states"]:
        yield "talks", token.lower_


def _particle(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ in ("prt", "advmod", "prep"):
            yield f"{token.lemma_.lower()}_{child.lower_}"


def _modifying(token: Token) -> Iterator[tuple[str, str]]:
    for child in token.children:
        if (
            child.lower_ == "not"
            and child.i + 1 < len(child.doc)
            and child.nbor().lower_ in ("only", "just", "least")
        ):
            continue
        if child.dep_ in ("nsubj", "nsubjpass") and any(c.lower_ == "neither" for c in child.children):
            yield "denied", "neither"
        if child.dep_ in ("aux", "auxpass", "neg", "amod", "advmod", "det", "mark", "compound", "preconj"):
            for kind in ("denied", "talks"):
                if (
                    child.lower_ in _cues()[kind]["modifies"]
                    or child.lemma_.lower() in _cues()[kind]["modifies"]
                ):
                    yield kind, child.lower_
