"""Plain word lists from wordlists.toml."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@functools.cache
def words(name: str) -> frozenset[str]:
    """The lower-case words of the list `name`; KeyError if there is no such list."""
    return frozenset(_lists()[name])


@functools.lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    return {
        name: text.split("\n") if "\n" in text.strip() and name == "title" else text.split()
        for name, text in _raw().items()
    }


def _raw() -> dict[str, str]:
    return {name: text.strip() for name, text in tomllib.loads(FILE.read_text("utf-8")).items()}


@functools.lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names, lower case."""
    table = tomllib.loads(FILE.with_name("nameparts.toml").read_text("utf-8"))
    return frozenset(table["given"]["Person"].split())


@functools.lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    table = tomllib.loads(FILE.with_name("places.toml").read_text("utf-8"))
    return frozenset(name for names in table.values() for name in names.split())


def is_place(name: str) -> bool:
    """Whether a one-word name is that of a known place.

    >>> is_place("Berlin"), is_place("Norvane")
    (True, False)
    """
    return name in _places()
