"""Every example of every frame is a test; a broken frame file is refused with a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.english import reader
from kg.english.frames import Example, frames, load
from kg.errors import KGError
from kg.facts import to_json
from kg.model import Article, Fact
from kg.ontology import RELATIONS

EXAMPLES = [example for frame in frames() for example in frame.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.relation}: {e.text}")
def test_example(example: Example) -> None:
    found = [
        f for f in reader.load().read(Article("example", example.text)) if f.relation == example.relation
    ]
    assert sorted(map(_said, found)) == sorted(map(_expected, example.facts)) or _agree(found, example)


def _agree(found: list[Fact], example: Example) -> bool:
    """Whether each expected fact was found with at least the qualifiers that the example names."""
    said = [_said(f) for f in found]
    expected = [_expected(f) for f in example.facts]
    matched = [next((s for s in said if s[:3] == e[:3] and set(e[3:]) <= set(s[3:])), None) for e in expected]
    if RELATIONS[example.relation].symmetric:
        turned = [(s[1], s[0], *s[2:]) for s in said]
        matched = [
            m or next((s for s in turned if s[:3] == e[:3]), None)
            for m, e in zip(matched, expected, strict=True)
        ]
    return None not in matched and len(said) == len(expected)


def _said(fact: Fact) -> tuple[str, ...]:
    line = to_json(fact)
    amount = {"amount": f"{line['amount']} {line['currency']}"} if "amount" in line else {}
    valuation = (
        {"valuation": f"{line['valuation']} {line['valuation_currency']}"} if "valuation" in line else {}
    )
    qualifiers = {q.name: line[q.name] for q in fact.qualifiers} | amount | valuation
    return (line["subject"], line["object"], line["status"], *(f"{k} {v}" for k, v in qualifiers.items()))


def _expected(stated: tuple[str, ...]) -> tuple[str, ...]:
    status = next((s for s in stated[2:] if s in ("talks", "denied")), "done")
    return (stated[0], stated[1], status, *(q for q in stated[2:] if q != status))


def test_every_relation_has_a_frame() -> None:
    assert {frame.relation for frame in frames()} == set(RELATIONS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("relation = 'adores'\nexamples = 'A adores B. -> A, B'", "no relation 'adores'"),
        ("colour = 1\nexamples = 'A hired B. -> A, B'", "unknown colour"),
        ("ways = []", "needs examples"),
        ("examples = 'no arrow'", "needs ' -> '"),
        ("examples = 'A. -> nothing'\nways = [{verb = ['hire']}]", "needs the slots subject and object"),
        ("examples = 'A. -> nothing'\nphrases = ['{subject:Company} hired']", "lacks object"),
        ("examples = 'A. -> nothing'\nphrases = ['{subject:Wizard} hired {object:Person}']", "Wizard"),
        ("examples = [", "not TOML"),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "hired.toml"
    path.write_text(text)
    with pytest.raises(KGError, match=message):
        load(path)
