"""Words that stand for something the text does not name, and names that the rules leave aside.

Facts need things with names. Who wants to know what a sentence says of whom, word by word, needs every
"she" and every "which", whether or not its name is in the text.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.english.coded import Item
from kg.english.coreference import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.marked import Marked

FILE = Path(__file__).with_suffix(".toml")
# The kinds of such mentions: a pronoun or the like, and a name.
WORD, LOOSE = "word", "loose"
# "that" and the like stand for something only as what they are in "the firm that grew".
RELATIVE, TAGS = frozenset({"which", "that", "where", "who", "whom", "whose"}), ("WDT", "WP", "WP$", "WRB")


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@functools.cache
def words() -> dict[str, str]:
    """The words that stand for something, with the type of what they stand for."""
    return {word: type_ for type_ in ("Person", "Unknown") for word in _data()[type_].split()}


def loosened(marked: Marked) -> Marked:
    """The sentence with items also for words and names that stand for nothing known."""
    taken = {i for item in marked.items for i in range(item.first, item.last)}
    extra = list(_extra(marked, taken))
    if not extra:
        return marked
    items = sorted([*marked.items, *extra], key=lambda item: item.first)
    at = marked.at | {i: item for item in extra for i in range(item.first, item.last)}
    return dataclasses.replace(marked, coded=dataclasses.replace(marked.coded, items=tuple(items)), at=at)


def _extra(marked: Marked, taken: set[int]) -> Iterator[Item]:
    for first, last, type_ in _names(marked, taken):
        taken.update(range(first, last))
        yield _item(marked, (first, last), type_, LOOSE)
    for token in marked.sentence.tokens:
        if token.i not in taken and (stands := _stands(token)):
            yield _item(marked, (token.i, token.i + 1), stands, WORD)


def _item(marked: Marked, place: tuple[int, int], type_: str, kind: str) -> Item:
    first, last = place
    return Item(
        first, last, type_, Mention(first, last, Entity(type_, marked.sentence.doc[first:last].text), kind)
    )


def _stands(token: Token) -> str | None:
    word = token.lower_
    if word in RELATIVE and token.tag_ not in TAGS:
        return None
    return words().get(word) if token.dep_ != "expl" and token.text not in ("IT", "US") else None


def _names(marked: Marked, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """Stretches that spaCy takes for names, then other runs of proper nouns, where no item is."""
    labels: dict[str, str] = _data()["labels"]
    tokens, held = marked.sentence.tokens, set(taken)
    for ent in tokens.ents:
        if ent.label_ in labels and held.isdisjoint(range(ent.start, ent.end)):
            held.update(range(ent.start, ent.end))
            yield ent.start, ent.end, labels[ent.label_]
    start = None
    for i in range(tokens.start, tokens.end + 1):
        proper = (
            i < tokens.end and i not in held and tokens.doc[i].pos_ == "PROPN" and not tokens.doc[i].is_lower
        )
        if proper and start is None:
            start = i
        elif not proper and start is not None:
            yield start, i, "Unknown"
            start = None
