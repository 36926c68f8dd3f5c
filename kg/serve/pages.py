"""The pages for people: search and answers, one thing with all its facts, the editor, the picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.lookup import about
from kg.lookup.find import find
from kg.page.look import date
from kg.queries import all_queries
from kg.serve.endpoint import triples
from kg.serve.groups import groups
from kg.serve.negotiate import GRAPH, HTML, best
from kg.serve.safety import EDITOR_POLICY
from kg.serve.site import Site, site_of

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)
AS = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "nt": "application/n-triples",
}


def web(address: str | None) -> str:
    """The address where it is one that a page may link to; else the empty text."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


TEMPLATES.filters |= {"web": web, "date": date}


def page(request: Request, template: str, status: int = 200, **shown: Any) -> Response:
    """The page that a template makes."""
    site = site_of(request)
    text = TEMPLATES.get_template(template).render(site=site, link=site.link, **shown)
    return HTMLResponse(text, status, headers={"Vary": "Accept"})


async def search(request: Request) -> Response:
    """The search page: with a question its answer, and the entities of that name."""
    site, asked = site_of(request), request.query_params.get("q", "").strip()
    if not asked:
        return page(request, "search.html", asked="", answer=None, found=(), examples=await _examples(site))
    found = await find(site.reader, asked)
    answer = await _answer(site, asked)
    if found and answer["kind"] not in ("found", "nothing"):
        answer = {}  # a name is no question; the entities are the answer
    return page(
        request, "search.html", asked=asked, answer=answer, found=found, examples=answer.get("examples", ())
    )


async def _answer(site: Site, asked: str) -> dict[str, Any]:
    reply = await site.asking.run(question=asked)
    if reply.status != 200:
        raise HTTPException(reply.status, reply.content.decode())
    told: dict[str, Any] = json.loads(reply.content)
    return told


async def _examples(site: Site) -> list[str]:
    return list((await _answer(site, "?")).get("examples", ()))


async def thing(request: Request) -> Response:
    """The thing whose IRI leads here: as a page, or as RDF where the client wants that."""
    site = site_of(request)
    if request.url.path == "/resource":
        iri = request.query_params.get("iri", "")
    elif site.graph.base:
        iri = site.graph.base + request.path_params["path"]
    else:
        raise HTTPException(404, "there is nothing here")
    try:
        return await _thing(request, iri)
    except ValueError as error:
        raise HTTPException(400, f"no IRI: {iri!r}") from error


async def _thing(request: Request, iri: str) -> Response:
    site = site_of(request)
    media = AS.get(request.query_params.get("as", "")) or best(request.headers.get("accept"), (HTML, *GRAPH))
    stated = await about.stated(site.reader, iri)
    if not stated:
        raise HTTPException(404, f"the graph has nothing called {iri}")
    stated.sort(key=lambda quad: (str(quad.subject) != f"<{iri}>", str(quad)))
    if media != HTML:
        return triples(request, (quad.triple for quad in stated), media)
    shown = await about.facts(site.reader, iri)
    return page(
        request,
        "thing.html",
        iri=iri,
        name=await about.name(site.reader, iri) or iri,
        thing=next((thing for thing in shown.things if thing.iri == iri), None),
        groups=groups(shown, iri),
        shown=shown,
        label=about.label,
        moments=await about.timeline(site.reader, iri),
        stated=[] if shown.facts else stated,
        most=about.MOST,
        plain=_plain,
    )


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


async def editor(request: Request) -> Response:
    """The SPARQL editor."""
    shown = page(request, "editor.html")
    shown.headers["Content-Security-Policy"] = EDITOR_POLICY
    return shown


async def queries(request: Request) -> Response:
    """The named queries, as examples for the editor."""
    return JSONResponse([{"name": q.name, "help": q.help, "text": q.text} for q in all_queries()])


async def failed(request: Request, status: int, told: str) -> Response:
    """The page that tells what went wrong."""
    return page(request, "error.html", status, code=status, told=told)
