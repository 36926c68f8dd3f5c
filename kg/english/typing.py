"""Which type a name has, decided once per article from all its mentions."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from pathlib import Path

from kg.english.candidates import Candidate, Source
from kg.english.coded import Coded, compiled

CUES = Path(__file__).with_name("cues.toml")
NAME_PARTS = Path(__file__).with_name("nameparts.toml")


class Weights(defaultdict[str, float]):
    """How much speaks for each type; what nothing speaks for weighs 0."""

    def __init__(self) -> None:
        super().__init__(float)

    def add(self, other: Weights) -> None:
        """Add the weights of another."""
        for type_, weight in other.items():
            self[type_] += weight


TYPES = ("Company", "Person", "Lab", "Model", "Organization", "Place", "Product")
SEED_WEIGHT, AMBIGUOUS_WEIGHT, PART_WEIGHT, GIVEN_WEIGHT, MODEL_WEIGHT = 12.0, 1.5, 3.0, 3.5, 6.0
NER_WEIGHT = {
    ("PERSON", "Person"): 1.2,
    ("ORG", "Company"): 1.0,
    ("GPE", "Place"): 1.3,
    ("PLACE", "Place"): 3.0,
    ("LOC", "Place"): 0.8,
    ("FAC", "Place"): 0.4,
    ("PRODUCT", "Product"): 0.5,
    ("PRODUCT", "Model"): 0.4,
    ("WORK_OF_ART", "Product"): 0.8,
}


@functools.lru_cache(maxsize=1)
def _cues() -> list[tuple[str, float, str]]:
    table = tomllib.loads(CUES.read_text("utf-8"))
    return [
        (type_, weight, phrase.replace("{x}", "{x:Any}"))
        for type_, cues in table.items()
        for phrase, weight in cues.items()
    ]


@functools.lru_cache(maxsize=1)
def _parts() -> dict[str, dict[str, frozenset[str]]]:
    table = tomllib.loads(NAME_PARTS.read_text("utf-8"))
    return {
        place: {type_: frozenset(text.split()) for type_, text in rows.items()}
        for place, rows in table.items()
    }


def cue_weights(coded: Coded) -> dict[int, Weights]:
    """What the words around the names of a coded sentence say: item number to weights by type."""
    weights: dict[int, Weights] = {}
    for type_, weight, phrase in _cues():
        for match in compiled(phrase).finditer(coded.text):
            number = int(match.group("x")[2:-1])
            weights.setdefault(number, Weights())[type_] += weight
    return weights


def own_weights(candidate: Candidate) -> Weights:
    """What a candidate itself says of its type: seeds, patterns, NER label and its own words."""
    weights: Weights = Weights()
    if candidate.seed:
        weights[candidate.seed.type] += SEED_WEIGHT
    if candidate.source == Source.MODEL:
        weights["Model"] += MODEL_WEIGHT
    elif candidate.label == "weak":
        weights["Model"] += 1.0
    for (label, type_), weight in NER_WEIGHT.items():
        if candidate.label == label:
            weights[type_] += weight * (0.5 if label == "PERSON" and candidate.length == 1 else 1)
    return weights


def part_weights(name: str) -> Weights:
    """What the words of a name say of its type: a legal suffix, "University", a given name."""
    weights: Weights = Weights()
    words = name.casefold().replace("-", " ").split()
    for type_, last in _parts()["last"].items():
        if len(words) > 1 and words[-1] in last:
            weights[type_] += PART_WEIGHT
    for type_, first in _parts()["first"].items():
        if len(words) > 1 and words[0] in first:
            weights[type_] += PART_WEIGHT
    if 2 <= len(name.split()) <= 4 and words[0] in _parts()["given"]["Person"]:
        weights["Person"] += GIVEN_WEIGHT
    if name.isalpha() and any(map(str.isupper, name[2:])) and not name.isupper():
        weights["Company"] += 1.5
    if name.endswith((".ai", ".com", ".io", ".in", ".org", "AI")):
        weights["Company"] += PART_WEIGHT
    return weights


def decide(weights: Weights) -> str:
    """The type with the greatest weight, "Unknown" where nothing speaks for any; ties by TYPES' order."""
    best = max(TYPES, key=lambda type_: (round(weights[type_], 6), -TYPES.index(type_)))
    return best if weights[best] > 0 else "Unknown"
