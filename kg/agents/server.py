"""The Model Context Protocol server: the tools by their names, over standard input and output."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from kg.agents.tools import Tools
from kg.agents.values import Asked, Evidence, Known, Path, Rows
from kg.errors import KGError
from kg.lookup.reader import Reader
from kg.workers.limits import Limits
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot

T = TypeVar("T")
INSTRUCTIONS = """A knowledge graph of news: companies, people, labs and models, and who hired, left, founded,
leads, bought, funded or built what. Each fact says whether it is done, only in talks, or denied, and carries the
verbatim words of the articles that state it: quote these and name the article when you use a fact. What the
graph does not state is not known here; do not fill it in."""
READ = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(graph: Snapshot, limits: Limits) -> MCPServer:
    """The server of a snapshot, with its tools."""
    held: list[Tools] = []

    @asynccontextmanager
    async def lifespan(_: MCPServer) -> AsyncIterator[None]:
        few = replace(limits, workers=1)
        async with Pool(graph.folder, limits) as pool, Pool(graph.folder, few, "ask", later=True) as asking:
            held.append(Tools(Reader(pool, graph.union), asking))
            yield

    made = MCPServer("kg", instructions=INSTRUCTIONS, lifespan=lifespan, log_level="WARNING")

    @made.tool(annotations=READ)
    async def ask(question: str) -> Asked:
        """Ask in plain English: "who did Meta hire from OpenAI?", "is Meta buying Perplexity?", "who founded Cohere?".

        Gives the answer, the facts behind it with their quotes, and the SPARQL that found them. A question
        that is not understood is refused with examples of what can be asked.
        """
        return await _told(held[0].ask(question))

    @made.tool(annotations=READ)
    async def entity(name: str) -> Known:
        """Look up a company, person, lab, model or place by any of its names: all stated facts, with quotes."""
        return await _told(held[0].entity(name))

    @made.tool(annotations=READ)
    async def evidence(one: str, other: str) -> Evidence:
        """What joins two entities directly: each fact with the verbatim words of the articles that state it."""
        return await _told(held[0].evidence(one, other))

    @made.tool(annotations=READ)
    async def path(one: str, other: str) -> Path:
        """The shortest chain of done facts between two entities, each step with its quotes."""
        return await _told(held[0].path(one, other))

    @made.tool(annotations=READ)
    async def sparql(query: str) -> Rows:
        """Run a SPARQL SELECT or ASK over the graph (read-only, limited in time and rows).

        Prefixes kg:, skos:, prov:, oa:, dcterms:, schema: are known. Events are nodes: `?h a kg:Hire ;
        kg:employer/skos:prefLabel "Meta" ; kg:employee ?person ; kg:status kg:Done ; kg:reportedIn ?claim .
        ?claim oa:hasSelector/oa:exact ?quote`. Select IRIs of events or claims to get their sources.
        """
        return await _told(held[0].sparql(query))

    return made


async def _told(answer: Awaitable[T]) -> T:
    """The answer; what kg cannot do as an error that agents can read."""
    try:
        return await answer
    except KGError as error:
        raise ToolError(str(error)) from error
