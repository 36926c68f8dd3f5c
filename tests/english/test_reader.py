"""What the reader makes of texts that are hardly any, and of what a sentence says of two deals."""

from __future__ import annotations

import pytest

from kg import readers
from kg.english import reader
from kg.model import Article, Fact


def read(text: str) -> list[Fact]:
    return reader.load().read(Article("a", text))


@pytest.mark.parametrize("text", ["*", "---", "•\n•", " ", "| |\n|---|", "$", "’s"])
def test_a_text_without_a_sentence_states_nothing(text: str) -> None:
    assert readers.load(readers.DEFAULT).read(Article("a", text)) == []


@pytest.mark.parametrize(
    ("text", "stake"),
    [
        ("Intel invested $2 billion in Norvane for a stake of 20 percent.", "0.2"),
        (
            "The government had taken a stake of 9.9 percent in Norvane, and Intel had invested $2 billion in the firm.",
            None,
        ),
        (
            "Intel put $2 billion into Norvane; earlier it had taken a stake of 10 percent for $300 million.",
            None,
        ),
    ],
)
def test_a_stake_is_that_of_the_deal_it_is_told_of(text: str, stake: str | None) -> None:
    (fact,) = (f for f in read(text) if str(f.subject) == "Intel" and f.relation == "invested")
    told = fact.roles.get("stake")
    assert (str(told.value) if told else None) == stake


def test_a_sentence_with_names_in_capitals_is_no_row_of_a_table() -> None:
    facts = read("The quantum firm PsiQuantum got $1 million from BlackRock. Quantum computers are hard.")
    assert ("invested", "BlackRock", "PsiQuantum") in {
        (f.relation, str(f.subject), str(f.object)) for f in facts
    }
