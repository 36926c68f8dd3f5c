"""Which of the names around it a pronoun or a description such as "the start-up" stands for."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
SUBJECT = {"nsubj", "nsubjpass", "csubj", "ROOT"}
OBJECTS = {"dobj", "nsubjpass", "pobj", "dative"}
THINGS = ("Company", "Model", "Lab", "Organization", "Unknown")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens of a sentence (document indices) that stand for an entity: a name, pronoun or description."""

    first: int
    last: int
    entity: Entity
    kind: str


@dataclass
class Focus:
    """Whom the text is about at a point, by type."""

    topic: Entity | None
    company: Entity | None = None
    by_type: dict[str, Entity] = field(default_factory=dict)
    block: int = -1
    head: str = ""


def references(sentence: Sentence, names: list[Mention], focus: Focus) -> Iterator[Mention]:
    """The pronouns and descriptions of the sentence that could be resolved."""
    taken = {i for m in names for i in range(m.first, m.last)}
    for token in sentence.tokens:
        if token.i in taken or token.text == "IT":
            continue
        kind = _pronouns().get(token.lower_)
        described = None if kind else _described(token)
        if kind and token.dep_ != "expl" and (entity := _pronoun(token, kind, names, focus)):
            yield Mention(token.i, token.i + 1, entity, "pronoun")
        elif (
            described
            and not _title(token, described)
            and (entity := _description(token, described, names, focus))
        ):
            yield Mention(_start(token, taken), token.i + 1, entity, "description")


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))


@functools.lru_cache(maxsize=1)
def _pronouns() -> dict[str, str]:
    return {word: kind for kind, text in _table()["pronouns"].items() for word in text.split()}


def _pronoun(token: Token, kind: str, names: list[Mention], focus: Focus) -> Entity | None:
    match kind:
        case "Person":
            return _nearest(token, names) or focus.by_type.get("Person")
        case "Thing":
            return _thing(token, names, focus)
    return _speaker(token, names, "Person" if kind == "I" else "Company")


def _nearest(token: Token, names: list[Mention]) -> Entity | None:
    """The closest person before the token that is a subject, else the closest; else the main clause's subject."""
    before = [m for m in _before(token, names, ("Person",)) if not _label(token.doc[m.last - 1])]
    subjects = [m for m in before if is_subject(token.doc[m.last - 1])]
    return (subjects or before)[-1].entity if before else _ahead(token, names, ("Person",))


def _label(token: Token) -> bool:
    """Whether a name only labels a thing: "the Stanley Kubrick film"."""
    return token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"


def is_subject(token: Token) -> bool:
    """Whether the token is a subject or part of one."""
    while token.dep_ in ("conj", "appos", "compound"):
        token = token.head
    return token.dep_ in SUBJECT


def _before(token: Token, names: list[Mention], types: tuple[str, ...]) -> list[Mention]:
    """The names before the token that it may stand for: an object is not the subject of its own clause."""
    before = [m for m in names if m.last <= token.i and m.entity.type in types]
    if token.dep_ not in OBJECTS and token.lower_ in _pronouns():
        return before
    verbs = set(_clause(token))
    heads = {v.head.i for v in verbs if v.dep_ == "relcl"}
    return [m for m in before if token.doc[m.last - 1].i not in heads and not _rules(m, verbs, token)]


def _rules(name: Mention, verbs: set[Token], token: Token) -> bool:
    last = token.doc[name.last - 1]
    while last.dep_ in ("conj", "appos", "compound"):
        last = last.head
    return last.dep_ in ("nsubj", "agent") and last.head in verbs


