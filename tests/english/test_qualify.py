"""What the words around a fact say of it: what is paid, what somebody does, and that a thing was stopped."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article, Status


def roles(text: str) -> dict[str, dict[str, str]]:
    """The further roles of the facts of a text, by relation."""
    facts = reader.load().read(Article("a", text))
    return {f.relation: {q.name: str(q.value) for q in f.qualifiers} for f in facts}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Intel abandoned its $44 billion agreement to buy Acme Robotics.", "44000000000 USD"),
        ("Acme Robotics was sold to Intel for a sum that was reported to be $1.2 billion.", "1200000000 USD"),
        ("Intel has agreed to buy Acme Robotics for $27.75 a share.", None),
    ],
)
def test_what_a_company_is_bought_for(text: str, amount: str | None) -> None:
    assert roles(text)["acquired"].get("amount") == amount


def test_what_somebody_does_without_a_title() -> None:
    text = "Ann Lee, who heads machine learning at Oracle, said so."
    assert roles(text)["worksFor"] == {"role": "heads machine learning"}


def test_a_unit_to_be_founded_is_none_that_was_left() -> None:
    text = "Ann Lee has joined Oracle to form a division named Oracle Labs."
    assert "from" not in roles(text)["hired"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Regulators halted Intel's purchase of Acme Robotics.", "acquired"),
        ("Intel pulls out of its alliance with Acme Robotics.", "partneredWith"),
    ],
)
def test_what_was_stopped_is_denied(text: str, relation: str) -> None:
    found = [f.status for f in reader.load().read(Article("a", text)) if f.relation == relation]
    assert found == [Status.DENIED]
