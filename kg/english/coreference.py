"""What pronouns and descriptions such as "the start-up" refer to, within one article.

A walk through the sentences that keeps, for each type, the entity the text is about: the subject of
the last sentence that had one. An article that keeps returning to one company has it as its topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.english.naming import Named
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

TOPIC_SHARE, TOPIC_COUNT, TOPIC_SPREAD = 0.15, 2, 0.3
EARLY = (4, 3, 2, 1)
SUBJECT = {"nsubj", "nsubjpass", "csubj", "ROOT"}
PERSON_PRONOUNS = {"he", "she", "his", "her", "him"}
THING_PRONOUNS = {"it", "its"}
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
    headed: bool = False


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

    After an item or a row nothing is carried over.
    """
    apart = sentence.kind in ("item", "heading", "row")
    if not focus.headed and (focus.topic is not None or apart):
        focus.company = focus.topic
    if apart and not focus.headed:
        focus.by_type = {}
    focus.block, focus.headed = sentence.block, sentence.kind == "heading"


def _references(sentence: Sentence, names: list[Mention], focus: Focus) -> Iterator[Mention]:
    taken = {i for m in names for i in range(m.first, m.last)}
    for token in sentence.tokens:
        if token.i in taken:
            continue
        if token.lower_ in PERSON_PRONOUNS:
            entity = _nearest(token, names, "Person") or focus.by_type.get("Person")
            kind = "pronoun"
        elif token.lower_ in THING_PRONOUNS and token.dep_ != "expl":
            entity = _thing(token, names, focus)
            kind = "pronoun"
        elif described := _described(token):
            entity = _description(token, described, names, focus)
            kind = "description"
        else:
            continue
        if entity:
            first = _start(token, taken) if kind == "description" else token.i
            yield Mention(first, token.i + 1, entity, kind)


def _described(token: Token) -> str | None:
    """The type of thing that a definite noun describes: "the start-up" a Company."""
    if token.tag_ not in ("NN", "NNP") or not any(c.lower_ in ("the", "this") for c in token.lefts):
        return None
    if token.dep_ in ("compound", "amod", "nmod") or any(
        c.dep_ in ("prep", "relcl") and c.lower_ == "of" for c in token.rights
    ):
        return None
    for type_ in ("Company", "Model", "Lab", "Person"):
        if token.lower_ in words(f"the_{type_.lower()}"):
            return type_
    return None


def _start(token: Token, taken: set[int]) -> int:
    """The first token of a description, "the" included, unless a name stands in between."""
    first = next((c.i for c in token.lefts if c.lower_ in ("the", "this")), token.i)
    return token.i if taken & set(range(first, token.i)) else first


def _nearest(token: Token, names: list[Mention], type_: str) -> Entity | None:
    """The closest subject before the token in its sentence, else the closest name of the type before it."""
    before = [m for m in names if m.last <= token.i and m.entity.type == type_]
    subjects = [m for m in before if _subject(token.doc[m.last - 1])]
    return (subjects or before)[-1].entity if before else None


def _subject(token: Token) -> bool:
    return token.dep_ in SUBJECT or (
        token.dep_ in ("conj", "appos", "compound") and token.head.dep_ in SUBJECT
    )


def _thing(token: Token, names: list[Mention], focus: Focus) -> Entity | None:
    before = [
        m
        for m in names
        if m.last <= token.i and m.entity.type in ("Company", "Model", "Lab", "Organization", "Unknown")
    ]
    if token.lower_ == "it":
        before = [m for m in before if not _governs(token.doc[m.last - 1], token)]
    subjects = [m for m in before if _subject(token.doc[m.last - 1])]
    if subjects:
        return subjects[-1].entity
    if before and token.lower_ == "its":
        return before[-1].entity
    return focus.company or focus.topic


def _governs(subject: Token, pronoun: Token) -> bool:
    """Whether both are parts of one verb, so that "it" cannot stand for the subject."""
    return pronoun.dep_ in ("dobj", "pobj") and subject.head in (pronoun.head, pronoun.head.head)


def _description(token: Token, type_: str, names: list[Mention], focus: Focus) -> Entity | None:
    if type_ == "Company":
        before = [
            m
            for m in names
            if m.last <= token.i and m.entity.type == "Company" and _subject(token.doc[m.last - 1])
        ]
        if before and token.dep_ not in SUBJECT:
            return before[-1].entity
        return focus.topic or focus.company
    near = [m for m in names if m.last <= token.i and m.entity.type == type_]
    return near[-1].entity if near else focus.by_type.get(type_)


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
