"""The reliability table counts what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.evaluate import command
from kg.evaluate import evaluate, read
from kg.evaluate.reliability import reliability


def line(object_: str, confidence: float | None = None) -> str:
    fact = {"article": "a", "relation": "acquired", "subject": "Meta", "object": object_, "status": "done"}
    return json.dumps(fact | ({} if confidence is None else {"confidence": confidence}))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text("\n".join([line("Scale"), line("Play AI"), line("Manus")]))
    found.write_text("\n".join([line("Scale", 0.9), line("Play AI", 0.9), line("Arm", 0.6)]))
    return gold, found


def test_reliability(folders: tuple[Path, Path]) -> None:
    told = reliability(evaluate(read(folders[0]), read(folders[1])))
    assert [(row.low, row.facts, row.right) for row in told.rows] == [(0.6, 1, 0.0), (0.9, 2, 1.0)]
    assert told.error == pytest.approx((2 * 0.1 + 0.6) / 3)
    assert told.brier == pytest.approx((2 * 0.01 + 0.36) / 3)


def test_command(folders: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(command, [*map(str, folders), "--reliability"])
    assert result.exit_code == 0
    assert "3 facts  calibration error 0.267  Brier score 0.127" in result.output
