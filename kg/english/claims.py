"""What a marked sentence says: every frame tried on it, and what each attempt came to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.english.coded import Coded, Item, compiled
from kg.english.coreference import Mention, investor
from kg.english.frames import Frame, Phrase, Way
from kg.english.grammar import fill
from kg.english.marked import Marked
from kg.english.status import Judged, judge
from kg.english.wordlists import words
from kg.model import Entity, Status
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

VALUE_TYPES = {"Amount": "Money", "Year": "Date"}
SLOT_TYPES = {
    "from": ("Company", "Lab", "Organization", "Unknown"),
    "amount": ("Money",),
    "valuation": ("Money",),
    "stake": ("Percent",),
    "date": ("Date",),
}
DONE = Judged(Status.DONE)
LISTING = {"including", "include", "like", "such", "as", "e.g.", "from", "namely", "by"}
PARTS = {"nummod", "compound", "nmod", "quantmod", "amod", "poss", "appos", "npadvmod"}


@dataclass(frozen=True)
class Filler:
    """The words that fill a slot (document tokens, `last` exclusive), and the item there, if any."""

    first: int
    last: int
    item: Item | None = None


@dataclass(frozen=True)
class Attempt:
    """One frame's try at a sentence: what fills its slots, its status, and what blocked it, if anything."""

    relation: str
    rule: str
    trigger: int
    subject: Filler | None = None
    object: Filler | None = None
    slots: Mapping[str, Filler] = field(default_factory=dict)
    judged: Judged = DONE
    blocked: str | None = None


def attempts(frame: Frame, marked: Marked) -> Iterator[Attempt]:
    """All tries of a frame at a sentence, those that failed with the reason."""
    for way in frame.ways:
        for token in marked.sentence.tokens:
            if token.lemma_.lower() in way.lemmas and _is_pos(token, way.pos) and token.i not in marked.at:
                yield from _by_way(way, token, marked)
    for phrase in frame.phrases:
        for coded in marked.strings:
            if phrase.where and not compiled(phrase.where).search(coded.text):
                continue
            for match in compiled(phrase.pattern).finditer(coded.text):
                yield from _by_phrase(phrase, match, marked, coded)


def _is_pos(token: Token, pos: str) -> bool:
    if pos == "verb":
        return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")
    return token.pos_ in ("NOUN", "PROPN") if pos == "noun" else token.pos_ in ("ADJ", "VERB", "NOUN", "ADV")


# --- by the parse -------------------------------------------------------------------------------------


def _by_way(way: Way, token: Token, marked: Marked) -> Iterator[Attempt]:
    blank = Attempt(way.relation, way.name, token.i)
    if way.needs and not fill(token, way.needs):
        yield _blocked(blank, f"no {way.needs} of {token.text!r}")
        return
    relation = RELATIONS[way.relation]
    subjects = _items(token, way.slots["subject"], _types(relation.domain), marked)
    objects = _items(token, way.slots["object"], _types(relation.range), marked)
    if not subjects or not objects:
        slot, types = ("subject", relation.domain) if not subjects else ("object", relation.range)
        yield _blocked(blank, f"{slot} is no {' or '.join(sorted(types))}")
        return
    judged = _judged(way.status, token, way.relation)
    slots = {
        name: f
        for name, path in way.slots.items()
        if name not in ("subject", "object")
        if (f := _slot(name, path, token, marked))
    }
    for subject in subjects:
        for object_ in objects:
            yield _attempt(blank, _filler(subject), _filler(object_), slots, judged)


def _judged(given: str | None, trigger: Token, relation: str) -> Judged:
    """The status by the parse; one that the frame gives holds unless the sentence denies the fact."""
    judged = judge(trigger, relation)
    return Judged(Status(given)) if given and judged.status != Status.DENIED else judged


def _attempt(
    blank: Attempt, subject: Filler, object_: Filler, slots: Mapping[str, Filler], judged: Judged
) -> Attempt:
    if entity(subject) is not None and entity(subject) == entity(object_):
        return _blocked(blank, "subject and object are the same")
    return Attempt(blank.relation, blank.rule, blank.trigger, subject, object_, slots, judged)


