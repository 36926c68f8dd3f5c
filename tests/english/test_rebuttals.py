"""A sentence that takes back the one before it denies what that states, and nothing else."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article

TEXTS = """
IBM was to buy Acme. That did not happen. | acquired denied
It was said that IBM had bought Acme. It never did. | acquired denied
IBM was in talks to buy Acme. But no deal was reached. | acquired denied
IBM bought Acme. That did not surprise anyone. | acquired done
IBM bought Acme. It never did so well. | acquired done
IBM may buy Acme. The talks fell through. | acquired denied
"""


@pytest.mark.parametrize("row", TEXTS.strip().splitlines())
def test_taken_back(row: str) -> None:
    text, expected = map(str.strip, row.split("|"))
    found = reader.load().read(Article("text", text))
    assert [f"{fact.relation} {fact.status}" for fact in found] == [expected]


def test_titles_stay() -> None:
    text = "Oracle chief Jane Smith said that IBM would buy Acme. That did not happen."
    found = {fact.relation: str(fact.status) for fact in reader.load().read(Article("text", text))}
    assert found == {"leads": "done", "acquired": "denied"}
