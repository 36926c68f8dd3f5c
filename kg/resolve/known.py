"""The gazetteer as an index from normal forms to seeds, for each class of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Entity
from kg.names import normal
from kg.seeds import Seed

# Articles and the gazetteer may draw the line between these differently; between others never.
BODIES = frozenset({"Company", "Organization", "Lab"})

Index = dict[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, eq=False)
class Known:
    """Which seeds a name can mean: `safe` by itself, `preferred` if of the same class, `ambiguous` never alone.

    The indexes lead from (family of classes or class, normal form) to ids.
    """

    seeds: dict[str, Seed]
    safe: Index
    preferred: Index
    ambiguous: Index

    def named(self, name: str, kind: str) -> str | None:
        """The id of the one seed that the name means by itself, if a thing of class `kind` can be it."""
        form = normal(name, kind)
        same_class = {seed for seed in self.safe.get((family(kind), form), ()) if self.kind(seed) == kind}
        return (
            only(same_class)
            or only(self.preferred.get((kind, form), ()))
            or only(self.safe.get((family(kind), form), ()))
        )

    def hinted(self, name: str, kind: str) -> frozenset[str]:
        """The ids of the seeds that the name can mean where something else speaks for one of them."""
        return self.ambiguous.get((family(kind), normal(name, kind)), frozenset())

    def kind(self, seed: str) -> str:
        """The class of a seed."""
        return self.seeds[seed].entity.type


def family(kind: str) -> str:
    """What a class is compared within.

    >>> family("Lab") == family("Company"), family("Person")
    (True, 'Person')
    """
    return "body" if kind in BODIES else kind


def only(ids: Iterable[str]) -> str | None:
    """The one element, if there is exactly one."""
    found = set(ids)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4)
def known(seeds: tuple[Seed, ...]) -> Known:
    """The index of the seeds."""
    return Known(
        {seed.entity.id: seed for seed in seeds},
        _index((family(seed.entity.type), name, seed.entity) for seed in seeds for name in seed.safe),
        _index(
            (seed.entity.type, seed.entity.name, seed.entity)
            for seed in seeds
            if seed.entity.name in seed.ambiguous
        ),
        _index((family(seed.entity.type), name, seed.entity) for seed in seeds for name in seed.ambiguous),
    )


def _index(rows: Iterable[tuple[str, str, Entity]]) -> Index:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for group, name, entity in rows:
        found[group, normal(name, entity.type)].add(entity.id)
    return {key: frozenset(ids) for key, ids in found.items()}
