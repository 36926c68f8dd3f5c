"""What definite descriptions such as "the start-up" or "the drone maker" stand for.

Each name is remembered with the words that the article itself, or descriptions.toml, describes it by;
a description goes to the name that shares its words, else to the one that is most present.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.salience import Focus, Mention, cited
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
DEFINITE = {"the", "this", "that"}
OWNERS = {"his", "her", "their", "my"}
TYPES = ("Company", "Model", "Lab", "Person")
HEAD_MATCH, MODIFIER_MATCH = 1.0, 3.5
FUNDING = frozenset({"venture", "vc", "investment", "equity"})
# What makes a description speak of something new.
NEW = {"of", "behind", "for", "like", "named", "called"}
APPOSING = (",", "(", "—", "–", "--")
YOUNG = frozenset({"startup", "start-up", "upstart"})
ORDERS = {
    "other",
    "first",
    "second",
    "third",
    "whole",
    "entire",
    "average",
    "same",
    "only",
    "new",
    "best",
    "next",
}


@functools.lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    table = tomllib.loads(FILE.read_text("utf-8"))["known"]
    return {name: frozenset(text.split()) for name, text in table.items()}


def described(token: Token, names: Sequence[Mention]) -> str | None:
    """The type of thing that a definite noun describes, "the start-up" a Company; None for other words."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in ("compound", "amod", "nmod", "appos", "attr"):
        return None
    openers = {c.lower_ for c in token.lefts}
    if not openers & (DEFINITE | OWNERS) or openers & ORDERS or _goes_on(token, names):
        return None
    word = whole_word(token)
    if openers & OWNERS:
        return "Company" if word in words("the_firm") else None
    found = next((t for t in TYPES if word in words(f"the_{t.lower()}")), None)
    return found or ("Company" if word in words("the_kind") or word.endswith("maker") else None)


def _goes_on(token: Token, names: Sequence[Mention]) -> bool:
    """Whether the noun describes a name beside it, or something that the words behind it tell."""
    first = begins(token)
    if any(m.first == token.i + 1 for m in names):
        return True
    behind = (
        token.dep_ not in ("nsubj", "nsubjpass") and token.nbor(1).text == ","
        if token.i + 1 < len(token.doc)
        else False
    )
    if behind and any(m.first == token.i + 2 and m.entity.type != "Person" for m in names):
        return True
    apposed = token.dep_ != "poss" and first >= 2 and token.doc[first - 1].text in APPOSING
    if (
        apposed
        and any(m.last == first - 1 and m.entity.type != "Person" for m in names)
        and not _verb_follows(token)
    ):
        return True
    return any(
        (c.dep_ == "prep" and c.lower_ in NEW)
        or (c.dep_ == "relcl" and c.left_edge.lower_ == "that")
        or (c.dep_ == "acl" and c.lower_ in NEW)
        for c in token.rights
    )


def _verb_follows(token: Token) -> bool:
    """Whether the noun is the subject of a clause of its own: "After X, the company grew"."""
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i


def begins(token: Token) -> int:
    """The index of the description's first word, its article included."""
    return min([token.i, *(c.i for c in token.lefts if c.lower_ in DEFINITE)])


def whole_word(token: Token) -> str:
    """The word that ends with the token, hyphens included: "start-up"."""
    start = word_start(token)
    return str(token.doc[start : token.i + 1].text).lower().replace(" ", "")


def word_start(token: Token) -> int:
    """The index of the first token of the hyphened word that ends with the token."""
    doc, i = token.doc, token.i
    if i >= 2 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_:
        return i - 2
    return i


def modifiers(token: Token) -> frozenset[str]:
    """The words that a noun phrase describes its thing by, in small letters."""
    found = {token.lemma_.lower(), whole_word(token)}
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "npadvmod") and child.is_alpha:
            found |= {child.lemma_.lower(), child.lower_}
            found |= {c.lower_ for c in child.children if c.dep_ in ("compound", "nmod", "amod", "npadvmod")}
    return frozenset(found - words("joined"))


def invests(token: Token) -> bool:
    """Whether a description is of somebody who funds others: "the venture firm"."""
    return not FUNDING.isdisjoint(modifiers(token))


def profiles(sentences: Sequence[Sentence], rows: Iterable[Sequence[Mention]]) -> dict[Entity, set[str]]:
    """The words that describe each name of an article."""
    found: dict[Entity, set[str]] = {}
    for sentence, row in zip(sentences, rows, strict=True):
        for m in row:
            own = found.setdefault(m.entity, set(_known().get(m.entity.name, ())))
            for noun in _nouns(sentence.doc[m.last - 1], m):
                own |= modifiers(noun)
    return found


def _nouns(name: Token, mention: Mention) -> Iterator[Token]:
    """The nouns that are said of a name: "X, a drone maker", "drone maker X", "X is a drone maker"."""
    yield from (c for c in name.children if c.dep_ == "appos" and c.pos_ == "NOUN")
    yield from (
        c
        for c in name.children
        if c.dep_ in ("compound", "nmod") and c.i < mention.first and c.pos_ in ("NOUN", "PROPN")
    )
    if name.dep_ == "appos" and name.head.pos_ == "NOUN":
        yield name.head
    if name.dep_ == "nsubj" and name.head.lemma_ in ("be", "become"):
        yield from (c for c in name.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")


def too_big(token: Token, entity: Entity, told: set[str]) -> bool:
    """Whether the description calls something a start-up that is well known, told to be a giant, or a fund."""
    known = _known().get(entity.name)
    if whole_word(token) not in YOUNG:
        return False
    grown = not told.isdisjoint(words("grown")) and told.isdisjoint(YOUNG)
    return grown or cited(entity) or (known is not None and known.isdisjoint(YOUNG))


def established(entity: Entity) -> bool:
    """Whether the press knows a company well, as one that raises no more rounds."""
    told = _known().get(entity.name)
    return told is not None and told.isdisjoint(YOUNG | {"private"})


def raises_none(entity: Entity) -> bool:
    """Whether a company is known to the press as one that raises no more rounds, a fund, or a newspaper."""
    return established(entity) or cited(entity)


def matching(token: Token, focus: Focus, profile: dict[Entity, set[str]]) -> dict[Entity, float]:
    """How well the words of a description fit each entity that they fit at all."""
    whole = whole_word(token)
    head = {whole, whole.partition("-")[0]} if "-" in whole else {token.lemma_.lower(), whole}
    rest = modifiers(token) - head
    plain = whole_word(token) in words("the_firm")
    found = {}
    for entity, told in profile.items():
        value = MODIFIER_MATCH * len(rest & told) + (0 if plain else HEAD_MATCH) * bool(head & told)
        if value:
            found[entity] = value
    return found
