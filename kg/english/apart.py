"""Names that the seeds hold for one thing, and an article for two: "Meta, the parent company of Facebook"."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.english.candidate import Candidate
from kg.english.coded import Item, encode, matches
from kg.english.sentences import Sentence
from kg.model import Entity
from kg.names import normal, slug

FILE = Path(__file__).with_suffix(".toml")


def told_apart(sentences: Sequence[Sentence], rows: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates of each sentence, where a name that the article says to belong to its own seed stands for itself."""
    own = {name for sentence, row in zip(sentences, rows, strict=True) for name in _owned(sentence, row)}
    return (
        [[_itself(c) if c.seed and normal(c.text) in own else c for c in row] for row in rows]
        if own
        else rows
    )


def _owned(sentence: Sentence, row: Sequence[Candidate]) -> Iterator[str]:
    """The names that belong to what has another name of the same seed, as the sentence has it."""
    names = {(c.seed, normal(c.text)) for c in row if c.seed}
    if len(names) == len({seed for seed, _ in names}):
        return
    coded = encode(sentence, [Item(c.first, c.last, "Unknown", None) for c in row])
    for match in itertools.chain.from_iterable(matches(phrase, coded.text) for phrase in _phrases()):
        (owner,), owned = (
            [row[coded.items.index(item)] for item in coded.items_in(*match.span(end))]
            for end in ("parent", "child")
        )
        yield from (
            normal(c.text)
            for c in owned
            if c.seed and c.seed == owner.seed and normal(c.text) != normal(owner.text)
        )


def _itself(candidate: Candidate) -> Candidate:
    seed, name = candidate.seed, candidate.text
    assert seed
    id = f"{seed.type.lower()}/{slug(name, seed.type)}"
    return dataclasses.replace(candidate, seed=Entity(seed.type, name, (), id))


@functools.lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    return tuple(tomllib.loads(FILE.read_text("utf-8"))["owned"])
