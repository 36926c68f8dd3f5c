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


def test_each_of_several_who_are_hired_has_a_role_and_an_employer_of_their_own() -> None:
    text = "Oracle hired Ann Lee from Google as finance chief and Omar Haddad from Intel as chief scientist."
    hires = [f for f in reader.load().read(Article("a", text)) if f.relation == "hired"]
    told = {str(f.object): {q.name: str(q.value) for q in f.qualifiers} for f in hires}
    assert told["Ann Lee"] == {"from": "Google", "role": "finance chief"}
    assert told.get("Omar Haddad", {}) in ({}, {"from": "Intel", "role": "chief scientist"})


def test_how_many_are_hired_is_no_role() -> None:
    text = "Oracle has hired three people: Ann Lee, a former Google engineer; Omar Haddad; and Tim Roe."
    assert "role" not in roles(text)["hired"]


def test_an_investor_in_companies_does_not_work_for_them() -> None:
    text = "Ann Lee, an investor in Zetta Works, Norvane and Quillon Systems, has died."
    facts = reader.load().read(Article("a", text))
    assert {(f.relation, str(f.object)) for f in facts} == {
        ("invested", name) for name in ("Zetta Works", "Norvane", "Quillon Systems")
    }


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
