"""What pronouns and descriptions such as "the start-up" refer to, within one article.

A walk through the sentences that keeps, for each type, the entity the text is about: the subject of
the last sentence that had one. An article that keeps returning to one company has it as its topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.naming import Named
from kg.english.references import Focus, Mention, is_subject, references, sayer
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from kg.english.sentences import Sentence

__all__ = ["Mention", "Referred", "investor", "refer", "topic"]
TOPIC_SHARE, TOPIC_COUNT = 0.15, 2
EARLY = (4, 3, 2, 1)
REFERABLE = ("Company", "Person", "Lab", "Model", "Organization")


@dataclass(frozen=True)
class Referred:
    """A sentence's mentions in order, and the company and the model spoken of before it."""

    mentions: tuple[Mention, ...]
    about: Entity | None
    model: Entity | None = None


def refer(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> list[Referred]:
    """The mentions of each sentence: its names, and its pronouns and descriptions that could be resolved."""
    focus = Focus(topic(sentences, named))
    return [_sentence(s, row, focus) for s, row in zip(sentences, named, strict=True)]


def topic(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> Entity | None:
    """The company that an article keeps returning to, if there is one; early names and subjects count more."""
    weights: Counter[Entity] = Counter()
    counts: Counter[Entity] = Counter()
    for sentence, row in zip(sentences, named, strict=True):
        for n in row:
            if n.entity.type in ("Company", "Organization", "Unknown") and not investor(n.entity):
                early = EARLY[min(sentence.block, len(EARLY) - 1)]
                weights[n.entity] += early * (2 if is_subject(sentence.doc[n.candidate.last - 1]) else 1)
                counts[n.entity] += 1
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
    about = focus.company or focus.topic or sayer(sentence, names)
    model = focus.by_type.get("Model")
    mentions = sorted([*names, *references(sentence, names, focus)], key=lambda m: m.first)
    _update(sentence, mentions, focus)
    return Referred(tuple(mentions), about, model)


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


def _may_be(entity: Entity, type_: str) -> bool:
    return entity.type == type_ or (type_ == "Company" and entity.type == "Unknown")


def _update(sentence: Sentence, mentions: list[Mention], focus: Focus) -> None:
    for type_ in REFERABLE:
        typed = [m for m in mentions if _may_be(m.entity, type_) and not investor(m.entity)]
        typed = [m for m in typed if m.entity.type == type_] or typed
        subjects = [m for m in typed if is_subject(sentence.doc[m.last - 1])]
        if typed:
            chosen = (subjects or typed)[0]
            focus.by_type[type_] = chosen.entity
            if type_ == "Company" and (subjects or focus.company is None):
                focus.company = chosen.entity
