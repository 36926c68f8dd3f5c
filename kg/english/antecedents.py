"""Which of the mentions around a word it may stand for, by the parse alone."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.salience import SUBJECT, Focus, Mention, cited, investor, press, top, written_on
from kg.english.titles import PAST, kinds
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_name("references.toml")
# In place of a token: that of what no word stands for.
UNSAID = -1
# How far ahead of a company it is told that somebody was there before, in tokens.
BEFORE = 6
OBJECTS = {"dobj", "nsubjpass", "pobj", "dative"}


@dataclass(frozen=True)
class Setting:
    """The running sentence with its mentions so far, the text before it, and what describes each name.

    `homes` says where a company is from, `bonds` which companies a sentence, by where it begins, says people stand for.
    `sure` gets how likely what was chosen for a word is right, by the word's token; UNSAID is for what no word stands for.
    """

    sentence: Sentence
    mentions: list[Mention]
    focus: Focus
    profile: Mapping[Entity, set[str]]
    homes: Mapping[Entity, set[str]] = field(default_factory=dict)
    bonds: Mapping[int, Mapping[Entity, set[Entity]]] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))


@functools.lru_cache(maxsize=1)
def pronouns() -> dict[str, str]:
    return {word: kind for kind, text in _table()["pronouns"].items() for word in text.split()}


def possible(token: Token, setting: Setting, types: tuple[str, ...]) -> list[Mention]:
    """The mentions before the token that it may stand for.

    An object is not the subject of its own clause, and what is said of a name does not refer to it:
    "X, one of its backers", "X is among its backers".
    """
    found = [m for m in setting.mentions if m.last <= token.i and m.entity.type in types]
    found = [m for m in found if not written_on(m, setting.sentence) and not left(m, setting.sentence)]
    found = [m for m in found if not _said_of(token.doc[m.last - 1], token)]
    if owns_round(token):
        found = [m for m in found if not investor(m.entity) and not _gives(token.doc[m.last - 1])]
    post = token.dep_ == "poss" and (kinds(token.head) or token.head.lower_ == "board")
    if token.dep_ not in OBJECTS and (token.lower_ in pronouns() or post):
        return found
    verbs = set(_clause(token))
    heads = {v.head.i for v in verbs if v.dep_ == "relcl"}
    return [m for m in found if token.doc[m.last - 1].i not in heads and not _rules(m, verbs, token)]


def left(mention: Mention, sentence: Sentence) -> bool:
    """Whether the name is that of somebody's employer of before: "former X engineer", "previously a director at X"."""
    ahead: set[str] = set()
    for token in reversed(sentence.doc[max(sentence.tokens.start, mention.first - BEFORE) : mention.first]):
        if token.text in (",", ";") or token.pos_ in ("VERB", "AUX"):
            break
        ahead.add(token.lower_)
    return not ahead.isdisjoint(PAST | {"ex", "formerly", "previously"})


def owns_round(token: Token) -> bool:
    """Whether the token is the "its" of "its round"."""
    return token.dep_ == "poss" and token.head.lemma_.lower() in words("rounds")


def _gives(name: Token) -> bool:
    """Whether the name is the subject of a verb such as "led", and so not whom the money goes to."""
    first = top(name)
    return first.dep_ == "nsubj" and first.head.lemma_.lower() in words("investing")


def _said_of(name: Token, token: Token) -> bool:
    """Whether the token stands in the apposition of a name, or in what the name is said to be."""
    if token.dep_ != "poss" or token.head.lemma_.lower() not in words("other_side"):
        return False
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    other = token.head.lemma_.lower() in ("rival", "competitor")
    if (
        verb is not None
        and verb.lemma_ in words("taking_on")
        and token.head.dep_ not in SUBJECT
        and not other
    ):
        taken = token.head.dep_ not in ("pobj", "attr")
        return taken and name.dep_ == "nsubj" and (name.head == verb or name.head in verb.ancestors)
    for above in token.ancestors:
        if above.dep_ == "appos" and (above.head == name or name in above.head.conjuncts):
            return True
        subjects = [c for c in above.children if c.dep_ == "nsubj"] if above.lemma_ == "be" else []
        if any(c == name or name in c.conjuncts for c in subjects):
            return True
    return False


def _rules(name: Mention, verbs: set[Token], token: Token) -> bool:
    last = token.doc[name.last - 1]
    while last.dep_ in ("conj", "appos"):
        last = last.head
    return last.dep_ in ("nsubj", "agent") and last.head in verbs


def _clause(token: Token) -> Iterator[Token]:
    """The verbs that share their subject and have the token somewhere in their object."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            yield above
            purpose = above.dep_ == "acl" and above.tag_ == "VB"
            shared = above.dep_ == "xcomp" or (above.dep_ == "conj" and not _has_subject(above)) or purpose
            if not shared:
                return


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECT for c in verb.children)


def ruled(token: Token, setting: Setting, here: list[Mention]) -> set[Entity]:
    """The entities named before the token that it cannot stand for."""
    return {m.entity for m in setting.mentions if m.last <= token.i} - {m.entity for m in here}


def local_subject(token: Token, here: list[Mention]) -> list[Mention]:
    """The mention that is the subject of the nearest clause around the token, if one is."""
    for above in token.ancestors:
        subjects = {
            c.i for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and not c.is_ancestor(token)
        }
        if subjects - {token.i}:
            return [m for m in here if m.last - 1 in subjects]
    return []


def verb_over(token: Token) -> Token | None:
    """The nearest verb, auxiliaries included, on which a token hangs."""
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


def named_at(token: Token, setting: Setting) -> Entity | None:
    return next((m.entity for m in setting.mentions if m.first <= token.i < m.last), None)


def subject_ahead(token: Token, mentions: list[Mention], types: tuple[str, ...]) -> Entity | None:
    """The subject of the main clause that follows, for a pronoun in what is put first: "After its sale, X"."""
    below = token
    for above in token.ancestors:
        if below.dep_ in ("advcl", "prep"):
            later = {c.i for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > below.i}
            for name in mentions:
                if name.last - 1 in later and name.entity.type in types:
                    return name.entity
        below = above
    return None


def labels(token: Token) -> bool:
    """Whether a name only labels a thing: "the Stanley Kubrick film"."""
    return token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"


def only_company(here: list[Mention], token: Token) -> Entity | None:
    """The one company that the sentence has named so far, but for investors, newspapers and mere labels."""
    named = [m for m in here if m.entity.type == "Company" and m.kind == "name"]
    found = {m.entity for m in named if not labels(token.doc[m.last - 1])}
    found = {e for e in found if not cited(e)}
    return next(iter(found)) if len(found) == 1 else None


def sayer(token: Token, here: list[Mention]) -> Entity | None:
    """The company that says something of itself: "X said it would"."""
    said = token.head.head
    if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ != "ccomp" or not says(said):
        return None
    subjects = {c.i for c in said.children if c.dep_ == "nsubj"}
    named = (m.entity for m in here if m.last - 1 in subjects and m.kind == "name")
    return next((e for e in named if e.type == "Company" and not press(e)), None)


def says(verb: Token) -> bool:
    """Whether the verb is one of saying."""
    return verb.lemma_ in _table()["saying"]["verbs"].split()
