"""Asks a pool of workers, and reads what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import KGError
from kg.query import Term, prefixes
from kg.workers.answers import Reply
from kg.workers.pool import Pool

RESULTS, GRAPH = "application/sparql-results+json", "application/n-triples"


class UnansweredError(KGError):
    """The workers gave no answer; `status` is the HTTP status that says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.content.decode())
        self.status = reply.status


@dataclass(frozen=True, slots=True)
class Reader:
    """One graph as its workers see it; `union` asks all its graphs as one."""

    pool: Pool
    union: bool

    async def rows(self, query: str) -> list[dict[str, Term]]:
        """The rows of a SELECT, without what has no value; raises UnansweredError where there is no answer."""
        reply = await self.reply(query)
        found = ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: value for name in names if (value := row[name]) is not None} for row in found]

    async def triples(self, query: str) -> list[ox.Quad]:
        """The triples of a CONSTRUCT or DESCRIBE, each once; raises UnansweredError where there is no answer."""
        reply = await self.reply(query)
        return list(dict.fromkeys(ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)))

    async def reply(self, query: str, **wanted: Any) -> Reply:
        """What the workers answer to a query of kg's own; raises UnansweredError where they do not."""
        asked = {"results": RESULTS, "graph": GRAPH, **wanted}
        reply = await self.pool.run(query=query, union=self.union, prefixes=prefixes(), **asked)
        if reply.status != 200:
            raise UnansweredError(reply)
        return reply


def text(row: dict[str, Term], name: str) -> str:
    """The value of a column as text, empty where it has none."""
    value = row.get(name)
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""
