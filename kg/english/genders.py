"""Whether "he" or "she" stands for a person, by what the text calls them, else by the given name."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from pathlib import Path

from kg.english.wordlists import words
from kg.model import Entity

FILE = Path(__file__).with_name("givennames.toml")


@functools.lru_cache(maxsize=1)
def _given() -> dict[str, str]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    return {name: pronoun for pronoun, names in table.items() for name in names.split()}


def gender(person: Entity, told: set[str]) -> str | None:
    """The pronoun of a person, by what the text calls them, "Ms" or "chairman", or by the given name."""
    called = {pronoun for pronoun in ("he", "she") if not told.isdisjoint(words(f"called_{pronoun}"))}
    if len(called) == 1:
        return next(iter(called))
    first = unicodedata.normalize("NFD", person.name.split()[0].casefold())
    return _given().get("".join(c for c in first if not unicodedata.combining(c)))
