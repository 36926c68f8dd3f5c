"""Attempts by the parse: a way's trigger word, and what stands at the places of its slots."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english.claims import Attempt, Filler, end_types, wanted
from kg.english.coded import Item
from kg.english.coreference import Mention
from kg.english.frames import Way, frames
from kg.english.grammar import fill
from kg.english.marked import Marked
from kg.english.retold import RELATION as RETOLD
from kg.english.retold import described
from kg.english.slots import items
from kg.english.standing import stood_for
from kg.english.status import Judged, judge, unsaid
from kg.model import Status
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

SLOT_TYPES = {
    "from": ("Company", "Lab", "Organization", "Unknown"),
    "amount": ("Money",),
    "valuation": ("Money",),
    "stake": ("Percent",),
    "date": ("Date",),
}


# What "as" begins that is no role: "as part of the deal".
NO_ROLE = {"part", "result", "consequence", "way", "sign", "it", "they", "move"}


@functools.lru_cache(maxsize=1)
def _by_lemma() -> dict[str, list[tuple[int, Way]]]:
    """The ways of all frames, numbered, by the lemmas of their triggers."""
    found: dict[str, list[tuple[int, Way]]] = {}
    for number, way in enumerate(way for frame in frames() for way in frame.ways):
        for lemma in way.lemmas:
            found.setdefault(lemma, []).append((number, way))
    return found


def by_ways(marked: Marked) -> Iterator[Attempt]:
    """The tries of all frames' ways at a sentence, one for each trigger word and pair of ends."""
    tries = [
        (number, token.i, way, token)
        for token in marked.sentence.words
        for number, way in _by_lemma().get(token.lemma_.lower(), ())
        if token.i not in marked.at and _is_pos(token, way.pos)
    ]
    for _, _, way, token in sorted(tries, key=lambda each: each[:2]):
        yield from _by_way(way, token, marked)


def _is_pos(token: Token, pos: str) -> bool:
    if pos == "verb":
        return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")
    return token.pos_ in ("NOUN", "PROPN") if pos == "noun" else token.pos_ in ("ADJ", "VERB", "NOUN", "ADV")


def _by_way(way: Way, token: Token, marked: Marked) -> Iterator[Attempt]:
    blank = Attempt(way.relation, way.name, token.i)
    if way.needs and not fill(token, way.needs):
        yield blank.block(f"no {way.needs} of {token.text!r}")
        return
    domain, range_ = end_types(way.relation)
    subjects = items(token, way.slots["subject"], domain, marked)
    objects = items(token, way.slots["object"], range_, marked)
    if way.typed == "object":
        objects = [item for item in objects if item.type != "Unknown"]
    if way.relation == "leads" and token.lemma_ != "become" and any(_of_topic(i) for i in objects):
        objects = stood_for(subjects, objects, marked)
    if not subjects:
        yield blank.block(wanted("subject", domain))
        return
    if not objects:
        told = _of_described(blank, way, subjects[0], token, marked)
        yield (told or blank).block(wanted("object", range_))
        return
    if set(subjects) & set(objects) and not RELATIONS[way.relation].symmetric:
        if way.relation == "invested":  # "A, an investor in B, C and D"
            subjects = [i for i in subjects if i.last <= token.i]
        if not subjects or set(subjects) & set(objects):
            yield blank.block("one list is both subject and object")
            return
    judged = judged_by(way.status, token, way.relation)
    if unsaid(judged, token, way.relation):
        yield blank.block("what is denied says nothing of it")
        return
    slots = _slots(way, token, marked)
    if len(subjects) > 1:
        slots.pop("amount", None)  # what they gave together is nobody's own sum
    for subject in subjects:
        for object_ in objects:
            own = {n: f for n, f in slots.items() if not _of_earlier(f, object_, objects)}
            yield blank.filled(Filler.of(subject), Filler.of(object_), own, judged)


def _of_earlier(filler: Filler, one: Item, listed: list[Item]) -> bool:
    """Whether what fills a slot stands behind another of a list, and before this one: "hired A from X and B"."""
    return filler.last <= one.first and any(each.last <= filler.first for each in listed)


def _of_described(blank: Attempt, way: Way, subject: Item, token: Token, marked: Marked) -> Attempt | None:
    """The attempt at a deal over a thing that is only described, "bought the service", if it is one."""
    thing = described(token, way.slots["object"]) if way.relation == RETOLD else None
    if thing is None:
        return None
    judged = judged_by(way.status, token, way.relation)
    return blank.filled(Filler.of(subject), thing, _slots(way, token, marked), judged)


def _slots(way: Way, token: Token, marked: Marked) -> dict[str, Filler]:
    """What fills the slots of a way but for its subject and object."""
    return {
        name: filler
        for name, path in way.slots.items()
        if name not in ("subject", "object")
        if (filler := _slot(name, path, token, marked))
    }


def _of_topic(item: Item) -> bool:
    """Whether the item is the company spoken of, which the sentence leaves unsaid."""
    return isinstance(item.value, Mention) and item.value.kind == "topic"


def judged_by(given: str | None, trigger: Token, relation: str) -> Judged:
    """The status by the parse; one that the frame gives holds unless the sentence denies the fact."""
    judged = judge(trigger, relation)
    return Judged(Status(given)) if given and judged.status != Status.DENIED else judged


def _slot(name: str, path: str, trigger: Token, marked: Marked) -> Filler | None:
    if name in SLOT_TYPES:
        found = items(trigger, path, SLOT_TYPES[name], marked)
        return Filler.of(found[0]) if found else None
    tokens = fill(trigger, path)
    if not tokens or tokens[0].i in marked.at or tokens[0].lower_ in NO_ROLE:
        return None
    phrase = [t for t in tokens[0].subtree if t.i <= tokens[0].i or t.head.i >= tokens[0].i]
    named = [t.i + 1 for t in phrase if t.i in marked.at and t.i < tokens[0].i]
    inside = sorted(t.i for t in phrase if t.i >= max(named, default=0) and t.tag_ != "POS")
    return Filler(inside[0], _phrase_end(tokens[0], marked))


def _phrase_end(head: Token, marked: Marked) -> int:
    """The end of a noun phrase with the "of" phrases behind its head."""
    end = head.i + 1
    for child in head.children:
        inside = [t.i for t in child.subtree]
        employer = any(isinstance(marked.at[i].value, Mention) for i in inside if i in marked.at)
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == end and not employer:
            end = max(inside) + 1
    return min(end, marked.sentence.tokens.end)
