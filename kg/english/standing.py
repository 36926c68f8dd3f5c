"""The company of a person that a sentence leaves unsaid: for which he stands, or of which he is told to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.english.coded import Item, matches
from kg.english.marked import Marked
from kg.english.salience import Mention
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

# What may be spoken of.
SPOKEN_OF = ("Company", "Lab", "Organization")
# How far behind a person his title may name the company that he stands for.
REACH = 8
# "Ann Lee, who led sales at X, quit": the company that somebody is told to be of, now rather than once.
OF_FIRM = "{x:Person} , (?:who |one of |two of |an? |the )(?:(?!former|previous|once|earlier|then |ex|veteran|alum|graduate|professor|had )[^<>;.]){3,70} (?:at|of) (?:the )?{y:Company|Lab|Organization}(?! ?-)"


def left_unsaid(entity: Entity, marked: Marked) -> Item:
    """An entity that the sentence is about and does not name, as an item at its start."""
    start = marked.sentence.tokens.start
    return Item(start, start, entity.type, Mention(start, start, entity, "topic"))


def firm_of(person: Item, types: tuple[str, ...], marked: Marked) -> Item | None:
    """The company that the article has said the person stands for; none that only the words behind him name."""
    mention = person.value
    firm = marked.firms.get(mention.entity) if isinstance(mention, Mention) else None
    if firm is None or firm.type not in types:
        return None
    here = [i for i in marked.items if isinstance(i.value, Mention) and i.value.entity == firm]
    if here and here[0].first > person.first + REACH:
        return None
    return left_unsaid(firm, marked)


def stood_for(people: Iterable[Item], spoken: list[Item], marked: Marked) -> list[Item]:
    """The company that the people stand for, if it is one; else that which is spoken of."""
    own = [firm for person in people if (firm := firm_of(person, SPOKEN_OF, marked))]
    return own if len({i.value for i in own}) == 1 else spoken


def told_of(person: Item, trigger: Token, marked: Marked) -> list[Item]:
    """The company that the words right behind the person name, in front of a verb such as "quit"."""
    here = {
        i
        for i in marked.items
        if isinstance(i.value, Mention)
        and isinstance(person.value, Mention)
        and i.value.entity == person.value.entity
    }
    for match in matches(OF_FIRM, marked.coded.text):
        named, firms = (marked.coded.items_in(*match.span(g)) for g in ("x", "y"))
        if not here.isdisjoint(named) and firms[0].last <= trigger.i:
            return firms[:1]
    return []
