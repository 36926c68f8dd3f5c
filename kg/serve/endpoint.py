"""The SPARQL endpoint: queries in, answers in the format that the client wants, or a service description."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query import prefixes
from kg.serve.describe import PREFIXES, service
from kg.serve.negotiate import GRAPH, HTML, RESULTS, best
from kg.serve.protocol import asked
from kg.serve.site import site_of
from kg.workers.answers import Reply

LONGEST = 1_000_000  # bytes of a request


async def sparql(request: Request) -> Response:
    """The answer to a query by the SPARQL 1.1 Protocol; without one, what there is to query."""
    wanted = await asked(request, LONGEST)
    accept = request.headers.get("accept")
    if wanted is None:
        if best(accept, (GRAPH[0], HTML)) == HTML:
            return RedirectResponse("/editor", 303)
        return description(request)
    results, graph = best(accept, RESULTS), best(accept, GRAPH)
    if results is None and graph is None:
        raise HTTPException(406, f"answers come as {', '.join((*RESULTS[:4], *GRAPH[:4]))}")
    site = site_of(request)
    reply = await site.pool.run(
        query=wanted.query,
        default=wanted.default,
        named=wanted.named,
        results=results,
        graph=graph,
        base=str(request.url.replace(query="", fragment="")),
        union=site.graph.union,
        prefixes=prefixes() if site.graph.union else None,
    )
    return answered(reply)


def answered(reply: Reply) -> Response:
    """A worker's reply as a response; raises HTTPException where it is no success."""
    if reply.status != 200:
        raise HTTPException(reply.status, reply.content.decode())
    return Response(reply.content, media_type=reply.type, headers={"Vary": "Accept"})


def description(request: Request) -> Response:
    """The description of the service and its data set."""
    site = site_of(request)
    endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    return triples(request, service(endpoint, site.graph, site.stats))


def triples(request: Request, found: Iterable[ox.Triple], media: str | None = None) -> Response:
    """The triples in the format that the client wants, or in that of the media type."""
    media = media or best(request.headers.get("accept"), GRAPH)
    if media is None:
        raise HTTPException(406, f"this comes as {', '.join(GRAPH[:4])}")
    out = io.BytesIO()
    form = ox.RdfFormat.from_media_type(media)
    ox.serialize(found, out, format=form, prefixes={**PREFIXES, **prefixes()})
    return Response(out.getvalue(), media_type=media, headers={"Vary": "Accept"})


async def void(request: Request) -> Response:
    """Where VoID is looked for: the same description."""
    return description(request)
