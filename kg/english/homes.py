"""Where each company of an article is from, so that "the Oslo company" is none from elsewhere."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pcre2

from kg.english.coded import Item, compiled, encode
from kg.english.descriptions import begins
from kg.english.salience import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
FIRMS = {"Company", "Lab", "Organization", "Unknown"}


@functools.lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))


@functools.lru_cache(maxsize=1)
def _phrases() -> tuple[pcre2.Pattern, ...]:
    return tuple(compiled(phrase) for phrase in _table()["phrases"].values())


@functools.lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    """The homes of companies that the press knows well, by their names."""
    rows = _table()["known"].items()
    return {name: frozenset(homes.split(", ")) for name, homes in rows}


@functools.lru_cache(maxsize=1)
def _nations() -> frozenset[str]:
    return frozenset(_table()["nations"]["adjectives"].split())


def homes(sentences: Sequence[Sentence], rows: Iterable[Sequence[Mention]]) -> dict[Entity, set[str]]:
    """The places, and the adjectives of nations, that an article says each company is from."""
    found: dict[Entity, set[str]] = {}
    for sentence, row in zip(sentences, rows, strict=True):
        for firm, home in _told(sentence, row):
            found.setdefault(firm, set()).add(home)
    return found


def _told(sentence: Sentence, row: Sequence[Mention]) -> Iterator[tuple[Entity, str]]:
    types = {m.entity.type for m in row}
    if not types & FIRMS:
        return
    text = sentence.tokens.text.casefold()
    if "Place" not in types and not any(word in text for word in _nations()):
        return
    coded = encode(sentence, [Item(m.first, m.last, m.entity.type, m) for m in row])
    for phrase in _phrases():
        for match in phrase.finditer(coded.text):
            at = match.group("g")
            home = row[int(at[2:-1])].entity.name.casefold() if at[0] == "<" else at
            if at[0] == "<" or at in _nations():
                yield row[int(match.group("c")[2:-1])].entity, home


def said(token: Token, mentions: Iterable[Mention]) -> str | None:
    """The place or the adjective of a nation that a description names: "the Oslo-based firm"."""
    first = begins(token)
    inside = [m for m in mentions if first <= m.first and m.last <= token.i]
    place = next((m for m in inside if m.entity.type == "Place" and _belongs(m, token)), None)
    if place:
        return place.entity.name.casefold()
    return next((t.lower_ for t in token.doc[first : token.i] if t.lower_ in _nations()), None)


def _belongs(place: Mention, token: Token) -> bool:
    """Whether the place is what the company is from: "Oslo firm", "Oslo-based firm", not "Oslo's first firm"."""
    behind = token.doc[place.last : token.i]
    return not any(t.tag_ == "POS" for t in behind) and len(behind) < 6


def elsewhere(home: str, firm: Entity, told: set[str]) -> bool:
    """Whether a company of which `told` is said, or that the press knows well, is not from `home`.

    What the press knows only tells who is not meant: many a company is from San Francisco.
    """
    alike = {
        each
        for each in told | _known().get(firm.name, frozenset())
        if (each in _nations()) == (home in _nations())
    }
    return bool(alike) and home not in alike
