"""Annotated data as examples: what is known, what is not, and which way round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.english import reader
from kg.evaluate.stated import stated
from kg.learned.examples import Example
from kg.learned.heads import HEADS, OPEN
from kg.learned.sources import core, knowledgenet, of_article
from kg.model import Article


def answers(examples: list[Example]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = {}
    for row in (row for example in examples for row in example.answers):
        for head, answer in zip(HEADS, row, strict=True):
            if answer >= 0:
                found.setdefault(head, []).append(bool(answer))
    return found


def of_gold(text: str, *facts: dict[str, Any]) -> dict[str, list[bool]]:
    known = [stated({"article": "a", "status": "done", **fact}) for fact in facts]
    return answers(list(of_article("gold", Article("a", text), known, reader.load())))


def test_the_sentence_that_is_evidence_says_yes_and_the_other_way_no() -> None:
    text = "IBM acquired Dell."
    found = of_gold(text, {"relation": "acquired", "subject": "IBM", "object": "Dell", "evidence": text})
    assert found["acquired>"] == [True]
    assert found["acquired<"] == [False]


def test_another_sentence_with_the_same_two_says_nothing() -> None:
    fact = {"relation": "acquired", "subject": "IBM", "object": "Dell", "evidence": "IBM acquired Dell."}
    found = of_gold("IBM acquired Dell.\n\nIBM praised Dell.", fact)
    assert found["acquired>"] == [True]


def test_what_follows_from_a_fact_is_neither_yes_nor_no() -> None:
    text = "Jane Doe leads IBM."
    found = of_gold(text, {"relation": "leads", "subject": "Jane Doe", "object": "IBM", "evidence": text})
    assert found["leads>"] == [True]
    assert "worksFor>" not in found
    assert found["workedFor>"] == [False]


@pytest.mark.parametrize("subject", ["IBM", "Dell"])
def test_what_a_sentence_says_of_it_is_said_of_it_whatever_it_was_taken_for(subject: str) -> None:
    evidence = "It acquired Compaq."
    fact = {"relation": "acquired", "subject": subject, "object": "Compaq", "evidence": evidence}
    assert True in of_gold(f"IBM praised Dell. {evidence}", fact)["acquired>"]


def test_what_a_sentence_says_of_a_name_is_not_said_of_it() -> None:
    evidence = "Dell said it was glad that IBM acquired Compaq."
    fact = {"relation": "acquired", "subject": "IBM", "object": "Compaq", "evidence": evidence}
    assert of_gold(evidence, fact)["acquired>"].count(True) == 1


@pytest.mark.parametrize(
    ("text", "status", "not_done"),
    [
        ("IBM acquired Dell.", "done", False),
        ("IBM may acquire Dell.", "talks", True),
        ("IBM never acquired Dell.", "denied", True),
    ],
)
def test_whether_it_is_done_is_known_of_what_is_joined(text: str, status: str, not_done: bool) -> None:
    fact = {"relation": "acquired", "subject": "IBM", "object": "Dell", "status": status, "evidence": text}
    found = of_gold(f"{text} HP praised Dell.", fact)
    assert found[OPEN] == [not_done]


def test_sums_are_known_by_their_value() -> None:
    text = "Acme Robotics raised $5 million."
    fact = {"relation": "raised", "subject": "Acme Robotics", "object": "5000000 USD", "evidence": text}
    assert of_gold(text, fact)["raised>"] == [True]


def test_a_passage_knows_only_what_was_annotated_there(tmp_path: Path) -> None:
    passage = {
        "id": "1:0:26",
        "fold": 1,
        "text": "Jane Doe founded IBM.",
        "annotated": ["FOUNDED_BY"],
        "facts": [{"p": "FOUNDED_BY", "s": [17, 20], "o": [0, 8]}],
    }
    path = tmp_path / "kn.jsonl"
    path.write_text(json.dumps(passage))
    found = answers(list(knowledgenet(path, [1], reader.load())))
    assert found == {"founded>": [True]}
    assert list(knowledgenet(path, [2], reader.load())) == []


def test_a_pair_of_companies_knows_its_direction(tmp_path: Path) -> None:
    row = {
        "id": "E1",
        "relation": "acquired_by",
        "invert_relation": 0,
        "e1_start": 0,
        "e1_end": 0,
        "e2_start": 4,
        "e2_end": 4,
        "context": ["Dell", "was", "acquired", "by", "IBM", "."],
    }
    path = tmp_path / "core.json"
    path.write_text(json.dumps([row]))
    found = answers(list(core(path, reader.load())))
    assert found["acquired<"] == [True]
    assert found["acquired>"] == [False]
    assert found["invested>"] == [False]
    assert "leads>" not in found
