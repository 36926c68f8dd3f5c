"""From a scored pair to a fact: types that fit, a status by the rules' judgement, and evidence."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.english.claims import DONE, Attempt, Filler
from kg.english.frames import frame_of
from kg.english.qualify import SMALLEST_SUM, attribution, excluded, qualifiers, verb_over
from kg.english.status import DEALS, Judged, judge, refused, talked
from kg.learned.features import path
from kg.learned.heads import MAY_BE
from kg.learned.scored import Scored, Thing, value
from kg.model import Amount, Article, Entity, Evidence, Fact, Span, Status, Year
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.learned.pairs import End

# What the rule of a fact of the model begins with.
LEARNED = "learned/"
# The log odds of not being done from which something is taken for talk although no word of the rules says so.
OPENED = 0.0
# What a sum is paid for.
PAID = frozenset({"acquired", "invested"})
ORDER = ("Company", "Person", "Model", "Lab", "Organization", "Place")


def fact(scored: Scored, article: Article) -> Fact | None:
    """The fact that a pair states, or None where an end is nothing that the relation joins."""
    relation = RELATIONS[scored.relation]
    subject = _fitting(value(scored.subject), relation.domain)
    thing = _fitting(value(scored.object), relation.range)
    if not isinstance(subject, Entity) or thing is None or subject == thing:
        return None
    marked, rule = scored.marked, f"{LEARNED}{scored.relation}"
    extent, attempt = marked.sentence.extent, _attempt(scored, rule)
    return Fact(
        relation=scored.relation,
        subject=subject,
        object=thing,
        status=attempt.judged.status,
        evidence=Evidence(article.id, extent.start, extent.end, extent.of(article.text), rule),
        subject_span=span(scored.subject, scored),
        object_span=span(scored.object, scored),
        qualifiers=tuple(qualifiers(attempt, frame_of(scored.relation), marked, article.text)),
        attribution=attribution(marked, article.text),
        confidence=sureness(scored.score.joined),
    )


def _attempt(scored: Scored, rule: str) -> Attempt:
    """The pair as if the rules had found it, with the word that tells it in the parse as trigger."""
    joining = verbs(scored)
    trigger = _told(scored, joining).i if joining else scored.subject.head
    statuses = [refused(token, scored.relation) or judge(token, scored.relation) for token in joining]
    judged = next((each for each in statuses if each.status != Status.DONE), DONE)
    if judged == DONE and scored.relation in DEALS and (cue := talked(_between(scored))):
        judged = Judged(Status.TALKS, cue)
    if judged == DONE and scored.score.open > OPENED:
        judged = Judged(Status.TALKS)
    sum_ = _sum(scored, joining)
    return Attempt(
        scored.relation,
        rule,
        trigger,
        Filler.of(scored.subject.item),
        Filler.of(scored.object.item),
        {"amount": sum_} if sum_ else {},
        judged,
    )


def _told(scored: Scored, joining: Sequence[Token]) -> Token:
    """The verb that tells it: of two with one subject the one at an end: "was founded in 2010 and raised $5m"."""
    own = _over_ends(scored)
    return next((t for t in joining[1:] if t.dep_ == "conj" and t.i in own), joining[0])


def _between(scored: Scored) -> Sequence[Token]:
    """The words from before the first end up to the second."""
    start = max(scored.marked.sentence.tokens.start, scored.pair.first.item.first - 1)
    return list(scored.marked.sentence.doc[start : scored.pair.second.item.first])


def _sum(scored: Scored, joining: Sequence[Token]) -> Filler | None:
    """What was paid: the only sum of the sentence that could be it, of the verb of which the two ends are."""
    if scored.relation not in PAID:
        return None
    doc, other = scored.marked.sentence.doc, excluded(scored.marked)
    sums = [item for item in scored.marked.items if item.type == "Money" and item not in other]
    if len(sums) != 1:
        return None
    clauses = {token.i for token in joining} | _over_ends(scored)
    return Filler.of(sums[0]) if verb_over(doc[sums[0].first : sums[0].last].root) in clauses else None


def _over_ends(scored: Scored) -> set[int]:
    """The verbs over the ends that the sentence names."""
    doc = scored.marked.sentence.doc
    return {verb_over(doc[end.head]) for end in (scored.subject, scored.object) if not end.virtual}


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


def span(end: End, scored: Scored) -> Span | None:
    """Where the text names an end of the pair; None where it is only spoken of."""
    return None if end.virtual else scored.marked.span(end.item)


def verbs(scored: Scored) -> list[Token]:
    """The word that joins the two ends in the parse, then the verbs on the way from it down to them.

    Any of them may say that nothing is done: "are said to be in talks to invest". None where a name itself
    joins the ends.
    """
    seen = scored.seen
    up, down = path(scored.pair, seen)
    if not up or not down:
        return []
    doc = scored.marked.sentence.doc
    top, *below = (doc[seen.start + place] for place in (up[-1], *up[:-1], *down[:-1]))
    if top.i in scored.marked.at:
        return []
    return [top, *(token for token in below if token.pos_ == "VERB" and token.i not in scored.marked.at)]
