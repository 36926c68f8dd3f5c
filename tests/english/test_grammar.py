"""Who did what to whom is found across passives, relatives, clefts and verbs that lend their subject."""

from __future__ import annotations

import pytest

from kg.english import language
from kg.english.grammar import fill

ROLES = """
IBM bought Acme. | IBM | Acme
Acme was bought by IBM. | IBM | Acme
Acme was bought away from Dell by IBM. | IBM | Acme
IBM, which bought Acme, grew. | IBM | Acme
Acme, which IBM bought, grew. | IBM | Acme
Acme, the firm that IBM bought, grew. | IBM | Acme
It was IBM that bought Acme. | IBM | Acme
It was Acme that IBM bought. | IBM | Acme
The one who bought Acme was IBM. | IBM | Acme
IBM grew after buying Acme. | IBM | Acme
IBM is said to be buying Acme. | IBM | Acme
IBM pulled out of buying Acme. | IBM | Acme
A court stopped IBM from buying Acme. | IBM | Acme
"""


@pytest.mark.parametrize("row", ROLES.strip().splitlines())
def test_roles(row: str) -> None:
    text, agent, theme = row.split(" | ")
    doc = language.load(None)(text)
    trigger = next(t for t in doc if t.lemma_ == "buy")
    assert [t.text for t in fill(trigger, "agent")] == [agent]
    assert [t.text for t in fill(trigger, "theme")] == [theme]


def test_preposition_of_a_relative() -> None:
    doc = language.load(None)("Acme, in which IBM invested $5 million, opened a plant.")
    trigger = next(t for t in doc if t.lemma_ == "invest")
    assert [t.text for t in fill(trigger, "in|into")] == ["Acme"]
