"""Whether "he" or "she" stands for a person, by what the text calls them, else by the given name."""

from __future__ import annotations

import unicodedata

from kg.english.wordlists import pronouns, words
from kg.model import Entity


def gender(person: Entity, told: set[str]) -> str | None:
    """The pronoun of a person, by what the text calls them, "Ms" or "chairman", or by the given name."""
    called = {pronoun for pronoun in ("he", "she") if not told.isdisjoint(words(f"called_{pronoun}"))}
    if len(called) == 1:
        return next(iter(called))
    first = unicodedata.normalize("NFD", person.name.split()[0].casefold())
    return pronouns().get("".join(c for c in first if not unicodedata.combining(c)))
