"""Titles of jobs: one way to write a title, and what a noun in a parse says that somebody is."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pcre2

from kg.english.lexicon import alternatives, entries, expression

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = Path(__file__).with_suffix(".toml")
KINDS = ("head", "founder", "officer")
PAST = {"former", "onetime", "erstwhile", "previous"}
INNER = {"compound", "amod", "nmod", "punct", "advmod"}


def written(role: str) -> str:
    """The title in its usual writing.

    >>> written("president and chief executive officer"), written("co-chief executive")
    ('president and CEO', 'co-CEO')
    >>> written("chief technology officer"), written("board of directors")
    ('chief technology officer', 'board director')
    """
    for short, pattern in _usual():
        role = pattern.sub(short, role)
    return role


@functools.lru_cache(maxsize=1)
def _usual() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = tomllib.loads(FILE.read_text("utf-8"))["usual"]
    return tuple(
        (short, re.compile(rf"(?<!\w)(?:{'|'.join(longer)})(?!\w)", re.IGNORECASE))
        for short, longer in table.items()
    )


def single(role: str) -> str:
    """The title of one of several people who share it.

    >>> single("senior engineers"), single("head of sales")
    ('senior engineer', 'head of sales')
    """
    one = role[:-1]
    return one if role.endswith("s") and _is(one.lower(), KINDS) else role


def kinds(noun: Token) -> frozenset[str]:
    """The classes of title (head, founder, officer) of the longest title that ends with the noun.

    So the noun of "vice president" is an officer, that of "company president" a head.
    """
    inside = [t.lower_ for t in noun.lefts if t.dep_ in INNER]
    if not PAST.isdisjoint(inside):
        return frozenset()
    for start in range(len(inside) + 1):
        title = " ".join([*inside[start:], noun.lower_]).replace(" - ", "-")
        found = frozenset(kind for kind in KINDS if _is(title, (kind,)))
        if found:
            return found & {"head"} or found
    return frozenset()


def _is(title: str, classes: tuple[str, ...]) -> bool:
    return any(_title(name).fullmatch(title) for name in classes)


@functools.lru_cache(maxsize=8)
def _title(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(name))


def spelled(tokens: Sequence[Token]) -> set[int]:
    """The tokens that are part of a title written with capitals: "Head of Finance", "Chief Product Officer"."""
    if not any(_ends_title().fullmatch(t.lower_) for t in tokens):
        return set()
    starts, text = {}, ""
    for token in tokens:
        starts[len(text)] = token.i
        text += f"{token.lower_} "
    found = (m.span() for m in _phrase().finditer(text))
    return {i for start, end in found for at, i in starts.items() if start <= at < end}


@functools.lru_cache(maxsize=1)
def _ends_title() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('trade')}|{alternatives('head')}|vp|svp|evp|board)")


@functools.lru_cache(maxsize=1)
def _phrase() -> pcre2.Pattern:
    board = r"(?:board of (?:directors|trustees|governors)|board (?=member|director))"
    officer = "|".join(entry for entry in entries("officer") if not entry.startswith("president of"))
    title = f"(?:{board}|{officer}|@head)"
    matter = "(?:@field|@function)"
    of = rf"(?:of|for) {matter}(?:(?: ,)?(?: (?:and|&))? {matter})*"
    return expression(rf"(?<!\S){title}(?: {of})?(?!\S)")
