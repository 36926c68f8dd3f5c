"""Deals told of again with what was bought only described."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article, Status

FIRST = "Norvane acquired Pixelry, a photo sharing start-up, in May."
SECOND = "Analysts praised the acquisition of Pixelry by Norvane."


def sums(text: str) -> dict[tuple[str, str], str | None]:
    """The sum of each deal that is done."""
    facts = reader.load().read(Article("a", text))
    return {
        (str(f.subject), str(f.object)): str(f.roles["amount"].value) if "amount" in f.roles else None
        for f in facts
        if f.relation == "acquired" and f.status == Status.DONE
    }


@pytest.mark.parametrize(
    "again",
    [
        "Norvane bought the app for $80 million.",
        "Norvane ended up purchasing the photo service for $80 million.",
        "In the end the service was bought by Norvane for $80 million.",
    ],
)
def test_the_sum_is_that_of_the_one_deal_of_the_buyer(again: str) -> None:
    assert sums(f"{FIRST} {again}") == {("Norvane", "Pixelry"): "80000000 USD"}


def test_the_sentence_that_describes_it_may_come_first() -> None:
    text = f"Norvane bought the app for $80 million. {SECOND}"
    assert sums(text) == {("Norvane", "Pixelry"): "80000000 USD"}


@pytest.mark.parametrize(
    "again",
    [
        "Norvane bought the rights for $80 million.",
        "Norvane bought an app for $80 million.",
        "Norvane bought the app of a rival for $80 million.",
        "Corvex Ltd bought the app for $80 million.",
        "Norvane wanted to buy the app for $80 million.",
    ],
)
def test_other_things_and_other_buyers_give_no_sum(again: str) -> None:
    assert sums(f"{FIRST} {again}") == {("Norvane", "Pixelry"): None}


def test_what_is_described_is_neither_of_two_things_bought() -> None:
    found = sums(f"{FIRST} Norvane acquired Brightwell Inc. Norvane bought the app for $80 million.")
    assert set(found.values()) == {None}
