"""The seeds' labels, found by their first word."""

from __future__ import annotations

import functools
import re

from kg import seeds
from kg.model import Entity


@functools.lru_cache(maxsize=1)
def labels() -> dict[str, list[tuple[str, Entity, bool]]]:
    """Seed labels by their first word: (label, entity, ambiguous), longest first."""
    table: dict[str, list[tuple[str, Entity, bool]]] = {}
    for seed in seeds.load():
        entity = seed.entity
        for label in seed.safe:
            table.setdefault(first_word(label), []).append((label, entity, False))
        for label in seed.ambiguous:
            table.setdefault(first_word(label), []).append((label, entity, True))
    return {key: sorted(rows, key=lambda r: (-len(r[0]), r[1])) for key, rows in table.items()}


@functools.lru_cache(maxsize=65536)
def ambiguous_seeds(name: str) -> tuple[Entity, ...]:
    """The seeds for which `name` is an ambiguous label."""
    return tuple(
        e for label, e, ambiguous in labels().get(first_word(name), ()) if ambiguous and label == name
    )


def first_word(text: str) -> str:
    """The first word of a text, for looking labels up."""
    match = re.match(r"\w+", text)
    return match.group().casefold() if match else text[:1]
