"""How well extracted facts agree with facts that are known to be right.

Facts match where relation, subject and object are the same and both are done or both are not; names
are compared in their normal form, sums within 2 %. A prediction that follows from a right fact (who
leads a company works there) counts neither for nor against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate.follows import follows
from kg.evaluate.stated import Stated, as_sum, distinct, names, read, same, same_sum, several
from kg.names import words

__all__ = ["Change", "Counts", "Verdict", "changes", "evaluate", "judge", "read"]

STAKE_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Counts:
    """Right predictions, wrong ones, and facts that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the predictions that is right; 0 where there is none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the facts that was found; 0 where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of each fact of some articles: `right` pairs a known fact with its prediction."""

    right: tuple[tuple[Stated, Stated], ...] = ()
    wrong: tuple[Stated, ...] = ()
    missed: tuple[Stated, ...] = ()
    neutral: tuple[Stated, ...] = ()

    @property
    def total(self) -> Counts:
        """The counts over all facts."""
        return Counts(len(self.right), len(self.wrong), len(self.missed))

    def by(self, name: str) -> dict[str, Counts]:
        """The counts by "relation" or by "status"; a right prediction counts where the known fact does."""
        right = Counter(getattr(gold, name) for gold, _ in self.right)
        wrong = Counter(getattr(fact, name) for fact in self.wrong)
        missed = Counter(getattr(fact, name) for fact in self.missed)
        return {key: Counts(right[key], wrong[key], missed[key]) for key in sorted(right | wrong | missed)}

    def qualifiers(self) -> dict[str, tuple[int, int]]:
        """For each qualifier, on how many right predictions it is right, of how many that should have it."""
        of: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for gold, found in self.right:
            for name, agrees in SAME_QUALIFIER.items():
                if (known := gold.line.get(name)) not in (None, ""):
                    of[name] += 1
                    right[name] += (value := found.line.get(name)) not in (None, "") and agrees(known, value)
        return {name: (right[name], of[name]) for name in SAME_QUALIFIER if of[name]}


def judge(gold: Iterable[Stated], found: Iterable[Stated]) -> Verdict:
    """What became of the facts of one article; each known fact matches one prediction at most."""
    missed, known = distinct(gold), distinct(gold)
    also = list(follows(known))
    right: list[tuple[Stated, Stated]] = []
    wrong: list[Stated] = []
    neutral: list[Stated] = []
    for fact in distinct(found):
        match = next((g for g in missed if same(g, fact)), None)
        if match:
            missed = [g for g in missed if g is not match]
            right.append((match, fact))
        else:
            (neutral if any(same(other, fact) for other in also) else wrong).append(fact)
    return Verdict(tuple(right), tuple(wrong), tuple(missed), tuple(neutral))


def evaluate(gold: Mapping[str, list[Stated]], found: Mapping[str, list[Stated]]) -> Verdict:
    """What became of all facts of the articles that `gold` knows; other articles' predictions are left out."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for article in sorted(gold):
        verdict = judge(gold[article], found.get(article, []))
        for name in ("right", "wrong", "missed", "neutral"):
            parts[name] += getattr(verdict, name)
    return Verdict(**{name: tuple(facts) for name, facts in parts.items()})


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that only one of two extractions found; `right` is None where no known fact tells."""

    article: str
    fact: Stated
    gained: bool
    right: bool | None


def changes(
    old: Mapping[str, list[Stated]], new: Mapping[str, list[Stated]], gold: Mapping[str, list[Stated]]
) -> list[Change]:
    """The facts lost and gained from one extraction to the next, by article, each with whether it is right."""
    found = []
    for article in sorted({*old, *new}):
        before, after = distinct(old.get(article, [])), distinct(new.get(article, []))
        for one, other, gained in ((before, after, False), (after, before, True)):
            for fact in one:
                if not any(same(fact, f) for f in other):
                    found.append(Change(article, fact, gained, _is_right(fact, gold.get(article))))
    return found


def _is_right(fact: Stated, known: list[Stated] | None) -> bool | None:
    """Whether the fact is known; None where the article is not, or where it merely follows."""
    if known is None:
        return None
    if any(same(fact, f) for f in known):
        return True
    return None if any(same(fact, f) for f in follows(known)) else False


def _same_role(known: Any, value: Any) -> bool:
    return bool(
        {w for role in several(known) for w in words(str(role))}
        & {w for role in several(value) for w in words(str(role))}
    )


def _same_amount(known: Any, value: Any) -> bool:
    one, other = as_sum(known), as_sum(value)
    return bool(one and other and same_sum(one, other))


def _same_date(known: Any, value: Any) -> bool:
    length = min(len(str(known)), len(str(value)), 7)
    return length >= 4 and str(known)[:length] == str(value)[:length]


def _same_stake(known: Any, value: Any) -> bool:
    return abs(float(known) - float(value)) < STAKE_TOLERANCE


SAME_QUALIFIER = {
    "from": lambda known, value: bool(names(known) & names(value)),
    "role": _same_role,
    "amount": _same_amount,
    "stake": _same_stake,
    "date": _same_date,
}
