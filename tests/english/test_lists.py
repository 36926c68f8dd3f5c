"""Lists of names, one on each line, that are read with the line above them."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.english.blocks import blocks
from kg.model import Article

ROUND = "Norvane has raised $12 million in a seed round."


def backers(text: str) -> set[str]:
    """Who gave money to Norvane."""
    facts = reader.load().read(Article("a", text))
    return {str(f.subject) for f in facts if f.relation == "invested" and str(f.object) == "Norvane"}


@pytest.mark.parametrize(
    "listed",
    [
        "Investors\n- Accel\n- Index Ventures\n- Jane Roe",
        "## Investors in the round\n* Accel\n* Index Ventures\n* Jane Roe",
        "Its new backers:\n1. Accel\n2. Index Ventures\n3. Jane Roe",
        "Our investors:\nAccel\nIndex Ventures\nJane Roe",
        "The other investors were:\n- Accel;\n- Index Ventures;\n- Jane Roe (Tessary).",
        "The angels are:\n- Accel\n- Index Ventures\n- Jane Roe, founder of Tessary",
    ],
)
def test_a_list_of_names_is_read_with_its_line(listed: str) -> None:
    text = f"{ROUND}\n\n{listed}\n\nThe money pays for a factory."
    assert backers(text) == {"Accel", "Index Ventures", "Jane Roe"}


def test_evidence_holds_line_and_names_as_they_stand() -> None:
    text = f"{ROUND}\n\nInvestors\n- Accel\n- Index Ventures\n"
    fact = next(f for f in reader.load().read(Article("a", text)) if str(f.subject) == "Index Ventures")
    assert fact.evidence.quote == "Investors\n- Accel\n- Index Ventures"
    assert fact.subject_span
    assert fact.subject_span.of(text) == "Index Ventures"


@pytest.mark.parametrize(
    "listed",
    [
        "Investors this week:\n- Accel led a round at Tessary\n- Intel bought Quillon",
        "What to read:\n- Accel\n- Index Ventures",
        "Investors were not named.\n- Accel\n- Index Ventures",
        "Investors:\n- Accel",
        "Investors:\n- Accel\n- Index Ventures\n- more are to follow",
    ],
)
def test_other_lists_stay_apart(listed: str) -> None:
    assert len(blocks(listed)) == len(listed.splitlines())


def test_a_list_that_semicolons_part_goes_on_behind_what_is_said_of_each() -> None:
    text = (
        f"{ROUND} Angels include Jane Roe, founder of Tessary; Tim Osei, a scientist at Google; "
        "and Ann Lee, formerly of Meta."
    )
    assert backers(text) == {"Jane Roe", "Tim Osei", "Ann Lee"}


def test_a_list_ends_where_a_clause_begins() -> None:
    text = f"{ROUND} It is backed by Accel, a fund in London; Tessary, its rival, is not."
    assert backers(text) == {"Accel"}


def test_what_is_told_of_one_in_a_list_is_told_of_no_other() -> None:
    text = (
        "Accel has invested in three start-ups, including Lumenly, which raised $100 million last year; "
        "Tessary, which is backed by Index Ventures and Intel; and Google-backed Norvane, which sells chips."
    )
    facts = reader.load().read(Article("a", text))
    given = {(str(f.subject), str(f.object)) for f in facts if f.relation == "invested"}
    assert given == {
        ("Accel", "Lumenly"),
        ("Accel", "Tessary"),
        ("Accel", "Norvane"),
        ("Index Ventures", "Tessary"),
        ("Intel", "Tessary"),
        ("Google", "Norvane"),
    }
    assert [str(f.subject) for f in facts if f.relation == "raised"] == ["Lumenly"]


def test_a_hyphen_that_hangs_is_no_part_of_a_name() -> None:
    facts = reader.load().read(Article("a", "SoftBank- and Accel-backed Norvane grew."))
    assert {str(f.subject) for f in facts} == {"SoftBank", "Accel"}
