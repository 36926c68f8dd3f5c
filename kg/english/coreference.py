"""What pronouns and descriptions such as "the start-up" refer to, within one article.

A walk through the sentences that keeps who is most present, whom lists named together, and which company
each person stands for. An article that keeps returning to one company has it as its topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.english import plurals
from kg.english.antecedents import Setting, left, says
from kg.english.capitals import LABELLING
from kg.english.descriptions import profiles, raises_none
from kg.english.employers import FIRMS, bonds
from kg.english.firms import firms
from kg.english.funded import funded, sold
from kg.english.homes import homes
from kg.english.naming import Named
from kg.english.presence import Reference, likeliest
from kg.english.references import references
from kg.english.salience import (
    GIVER,
    Focus,
    Mention,
    cited,
    earlier,
    hyphened,
    investor,
    is_subject,
    press,
    ranked,
    remember,
    weight,
    written_on,
)
from kg.english.traces import Outline
from kg.model import Entity

if TYPE_CHECKING:
    from kg.english.sentences import Sentence

__all__ = ["Mention", "Referred", "investor", "refer", "topic"]
TOPIC_SHARE, TOPIC_COUNT = 0.15, 2
EARLY = (4, 3, 2, 1)
LABELS, COLONS = ("Company", "Unknown", "Lab"), {*LABELLING, "|"}
APART = ("item", "heading", "row")
# How many sentences after the next one a round may be spoken of without a word of whose it is.
ROUND_REACH = 1
# How present a thing is that no sentence within reach mentions.
LONG_AGO = -9.0


@dataclass(frozen=True)
class Referred:
    """A sentence's mentions in order, the company and the model spoken of before it, and the company of each person.

    `funded` is the company whose money has been spoken of before it. `sure` says how likely what was chosen for a
    word is right, by token, where the choice was between several.
    """

    mentions: tuple[Mention, ...]
    about: Entity | None
    model: Entity | None = None
    firms: Mapping[Entity, Entity] = field(default_factory=dict)
    funded: Entity | None = None
    sure: Mapping[int, float] = field(default_factory=dict)


def refer(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> list[Referred]:
    """The mentions of each sentence: its names, and its pronouns and descriptions that could be resolved."""
    rows = [[Mention(n.candidate.first, n.candidate.last, n.entity, "name") for n in row] for row in named]
    profile = profiles(sentences, rows)
    focus, home = Focus(topic(sentences, rows)), homes(sentences, rows)
    bound = bonds(sentences, rows)
    focus.outline = _outline(sentences, rows)
    return [
        _sentence(s, Setting(s, row, focus, profile, home, bound))
        for s, row in zip(sentences, rows, strict=True)
    ]


def _outline(sentences: Sequence[Sentence], rows: Sequence[Sequence[Mention]]) -> Outline:
    things = [[m.entity for m in row if m.entity.type != "Person"] for row in rows]
    opening = {
        e for s, row in zip(sentences, things, strict=True) if s.block == sentences[0].block for e in row
    }
    return Outline(Counter(e for row in things for e in row), frozenset(opening))


def topic(sentences: Sequence[Sentence], rows: Sequence[Sequence[Mention]]) -> Entity | None:
    """The company that an article keeps returning to, if there is one; early names and subjects count more."""
    weights: Counter[Entity] = Counter()
    counts: Counter[Entity] = Counter()
    for sentence, row in zip(sentences, rows, strict=True):
        for m in row:
            apart = cited(m.entity) or hyphened(m, sentence) or _reports(m, sentence) or left(m, sentence)
            if m.entity.type in ("Company", "Organization", "Unknown") and not apart:
                early = EARLY[min(sentence.block, len(EARLY) - 1)]
                weights[m.entity] += early * (2 if is_subject(sentence.doc[m.last - 1]) else 1)
                counts[m.entity] += 1
    if not counts:
        return None
    best = min(weights, key=lambda e: (-weights[e], e))
    return (
        best if counts[best] >= TOPIC_COUNT and weights[best] > TOPIC_SHARE * sum(weights.values()) else None
    )


def _sentence(sentence: Sentence, setting: Setting) -> Referred:
    focus = setting.focus
    if sentence.block != focus.block:
        _enter(sentence, focus)
    about = _spoken_of(setting)
    model, paid = _model(focus), _funded(focus, about)
    for _ in references(setting):
        pass
    mentions = sorted(setting.mentions, key=lambda m: (m.first, m.last))
    _update(sentence, mentions, focus)
    return Referred(tuple(mentions), about, model, dict(focus.firms), paid, setting.sure)


def _spoken_of(setting: Setting) -> Entity | None:
    """The company that the sentence is about where it names none."""
    focus = setting.focus
    usual = focus.company or focus.topic or _sayer(setting.sentence, setting.mentions)
    if usual is None:
        return None
    weights = ranked(((e, w) for e, w in earlier(focus) if e.type in FIRMS), focus)
    for entity in filter(None, (usual, focus.topic)):
        weights.setdefault(entity, LONG_AGO)
    return likeliest(weights, Reference("about", setting))


def _funded(focus: Focus, about: Entity | None) -> Entity | None:
    """The company whose money was spoken of lately; else whom the text is about, or the topic, if it may raise any."""
    spoken_of = focus.company if focus.company == focus.topic else None
    settled = spoken_of is not None and not raises_none(spoken_of)
    reach = 0 if settled else ROUND_REACH
    if focus.funded is not None and focus.count - focus.funded[0] <= reach:
        return focus.funded[1]
    spoken = (e for e in (about, focus.topic) if e and not raises_none(e))
    return next(spoken, None)


def _model(focus: Focus) -> Entity | None:
    """The model last spoken of, the subject of its sentence if one was."""
    for _, row in reversed(focus.past):
        models = [seen for seen in row if seen.entity.type == "Model"]
        if models:
            return max(models, key=lambda seen: seen.weight).entity
    return None


def _reports(mention: Mention, sentence: Sentence) -> bool:
    """Whether the sentence names somebody as its source: "X reported, citing filings", "X reported that"."""
    name = sentence.doc[mention.last - 1]
    objects = {"dobj", "nsubjpass"}
    return (
        name.dep_ == "nsubj"
        and name.head.lemma_ == "report"
        and not any(c.dep_ in objects for c in name.head.children)
    )


def _sayer(sentence: Sentence, names: list[Mention]) -> Entity | None:
    """The company that says what the sentence says."""
    for name in names:
        subject = sentence.doc[name.last - 1]
        if (
            name.entity.type == "Company"
            and not press(name.entity)
            and subject.dep_ == "nsubj"
            and says(subject.head)
        ):
            return name.entity
    return None


def _enter(sentence: Sentence, focus: Focus) -> None:
    """A new block: a heading speaks for the block below it, else back to the topic.

    So does an item that is a sentence for a paragraph; after other items and rows nothing is carried over.
    """
    apart = sentence.kind in APART
    if focus.head == "" or (focus.head == "item" and apart):
        if focus.topic is not None or apart:
            focus.company = focus.topic
        if apart:
            focus.past, focus.groups, focus.funded, focus.sold = [], [], None, None
    focus.block = sentence.block
    focus.head = sentence.kind if sentence.kind == "heading" or _headline(sentence) else ""


def _label(sentence: Sentence, mentions: list[Mention]) -> Entity | None:
    """The company that stands before a colon or a dash at the start of a sentence: "Norvane: raised $5m"."""
    first = mentions[0] if mentions else None
    if first is None or first.first > sentence.tokens.start + 1 or first.entity.type not in LABELS:
        return None
    colon = sentence.doc[first.last] if first.last < len(sentence.doc) else None
    hyphen = colon is not None and colon.text == "-" and not colon.whitespace_
    return first.entity if colon is not None and colon.text in COLONS and not hyphen else None


def _headline(sentence: Sentence) -> bool:
    return sentence.kind == "item" and any(t.pos_ == "VERB" and t.dep_ == "ROOT" for t in sentence.words)


def _update(sentence: Sentence, mentions: list[Mention], focus: Focus) -> None:
    plurals.note(sentence, mentions, focus)
    remember(sentence, mentions, focus)
    if paid := funded(sentence, mentions):
        focus.funded = focus.count, paid
    if bought := sold(sentence, mentions):
        focus.sold = focus.count, bought
    elif any(m.kind == "name" and m.entity.type in FIRMS for m in mentions):
        focus.sold = None
    for person, firm in firms(sentence, mentions):
        focus.firms.setdefault(person, firm)
    if label := _label(sentence, mentions):
        focus.company = label
        return
    typed = [m for m in mentions if m.entity.type in ("Company", "Unknown") and not cited(m.entity)]
    typed = [m for m in typed if not written_on(m, sentence)]
    typed = [m for m in typed if not (hyphened(m, sentence) or _reports(m, sentence) or left(m, sentence))]
    if focus.company is not None or any(m.entity.type == "Company" for m in typed):
        typed = [m for m in typed if m.entity.type == "Company"]
    subjects = [m for m in typed if is_subject(sentence.doc[m.last - 1]) and weight(m, sentence) > GIVER]
    if typed and (subjects or focus.company is None):
        focus.company = (subjects or typed)[0].entity
