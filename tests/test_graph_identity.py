"""Which claims tell of the same event, whatever their order."""

from __future__ import annotations

import random

import pytest
from graph_sample import money
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.identity import Clues, groups

SUMS = st.lists(st.integers(1, 40).map(lambda n: money(f"{n}e8")), max_size=2).map(lambda v: tuple(sorted(v)))
YEARS = st.lists(st.integers(2015, 2025), max_size=1).map(tuple)
ROUNDS = st.lists(st.sampled_from(["seed", "series a"]), max_size=1).map(tuple)
CLAIMS = st.lists(st.builds(Clues, st.just(""), SUMS, YEARS, ROUNDS), max_size=8)


def clues(*sums: str, years: tuple[int, ...] = (), rounds: tuple[str, ...] = ()) -> Clues:
    name = " ".join((*sums, *map(str, years), *rounds))
    return Clues(name, tuple(money(*each.split()) for each in sums), years, rounds)


def sizes(*claims: Clues, tolerance: float = 0.05) -> list[int]:
    return sorted(len(group) for group in groups(claims, tolerance))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (clues("100"), clues("104"), True),
        (clues("100"), clues("106"), False),
        (clues("100"), clues(), True),
        (clues("100", years=(2019,)), clues("100", years=(2020,)), True),
        (clues("100", years=(2019,)), clues("100", years=(2021,)), False),
        (clues("100", rounds=("seed",)), clues("100", rounds=("series a",)), False),
        (clues("100 USD"), clues("100 EUR"), False),
        (clues("100 USD", "90 EUR"), clues("91 EUR"), True),
    ],
    ids=str,
)
def test_two_claims(one: Clues, other: Clues, same: bool) -> None:
    assert sizes(one, other) == ([2] if same else [1, 1])


def test_a_claim_that_says_little_does_not_join_what_others_part() -> None:
    assert sizes(clues("100", years=(2019,)), clues("100", years=(2025,)), clues("100")) == [1, 2]


def test_a_claim_without_a_sum_joins_the_nearest_year() -> None:
    near = clues("500", years=(2025,))
    found = groups([clues("100", years=(2023,)), near, clues(years=(2024, 2025))], 0.05)
    assert [clues(years=(2024, 2025)), near] in found


@given(CLAIMS, st.integers())
def test_the_order_of_claims_does_not_matter(claims: list[Clues], seed: int) -> None:
    named = [Clues(f"c{n}", c.sums, c.years, c.rounds) for n, c in enumerate(claims)]
    mixed = random.Random(seed).sample(named, len(named))
    found = groups(named, 0.05)
    assert groups(mixed, 0.05) == found
    assert sorted(claim for group in found for claim in group) == sorted(named)
