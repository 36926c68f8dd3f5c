"""What is not stated however sure the model is of it: what the rest of the sentence speaks against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.english.makers import anothers
from kg.learned.scored import Scored

if TYPE_CHECKING:
    from kg.learned.pairs import End

# Of each of these a sentence states one of two things: the one that the model is surest of.
EXCLUSIVE = (
    frozenset({"worksFor", "workedFor", "leads"}),
    frozenset({"acquired", "invested", "partOf"}),
    frozenset({"raised", "committed"}),
)
# What stands before an end that is not meant.
EXCEPTING = frozenset({"not", "nor", "neither", "without", "except", "than", "instead of"})
# The words of brackets that hold one word.
ABBREVIATED = 3
# Money flows one way: who gives in a sentence does not take in it.
ONE_WAY = frozenset({"invested", "acquired"})


def passed(found: Sequence[Scored]) -> Iterator[Scored]:
    """What passes the gates, in the same order."""
    surest = _surest(found)
    flows: dict[tuple[int, str], list[Scored]] = defaultdict(list)
    for each in found:
        if each.relation in ONE_WAY:
            flows[_flow(each)].append(each)
    for each in found:
        outdone = any(_against(each, other) for other in flows.get(_flow(each), ()))
        excepted = _excepted(each.subject, each) or _excepted(each.object, each)
        apart = _beside_a_place(each) or _out_of_aside(each)
        owned = each.relation == "developed" and _anothers(each)
        if surest[_pair(each)] is each and not (outdone or excepted or apart or owned):
            yield each


def _anothers(each: Scored) -> bool:
    """Whether the model that is said to be developed is known to be of another company."""
    model, company = each.object.entity, each.subject.entity
    return model is not None and company is not None and anothers(model, company)


def _flow(each: Scored) -> tuple[int, str]:
    return each.marked.sentence.index, each.relation


def _group(relation: str) -> object:
    return next((group for group in EXCLUSIVE if relation in group), relation)


def _pair(each: Scored) -> tuple[object, ...]:
    """The sentence, the two ends in the order of the text, and the group of relations that exclude each other."""
    pair = each.pair
    return (each.marked.sentence.index, pair.first.item.first, pair.second.item.first, _group(each.relation))


def _surest(found: Iterable[Scored]) -> dict[tuple[object, ...], Scored]:
    best: dict[tuple[object, ...], Scored] = {}
    for each in found:
        if (known := best.get(_pair(each))) is None or each.score.joined > known.score.joined:
            best[_pair(each)] = each
    return best


def _excepted(end: End, each: Scored) -> bool:
    """Whether the words say of an end that it is not meant, or stand in it for something else.

    "X but not Y", "rather than Y"; who buys "Intel shares" does not buy Intel.
    """
    doc, first = each.marked.sentence.doc, end.item.first
    before = doc[first - 1].lower_ if first > each.marked.sentence.tokens.start else ""
    two = f"{doc[first - 2].lower_} {before}" if first - 1 > each.marked.sentence.tokens.start else ""
    return before in EXCEPTING or two in EXCEPTING or (_within(end, each) and _whole(end, each))


def _within(end: End, each: Scored) -> bool:
    """Whether an end only begins a longer noun: "Intel shares", "the iPhone maker"."""
    head = each.marked.sentence.doc[end.head]
    return head.dep_ == "compound" and head.head.i >= end.item.last


def _whole(end: End, each: Scored) -> bool:
    """Whether it is the thing itself that must be meant: not what is made by it, or a share of it."""
    bought = each.relation in ONE_WAY and end is each.object
    return end.type == "Product" or bought or (each.relation == "partOf" and end is each.subject)


def _beside_a_place(each: Scored) -> bool:
    """Whether the object is the wider place behind a place: "Santa Clara, California"."""
    if each.object.type != "Place":
        return False
    start = each.object.item.first
    before = each.marked.at.get(start - 2)
    return before is not None and before.type == "Place" and each.marked.sentence.doc[start - 1].text == ","


def _out_of_aside(each: Scored) -> bool:
    """Whether one end is in an aside and the other behind it: "X, whose rivals include Y, released Z".

    A single word in brackets is no aside but another name: "X (Y) released Z".
    """
    if each.subject.virtual or each.object.virtual:
        return False
    first, second = sorted((each.subject.item.first, each.object.item.first))
    ranges = (each.marked.coded.tokens_in(start, end) for start, end in each.marked.asides)
    return any(begin <= first < end <= second and end - begin > ABBREVIATED for begin, end in ranges)


def _against(each: Scored, other: Scored) -> bool:
    """Whether one of its ends more surely stands at the other end of the same relation in the sentence."""
    turned = _same(other.subject, each.object) or _same(other.object, each.subject)
    return other.score.joined > each.score.joined and turned


def _same(one: End, other: End) -> bool:
    return one.entity is not None and one.entity == other.entity
