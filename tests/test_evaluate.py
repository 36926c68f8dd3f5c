"""Comparing facts: what is the same, what follows, the numbers, the changes, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import group
from kg.errors import KGError
from kg.evaluate import Counts, changes, evaluate, judge, read
from kg.evaluate.follows import follows
from kg.evaluate.stated import Stated, same, stated


def said(relation: str, subject: Any, thing: Any, **more: Any) -> Stated:
    return stated({"article": "a", "relation": relation, "subject": subject, "object": thing, **more})


SAME = [
    (("hired", "Meta", "Ada King"), ("hired", "Meta Inc.", "ADA KING")),
    (("hired", ["Meta", "Facebook"], "Ada"), ("hired", "facebook", ["Ada King", "Ada"])),
    (("developed", "The Lab", "Llama-4"), ("developed", "Lab", "Llama 4")),
    (("competesWith", "Meta", "OpenAI"), ("competesWith", "OpenAI", "Meta")),
    (("raised", "OpenAI", "40000000000 USD"), ("raised", "OpenAI", "40.5e9 USD")),
    (("raised", "OpenAI", ["40 EUR", "44 USD"]), ("raised", "OpenAI", "44 USD")),
    (("foundedIn", "OpenAI", 2015), ("foundedIn", "OpenAI", "2015-12")),
]
DIFFERENT = [
    (("hired", "Meta", "Ada King"), ("worksFor", "Meta", "Ada King")),
    (("hired", "Meta", "Ada King"), ("hired", "Ada King", "Meta")),
    (("developed", "Meta", "Llama 4"), ("developed", "Meta", "Llama 4.1")),
    (("raised", "OpenAI", "40 USD"), ("raised", "OpenAI", "41 USD")),
    (("raised", "OpenAI", "40 USD"), ("raised", "OpenAI", "40 EUR")),
    (("raised", "OpenAI", "much"), ("raised", "OpenAI", "much")),
    (("foundedIn", "OpenAI", 2015), ("foundedIn", "OpenAI", 2016)),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert same(said(*one), said(*other))
    assert same(said(*other), said(*one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert not same(said(*one), said(*other))


def test_only_done_or_not_tells_statuses_apart() -> None:
    talks, denied, done = (said("acquired", "Meta", "Runway", status=s) for s in ("talks", "denied", "done"))
    assert same(talks, denied)
    assert not same(talks, done)


FOLLOWS = [
    (said("leads", "Ada", "Meta"), said("worksFor", "Ada", "Meta")),
    (said("founded", "Ada", "Meta", role="founder and CEO"), said("leads", "Ada", "Meta")),
    (said("hired", "Meta", "Ada", **{"from": ["OpenAI"]}), said("workedFor", "Ada", "OpenAI")),
    (said("acquired", "Meta", "Runway", status="talks"), said("partOf", "Runway", "Meta", status="talks")),
    (said("invested", "Meta", "Scale", amount=5, currency="USD"), said("raised", "Scale", "5 USD")),
]


@pytest.mark.parametrize(("fact", "consequence"), FOLLOWS)
def test_what_follows(fact: Stated, consequence: Stated) -> None:
    assert any(same(consequence, f) for f in follows([fact]))
    verdict = judge([fact], [consequence])
    assert (verdict.total, verdict.neutral) == (Counts(missed=1), (consequence,))


def test_what_a_lab_does_its_company_does() -> None:
    known = [said("partOf", "FAIR", "Meta"), said("developed", "FAIR", "Llama"), said("leads", "Ada", "FAIR")]
    found = list(follows(known))
    for consequence in (said("developed", "Meta", "Llama"), said("worksFor", "Ada", "Meta")):
        assert any(same(consequence, f) for f in found)
    assert not any(same(said("leads", "Ada", "Meta"), f) for f in found)


GOLD = [
    {
        "relation": "hired",
        "subject": "Meta",
        "object": "Ada",
        "from": "OpenAI",
        "role": "head of AI",
        "date": "2025-06",
    },
    {
        "relation": "invested",
        "subject": "Meta",
        "object": "Scale",
        "amount": 100,
        "currency": "USD",
        "stake": 0.49,
    },
    {"relation": "acquired", "subject": "Meta", "object": "Runway", "status": "denied"},
    {"relation": "leads", "subject": "Bo", "object": "Scale"},
]
FOUND = [
    {
        "relation": "hired",
        "subject": "Meta",
        "object": "Ada",
        "from": "Openai",
        "role": "AI head",
        "date": "2024",
    },
    {"relation": "hired", "subject": "Meta Inc.", "object": "Ada"},
    {"relation": "invested", "subject": "Meta", "object": "Scale", "amount": 101, "stake": 0.5},
    {"relation": "acquired", "subject": "Meta", "object": "Runway", "status": "done"},
    {"relation": "worksFor", "subject": "Bo", "object": "Scale"},
]


def facts(lines: list[dict[str, Any]], article: str = "a") -> str:
    return "".join(json.dumps({"article": article} | line, ensure_ascii=False) + "\n" for line in lines)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of known facts, one of its articles without any, and a file of found ones."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.jsonl").write_text(facts(GOLD))
    (gold / "b.jsonl").write_text("\n")
    (tmp_path / "found.jsonl").write_text(facts(FOUND) + facts(FOUND[:1], "b") + facts(FOUND, "c"))
    return gold, tmp_path / "found.jsonl"


def test_numbers(files: tuple[Path, Path]) -> None:
    verdict = evaluate(*map(read, files))
    assert verdict.total == Counts(right=2, wrong=2, missed=2)
    assert (verdict.total.precision, verdict.total.recall, verdict.total.f1) == (0.5, 0.5, 0.5)
    assert verdict.by("relation") == {
        "acquired": Counts(0, 1, 1),
        "hired": Counts(1, 1, 0),
        "invested": Counts(1, 0, 0),
        "leads": Counts(0, 0, 1),
    }
    assert verdict.by("status") == {"denied": Counts(0, 0, 1), "done": Counts(2, 2, 1)}
    assert verdict.qualifiers() == {
        "from": (1, 1),
        "role": (1, 1),
        "amount": (1, 1),
        "stake": (0, 1),
        "date": (0, 1),
    }


def test_nothing_found_is_no_division_by_zero() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_changes(files: tuple[Path, Path]) -> None:
    gold, old = map(read, files)
    found = changes(old, {"a": [*gold["a"][:1], *gold["a"][2:]], "c": old["c"]}, gold)
    told = [(c.article, c.fact.relation, c.gained, c.right) for c in found]
    assert told == [
        ("a", "invested", False, True),
        ("a", "acquired", False, False),
        ("a", "worksFor", False, None),
        ("a", "acquired", True, True),
        ("a", "leads", True, True),
        ("b", "hired", False, False),
    ]


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["evaluate", *map(str, arguments)])


def test_command(files: tuple[Path, Path]) -> None:
    shown = kg(*files, "--errors", 1).output.splitlines()
    assert (
        shown[-1]
        == "2 articles  P 0.500  R 0.500  F1 0.500  (1 that follow from right facts left out of account)"
    )
    assert "left out, as GOLD does not know them: c" in shown
    assert [line.split()[0] for line in shown if line.startswith(("WRONG", "MISSED"))] == ["WRONG", "MISSED"]


def test_command_as_json(files: tuple[Path, Path]) -> None:
    gold, found = files
    told = json.loads(kg(gold, found, "--json", "--errors", 5, "--compare", gold).output)
    assert told["micro"] == {"right": 2, "wrong": 2, "missed": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert (told["articles"], told["neutral"], told["left_out"]) == (2, 1, ["c"])
    assert [f["relation"] for f in told["errors"]["missed"]] == ["acquired", "leads"]
    assert {"gained": False, "right": True, "fact": {"article": "a"} | GOLD[3]} in told["changes"]


def test_command_shows_what_changed(files: tuple[Path, Path]) -> None:
    gold, found = files
    lines = [
        line
        for line in kg(gold, found, "--compare", gold).output.splitlines()
        if line.startswith(("GAINED", "LOST"))
    ]
    assert [line.split()[:2] for line in lines[:2]] == [["LOST", "right"], ["LOST", "right"]]
    assert sum(line.startswith("GAINED") for line in lines) == len(lines) - 2 == 7


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "facts.jsonl:1: not a fact"),
        ('{"article": "a"}', "a line is a JSON object with article, relation"),
        ("\n[1]", "facts.jsonl:2: not a fact"),
        ("[" * 100_000, "facts.jsonl:1: not a fact"),
        (facts([*GOLD[:1], {**GOLD[1], "stake": "10%"}]), "facts.jsonl:2: not a fact.*stake are numbers"),
        (facts([{**GOLD[1], "stake": [0.1]}]), "facts.jsonl:1: not a fact"),
        (facts([{**GOLD[1], "amount": "Infinity"}]), "facts.jsonl:1: not a fact"),
        (facts([{"relation": "raised", "subject": "A", "object": "NaN USD"}]), "facts.jsonl:1: not a fact"),
        (facts([{"relation": "raised", "subject": "A", "object": ["9e999999 USD"]}]), "not a fact"),
    ],
)
def test_lines_that_are_no_facts(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "facts.jsonl").write_text(content)
    with pytest.raises(KGError, match=message):
        read(tmp_path / "facts.jsonl")


def test_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text(
        "\ufeff"
        + facts([{**GOLD[0], "evidence": "one\u2028two\x85three\x0cfour"}, GOLD[1]]).replace("\n", "\r\n")
    )
    assert len(read(tmp_path / "facts.jsonl")["a"]) == 2


def test_no_files(tmp_path: Path) -> None:
    with pytest.raises(KGError, match="no facts in"):
        read(tmp_path)
    with pytest.raises(KGError, match="no file"):
        read(tmp_path / "none.jsonl")
