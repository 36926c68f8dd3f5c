"""How far a fact can be trusted: who found it, how sure the model is, and how its ends are named.

Facts that hang on a pronoun or on "the company" are wrong far more often than those between two names.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.learned.scored import Score
from kg.learned.state import LEARNED
from kg.learned.unsure import SURE, Unsure
from kg.model import Entity, Fact, Span, Status

# Scores beyond these tell nothing more; a fact that the model did not see has the lowest.
LOWEST, HIGHEST = -7.0, 4.0
# Less certain than this, even what the rules state is dropped. It is below the cut of what the model alone states, for
# of two facts as certain as each other that of the rules says more of the text: its sum, its role, its date.
DOUBT = 0.5
# Odds fitted to one collection of news are too sure of others.
CAUTION = 0.9
# Signs of a fact of the model beside its score and its relation.
NAMED = ("learned:1:", "learned:2:", "learned:named", "learned:way", "learned:phrase", "learned:unsure")
# How many characters an article's head has, and how many times are often.
HEAD, OFTEN = 300, 10
# From how many characters on a text is as long as any.
LONG = 400
# How strongly signs are held small: many have few facts to speak for them.
SMALL = 2.0
Numbers = npt.NDArray[np.float64]
PRONOUNS = frozenset(
    [
        "it",
        "its",
        "he",
        "his",
        "him",
        "she",
        "her",
        "hers",
        "they",
        "their",
        "them",
        "we",
        "our",
        "us",
        "i",
        "my",
        "me",
        "who",
        "which",
        "that",
    ]
)
DEFINITE = ("the ", "this ", "that ", "these ")


@dataclass(frozen=True)
class Trust:
    """What each sign adds to the log odds of a fact, and the certainty from which the model alone states one."""

    signs: Mapping[str, float]
    cut: float

    def of(self, fact: Fact, score: Score | None, text: str, unsure: Unsure = SURE) -> float:
        """The certainty of a fact, from 0 to 1, to three digits."""
        return _certainty(self._sum(signs(fact, score, text, unsure)))

    def hopeful(self, relation: str, score: Score | None) -> bool:
        """Whether the model alone could state a fact of this relation with this score, were its ends named at best."""
        told = [("learned", 1.0), *_of_score("learned", score), (f"learned:{relation}", 1.0)]
        status = max(self._sum(_of_status("learned", score, open_=each)) for each in (True, False))
        brief = self._sum(_of_length("learned", score, ""))
        return _certainty(self._sum(told) + status + max(brief, 0.0) + self._best) >= self.cut

    def _sum(self, told: Iterable[tuple[str, float]]) -> float:
        return sum(self.signs.get(name, 0.0) * value for name, value in told)

    @functools.cached_property
    def _best(self) -> float:
        """What the signs beside score and relation could add to a fact of the model at most."""
        return sum(max(weight, 0.0) for name, weight in self.signs.items() if name.startswith(NAMED))

    def stated(self, fact: Fact) -> bool:
        """Whether a fact with its certainty as confidence is to be stated; what the rules read as denied always is."""
        if learned(fact):
            return fact.confidence >= self.cut
        return fact.status == Status.DENIED or fact.confidence >= DOUBT


def signs(fact: Fact, score: Score | None, text: str, unsure: Unsure = SURE) -> Iterator[tuple[str, float]]:
    """What speaks for or against a fact, with how much of it there is; `score` is None where unseen."""
    who = "learned" if learned(fact) else "rules"
    yield who, 1.0
    yield from _of_score(who, score)
    yield f"{who}:{fact.relation}", 1.0
    subject = kind(fact.subject, fact.subject_span, text)
    thing = kind(fact.object, fact.object_span, text)
    yield f"{who}:1:{subject}", 1.0
    yield f"{who}:2:{thing}", 1.0
    yield f"{who}:named", float(subject in ("name", "short") and thing in ("name", "short", "value"))
    yield f"{who}:{'way' if '/way' in fact.evidence.rule else 'phrase'}", 1.0
    yield f"{who}:unsure", max(unsure.of(fact))
    yield from _of_length(who, score, text)
    yield from _of_status(who, score, open_=fact.status != Status.DONE)
    for number, end in ((1, fact.subject), (2, fact.object)):
        if isinstance(end, Entity):
            yield from ((f"{who}:{number}:{name}", value) for name, value in _of_name(end, text))


def _of_length(who: str, score: Score | None, text: str) -> Iterator[tuple[str, float]]:
    """How short a text is: of a single sentence there is less to get wrong than of an article."""
    brief = max(0.0, 1 - len(text) / LONG)
    if brief:
        yield f"{who}:brief", brief
        yield f"{who}:brief:score", brief * _seen(score)


def _seen(score: Score | None) -> float:
    return max(LOWEST, min(HIGHEST, score.joined)) if score else LOWEST


def _of_name(entity: Entity, text: str) -> Iterator[tuple[str, float]]:
    """What the article makes of a name: whether it is known or has several words, how often it stands there."""
    yield "known", float(bool(entity.id))
    yield "words", float(" " in entity.name)
    yield "often", min(text.count(entity.name), OFTEN) / OFTEN
    yield "head", float(entity.name in text[:HEAD])


def _of_score(who: str, score: Score | None) -> Iterator[tuple[str, float]]:
    seen = _seen(score)
    yield f"{who}:score", seen
    yield f"{who}:unseen", float(seen <= LOWEST)
    yield f"{who}:sure", max(seen, 0.0)


def _of_status(who: str, score: Score | None, *, open_: bool) -> Iterator[tuple[str, float]]:
    yield f"{who}:open", float(open_)
    if score:
        yield f"{who}:{'open' if open_ else 'done'}:seen open", max(-HIGHEST, min(HIGHEST, score.open))


def _certainty(odds: float) -> float:
    return round(1 / (1 + math.exp(-CAUTION * odds)), 3)


def learned(fact: Fact) -> bool:
    """Whether the model alone states a fact."""
    return fact.evidence.rule.startswith(LEARNED)


def kind(thing: object, span: Span | None, text: str) -> str:
    """How the text names a thing: name, short (another name), pronoun, description, value, or unnamed.

    >>> kind(Entity("Company", "Acme"), Span(0, 2), "It grew."), kind(Entity("Company", "Acme"), None, "")
    ('pronoun', 'unnamed')
    """
    if not isinstance(thing, Entity):
        return "value"
    if span is None:
        return "unnamed"
    words = span.of(text)
    if words == thing.name:
        return "name"
    if words.lower() in PRONOUNS:
        return "pronoun"
    return "description" if words.lower().startswith(DEFINITE) else "short"


def fit(
    rows: Sequence[tuple[Mapping[str, float], bool]], known: Mapping[str, float] | None = None
) -> dict[str, float]:
    """What each sign adds, fitted to facts of which it is known whether they are right.

    Where a few of them say little, it stays near what is `known`, or near nothing.
    """
    from scipy.optimize import minimize

    near = known or {}
    names = sorted({name for told, _ in rows for name in told} | set(near))
    start = np.array([near.get(name, 0.0) for name in names])
    values = np.array([[told.get(name, 0.0) for name in names] for told, _ in rows]).reshape(
        len(rows), len(names)
    )
    right = np.array([float(each) for _, each in rows])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        odds = values @ weights
        errors = 1 / (1 + np.exp(-odds)) - right
        fitting = float((np.logaddexp(0, odds) - right * odds).sum())
        moved = weights - start
        return fitting + SMALL * float(moved @ moved) / 2, values.T @ errors + SMALL * moved

    fitted = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 4) for name, weight in zip(names, fitted, strict=True)}
