"""Names that one would take for those of one thing, and an article for two: "Meta, the parent company of Facebook"."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence

from kg.english.candidate import Candidate
from kg.english.coded import Item, encode, matches
from kg.english.frames import frame_of
from kg.english.sentences import Sentence
from kg.model import Entity
from kg.names import normal, slug


def told_apart(sentences: Sequence[Sentence], rows: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates of each sentence, where a name that the article says to belong to its own seed stands for itself."""
    own = {name for sentence, row in zip(sentences, rows, strict=True) for name in _own(sentence, row)}
    return [[_itself(c) if c.seed and normal(c.text) in own else c for c in row] for row in rows]


def _own(sentence: Sentence, row: Sequence[Candidate]) -> Iterator[str]:
    """The normal forms of names that belong to what has another name of the same seed."""
    names = {(c.seed, normal(c.text)) for c in row if c.seed}
    if len(names) > len({seed for seed, _ in names}):
        for child, parent in owned(sentence, row):
            if child.seed and child.seed == parent.seed and normal(child.text) != normal(parent.text):
                yield normal(child.text)


def owned(sentence: Sentence, row: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """What a sentence says to be part of something, whatever both are, and of what; as the frame of that relation has it."""
    coded = encode(sentence, [Item(c.first, c.last, "Unknown", None) for c in row])
    for phrase in _phrases():
        for match in matches(phrase, coded.text):
            parents, children = (
                [row[coded.items.index(item)] for item in coded.items_in(*match.span(slot))]
                for slot in ("object", "subject")
            )
            yield from ((child, parent) for child in children for parent in parents)


@functools.lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    return tuple(phrase.pattern for phrase in frame_of("partOf").phrases if phrase.about is None)


def _itself(candidate: Candidate) -> Candidate:
    seed, name = candidate.seed, candidate.text
    assert seed
    id = f"{seed.type.lower()}/{slug(name, seed.type)}"
    return dataclasses.replace(candidate, seed=Entity(seed.type, name, (), id))
