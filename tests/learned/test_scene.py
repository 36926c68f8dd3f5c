"""Sentences as the encoder reads them: where things stand, what is paired, and the same with other names."""

from __future__ import annotations

import random

from kg.english import reader
from kg.learned.pairs import counts, pairs
from kg.learned.renamed import pool, renamed
from kg.learned.scene import Scene, scene
from kg.model import Article


def scenes(text: str) -> list[Scene]:
    marked = reader.load().marked(Article("a", text))
    named = counts(marked)
    return [scene(each, list(pairs(each, named))) for each in marked]


def words(read: Scene) -> list[str]:
    return [read.text[thing.start : thing.end] for thing in read.things]


def test_things_stand_where_the_sentence_names_them() -> None:
    first, second = scenes("IBM bought Dell. Jane Doe leads Sony.")
    assert words(first) == ["IBM", "Dell"]
    assert words(second) == ["", "Jane Doe", "Sony"]
    assert [thing.type for thing in second.things] == ["Company", "Person", "Company"]
    assert [thing.kind for thing in second.things] == ["about", "name", "name"]


def test_pairs_are_told_by_the_numbers_of_their_things() -> None:
    (read,) = scenes("IBM bought Dell and Sony.")
    assert [(j.first, j.second, j.between) for j in read.joined] == [(0, 1, 0), (0, 2, 1), (1, 2, 0)]
    assert [(j.first, j.second) for j in read.only([2]).joined] == [(1, 2)]


def test_a_thing_has_one_new_name_throughout_and_the_others_move_along() -> None:
    (read,) = scenes("IBM said that IBM bought Dell for $5 million.")
    ibm, changed = [n for n, each in enumerate(words(read)) if each == "IBM"], 0
    assert len(ibm) == 2
    for seed in range(30):
        other = renamed(read, {**pool([read]), "Company": ["Hexagrove Systems"]}, random.Random(seed))
        new = words(other)
        assert new[ibm[0]] == new[ibm[1]]
        assert set(new) <= {"IBM", "Dell", "Hexagrove Systems", "$5 million"}
        assert "$5 million" in new
        changed += other != read
    assert 0 < changed < 30


def test_names_are_pooled_by_type_and_pronouns_are_none() -> None:
    assert pool(scenes("Jane Doe leads IBM. She lives in Paris.")) == {
        "Company": ["IBM"],
        "Person": ["Jane Doe"],
        "Place": ["Paris"],
    }
