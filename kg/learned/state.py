"""From a scored pair to a fact: types that fit, a status by the rules' judgement, and evidence."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from kg.english.status import judge
from kg.learned.features import path, view
from kg.learned.heads import MAY_BE
from kg.learned.scored import Scored, Thing, value
from kg.model import Amount, Article, Entity, Evidence, Fact, Span, Status, Year
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from kg.learned.pairs import End

SMALLEST_SUM = 10_000
# What the rule of a fact of the model begins with.
LEARNED = "learned/"
ORDER = ("Company", "Person", "Model", "Lab", "Organization", "Place")


def fact(scored: Scored, article: Article) -> Fact | None:
    """The fact that a pair states, or None where an end is nothing that the relation joins."""
    relation = RELATIONS[scored.relation]
    subject = _fitting(value(scored.subject), relation.domain)
    thing = _fitting(value(scored.object), relation.range)
    if not isinstance(subject, Entity) or thing is None or subject == thing:
        return None
    extent = scored.marked.sentence.extent
    rule = f"{LEARNED}{scored.relation}"
    return Fact(
        relation=scored.relation,
        subject=subject,
        object=thing,
        status=status(scored),
        evidence=Evidence(article.id, extent.start, extent.end, extent.of(article.text), rule),
        subject_span=_span(scored.subject, scored),
        object_span=_span(scored.object, scored),
        confidence=sureness(scored.score),
    )


def sureness(score: float) -> float:
    """Log odds as a share of certainty, to three digits.

    >>> sureness(0.0), sureness(2.0)
    (0.5, 0.881)
    """
    return round(1 / (1 + math.exp(-score)), 3)


def _fitting(thing: Thing | None, types: frozenset[str]) -> Thing | None:
    """The thing, a name of open type as what it would have to be; None where it cannot be that.

    What the seeds know keeps its type, and a person or place is never taken for anything else.
    """
    match thing:
        case Amount():
            return thing if "Amount" in types and thing.value >= SMALLEST_SUM else None
        case Year():
            return thing if "Year" in types else None
        case Entity(type=type_, id=known) if type_ not in types:
            wanted = next((t for t in ORDER if t in types and type_ in MAY_BE[t]), None)
            return dataclasses.replace(thing, type=wanted) if wanted and not known else None
    return thing


def _span(end: End, scored: Scored) -> Span | None:
    return None if end.virtual else scored.marked.span(end.item)


def status(scored: Scored) -> Status:
    """The status by the word that joins the two ends in the parse; done where a name itself joins them."""
    seen = view(scored.marked)
    up, down = path(scored.pair, seen)
    if not up or not down:
        return Status.DONE
    token = scored.marked.sentence.doc[seen.start + up[-1]]
    if token.i in scored.marked.at:
        return Status.DONE
    return judge(token, scored.relation).status
