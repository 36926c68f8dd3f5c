"""Facts read in a plainer way are surer."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.english.confidence import chance
from kg.model import Article


def confidence(text: str) -> float:
    [fact] = [f for f in reader.load().read(Article("text", text)) if f.relation == "acquired"]
    return fact.confidence


def test_names_are_surer_than_references() -> None:
    named = confidence("Microsoft bought GitHub in May.")
    referred = confidence("GitHub keeps code. Microsoft bought it in May.")
    assert 0 < referred < named < 1


def test_said_twice_is_surer() -> None:
    once = confidence("Microsoft bought GitHub.")
    assert confidence("Microsoft bought GitHub. The acquisition of GitHub by Microsoft closed.") > once


def test_unknown_signs_weigh_nothing() -> None:
    assert chance(frozenset({"no such sign"})) == pytest.approx(chance(frozenset()))
