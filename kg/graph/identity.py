"""Which claims tell of the same event.

Most relations allow two things one event at most. Where the ontology gives a relation a `kg:tolerance`
(invested, raised, committed) one pair, or one company, may have several, and claims part where they
contradict each other: their rounds differ, their years lie more than one apart, or their sums in the
same currency differ by more than the tolerance. Sums in different currencies are never compared.

Claims that say more are placed first, those that say less join the event they fit best; what is placed
together depends on the claims alone and not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Amount

YEARS_APART = 1


@dataclass(frozen=True, slots=True, order=True)
class Clues:
    """What a claim says that tells one event of a pair from another; `claim` is its IRI."""

    claim: str
    sums: tuple[Amount, ...] = ()
    years: tuple[int, ...] = ()
    rounds: tuple[str, ...] = ()

    @property
    def stated(self) -> tuple[bool, bool, bool]:
        """Which kinds of clue there are."""
        return bool(self.sums), bool(self.years), bool(self.rounds)


Group = list[Clues]


def groups(claims: Iterable[Clues], tolerance: float) -> list[Group]:
    """The claims of one pair, grouped by event; groups and their members are sorted."""
    levels: dict[tuple[bool, bool, bool], Group] = {}
    for clues in sorted(claims):
        levels.setdefault(clues.stated, []).append(clues)
    found: list[Group] = []
    for stated in sorted(levels, reverse=True):
        homes = [(clues, _home(clues, found, tolerance)) for clues in levels[stated]]
        alone = _components([clues for clues, home in homes if home is None], tolerance)
        for clues, home in homes:
            if home is not None:
                found[home].append(clues)
        found += alone
    return sorted(sorted(group) for group in found)


def agree(one: Amount, other: Amount, tolerance: float) -> bool:
    """Whether two sums in one currency may be the same sum.

    >>> agree(Amount(Decimal(100), "USD"), Amount(Decimal(104), "USD"), 0.05)
    True
    """
    larger = max(abs(one.value), abs(other.value))
    return abs(one.value - other.value) <= Decimal(str(tolerance)) * larger


def _home(clues: Clues, found: Sequence[Group], tolerance: float) -> int | None:
    """The index of the group that the claim fits best, or None."""
    fitting = [
        (*_distance(clues, group), min(group).claim, index)
        for index, group in enumerate(found)
        if all(_joined(clues, other, tolerance) for other in group)
    ]
    return min(fitting)[-1] if fitting else None


def _distance(clues: Clues, group: Group) -> tuple[int, int, int]:
    """How far a claim is from a group that it does not contradict: by round, by year, by size."""
    same_round = any(set(clues.rounds) & set(other.rounds) for other in group)
    years = [abs(a - b) for other in group for a in clues.years for b in other.years]
    return not same_round, min(years, default=YEARS_APART + 1), -len(group)


def _joined(one: Clues, other: Clues, tolerance: float) -> bool:
    """Whether nothing that the two claims say parts them."""
    if one.rounds and other.rounds and not set(one.rounds) & set(other.rounds):
        return False
    if one.years and other.years:
        apart = min(abs(a - b) for a in one.years for b in other.years)
        if apart > YEARS_APART:
            return False
    pairs = [(a, b) for a in one.sums for b in other.sums if a.currency == b.currency]
    return not (one.sums and other.sums) or any(agree(a, b, tolerance) for a, b in pairs)


def _components(claims: Group, tolerance: float) -> list[Group]:
    """The claims joined by chains of claims that nothing parts."""
    left, found = list(claims), []
    while left:
        group, queue = [], [left.pop()]
        while queue:
            clues = queue.pop()
            group.append(clues)
            near = [other for other in left if _joined(clues, other, tolerance)]
            left = [other for other in left if other not in near]
            queue += near
        found.append(group)
    return found
