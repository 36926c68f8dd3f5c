"""What agents can do with a graph: ask, query, look up an entity, the evidence for a fact, a path between two."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.agents.values import Asked, Evidence, Known, Named, Path, Rows, facts
from kg.errors import KGError
from kg.lookup import claims
from kg.lookup.find import Found, aliases, find
from kg.lookup.path import path
from kg.lookup.reader import RESULTS, Reader, UnansweredError
from kg.query import Table
from kg.tables import objects
from kg.workers.pool import Pool

SOURCES = 20  # sources of a query's rows
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one graph; what they cannot do they say in a KGError."""

    reader: Reader
    asking: Pool

    async def ask(self, question: str) -> Asked:
        """The answer to a question in plain English."""
        reply = await self.asking.run(question=question)
        if reply.status != 200:
            raise UnansweredError(reply)
        told: dict[str, Any] = json.loads(reply.content)
        quoted = {
            quote["claim"]
            for row in told.get("rows", ())
            for event in row["told"]
            for quote in event["quotes"]
        }
        behind = await claims.named(self.reader, sorted(quoted)) if quoted else []
        return Asked(
            told["kind"],
            told["text"],
            facts(behind),
            told.get("sparql"),
            list(told.get("near", ())),
            list(told.get("examples", ())),
        )

    async def sparql(self, query: str) -> Rows:
        """The first rows of a SELECT or ASK, with sources; the ontology's prefixes need no declaration."""
        reply = await self.reader.reply(query, graph=None)
        found = ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.from_media_type(RESULTS))
        if isinstance(found, ox.QueryBoolean):
            return Rows(["answer"], [{"answer": bool(found)}], more=False, sources=[])
        assert isinstance(found, ox.QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(row[column] for column in columns) for row in found)
        table = Table(columns, rows[:MOST_ROWS])
        shown = dict.fromkeys(
            cell.value for row in table.rows for cell in row if isinstance(cell, ox.NamedNode)
        )
        named = {str(cell.value) for row in table.rows for cell in row if isinstance(cell, ox.Literal)}
        behind = await self._behind(list(shown), named)
        return Rows(list(columns), objects(table), len(rows) > MOST_ROWS, behind)

    async def entity(self, name: str) -> Known:
        """The entity of that name with all that is stated about it."""
        found = await self._found(name)
        one = found[0]
        same = [_named(other) for other in found[1:] if other.label.lower() == one.label.lower()]
        also = await aliases(self.reader, one.iri)
        stated = await claims.of(self.reader, one.iri)
        return Known(_named(one), also, facts(stated), len(stated) >= claims.MOST, same)

    async def evidence(self, one: str, other: str) -> Evidence:
        """The facts that join two entities, with the words that state them."""
        first, second = (await self._found(one))[0], (await self._found(other))[0]
        joined = await claims.between(self.reader, first.iri, second.iri)
        return Evidence(_named(first), _named(second), facts(joined))

    async def path(self, one: str, other: str) -> Path:
        """The shortest chain of done facts that joins two entities, each step with its sources."""
        first, second = (await self._found(one))[0], (await self._found(other))[0]
        steps = await path(self.reader, first.iri, second.iri)
        stated = (
            {each.source.claim: each for each in await claims.named(self.reader, [s.claim for s in steps])}
            if steps
            else {}
        )
        told = [fact for step in steps for fact in facts([stated[step.claim]])]
        return Path(_named(first), _named(second), told)

    async def _found(self, name: str) -> list[Found]:
        found = await find(self.reader, name)
        if not found:
            raise KGError(f"nothing in this graph is called {name!r}; try a part of the name")
        return found

    async def _behind(self, things: list[str], names: set[str]) -> list[claims.Stated]:
        """Sources of rows: of what their IRIs mean, or where they have none, of the entities that they name."""
        if not things:
            found = [
                await find(self.reader, name, most=1)
                for name in sorted(names)[:SOURCES]
                if 1 < len(name) < 80
            ]
            things = [some[0].iri for some in found if some and some[0].label in names]
        return await claims.behind(self.reader, things, most=SOURCES) if things else []


def _named(found: Found) -> Named:
    return Named(found.iri, found.name, found.type)
