"""What an article tells apart stays apart, though the gazetteer has one company under both names."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article, Entity
from kg.pipeline import Reading, build
from tests.english.reads import said


@pytest.mark.parametrize(
    "text",
    [
        "Meta, the parent company of Facebook, grew.",
        "Facebook parent Meta Platforms grew.",
        "Facebook's owner, Meta, grew.",
        "Meta, the tech giant that owns Facebook and WhatsApp, grew.",
        "Facebook is owned by Meta.",
        "Meta grew. Facebook, a unit of Meta, did not.",
    ],
)
def test_a_name_that_belongs_to_another_of_its_company_is_a_company_of_its_own(text: str) -> None:
    assert ("partOf", "Facebook") in {(relation, subject) for relation, subject, _ in said(text)}


def test_it_is_so_in_all_of_the_article() -> None:
    text = "Facebook hired Ann Lee. The start-up Norvane is backed by Meta, Facebook's parent company."
    assert ("hired", "Facebook", "Ann Lee") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Facebook, now called Meta, hired Ann Lee.",
        "Facebook hired Ann Lee. Meta, as it is called now, grew.",
        "Instagram is owned by Facebook. Meta hired Ann Lee.",
    ],
)
def test_elsewhere_both_names_are_of_one(text: str) -> None:
    assert ("hired", "Meta", "Ann Lee") in said(text)


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("Norvane created a new division, Norvane Health, to sell software to hospitals.", "Norvane Health"),
        ("Ann Lee was named head of Norvane International, Norvane's overseas arm.", "Norvane International"),
        (
            "Norvane grew. Norvane Robotics Europe, a subsidiary of Norvane, shrank.",
            "Norvane Robotics Europe",
        ),
        ("Both of Norvane's venture arms, NV (formerly Norvane Ventures) and CapitalN, invest.", "NV"),
    ],
)
def test_a_part_that_is_called_after_the_whole_is_not_the_whole(text: str, child: str) -> None:
    assert ("partOf", child, "Norvane") in said(text)


def test_a_name_in_short_is_still_one() -> None:
    text = "Norvane Robotics, a start-up in Oslo, grew. Norvane hired Ann Lee."
    assert ("hired", "Norvane Robotics", "Ann Lee") in said(text)


def test_the_graph_keeps_them_apart() -> None:
    articles = [Article("a", "Facebook parent Meta grew."), Article("b", "Facebook hired Ann Lee.")]
    facts = build(Reading(a, tuple(reader.load().read(a))) for a in articles).facts
    known = {f.relation: (f.subject.id, f.object.id) for f in facts if isinstance(f.object, Entity)}
    assert known["partOf"] == ("company/facebook", "company/meta")
    assert known["hired"][0] == "company/meta"
