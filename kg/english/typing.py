"""Which type a name has, decided once per article from all its mentions."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from kg.english.candidate import Candidate, Source
from kg.english.coded import Coded, matches
from kg.english.needed import Index
from kg.english.wordlists import generic, given_names, is_place
from kg.english.wordlists import words as listed_words
from kg.names import normal

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
SEED_WEIGHT, AMBIGUOUS_WEIGHT, MODEL_WEIGHT = 12.0, 1.5, 6.0
PART_WEIGHTS = {"last": 3.0, "first": 3.0, "sure": 5.0, "sure_first": 5.0}
# What looks like initials and is none.
COUNTRIES = ("U.S.", "U.K.", "U.N.", "E.U.")
# The section of cues that are heard only in news of AI.
IN_AI_NEWS = "Model in AI news"
GIVEN_WEIGHT, PARTICLE_WEIGHT, SHAPE_WEIGHT, PLACE_WEIGHT = 3.5, 2.5, 1.5, 3.0
NER_WEIGHT = {
    ("PERSON", "Person"): 1.2,
    ("ORG", "Company"): 1.0,
    ("GPE", "Place"): 1.3,
    ("PLACE", "Place"): 5.0,
    ("LOC", "Place"): 0.8,
    ("FAC", "Place"): 0.4,
    ("PRODUCT", "Product"): 0.5,
    ("PRODUCT", "Model"): 0.4,
    ("WORK_OF_ART", "Product"): 0.8,
}


@functools.lru_cache(maxsize=1)
def cues() -> list[tuple[str, float, str]]:
    """The cues: (section, whose first word is the type; weight; phrase with the name as `x`)."""
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


@functools.lru_cache(maxsize=1)
def _cue_index() -> Index:
    return Index(phrase for _, _, phrase in cues())


def cue_weights(coded: Coded, leave_out: frozenset[str] = frozenset()) -> dict[int, Weights]:
    """What the words around the names of a coded sentence say: item number to weights by type.

    The sections `leave_out` of the cues are not heard.
    """
    weights: dict[int, Weights] = {}
    for cue in _cue_index().matching(coded.text):
        section, weight, phrase = cues()[cue]
        if section in leave_out:
            continue
        for match in matches(phrase, coded.text):
            number = int(match.group("x")[2:-1])
            weights.setdefault(number, Weights())[section.split()[0]] += weight
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
        if candidate.label == label and not (type_ == "Place" and any(map(str.isdigit, candidate.text))):
            weights[type_] += weight * (0.5 if label == "PERSON" and candidate.length == 1 else 1)
    return weights


def part_weights(name: str) -> Weights:
    """What the words of a name say of its type: a legal suffix, "University", a given name, a particle."""
    weights: Weights = Weights()
    words = name.casefold().replace("-", " ").split()
    opening = {words[0], *(word for word, follows in pairwise(words) if follows == "of")} if words else set()
    for place, weight in PART_WEIGHTS.items():
        for type_, listed in _parts()[place].items():
            if len(words) > 1 and (listed & opening if "first" in place else words[-1] in listed):
                weights[type_] += weight
    weights["Person"] += _person_weight(name, words)
    if not listed_words("investing_body").isdisjoint(words[:-1]):
        weights["Company"] += PART_WEIGHTS["sure"] + PART_WEIGHTS["last"]
    if name.isalpha() and any(map(str.isupper, name[2:])) and not name.isupper():
        weights["Company"] += 1.5
    if name.endswith((".ai", ".com", ".io", ".in", ".org", "AI")) or "&" in name:
        weights["Company"] += PART_WEIGHTS["last"]
    if is_place(name):
        weights["Place"] += PLACE_WEIGHT
    return weights


def _person_weight(name: str, words: list[str]) -> float:
    """How much a name of two words or more looks like a person's: given name, initial, particle, hyphen."""
    parts = name.split()
    if not 2 <= len(parts) <= 6 or not all(p[0].isalpha() for p in parts):
        return 0.0
    given = not given_names().isdisjoint({words[0], normal(words[0])})
    weight = GIVEN_WEIGHT if given and len(parts) <= 4 else 0.0
    weight *= 0.5 if words[-1] in generic() else 1
    if len(parts) > 2 and set(parts[1:-1]) & _parts()["particle"]["Person"]:
        weight += PARTICLE_WEIGHT
    initials = parts[0] not in COUNTRIES and re.fullmatch(r"(?:[A-Z]\.-?)+|[A-Z]", parts[0])
    if initials or any(re.fullmatch(r"[A-Z]\.", p) for p in parts[1:-1]):
        weight += SHAPE_WEIGHT
    if re.fullmatch(r"[^\W\d_]+-[A-Z]\w+|(?:O['’]|Mc|Mac|[aA]l-|D['’])[A-Z]\w+", parts[-1]):
        weight += SHAPE_WEIGHT
    return weight


def decide(weights: Weights) -> str:
    """The type with the greatest weight, "Unknown" where nothing speaks for any; ties by TYPES' order."""
    best = max(TYPES, key=lambda type_: (round(weights[type_], 6), -TYPES.index(type_)))
    return best if weights[best] > 0 else "Unknown"
