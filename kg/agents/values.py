"""What the tools give to agents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.lookup.claims import Source, Stated


@dataclass(frozen=True)
class Fact:
    """A fact in words with all its sources; `status` is done, talks or denied, over all articles."""

    fact: str
    status: str
    sources: list[Source]


@dataclass(frozen=True)
class Asked:
    """An answer in words with the facts behind it. `kind` is found, nothing, unknown name, ambiguous name or refused."""

    kind: str
    answer: str
    facts: list[Fact]
    sparql: str | None
    did_you_mean: list[str]
    try_asking: list[str]


@dataclass(frozen=True)
class Rows:
    """The rows of a query, and sources of the facts that speak of what they show."""

    columns: list[str]
    rows: list[dict[str, str | int | float | bool]]
    more: bool
    sources: list[Stated]


@dataclass(frozen=True)
class Named:
    """An entity: its IRI, its preferred name, its type."""

    iri: str
    name: str
    type: str


@dataclass(frozen=True)
class Known:
    """An entity with the facts about it (`more` where not all), and others that the name may mean."""

    entity: Named
    also_called: list[str]
    facts: list[Fact]
    more: bool
    others: list[Named]


@dataclass(frozen=True)
class Evidence:
    """What joins two entities directly, with the words that say so."""

    one: Named
    other: Named
    facts: list[Fact]


@dataclass(frozen=True)
class Path:
    """The shortest chain of facts between two entities; empty where there is none."""

    one: Named
    other: Named
    steps: list[Fact]


BEST_FIRST = ("done", "talks", "denied")


def facts(stated: Iterable[Stated]) -> list[Fact]:
    """The claims by what they say, each fact once, with its best status over all articles.

    >>> [fact.status for fact in facts([])]
    []
    """
    told: dict[str, list[Stated]] = {}
    for each in stated:
        told.setdefault(each.fact, []).append(each)
    return [
        Fact(fact, _best([each.status for each in alike]), [each.source for each in alike])
        for fact, alike in told.items()
    ]


def _best(statuses: list[str]) -> str:
    return next((status for status in BEST_FIRST if status in statuses), statuses[0])