def _clause(token: Token) -> Iterator[Token]:
    """The verbs that share their subject and have the token somewhere in their object."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            yield above
            shared = above.dep_ == "xcomp" or (above.dep_ == "conj" and not _has_subject(above))
            if not shared:
                return


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECT for c in verb.children)


def _thing(token: Token, names: list[Mention], focus: Focus) -> Entity | None:
    before = _before(token, names, THINGS)
    subjects = [m for m in before if is_subject(token.doc[m.last - 1])]
    before = [m for m in before if m.entity.type != "Unknown"]
    if token.lower_ == "it" and token.dep_ in OBJECTS:
        objects = [m for m in before if token.doc[m.last - 1].dep_ in ("dobj", "nsubjpass")]
        subjects = objects or subjects
    if subjects:
        return subjects[-1].entity
    if before and token.lower_ == "its":
        return before[-1].entity
    return _ahead(token, names, THINGS) or focus.company or focus.topic


def _ahead(token: Token, names: list[Mention], types: tuple[str, ...]) -> Entity | None:
    """The subject of the main clause that follows, for a pronoun in what is put first: "After its sale, X"."""
    below = token
    for above in token.ancestors:
        if below.dep_ in ("advcl", "prep"):
            later = {c.i for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > below.i}
            for name in names:
                if name.last - 1 in later and name.entity.type in types:
                    return name.entity
        below = above
    return None


def _speaker(token: Token, names: list[Mention], type_: str) -> Entity | None:
    """Who says "we" or "I": the subject of a verb of saying, or the company in what describes that person."""
    for verb in token.ancestors:
        if _says(verb):
            for said in (
                c for c in verb.children if c.dep_ == "nsubj" and not c.is_ancestor(token) and c != token
            ):
                span = range(said.left_edge.i, said.right_edge.i + 1)
                spoken = [m for m in names if m.first in span and m.entity.type in (type_, "Unknown")]
                return spoken[0].entity if spoken else None
    return None


def sayer(sentence: Sentence, names: list[Mention]) -> Entity | None:
    """The company that says what the sentence says."""
    for name in names:
        subject = sentence.doc[name.last - 1]
        if name.entity.type == "Company" and subject.dep_ == "nsubj" and _says(subject.head):
            return name.entity
    return None


def _says(verb: Token) -> bool:
    return verb.lemma_ in _table()["saying"]["verbs"].split()


def _described(token: Token) -> str | None:
    """The type of thing that a definite noun describes: "the start-up" a Company."""
    if token.tag_ not in ("NN", "NNP") or not any(c.lower_ in ("the", "this") for c in token.lefts):
        return None
    if token.dep_ in ("compound", "amod", "nmod") or any(
        c.dep_ in ("prep", "relcl") and c.lower_ == "of" for c in token.rights
    ):
        return None
    word = _whole_word(token)
    return next((t for t in ("Company", "Model", "Lab", "Person") if word in words(f"the_{t.lower()}")), None)


def _title(token: Token, described: str) -> bool:
    """Whether the words give the job of the person named before them: "Jane Roe, the chief executive"."""
    return described == "Person" and token.dep_ == "appos"


def _whole_word(token: Token) -> str:
    """The word that ends with the token, hyphens included: "start-up"."""
    before = token.doc[max(token.i - 2, 0) : token.i]
    hyphened = len(before) == 2 and before[1].text == "-" and not before.text_with_ws.count(" ")
    return (before.text + token.text if hyphened else token.text).lower()


def _start(token: Token, taken: set[int]) -> int:
    """The first token of a description, "the" included, unless a name stands in between."""
    first = next((c.i for c in token.lefts if c.lower_ in ("the", "this")), token.i)
    word = token.i - 2 if "-" in _whole_word(token) and token.doc[token.i - 1].text == "-" else token.i
    return word if taken & set(range(first, word)) else first


def _description(token: Token, type_: str, names: list[Mention], focus: Focus) -> Entity | None:
    if described := _described_name(token):
        return next((m.entity for m in names if m.last - 1 == described.i and m.entity.type == type_), None)
    before = _before(token, names, (type_,))
    if type_ != "Company":
        return before[-1].entity if before else focus.by_type.get(type_)
    subjects = [m for m in before if is_subject(token.doc[m.last - 1])]
    if subjects and token.dep_ not in SUBJECT:
        return subjects[-1].entity
    return focus.company or focus.topic


def _described_name(token: Token) -> Token | None:
    """The name that a description is said of: "X, the start-up", "X is the start-up"."""
    if token.dep_ == "appos":
        return token.head if token.head.pos_ == "PROPN" else None
    if token.dep_ != "attr":
        return None
    return next((c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
