"""The server as a Starlette app: its routes, and how errors show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.query import open_graph
from kg.serve.endpoint import sparql, void
from kg.serve.safety import LOOPBACK, Safe
from kg.serve.site import Site
from kg.stats import count
from kg.workers.limits import Limits
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot

GET = ["GET"]


def app(
    graph: Snapshot,
    *,
    title: str = "Knowledge graph",
    limits: Limits | None = None,
    names: Iterable[str] = (),
) -> Starlette:
    """The server of a snapshot; `names` are those it is known by besides the loopback's."""

    @asynccontextmanager
    async def lifespan(server: Starlette) -> AsyncIterator[None]:
        async with Pool(graph.folder, limits or Limits()) as pool:
            server.state.site = Site(title, graph, count(open_graph(graph.folder)), pool)
            yield

    return Starlette(
        routes=routes(),
        middleware=[Middleware(Safe, names=frozenset((*LOOPBACK, *names)))],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )


def routes() -> list[Route]:
    """What the server answers to."""
    return [
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
        Route("/.well-known/void", void, methods=GET),
    ]


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)
