"""Plain word lists from wordlists.toml."""

from __future__ import annotations

import functools
import re
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
    """Common given names, lower case, but for those that begin names of other things as well."""
    given = tomllib.loads(FILE.with_name("nameparts.toml").read_text("utf-8"))["given"]
    return frozenset(given["Person"].split()) | pronouns().keys() - set(given["Other"].split())


@functools.lru_cache(maxsize=1)
def pronouns() -> dict[str, str]:
    """The pronoun, "he" or "she", that goes with a given name in lower case without accents."""
    table = tomllib.loads(FILE.with_name("givennames.toml").read_text("utf-8"))
    return {name: pronoun for pronoun, names in table.items() for name in names.split()}


@functools.lru_cache(maxsize=1)
def generic() -> frozenset[str]:
    """The words that tell at a name's end what kind of thing it names: "airlines", "university"."""
    table = tomllib.loads(FILE.with_name("nameparts.toml").read_text("utf-8"))
    return frozenset(
        word for place in ("last", "sure") for text in table[place].values() for word in text.split()
    )


@functools.lru_cache(maxsize=1)
def fields() -> frozenset[str]:
    """Names of fields of knowledge and of trades, which are no names where they have capitals."""
    return frozenset(_raw()["fields"].split("\n"))


@functools.lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """The last words of names of bodies that are no companies: "board", "university"."""
    table = tomllib.loads(FILE.with_name("nameparts.toml").read_text("utf-8"))
    return frozenset(table["last"]["Organization"].split())


@functools.lru_cache(maxsize=1)
def _places() -> set[str]:
    table = tomllib.loads(FILE.with_name("places.toml").read_text("utf-8"))
    long = {name for names in long_places().values() for name in names}
    return long | {
        name
        for key, names in table.items()
        if key not in ("several", "long_states")
        for name in names.split()
    }


@functools.lru_cache(maxsize=1)
def long_places() -> dict[str, list[str]]:
    """The names of places of several words by the first of these, longest first.

    >>> long_places()["Palo"]
    ['Palo Alto']
    """
    table = tomllib.loads(FILE.with_name("places.toml").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for name in sorted(
        re.split(r", |\n", f"{table['several']}{table['long_states']}".strip()), key=lambda n: (-len(n), n)
    ):
        found.setdefault(re.split(r"[ -]", name)[0], []).append(name)
    return found


@functools.lru_cache(maxsize=1)
def states_in_short() -> tuple[str, ...]:
    """The short forms of states that end with a full stop, such as "Calif."."""
    table = tomllib.loads(FILE.with_name("places.toml").read_text("utf-8"))
    return tuple(name for name in table["states"].split() if name.endswith("."))


def is_state(name: str) -> bool:
    """Whether a name is that of a country or of a state or province.

    >>> is_state("Connecticut"), is_state("New Jersey"), is_state("Boston")
    (True, True, False)
    """
    return name in _states()


@functools.lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    table = tomllib.loads(FILE.with_name("places.toml").read_text("utf-8"))
    long = (name for name in re.split(r", |\n", table["long_states"].strip()))
    return frozenset((*table["countries"].split(), *table["states"].split(), *long))


def is_place(name: str) -> bool:
    """Whether a name is that of a known place.

    >>> is_place("Berlin"), is_place("Palo Alto"), is_place("Norvane")
    (True, True, False)
    """
    return name in _places()
