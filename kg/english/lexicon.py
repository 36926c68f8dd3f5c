"""Word classes of English news, from lexicon.toml: what frames and phrases refer to as @name."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pcre2

FILE = Path(__file__).with_suffix(".toml")
CLASS = re.compile(r"@(\w+)")
DEFINED = re.compile(r"\(\?P>_(\w+)\)")
NOTHING: Mapping[str, str] = MappingProxyType({})


@functools.lru_cache(maxsize=1)
def classes() -> dict[str, tuple[str, ...]]:
    """The words of each class, as regular expressions over lower-case text."""
    return {name: tuple(words) for name, words in tomllib.loads(FILE.read_text("utf-8")).items()}


@functools.lru_cache(maxsize=256)
def entries(name: str) -> tuple[str, ...]:
    """The words of a class, longest first, each of which may refer to other classes; KeyError if unknown."""
    return tuple(sorted(set(classes()[name]), key=lambda word: (-len(word), word)))


def expression(text: str, also: Mapping[str, str] = NOTHING) -> pcre2.Pattern:
    """A regular expression over lower-case text, in which `@name` is a word of that class or of what `also` names.

    PCRE2 runs it: there a class stands once in an expression however often it is used, and it is compiled a
    hundred times as fast as by Python's own. It is not compiled to machine code, which takes longer than it
    saves and cannot read lists of hundreds of names. Raises KeyError for an unknown class, pcre2.PatternError
    for what is no expression.

    >>> expression("(?:@founder|@head)").fullmatch("co-founder")[0]
    'co-founder'
    """
    whole = _referring(text)
    found: dict[str, str] = {}
    ahead = [whole]
    while ahead:
        for name in DEFINED.findall(ahead.pop()):
            if name not in found:
                found[name] = _referring(also[name] if name in also else "|".join(entries(name)))
                ahead.append(found[name])
    definitions = "".join(f"(?P<_{name}>{body})" for name, body in found.items())
    return pcre2.compile(f"{whole}(?(DEFINE){definitions})" if found else whole, jit=False)


def _referring(text: str) -> str:
    """The text with what is defined once in the expression in place of each class."""
    return CLASS.sub(r"(?P>_\1)", text)


@functools.lru_cache(maxsize=256)
def alternatives(name: str) -> str:
    """All that a class stands for, written out as one regular expression; KeyError if unknown."""
    return "(?:" + "|".join(CLASS.sub(lambda m: alternatives(m[1]), word) for word in entries(name)) + ")"
