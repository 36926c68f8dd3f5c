"""One entity per real thing: the facts of all articles, with their entities named and numbered once.

Names that the gazetteer knows come first, then equal normal forms, then names that some article gives
as another name of one entity, then misspellings of long names. A name that could be two things stays
apart: two entities too many can be seen and mended, two merged into one cannot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from kg.model import Entity, Fact
from kg.resolve.census import take_census
from kg.resolve.clusters import Naming, name_clusters
from kg.resolve.known import known
from kg.resolve.links import links
from kg.resolve.merge import merged
from kg.seeds import Seed, load

__all__ = ["resolve"]


def resolve(facts: Iterable[Fact], seeds: tuple[Seed, ...] | None = None) -> list[Fact]:
    """The facts with resolved entities, in the order of article and evidence; equal facts merged.

    Every entity gets an id such as "company/meta", unique to it, its canonical name, and all names
    found for it. An id that an entity already has is kept. The result depends neither on the order of
    the facts nor on being resolved before. Facts with one and the same thing on both sides are left out.
    `seeds` are those that come with kg unless given.
    """
    listed = list(facts)
    gazetteer = known(load() if seeds is None else seeds)
    census = take_census(listed, gazetteer)
    naming = name_clusters(census, links(census, gazetteer), gazetteer)
    return merged(_renamed(fact, naming) for fact in listed)


def _renamed(fact: Fact, naming: Naming) -> Fact:
    def new(entity: Entity) -> Entity:
        return naming.entity(fact.evidence.article, entity)

    qualifiers = tuple(
        dataclasses.replace(q, value=new(q.value)) if isinstance(q.value, Entity) else q
        for q in fact.qualifiers
    )
    target = new(fact.object) if isinstance(fact.object, Entity) else fact.object
    return fact.replace(subject=new(fact.subject), object=target, qualifiers=qualifiers)
