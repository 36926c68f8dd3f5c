"""The server as a Starlette app: its routes, and how errors show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.lookup.find import foremost
from kg.lookup.reader import Reader, UnansweredError
from kg.query import open_graph
from kg.serve.ending import Stopped
from kg.serve.endpoint import sparql, void
from kg.serve.negotiate import HTML, best
from kg.serve.pages import editor, failed, queries, search, thing
from kg.serve.picture import Picture, picture
from kg.serve.safety import LOOPBACK, Safe
from kg.serve.site import HERE, Site, root
from kg.stats import count
from kg.workers.limits import Limits
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot

GET = ["GET"]
ASSETS = Path(__file__).parent / "assets"


def app(
    graph: Snapshot,
    *,
    title: str = "Knowledge graph",
    limits: Limits | None = None,
    names: Iterable[str] = (),
) -> Starlette:
    """The server of a snapshot; `names` are those it is known by besides the loopback's."""

    bounds = limits or Limits()

    @asynccontextmanager
    async def lifespan(server: Starlette) -> AsyncIterator[None]:
        few = replace(bounds, workers=min(2, bounds.workers))
        async with Pool(graph.folder, bounds) as pool, Pool(graph.folder, few, "ask", later=True) as asking:
            stats = await run_in_threadpool(lambda: count(open_graph(graph.folder)))
            try:
                shown = await foremost(Reader(pool, graph.union))
            except UnansweredError:
                shown = []  # too large a graph to rank its entities
            server.state.site = Site(title, graph, stats, pool, asking, tuple(shown))
            server.state.picture = Picture(graph.folder, title)
            yield

    return Starlette(
        routes=routes(graph),
        middleware=[Middleware(Safe, names=frozenset((*LOOPBACK, *names))), Middleware(Stopped)],
        exception_handlers={HTTPException: _refused, UnansweredError: _unanswered},
        lifespan=lifespan,
    )


def routes(graph: Snapshot) -> list[BaseRoute]:
    """What the server answers to: things last, since their base may be the root."""
    return [
        Route("/", search, methods=GET),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
        Route("/.well-known/void", void, methods=GET),
        Route("/editor", editor, methods=GET),
        Route("/queries.json", queries, methods=GET),
        Route("/picture", picture, methods=GET),
        Route("/resource", thing, methods=GET),
        Mount("/assets", StaticFiles(directory=ASSETS)),
        Route(f"{HERE}{{path:path}}", thing, methods=GET),
        Route(f"{root(graph.base)}{{path:path}}", thing, methods=GET),
    ]


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong: a page for people, a line of text for programs."""
    assert isinstance(error, HTTPException)
    people = best(request.headers.get("accept"), ("text/plain", HTML)) == HTML
    if people and request.url.path.rstrip("/") != "/sparql":
        return await failed(request, error.status_code, error.detail)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


async def _unanswered(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnansweredError)
    return await _refused(request, HTTPException(error.status, str(error)))
