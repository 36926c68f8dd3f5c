"""The IRIs of the graph: readable, stable, and safe in every serialization."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from decimal import Decimal
from itertools import chain

from rdflib import URIRef

from kg.errors import KGError
from kg.model import Amount, Entity

LONGEST = 80
SAFE = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
SIGNS = {"+": " plus ", "#": " sharp "}
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def slug(text: str) -> str:
    """Lower-case words joined by single hyphens; letters of other scripts stay, accents go.

    A text longer than 80 characters or without any letter or digit gets a hash that tells it apart.

    >>> slug("Yann LeCun"), slug("Nestlé S.A."), slug("Command R+"), slug("百度")
    ('yann-lecun', 'nestle-s-a', 'command-r-plus', '百度')
    >>> slug("🙂")
    'x-d06f1525'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    spelled = "".join(SIGNS.get(c, c) for c in folded)
    words = "".join(chain.from_iterable(map(_letter, spelled))).split()
    joined = unicodedata.normalize("NFC", "-".join(words))
    if not joined:
        return f"x-{_hash(text)}"
    return joined if len(joined) <= LONGEST else f"{joined[:LONGEST].rstrip('-')}-{_hash(text)}"


def entity(thing: Entity, base: str) -> URIRef:
    """The IRI of an entity: its id under `base`, or its type and the slug of its name."""
    kind, _, given = thing.id.partition("/")
    if not given:
        return URIRef(f"{base}{slug(thing.type)}/{slug(thing.name)}")
    return URIRef(f"{base}{slug(kind)}/{_kept(given)}")


def article(identifier: str, base: str) -> URIRef:
    """The IRI of the article of that id, which is also the name of its graph; two ids never share one."""
    name = identifier if len(identifier) <= LONGEST and SAFE.fullmatch(identifier) else None
    return URIRef(f"{base}article/{name or f'{slug(identifier)}-{_hash(identifier)}'}")


def claim(of: URIRef, content: str) -> URIRef:
    """The IRI of a claim of the article `of`, told apart from its others by a hash of its content."""
    base, _, name = str(of).rpartition("article/")
    return URIRef(f"{base}claim/{name}-{_hash(content)}")


def event(base: str, parts: list[str]) -> URIRef:
    """The IRI of an event whose slug joins `parts`; parts hold no double hyphen, so the join is unique."""
    joined = "--".join(parts)
    if len(joined) > 2 * LONGEST:
        joined = f"{joined[: 2 * LONGEST].rstrip('-')}-{_hash(joined)}"
    return URIRef(f"{base}event/{joined}")


def checked_base(base: str) -> str:
    """The base with a slash at its end; raises KGError where it is no absolute IRI.

    >>> checked_base("https://example.org/id")
    'https://example.org/id/'
    """
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`#?]+", base):
        raise KGError(f"not an IRI to begin others with: {base!r}; give one like https://example.org/id/")
    return base if base.endswith("/") else f"{base}/"


def base_of(name: URIRef) -> str:
    """The base that an article's IRI was made under."""
    return str(name).rpartition("article/")[0]


def sum_slug(amount: Amount) -> str:
    """A sum as part of a slug.

    >>> sum_slug(Amount(Decimal("14300000000"), "USD"))
    '14-3-billion-usd'
    """
    for size, word in SCALES:
        if amount.value >= size:
            return slug(f"{(amount.value / Decimal(size)).normalize():f} {word} {amount.currency}")
    return slug(f"{amount.value.normalize():f} {amount.currency}")


def kebab(name: str) -> str:
    """The name of a term in lower case with hyphens.

    >>> kebab("headquarteredIn")
    'headquartered-in'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _letter(character: str) -> str:
    """What a slug keeps of a character: its plain Latin letter, itself, or a gap."""
    plain = unicodedata.normalize("NFKD", character)[0]
    if plain.isascii():
        return plain if plain.isalnum() else "" if plain == "'" else " "
    if character in "’ʼ":
        return ""
    return character if unicodedata.category(character)[0] in "LNM" else " "


def _kept(given: str) -> str:
    """A given id as it is where it is safe, else its slug with a hash."""
    return given if given == slug(given) else f"{slug(given)}-{_hash(given)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
