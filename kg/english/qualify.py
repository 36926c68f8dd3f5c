"""From an attempt to a fact: its roles as values of the model, each with the words that state it."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.behalf import principal
from kg.english.claims import Attempt, Filler
from kg.english.coded import Item, compiled, matches
from kg.english.coreference import Mention
from kg.english.dates import FoundDate
from kg.english.frames import Frame
from kg.english.marked import Marked
from kg.english.money import FoundAmount, FoundShare
from kg.english.titles import single, written
from kg.english.wordlists import words as listed
from kg.model import Amount, Entity, Evidence, Fact, Qualifier, Span, Year
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = Path(__file__).with_name("qualifiers.toml")
REACH = 60
SMALLEST_SUM = 10_000
HALF = Decimal("0.5")
# Verbs of owning a share that was bought before.
HELD = {"hold", "own", "have", "keep", "retain", "control"}
BOUGHT = {"acquire", "buy", "take", "purchase", "get", "gain", "secure", "sell", "raise", "increase"}
LEADING = re.compile(
    r"^(?:(?:an?|the|its|their|his|her|our|earlier|previously|formerly|currently|now|also|once|new|newest|next|first)\s+)+",
    re.IGNORECASE,
)
EMPLOYER = frozenset({"Company"})


@functools.lru_cache(maxsize=1)
def _rules() -> dict[str, list[str]]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))


def fact(attempt: Attempt, frame: Frame, marked: Marked, article: str, text: str) -> Fact | None:
    """The fact that an attempt states, or None where its object is no value that the relation takes."""
    assert attempt.subject
    assert attempt.object
    if attempt.relation == "invested":
        attempt = dataclasses.replace(attempt, subject=principal(attempt.subject, marked))
    assert attempt.subject
    assert attempt.object
    subject = attempt.subject.entity
    relation = RELATIONS[attempt.relation]
    object_ = _object(attempt.object, marked, relation.range)
    if subject is None or object_ is None:
        return None
    extent = marked.sentence.extent
    told = tuple(qualifiers(attempt, frame, marked, text))
    stated = Fact(
        relation=_of_share(attempt, told, marked),
        subject=_typed(subject, relation.domain),
        object=object_,
        status=attempt.judged.status,
        evidence=Evidence(article, extent.start, extent.end, extent.of(text), attempt.rule),
        subject_span=_span(attempt.subject, marked),
        object_span=_span(attempt.object, marked),
        qualifiers=told,
        attribution=attribution(marked, text),
    )
    return _turned(stated) if stated.relation == "partOf" and attempt.relation == "invested" else stated


def _of_share(attempt: Attempt, qualifiers: tuple[Qualifier, ...], marked: Marked) -> str:
    """The relation, for a share of more than half that of a whole company bought, or owned."""
    most = any(q.name == "stake" and isinstance(q.value, Decimal) and q.value > HALF for q in qualifiers)
    verb = marked.sentence.doc[attempt.trigger].lemma_
    if attempt.relation != "invested" or not most or not ("stake" in attempt.slots or verb in HELD | BOUGHT):
        return attempt.relation
    return "partOf" if verb in HELD else "acquired"


def _turned(fact: Fact) -> Fact:
    """The fact that what is owned is part of its owner; a person's company is part of nobody."""
    if not isinstance(fact.object, Entity) or fact.subject.type == "Person":
        return fact.replace(relation="invested")
    return fact.replace(
        subject=fact.object,
        object=fact.subject,
        subject_span=fact.object_span,
        object_span=fact.subject_span,
        qualifiers=(),
    )


def _object(filler: Filler, marked: Marked, types: frozenset[str]) -> Entity | Amount | Year | None:
    value = filler.item.value if filler.item else None
    match value:
        case Mention():
            return _typed(value.entity, types)
        case FoundAmount():
            small = value.amount.value < SMALLEST_SUM
            other = filler.item in excluded(marked) or _again(filler, marked)
            return None if small or other else value.amount
        case FoundDate():
            return Year(int(value.iso[:4]))
    return None


def _again(filler: Filler, marked: Marked) -> bool:
    """Whether a sum only says the one before it in another currency: "€5m ($6m)"."""
    place = marked.coded.place(filler.first)
    return marked.coded.text[:place].endswith("> ( ") and "$" in marked.coded.text[:place].split()[-2]


def _typed(entity: Entity, types: frozenset[str]) -> Entity:
    """The entity, a name of unknown type, or of a unit, as what its slot takes it for."""
    unit = entity.type == "Lab" and "Lab" not in types and "Company" in types
    if entity.type != "Unknown" and not unit:
        return entity
    return dataclasses.replace(entity, type="Company" if "Company" in types else "Person")


def _span(filler: Filler, marked: Marked) -> Span | None:
    return marked.sentence.span(filler.first, filler.last) if filler.last > filler.first else None


# --- qualifiers -------------------------------------------------------------------------------------------


def qualifiers(attempt: Attempt, frame: Frame, marked: Marked, text: str) -> Iterator[Qualifier]:
    """What fills the attempt's other slots, and what stands near its trigger for those of its frame."""
    seen = set()
    for name, filler in attempt.slots.items():
        if attempt.subject and filler.entity is not None and filler.entity == attempt.subject.entity:
            continue
        if qualifier := _value(name, filler, marked, text):
            seen.add(name)
            yield qualifier
    for name in sorted(frame.qualifiers - seen):
        near = _near(name, attempt, marked)
        if near and (qualifier := _value(name, near, marked, text)):
            yield qualifier


