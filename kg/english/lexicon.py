"""Word classes of English news, from lexicon.toml: what frames and phrases refer to as @name."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@functools.lru_cache(maxsize=1)
def classes() -> dict[str, tuple[str, ...]]:
    """The words of each class, as regular expressions over lower-case text."""
    return {name: tuple(words) for name, words in tomllib.loads(FILE.read_text("utf-8")).items()}


@functools.lru_cache(maxsize=256)
def alternatives(name: str, but: str = "") -> str:
    """A regular expression that matches any word of the class, longest first; KeyError if unknown.

    An entry may itself refer to classes; the entry `but` is left out.
    """
    words = sorted(set(classes()[name]) - {but}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.sub(r"@(\w+)", lambda m: alternatives(m.group(1)), w) for w in words) + ")"
