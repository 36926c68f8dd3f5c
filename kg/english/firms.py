"""Which company a person stands for in a text: whose "we" it is, and which is "her start-up"."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pcre2

from kg.english.coded import Item, compiled, encode
from kg.english.salience import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")


@functools.lru_cache(maxsize=1)
def _phrases() -> tuple[pcre2.Pattern, ...]:
    return tuple(compiled(phrase) for phrase in tomllib.loads(FILE.read_text("utf-8"))["phrases"])


def firms(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of a person and the company that the sentence says they stand for."""
    types = {m.entity.type for m in mentions}
    if "Person" not in types or not types & {"Company", "Lab", "Unknown"}:
        return
    coded = encode(sentence, [Item(m.first, m.last, m.entity.type, m) for m in mentions])
    for phrase in _phrases():
        for match in phrase.finditer(coded.text):
            person, firm = (mentions[int(match.group(g)[2:-1])].entity for g in ("p", "c"))
            yield person, firm
