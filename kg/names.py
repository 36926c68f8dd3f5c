"""Normal forms of names, for comparing them: what is left when case, accents, marks and legal forms go."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_LEGAL = frozenset(_WORDS["legal"])
_LEGAL_ENDS = tuple(tuple(end.split()) for end in _WORDS["legal_ends"])
_TITLES = frozenset(_WORDS["titles"])
_SPOKEN = {ord(sign): f" {word} " for sign, word in _WORDS["spoken"].items()}
_ARTICLE = frozenset({"the"})
_BODIES = frozenset({"Company", "Organization", "Lab"})

# Letters whose stroke is part of them for Unicode, not a mark that can be taken off.
_BARRED = str.maketrans("łøđ", "lod")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b[^\W\d_](?:\.[^\W\d_])+\b")
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents and marks; a point between digits stays.

    >>> words("Société Générale S.A.")
    ('societe', 'generale', 'sa')
    >>> words("GPT-4.1 mini"), words("AT&T"), words("McDonald’s"), words("A.I.")
    (('gpt', '4.1', 'mini'), ('at', 'and', 't'), ('mcdonalds',), ('ai',))
    """
    text = _plain(_APOSTROPHES.sub("", name))
    text = _ABBREVIATION.sub(lambda dotted: dotted[0].replace(".", "") + " ", text)
    return tuple(_WORD.findall(text.translate(_SPOKEN)))


@lru_cache(maxsize=65536)
def normal(name: str, kind: str = "Company") -> str:
    """The form under which two names of the same thing of class `kind` are equal.

    Companies, organizations and labs lose their legal form, persons their title; letters and digits
    part, so that "Llama-4", "Llama 4" and "Llama4" are one. A name is never reduced to nothing.

    >>> normal("The Boring Company"), normal("Scale AI, Inc."), normal("Toyota Motor Co., Ltd.")
    ('boring', 'scale ai', 'toyota motor')
    >>> normal("Dr. Fei-Fei Li", "Person")
    'fei fei li'
    >>> normal("GPT4o", "Model") == normal("GPT-4o", "Model") != normal("GPT-4", "Model")
    True
    """
    parts = tuple(_GLUED.sub(" ", " ".join(words(name))).split())
    parts = _without_first(parts, _TITLES if kind == "Person" else _ARTICLE)
    return " ".join(_without_legal_form(parts) if kind in _BODIES else parts)


def slug(name: str, kind: str = "") -> str:
    """The name as the readable end of an IRI: words joined by hyphens, never empty.

    Companies, organizations and labs lose their legal form when `kind` says that it is one.

    >>> slug("Lucas Beyer"), slug("GPT-4.1 mini"), slug("Société Générale"), slug("Character.AI")
    ('lucas-beyer', 'gpt-4.1-mini', 'societe-generale', 'character-ai')
    >>> slug("Acme, Inc.", "Company")
    'acme'
    """
    parts = _without_legal_form(words(name)) if kind in _BODIES else words(name)
    return "-".join(parts) or f"x{crc32(name.encode('utf-8', 'surrogatepass')):08x}"


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(c for c in decomposed.translate(_BARRED) if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare.casefold())


def _without_legal_form(parts: tuple[str, ...]) -> tuple[str, ...]:
    for end in _LEGAL_ENDS:
        if len(parts) > len(end) and parts[-len(end) :] == end:
            return _without_legal_form(parts[: -len(end)])
    if len("".join(parts[:-1])) > 1 and parts[-1] in _LEGAL:
        return _without_legal_form(parts[:-1])
    return parts


def _without_first(parts: tuple[str, ...], droppable: frozenset[str]) -> tuple[str, ...]:
    while len(parts) > 1 and parts[0] in droppable:
        parts = parts[1:]
    return parts
