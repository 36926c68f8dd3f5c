"""The best connected part of a graph that is too large for one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.page.content import Content, Detail, Saying, Statement


def foremost(shown: Content, most: int) -> Content:
    """The `most` entities with most facts, the facts between them, and the articles that tell these.

    Entities with as many facts come in the order of their IRIs; what is small enough comes back as it is.
    """
    if len(shown.things) <= most:
        return shown
    told = Counter(end for fact in shown.facts for end in {fact.subject, fact.object} if end is not None)
    first = sorted(range(len(shown.things)), key=lambda number: (-told[number], number))[:most]
    things = {old: new for new, old in enumerate(sorted(first))}
    kept = [fact for fact in shown.facts if _ends(fact) <= things.keys()]
    cited = sorted({said.source for fact in kept for said in fact.sayings if said.source is not None})
    sources = {old: new for new, old in enumerate(cited)}
    return replace(
        shown,
        things=tuple(shown.things[old] for old in things),
        facts=tuple(_moved(fact, things, sources) for fact in kept),
        sources=tuple(shown.sources[old] for old in sources),
    )


def _ends(fact: Statement) -> set[int]:
    return {fact.subject} if fact.object is None else {fact.subject, fact.object}


def _moved(fact: Statement, things: Mapping[int, int], sources: Mapping[int, int]) -> Statement:
    """The fact with its indices counted anew; a qualifier whose entity is left out keeps its text."""
    return replace(
        fact,
        subject=things[fact.subject],
        object=None if fact.object is None else things[fact.object],
        details=tuple(_details(fact.details, things)),
        sayings=tuple(_said(saying, things, sources) for saying in fact.sayings),
        shortcuts=tuple((n, things[a], things[b]) for n, a, b in fact.shortcuts if {a, b} <= things.keys()),
    )


def _said(saying: Saying, things: Mapping[int, int], sources: Mapping[int, int]) -> Saying:
    source = None if saying.source is None else sources[saying.source]
    return replace(saying, source=source, details=tuple(_details(saying.details, things)))


def _details(details: tuple[Detail, ...], things: Mapping[int, int]) -> Iterator[Detail]:
    for detail in details:
        yield detail if detail.thing is None else replace(detail, thing=things.get(detail.thing))
