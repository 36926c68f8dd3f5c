"""How two entities are joined: the shortest chain of facts between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.lookup.about import node
from kg.lookup.reader import Reader, text

LONGEST = 5  # facts in a chain
WIDEST = 3000  # entities looked at in one step
NEXT = """
SELECT ?from ?to (MIN(?told) AS ?claim) WHERE {
  VALUES ?from { %s }
  { ?told kg:subject ?from ; kg:object ?to } UNION { ?told kg:object ?from ; kg:subject ?to }
  ?told a kg:Claim ; kg:status kg:Done ; kg:event ?event . ?event kg:status kg:Done . ?to skos:prefLabel ?name
} GROUP BY ?from ?to
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a chain: the IRIs of its two ends and of a claim that states it."""

    start: str
    end: str
    claim: str


async def path(reader: Reader, one: str, other: str) -> list[Step]:
    """The shortest chain of done facts from one entity to the other; empty where there is none of LONGEST."""
    reached: dict[str, Step | None] = {one: None}
    edge = [one]
    for _ in range(LONGEST):
        steps = [step for step in await _next(reader, edge) if step.end not in reached]
        for step in steps:
            reached.setdefault(step.end, step)
        if other in reached or not steps:
            break
        edge = sorted({step.end for step in steps})[:WIDEST]
    return _back(reached, other)


async def _next(reader: Reader, edge: Iterable[str]) -> list[Step]:
    rows = await reader.rows(NEXT % " ".join(map(node, edge)))
    steps = (Step(text(row, "from"), text(row, "to"), text(row, "claim")) for row in rows)
    return sorted(steps, key=lambda step: (step.start, step.end))


def _back(reached: dict[str, Step | None], end: str) -> list[Step]:
    chain: list[Step] = []
    while (step := reached.get(end)) is not None:
        chain.insert(0, step)
        end = step.start
    return chain