def _blocked(attempt: Attempt, reason: str) -> Attempt:
    return Attempt(attempt.relation, attempt.rule, attempt.trigger, blocked=reason)


def _types(names: frozenset[str]) -> tuple[str, ...]:
    """The item types of a slot; a name of unknown type may be a company."""
    types = {VALUE_TYPES.get(name, name) for name in names}
    return tuple(sorted(types | {"Unknown"} if "Company" in types else types))


def _items(trigger: Token, path: str, types: tuple[str, ...], marked: Marked) -> list[Item]:
    """The items of the types that a slot's path leads to, with those listed beside them."""
    for alternative in path.split(";"):
        if alternative.strip() == "about":
            found = _about(types, marked, trigger.i)
        else:
            tokens = fill(trigger, alternative)
            found = [item for token in tokens for item in items_at(token, types, marked)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _about(types: tuple[str, ...], marked: Marked, before: int) -> list[Item]:
    """The company that the words from token `before` on are about: the sentence's subject, or an earlier one."""
    ahead = [i for i in marked.items if i.last <= before and i.type == "Company" and i.type in types]
    ahead = [i for i in ahead if not investor(i.value.entity)]  # type: ignore[attr-defined]
    subjects = [i for i in ahead if _raises(marked.sentence.doc[i.last - 1])]
    named = [i for i in ahead if marked.sentence.doc[i.last - 1].dep_ == "poss"]
    if subjects or named:
        return (subjects or named)[-1:]
    if marked.about is None or marked.about.type not in types:
        return []
    start = marked.sentence.tokens.start
    return [Item(start, start, marked.about.type, Mention(start, start, marked.about, "topic"))]


def _raises(token: Token) -> bool:
    """Whether the token is a subject, and of no verb whose subject gives money."""
    return token.dep_ in ("nsubj", "nsubjpass") and not _gives(token)


def _gives(token: Token) -> bool:
    """Whether the token is, or stands beside, the subject of a verb such as "led" or "invested"."""
    while token.dep_ in ("conj", "appos", "compound"):
        token = token.head
    return token.dep_ in ("nsubj", "agent", "pobj") and token.head.lemma_.lower() in words("giving") | {"by"}


def items_at(token: Token, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The items of the types that a token names, directly or as a list or a part of its phrase."""
    item = marked.at.get(token.i)
    if item and item.type in types:
        yield from _listed(item, types, marked)
        return
    if item and isinstance(item.value, Mention):
        for child in token.children:
            if child.dep_ == "conj":
                yield from items_at(child, types, marked)
        return
    yield from _inside(token, types, marked)


def _inside(token: Token, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The items within a noun phrase: "investors including X", "a $5 million round"."""
    for child in token.children:
        item = marked.at.get(child.i)
        values = item is not None and not isinstance(item.value, Mention)
        if child.dep_ in ("appos", "conj") or (child.dep_ in PARTS and values):
            yield from items_at(child, types, marked)
        elif child.dep_ == "prep" and (
            child.lower_ in LISTING - {"from", "by"} or ("Money" in types and child.lower_ in ("of", "in"))
        ):
            for object_ in child.subtree:
                if object_.dep_ in ("pobj", "conj", "appos") and object_.i in marked.at:
                    yield from items_at(object_, types, marked)


def _listed(item: Item, types: tuple[str, ...], marked: Marked) -> Iterator[Item]:
    """The item and those that follow it in a list: "A, B and C"."""
    letters = "|".join("Money" if t == "Money" else t for t in types)
    number = marked.items.index(item) if item in marked.items else -1
    if number < 0 or "Money" in types or "Date" in types:
        yield item
        return
    start = next(p[0] for p in marked.coded.places if p[2] == item.first)
    match = compiled(f"{{list:{letters}+}}").match(marked.coded.text, start)
    found = marked.coded.items_in(*match.span("list")) if match else [item]
    yield from (i for i in _together(found, marked) if i.type in types)


def _together(items: list[Item], marked: Marked) -> list[Item]:
    """The items of a list up to one that is the subject of a clause of its own: "in A, and B said"."""
    kept: list[Item] = []
    for item in items:
        token = marked.sentence.doc[item.last - 1]
        if kept and token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i:
            break
        kept.append(item)
    return kept


def _filler(item: Item) -> Filler:
    return Filler(item.first, item.last, item)


def entity(filler: Filler) -> Entity | None:
    """The entity that a filler names, if it names one."""
    value = filler.item.value if filler.item else None
    return value.entity if isinstance(value, Mention) else None


def _slot(name: str, path: str, trigger: Token, marked: Marked) -> Filler | None:
    if name in SLOT_TYPES:
        items = _items(trigger, path, SLOT_TYPES[name], marked)
        return _filler(items[0]) if items else None
    tokens = fill(trigger, path)
    if not tokens or tokens[0].i in marked.at:
        return None
    phrase = [t for t in tokens[0].subtree if t.i <= tokens[0].i or t.head.i >= tokens[0].i]
    inside = sorted(t.i for t in phrase if t.i >= tokens[0].left_edge.i)
    return Filler(inside[0], _phrase_end(tokens[0], marked))


def _phrase_end(head: Token, marked: Marked) -> int:
    """The end of a noun phrase with the "of" phrases behind its head."""
    end = head.i + 1
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == end:
            end = max(t.i for t in child.subtree) + 1
    return min(end, marked.sentence.tokens.end)


# --- by a phrase ----------------------------------------------------------------------------------------


def _by_phrase(phrase: Phrase, match: re.Match[str], marked: Marked, coded: Coded) -> Iterator[Attempt]:
    groups = {name: match.span(name) for name in match.re.groupindex if match.group(name)}
    trigger = _trigger(groups, match, marked, coded)
    blank = Attempt(phrase.relation, phrase.name, trigger.i)
    fillers = {name: _fillers(span, marked, coded) for name, span in groups.items() if name != "t"}
    if phrase.about and phrase.about not in fillers:
        before = coded.tokens_in(*match.span())[0]
        fillers[phrase.about] = [
            _filler(i) for i in _about(("Company", "Lab", "Organization"), marked, before)
        ]
    if phrase.funds:
        fillers["subject"] = [f for f in fillers["subject"] if (e := entity(f)) and investor(e)]
    if phrase.pairs:
        fillers["subject"], fillers["object"] = fillers["subject"][:1], fillers["subject"][1:]
    judged = _judged(phrase.status, trigger, phrase.relation) if "t" in groups or phrase.status else DONE
    slots = {name: found[0] for name, found in fillers.items() if name not in ("subject", "object") and found}
    for subject in fillers.get("subject", ()):
        for object_ in fillers.get("object", ()):
            attempt = _gated(_attempt(blank, subject, object_, slots, judged))
            unknown = phrase.known and attempt.blocked is None and not _known(fillers[phrase.known][0])
            yield _blocked(blank, f"{phrase.known} is not among the seeds") if unknown else attempt


def _known(filler: Filler) -> bool:
    named = entity(filler)
    return named is not None and bool(named.id)


def _gated(attempt: Attempt) -> Attempt:
    """The attempt, blocked where its subject or object has a type that the relation does not join."""
    relation = RELATIONS[attempt.relation]
    for slot, filler, types in (
        ("subject", attempt.subject, relation.domain),
        ("object", attempt.object, relation.range),
    ):
        if filler and (filler.item is None or filler.item.type not in _types(types)):
            return _blocked(attempt, f"{slot} is no {' or '.join(sorted(types))}")
    return attempt


def _trigger(
    groups: Mapping[str, tuple[int, int]], match: re.Match[str], marked: Marked, coded: Coded
) -> Token:
    start, end = groups.get("t", match.span())
    first, _ = coded.tokens_in(start, end)
    return marked.sentence.doc[first]


def _fillers(span: tuple[int, int], marked: Marked, coded: Coded) -> list[Filler]:
    items = coded.items_in(*span)
    if items:
        return [_filler(item) for item in _together(items, marked)]
    return [Filler(*coded.tokens_in(*span))]