def _value(name: str, filler: Filler, marked: Marked, text: str) -> Qualifier | None:
    span = _span(filler, marked)
    if span is None:
        return None
    match filler.item.value if filler.item else None:
        case FoundAmount() as found if name in ("amount", "valuation"):
            return Qualifier(name, found.amount, span) if found.amount.value >= SMALLEST_SUM else None
        case FoundShare() as found if name == "stake":
            return Qualifier(name, Decimal(found.share), span)
        case FoundDate() as found if name == "date":
            return Qualifier(name, found.iso, span)
        case Mention() as mention if name == "from":
            return Qualifier(name, _typed(mention.entity, EMPLOYER), span)
        case None if name in ("role", "round", "purpose"):
            return worded(name, span, text)
    return None


def worded(name: str, span: Span, text: str) -> Qualifier | None:
    """The words of a role, round or purpose, without an article, a possessive or a word such as "earlier" before them."""
    given = span.of(text)
    kept = LEADING.sub("", given)
    start = span.start + len(given) - len(kept)
    words = " ".join(kept.split()).rstrip(".")
    if name == "role":
        words = "" if words.lower() in listed("no_role") else single(written(words))
    return Qualifier(name, words, Span(start, span.end)) if words else None


def _near(name: str, attempt: Attempt, marked: Marked) -> Filler | None:
    """The closest words to the trigger that fit one of the qualifier's phrases."""
    place = marked.coded.place(attempt.trigger)
    phrases = _rules().get(f"{name} of {attempt.relation}") or _rules()[name]
    found = [m.span("x") for phrase in phrases for m in matches(phrase, marked.coded.text)]
    found = [s for s in found if abs(s[0] - place) <= REACH * 2 or name == "valuation"]
    if name == "date":
        found = [s for s in found if _same_clause(attempt.trigger, s, marked)]
    if name == "stake":
        found = [s for s in found if _of_deal(attempt, s, marked)]
    if name == "role":
        behind, told = place, _told_of(attempt)
        found = [s for s in found if s[0] >= behind and _of_one(told, s, marked)]
        place = marked.coded.place(told)
    if not found:
        return None
    start, end = min(found, key=lambda s: (abs(s[0] - place), s))
    items = marked.coded.items_in(start, end)
    if items and name != "round":
        return Filler(items[0].first, items[0].last, items[0])
    return Filler(*marked.coded.tokens_in(start, end))


def attribution(marked: Marked, text: str) -> str | None:
    """The words that name whom the sentence gives as its source, if it names one."""
    for phrase in _rules()["attribution"]:
        if match := compiled(phrase).search(marked.coded.text):
            words = marked.sentence.span(*marked.coded.tokens_in(*match.span("x"))).of(text)
            return " ".join(words.split())
    return None


def _same_clause(trigger: int, place: tuple[int, int], marked: Marked) -> bool:
    """Whether the verb over the words at `place` is the trigger, or the verb over the trigger."""
    doc = marked.sentence.doc
    return _verb_of(place, marked) == verb_over(doc[trigger])


def _verb_of(place: tuple[int, int], marked: Marked) -> int:
    """The verb over the words at `place`."""
    return verb_over(marked.sentence.doc[marked.coded.tokens_in(*place)[1] - 1])


def _of_deal(attempt: Attempt, place: tuple[int, int], marked: Marked) -> bool:
    """Whether a stake is that of the deal: no other verb has it, with a subject that is not of the deal or a sum of its own."""
    doc, verb = marked.sentence.doc, _verb_of(place, marked)
    subjects = [marked.at.get(c.i) for c in doc[verb].children if c.dep_ in ("nsubj", "nsubjpass")]
    if verb == verb_over(doc[attempt.trigger]) or not subjects:
        return True
    ends = [end.entity for end in (attempt.subject, attempt.object) if end and end.entity]
    others = [item for item in subjects if item is None or Filler.of(item).entity not in ends]
    sums = [i for i in marked.items if i.type == "Money" and verb_over(doc[i.first]) == verb]
    return not others and not ("amount" in attempt.slots and sums)


def _told_of(attempt: Attempt) -> int:
    """The token at which the person stands of whom the attempt tells, or else its trigger."""
    ends = (attempt.subject, attempt.object)
    people = (f.first for f in ends if f and f.item and f.item.type == "Person" and f.last > f.first)
    return next(people, attempt.trigger)


def _of_one(told: int, place: tuple[int, int], marked: Marked) -> bool:
    """Whether the words at `place` are said of whoever stands at a token: nobody else stands in between."""
    start, end = sorted((told, marked.coded.tokens_in(*place)[0]))
    people = [i.value for i in marked.items if i.type == "Person" and start <= i.first < end]
    named = {p.entity for p in people if isinstance(p, Mention)}
    return len(named) <= 1 and not any(t.text == ";" for t in marked.sentence.doc[start:end])


def verb_over(token: Token) -> int:
    """The index of the verb on which a word hangs, or of the word at the top where none does."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return int(token.i)


def excluded(marked: Marked) -> list[Item]:
    """Sums of the sentence that are worth, revenue or the like, and so no money raised or spent."""
    spans = [m.span("x") for phrase in _rules()["no_sum"] for m in matches(phrase, marked.coded.text)]
    return [item for span in spans for item in marked.coded.items_in(*span)]
