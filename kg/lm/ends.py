"""The two things that a fact joins, and its roles: found in the sentence, by the names that the rules know."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.english.dates import FoundDate
from kg.english.money import FoundAmount, FoundShare
from kg.english.qualify import SMALLEST_SUM, worded
from kg.learned.heads import MAY_BE
from kg.lm.line import Line, touch
from kg.lm.schema import AMOUNT
from kg.lm.words import places
from kg.model import Amount, Entity, Qualifier, QualifierValue, Span, Year
from kg.names import normal
from kg.ontology import YEAR

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.coded import Item

WORDS_OF_A_NAME = 8
EMPLOYERS = frozenset({"Company", "Lab", "Organization"})
IN_WORDS = ("role", "round", "purpose")


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that are said to name something of a type; of which types it may turn out to be."""

    words: str
    type: str
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class End:
    """A thing that a sentence speaks of, the words that do so, and the token that heads them."""

    value: Entity | Amount | Year
    span: Span
    token: Token


def end(sought: Sought, line: Line) -> End | None:
    """What the words are in the sentence, or None where they are nothing there that could be of the types.

    A name may stand elsewhere in the article if the sentence, as the rules read it, speaks of its bearer.
    """
    if sought.type in (AMOUNT, YEAR):
        return _value(sought, line)
    found = next(_named(sought, line), None) or _meant(sought.words, line)
    if found is None or not isinstance(found.value, Entity):
        return None
    entity = _typed(found.value, sought)
    return dataclasses.replace(found, value=entity) if entity else None


def topic(sought: Sought, line: Line) -> End | None:
    """What the words name elsewhere, if the sentence is about it, by the rules, without speaking of it.

    Its words are where the article named it last.
    """
    before = places(sought.words, line.text, Span(0, line.extent.start))
    for entity in (line.marked.about, line.marked.model):
        if before and entity and any(_alike(name, sought.words) for name in (entity.name, *entity.aliases)):
            typed = _typed(entity, sought)
            return End(typed, before[-1], line.marked.sentence.tokens.root) if typed else None
    return None


def qualifier(name: str, words: str, line: Line) -> Qualifier | None:
    """A role of a fact, where the words stand in the sentence and are what the role takes."""
    if name == "from":
        former = end(Sought(words, "Company", EMPLOYERS), line)
        return (
            Qualifier(name, former.value, former.span)
            if former and isinstance(former.value, Entity)
            else None
        )
    spans = line.places(words)
    if not spans:
        return None
    if name in IN_WORDS:
        return worded(name, spans[0], line.text)
    for item in line.marked.items:
        value, span = _quantity(name, item), line.marked.span(item)
        if value is not None and any(touch(span, each) for each in spans):
            return Qualifier(name, value, span)
    return None


# --- names ----------------------------------------------------------------------------------------


def _named(sought: Sought, line: Line) -> Iterator[End]:
    """The places in the sentence where the words name something: what the rules find there, or a new name."""
    mentions = list(line.mentions())
    for place in line.places(sought.words):
        over = [mention for mention in mentions if touch(mention[2], place)]
        same = next((m for m in over if m[2] == place or _alike(m[2].of(line.text), sought.words)), None)
        if same:
            item, entity, span = same
            yield End(entity, span, line.head(item.first, item.last))
        elif not any(span.start <= place.start and place.end <= span.end for *_, span in over):
            words, tokens = " ".join(place.of(line.text).split()), line.tokens(place)
            if tokens and _namelike(words):
                yield End(Entity(sought.type, words), place, line.head(*tokens))


def _meant(words: str, line: Line) -> End | None:
    """The pronoun, short name or description in the sentence that stands for what the words name elsewhere."""
    if not _namelike(words) or not places(words, line.text):
        return None
    for item, entity, span in line.mentions():
        if any(_alike(name, words) for name in (entity.name, *entity.aliases)):
            return End(entity, span, line.head(item.first, item.last))
    return None


def _alike(one: str, other: str) -> bool:
    return normal(one) == normal(other)


def _namelike(words: str) -> bool:
    """Whether words may be a name: few, and one of them with a capital or a digit."""
    return len(words.split()) <= WORDS_OF_A_NAME and any(c.isupper() or c.isdigit() for c in words)


def _typed(entity: Entity, sought: Sought) -> Entity | None:
    """The entity, as what it is said to be where its type would not do; what the seeds know keeps theirs."""
    if entity.type in sought.types:
        return entity
    if entity.id or entity.type not in MAY_BE[sought.type]:
        return None
    return dataclasses.replace(entity, type=sought.type)


# --- sums, shares, dates --------------------------------------------------------------------------


def _value(sought: Sought, line: Line) -> End | None:
    spans = line.places(sought.words)
    for item in line.marked.items:
        span, thing = line.marked.span(item), _thing(item, sought.type)
        if thing and any(touch(span, each) for each in spans):
            return End(thing, span, line.head(item.first, item.last))
    return None


def _thing(item: Item, type_: str) -> Amount | Year | None:
    match item.value:
        case FoundAmount() as found if type_ == AMOUNT and found.amount.value >= SMALLEST_SUM:
            return found.amount
        case FoundDate() as found if type_ == YEAR:
            return Year(int(found.iso[:4]))
    return None


def _quantity(name: str, item: Item) -> QualifierValue | None:
    match item.value:
        case FoundAmount() as found if name in ("amount", "valuation"):
            return found.amount
        case FoundShare() as found if name == "stake":
            return Decimal(found.share)
        case FoundDate() as found if name == "date":
            return found.iso
    return None
