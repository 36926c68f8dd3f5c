"""How sure a fact is: the chance that it is right, from signs of how it was read.

A logistic model with its weights in confidence.toml, fitted by docs/confidence.py on articles whose facts
are known; docs/reliability.md says how well the chances hold.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.english.claims import Attempt, Filler
from kg.english.marked import Marked
from kg.english.salience import Mention
from kg.model import Fact, identity

FILE = Path(__file__).with_suffix(".toml")
LONG, CROWDED = 45, 7
Signs = frozenset[str]


def signs(attempt: Attempt, marked: Marked) -> Signs:
    """What about an attempt tells how sure its fact is: its rule's kind, what fills it, where it stands."""
    found = {attempt.relation, marked.sentence.kind, str(attempt.judged.status)}
    found.add("way" if "/way" in attempt.rule else "phrase")
    for slot, filler in (("subject", attempt.subject), ("object", attempt.object)):
        if filler:
            found |= {f"{slot} {sign}" for sign in _filler_signs(filler)}
    if len(marked.sentence.tokens) > LONG:
        found.add("long")
    if sum(isinstance(i.value, Mention) for i in marked.items) > CROWDED:
        found.add("crowded")
    return frozenset(found)


def _filler_signs(filler: Filler) -> Iterator[str]:
    if mention := filler.mention:
        yield mention.kind
        if mention.entity.id:
            yield "known"
        if mention.entity.type == "Unknown":
            yield "untyped"
        if mention.kind == "name" and not mention.entity.id and " " not in mention.entity.name:
            yield "one word"


def rated(facts: Iterable[Fact], found: Sequence[tuple[Fact, Signs]]) -> list[Fact]:
    """The facts with their chances of being right; `found` has all that were read, before they were merged."""
    return [fact.replace(confidence=chance(signs)) for fact, signs in supported(facts, found)]


def supported(facts: Iterable[Fact], found: Sequence[tuple[Fact, Signs]]) -> Iterator[tuple[Fact, Signs]]:
    """Each fact with the signs of what was first read of it, and how often it was read."""
    by_key: dict[object, list[tuple[Fact, Signs]]] = {}
    for fact, row in found:
        by_key.setdefault(_key(fact), []).append((fact, row))
        by_key.setdefault(fact.evidence, []).append((fact, row))
    for fact in facts:
        alike = by_key.get(_key(fact), [])
        first = next((s for f, s in alike if f.evidence == fact.evidence), None)
        origin = by_key.get(fact.evidence, [(fact, frozenset[str]())])[0][1]
        given = first or (origin | {"implied"})
        given |= {"two rules"} if len({f.evidence.rule for f, _ in alike}) > 1 else set()
        given |= {"two sentences"} if len({f.evidence.start for f, _ in alike}) > 1 else set()
        yield fact, given


def _key(fact: Fact) -> tuple[object, ...]:
    ends = (identity(fact.subject), identity(fact.object))
    return (fact.relation, *ends, fact.status)


def chance(signs: Signs) -> float:
    """The chance that a fact with such signs is right, between 0 and 1."""
    weights = _weights()
    total = weights["always"] + sum(weights.get(sign, 0.0) for sign in sorted(signs))
    return 1 / (1 + math.exp(-total))


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return dict(tomllib.loads(FILE.read_text("utf-8"))["weights"])
