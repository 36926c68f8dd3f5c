"""What pronouns and descriptions such as "the start-up" refer to, within one article.

A walk through the sentences that keeps, for each type, the entity the text is about: the subject of
the last sentence that had one. An article that keeps returning to one company has it as its topic.
"""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.naming import Named
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
TOPIC_SHARE, TOPIC_COUNT, TOPIC_SPREAD = 0.15, 2, 0.3
EARLY = (4, 3, 2, 1)
SUBJECT = {"nsubj", "nsubjpass", "csubj", "ROOT"}
OBJECTS = {"dobj", "nsubjpass", "pobj", "dative"}
THINGS = ("Company", "Model", "Lab", "Organization")
REFERABLE = ("Company", "Person", "Lab", "Model", "Organization")


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


@dataclass(frozen=True)
class Referred:
    """A sentence's mentions in order, and the company that it is about where it names none."""

    mentions: tuple[Mention, ...]
    about: Entity | None


def refer(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> list[Referred]:
    """The mentions of each sentence: its names, and its pronouns and descriptions that could be resolved."""
    focus = Focus(topic(sentences, named))
    return [_sentence(s, row, focus) for s, row in zip(sentences, named, strict=True)]


def topic(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> Entity | None:
    """The company that an article keeps returning to, if there is one; early names and subjects count more."""
    weights: Counter[Entity] = Counter()
    counts: Counter[Entity] = Counter()
    blocks: dict[Entity, set[int]] = {}
    for sentence, row in zip(sentences, named, strict=True):
        for n in row:
            if n.entity.type in ("Company", "Organization") and not investor(n.entity):
                early = EARLY[min(sentence.block, len(EARLY) - 1)]
                weights[n.entity] += early * (2 if _subject(sentence.doc[n.candidate.last - 1]) else 1)
                counts[n.entity] += 1
                blocks.setdefault(n.entity, set()).add(sentence.block)
    if not counts:
        return None
    best = min(weights, key=lambda e: (-weights[e], e))
    return (
        best if counts[best] >= TOPIC_COUNT and weights[best] > TOPIC_SHARE * sum(weights.values()) else None
    )


def investor(entity: Entity) -> bool:
    """Whether a name is that of a fund or the like, which funding news names but is not about."""
    return entity.name.split()[-1].casefold() in words("investor")


def _sentence(sentence: Sentence, row: Sequence[Named], focus: Focus) -> Referred:
    if sentence.block != focus.block:
        _enter(sentence, focus)
    names = [Mention(n.candidate.first, n.candidate.last, n.entity, "name") for n in row]
    about = focus.company or focus.topic
    mentions = sorted([*names, *_references(sentence, names, focus)], key=lambda m: m.first)
    _update(sentence, mentions, focus)
    return Referred(tuple(mentions), about)


def _enter(sentence: Sentence, focus: Focus) -> None:
    """A new block: a heading speaks for the block below it, else back to the topic.

    So does an item that is a sentence for a paragraph; after other items and rows nothing is carried over.
    """
    apart = sentence.kind in ("item", "heading", "row")
    if focus.head == "" or (focus.head == "item" and apart):
        if focus.topic is not None or apart:
            focus.company = focus.topic
        if apart:
            focus.by_type = {}
    focus.block = sentence.block
    focus.head = sentence.kind if sentence.kind == "heading" or _headline(sentence) else ""


def _headline(sentence: Sentence) -> bool:
    return sentence.kind == "item" and any(t.pos_ == "VERB" and t.dep_ == "ROOT" for t in sentence.tokens)


def _references(sentence: Sentence, names: list[Mention], focus: Focus) -> Iterator[Mention]:
    taken = {i for m in names for i in range(m.first, m.last)}
    for token in sentence.tokens:
        if token.i in taken or token.text == "IT":
            continue
        kind = _pronouns().get(token.lower_)
        described = None if kind else _described(token)
        if kind and token.dep_ != "expl" and (entity := _pronoun(token, kind, names, focus)):
            yield Mention(token.i, token.i + 1, entity, "pronoun")
        elif described and (entity := _description(token, described, names, focus)):
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


def _whole_word(token: Token) -> str:
    """The word that ends with the token, hyphens included: "start-up"."""
    before = token.doc[max(token.i - 2, 0) : token.i]
    hyphened = len(before) == 2 and before[1].text == "-" and not before.text_with_ws.count(" ")
    return (before.text + token.text if hyphened else token.text).lower()


def _start(token: Token, taken: set[int]) -> int:
    """The first token of a description, "the" included, unless a name stands in between."""
    first = next((c.i for c in token.lefts if c.lower_ in ("the", "this")), token.i)
    return token.i if taken & set(range(first, token.i)) else first


def _nearest(token: Token, names: list[Mention]) -> Entity | None:
    """The closest person before the token that is a subject, else the closest; else the main clause's subject."""
    before = _before(token, names, ("Person",))
    subjects = [m for m in before if _subject(token.doc[m.last - 1])]
    return (subjects or before)[-1].entity if before else _ahead(token, names, ("Person",))


def _subject(token: Token) -> bool:
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
    subjects = [m for m in before if _subject(token.doc[m.last - 1])]
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
        if verb.lemma_ in _table()["saying"]["verbs"].split():
            for said in (
                c for c in verb.children if c.dep_ == "nsubj" and not c.is_ancestor(token) and c != token
            ):
                span = range(said.left_edge.i, said.right_edge.i + 1)
                spoken = [m for m in names if m.first in span and m.entity.type == type_]
                return spoken[0].entity if spoken else None
    return None


def _description(token: Token, type_: str, names: list[Mention], focus: Focus) -> Entity | None:
    if described := _described_name(token):
        return next((m.entity for m in names if m.last - 1 == described.i and m.entity.type == type_), None)
    before = _before(token, names, (type_,))
    if type_ != "Company":
        return before[-1].entity if before else focus.by_type.get(type_)
    subjects = [m for m in before if _subject(token.doc[m.last - 1])]
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


def _may_be(entity: Entity, type_: str) -> bool:
    return entity.type == type_ or (type_ == "Company" and entity.type == "Unknown")


def _update(sentence: Sentence, mentions: list[Mention], focus: Focus) -> None:
    for type_ in REFERABLE:
        typed = [m for m in mentions if _may_be(m.entity, type_) and not investor(m.entity)]
        subjects = [m for m in typed if _subject(sentence.doc[m.last - 1])]
        if typed:
            chosen = (subjects or typed)[0]
            focus.by_type[type_] = chosen.entity
            if type_ == "Company" and (subjects or focus.company is None):
                focus.company = chosen.entity
