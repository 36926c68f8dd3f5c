"""How present each named thing is at a point of a text, and so which of them a pronoun may stand for.

A mention weighs by its place in its sentence (the subject of the main clause most), loses with every
sentence that passes, and more where the text is about the thing as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.english.traces import Last, Outline, Trace
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

SUBJECT = {"nsubj", "nsubjpass", "csubj", "ROOT"}
PARTS = {"conj", "appos", "compound", "nmod"}
MAIN, CLAUSE, RELATIVE, GIVER, MEDIUM = 4.0, 3.0, 1.5, 1.0, -3.0
ON = re.compile(
    r"\b(?:on|via)(?: (?:X|its?|the|his|her|social|media|network|platform|site|formerly|previously|known|as|then|or|\(|,)| ?,| ?\()* ?$"
)
OTHER = {"dobj": 2.0, "poss": 2.0, "dative": 1.5, "attr": 1.5, "pobj": 1.0, "compound": 0.5}
LISTED, BACKING = 2.5, -1.0
SAME_SENTENCE, SAME_CLAUSE, DECAY, NEW_BLOCK = 1.5, 3.0, 0.7, 0.5
TOPIC, CURRENT, UNKNOWN = 1.5, 1.5, -0.5
# What a heading's names weigh less, and what the company spoken of keeps however long ago it was named.
HEADING, LASTING = 1.0, -2.0
REACH = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens of a sentence (document indices) that stand for an entity: a name, pronoun or description."""

    first: int
    last: int
    entity: Entity
    kind: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as mentioned in an earlier sentence, with the weight of its place there."""

    entity: Entity
    weight: float


@dataclass
class Focus:
    """Whom the text has been about so far.

    `past` holds the last sentences' mentions, the latest last, with the number of their block; `groups`
    the lists of names in them; `base` is the company that the heading above names; `firms` says for
    which company a person speaks; `funded` is the company last told to have got money, with when, and
    `sold` the one last told to be bought;
    `traces` is what has been said of each thing.
    """

    topic: Entity | None
    outline: Outline = field(default_factory=Outline)
    company: Entity | None = None
    base: Entity | None = None
    past: list[tuple[int, list[Seen]]] = field(default_factory=list)
    groups: list[tuple[int, tuple[Entity, ...]]] = field(default_factory=list)
    firms: dict[Entity, Entity] = field(default_factory=dict)
    block: int = -1
    head: str = ""
    count: int = 0
    funded: tuple[int, Entity] | None = None
    sold: tuple[int, Entity] | None = None
    traces: dict[Entity, Trace] = field(default_factory=dict)


def investor(entity: Entity) -> bool:
    """Whether a name is that of a fund or the like, which funding news names but is not about."""
    parts = entity.name.casefold().split()
    invests = not words("investing_body").isdisjoint(parts)
    return invests or parts[-1] in words("investor") or parts[0] in words("investor_name")


def press(entity: Entity) -> bool:
    """Whether a name is that of a newspaper or the like, which news cites but is not about."""
    parts = [w for w in entity.name.casefold().split() if w != "the"]
    return (
        "-".join(parts) in words("press")
        or "-".join(parts[-2:]) in words("paper")
        or parts[-1:] == ["newswire"]
    )


def cited(entity: Entity) -> bool:
    """Whether the name is that of a fund or a newspaper, which news cites but is not about."""
    return investor(entity) or press(entity)


def is_subject(token: Token) -> bool:
    """Whether the token is a subject or part of one, or what is presented: "The latest example is X"."""
    return top(token).dep_ in SUBJECT or _presented(top(token))


def _presented(token: Token) -> bool:
    subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
    presents = not subjects or any(c.pos_ == "NOUN" for c in subjects)
    return token.dep_ == "attr" and token.head.lemma_ == "be" and presents


def top(token: Token) -> Token:
    """The first of the list or the noun that the token is part of."""
    while token.dep_ in ("conj", "appos", "compound"):
        token = token.head
    return token


def weight(mention: Mention, sentence: Sentence) -> float:
    """The weight of a mention by its place in the sentence."""
    last = sentence.doc[mention.last - 1]
    if written_on(mention, sentence) or (last.dep_ == "pobj" and last.head.lower_ in ("like", "unlike")):
        return MEDIUM
    head = top(last)
    if hyphened(mention, sentence):
        return BACKING
    if last.dep_ in ("compound", "nmod") and last.head.pos_ in ("NOUN", "PROPN"):
        return OTHER["compound"]
    if head.dep_ == "ROOT" or _presented(head):
        return MAIN
    if head.dep_ not in SUBJECT:
        return OTHER.get(head.dep_, 1.0)
    verb = head.head
    if mention.entity.type != "Person" and verb.lemma_.lower() in words("investing"):
        return GIVER
    if verb.dep_ == "relcl":
        return RELATIVE
    main = verb.dep_ == "ROOT" or verb.head.dep_ == "ROOT"
    return MAIN if main else CLAUSE


def written_on(mention: Mention, sentence: Sentence) -> bool:
    """Whether the mention only says where somebody wrote: "in a post on X, formerly Twitter"."""
    doc, start = sentence.doc, sentence.tokens.start
    if mention.kind != "name" or doc[mention.first : mention.last].text.casefold() not in words("medium"):
        return False
    return ON.search(doc[start : mention.first].text) is not None


def hyphened(mention: Mention, sentence: Sentence) -> bool:
    """Whether the mention only tells whose something else is: the X of "the X-backed start-up"."""
    behind = sentence.doc[mention.last : mention.last + 2]
    return len(behind) == 2 and behind[0].text == "-" and behind[1].lower_ in words("behind_hyphen")


def listed(mention: Mention, sentence: Sentence) -> bool:
    """Whether the mention is one of several names in a list, which no "it" stands for."""
    last = sentence.doc[mention.last - 1]
    return last.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in last.children)


def before(mentions: Iterable[Mention], sentence: Sentence) -> Iterator[tuple[Entity, float]]:
    """The entities of the mentions of the running sentence with their weights."""
    for m in mentions:
        place = weight(m, sentence)
        near = SAME_CLAUSE if m.entity.type == "Person" or place >= CLAUSE else SAME_SENTENCE
        yield m.entity, place + near - LISTED * listed(m, sentence)


def earlier(focus: Focus) -> Iterator[tuple[Entity, float]]:
    """The entities of the sentences before with what their weights have come to."""
    for distance, (block, row) in enumerate(reversed(focus.past), 1):
        lost = DECAY * distance + (NEW_BLOCK if block != focus.block else 0)
        for seen in row:
            unknown = UNKNOWN if seen.entity.type == "Unknown" and seen.entity != focus.topic else 0.0
            yield seen.entity, seen.weight - lost + unknown
    yield from ((entity, LASTING) for entity in (focus.company, focus.topic) if entity)


def ranked(found: Iterable[tuple[Entity, float]], focus: Focus) -> dict[Entity, float]:
    """Each entity's best weight, raised for the topic and for the company last spoken of."""
    best: dict[Entity, float] = {}
    for entity, value in found:
        total = value + CURRENT * (entity == focus.company)
        total += TOPIC if entity == focus.topic else -TOPIC * (investor(entity) + press(entity))
        best[entity] = max(best.get(entity, total), total)
    return best


def foremost(weights: Mapping[Entity, float]) -> Entity | None:
    """The entity with the greatest weight; the earlier found of equals."""
    return max(weights, key=lambda e: weights[e]) if weights else None


def remember(sentence: Sentence, mentions: Sequence[Mention], focus: Focus) -> None:
    """Add the sentence's mentions to the past, and forget what is too long ago."""
    less = HEADING if sentence.kind == "heading" else 0.0
    row = []
    for m in mentions:
        place, one_of = weight(m, sentence), listed(m, sentence)
        row.append(Seen(m.entity, place - less - LISTED * one_of))
        subject = is_subject(sentence.doc[m.last - 1])
        apart = hyphened(m, sentence)
        last = Last(focus.count, sentence.block, place, subject, m.kind == "name", one_of, apart)
        trace = focus.traces.setdefault(m.entity, Trace([sentence.block], last))
        if trace.blocks[-1] != sentence.block:
            trace.blocks.append(sentence.block)
        trace.last = last
        trace.names += last.named
        trace.subjects += subject
    focus.past = [*focus.past, (sentence.block, row)][-REACH:]
    focus.count += 1
