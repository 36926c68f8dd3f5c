"""Scenes with other names: whoever learns from them learns what a sentence says, not who is known for what."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.learned.scene import Scene, Thing

# How many of the names are changed, and those of which types.
SHARE = 0.3
CHANGED = frozenset({"Company", "Person", "Lab", "Model", "Organization", "Product", "Unknown", "Place"})


def pool(scenes: Iterable[Scene]) -> dict[str, list[str]]:
    """The names of all scenes by type, each once, sorted."""
    found = defaultdict(set)
    for scene in scenes:
        for thing in scene.things:
            if _changed(thing):
                found[thing.type].add(scene.text[thing.start : thing.end])
    return {type_: sorted(names) for type_, names in sorted(found.items())}


def _changed(thing: Thing) -> bool:
    return thing.kind == "name" and thing.type in CHANGED


def renamed(scene: Scene, names: Mapping[str, Sequence[str]], chance: random.Random) -> Scene:
    """The scene with some of its things called by other names of their type, each by one name throughout.

    >>> acme = Thing(0, 4, "Company", "name", "Acme")
    >>> renamed(Scene("Acme grew.", (acme,), ()), {"Company": ["Nuvolo"]}, random.Random(4)).text
    'Nuvolo grew.'
    """
    chosen: dict[tuple[str, str], str | None] = {}
    for thing in scene.things:
        if _changed(thing) and (thing.name, thing.type) not in chosen:
            other = chance.choice(names[thing.type]) if chance.random() < SHARE else None
            chosen[thing.name, thing.type] = other
    edits = {
        (thing.start, thing.end): other
        for thing in scene.things
        if _changed(thing) and (other := chosen[thing.name, thing.type])
    }
    places = sorted(edits)
    if not places or any(a[1] > b[0] for a, b in itertools.pairwise(places)):
        return scene
    moved = [_moved(thing, edits) for thing in scene.things]
    if any(thing is None for thing in moved):
        return scene
    return Scene(_edited(scene.text, edits), tuple(thing for thing in moved if thing), scene.joined)


def _edited(text: str, edits: Mapping[tuple[int, int], str]) -> str:
    for (start, end), words in sorted(edits.items(), reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _moved(thing: Thing, edits: Mapping[tuple[int, int], str]) -> Thing | None:
    """The thing where it stands in the edited text; None where an edit cuts into it."""
    start, end = thing.start, thing.end
    for (first, last), words in edits.items():
        longer = len(words) - (last - first)
        if last <= thing.start:
            start, end = start + longer, end + longer
        elif thing.start <= first and last <= thing.end:
            end += longer
        elif first < thing.end:
            return None
    return dataclasses.replace(thing, start=start, end=end)
