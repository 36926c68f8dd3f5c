"""Readers by name."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from kg import readers
from kg.errors import KGError
from kg.model import Article, Fact


class Silent:
    """A reader that finds nothing."""

    def read(self, article: Article) -> list[Fact]:
        return []


def silent(model: str | None) -> Silent:
    return Silent()


def brought(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.setattr(readers, "entry_points", lambda group: points)


def test_a_package_brings_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    brought(monkeypatch, EntryPoint("silent", f"{__name__}:silent", readers.GROUP))
    assert isinstance(readers.load("silent"), Silent)
    assert {"rules", "learned", "both", "silent"} <= readers.known().keys()


def test_no_package_takes_the_place_of_an_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    brought(monkeypatch, EntryPoint("rules", f"{__name__}:silent", readers.GROUP))
    assert readers.known()["rules"].value == "kg.english.reader:load"


def test_an_unknown_reader_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(KGError, match="no reader 'oracle'; there are both, learned, lm, rules"):
        readers.load("oracle")


def test_a_reader_that_cannot_be_loaded_is_a_mistake_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    brought(monkeypatch, EntryPoint("gone", "kg_that_is_not_there:load", readers.GROUP))
    with pytest.raises(KGError, match="reader 'gone' cannot be loaded"):
        readers.load("gone")


class Careful(Silent):
    """A reader that tells pairs of words, and what it did."""

    def mentions(self, article: Article) -> list[Fact]:
        return []

    def account(self) -> dict[str, int]:
        return {"read": 1}


def test_a_reader_gives_its_account_also_where_it_tells_pairs_of_words() -> None:
    assert readers.account(readers.by_mention(Careful())) == readers.account(Careful()) == {"read": 1}
    assert readers.account(Silent()) == {}
