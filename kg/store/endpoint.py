"""A graph behind a SPARQL 1.1 endpoint: asked by the query protocol, filled by Graph Store and Update."""

from __future__ import annotations

import re
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import KGError
from kg.store.change import Change, by_graph, turtle

SERVERS = Path(__file__).with_name("endpoints.toml")
PATIENCE = 300.0  # seconds to wait for an endpoint
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
BATCH = 5000  # quads in one update; some servers take no longer ones
ALL = "SELECT ?g ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def is_address(where: str) -> bool:
    """Whether it is the address of a server rather than a path."""
    return where.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a server: for queries, for updates, and of its graphs (empty where it has none).

    `union` is what a query needs beside it so that the default graph is that of all graphs; `default`
    names the graph that stands for the default one on a server that has none of its own. `login` is a
    name and a password.
    """

    queries: str
    updates: str = ""
    graphs: str = ""
    union: str = ""
    default: str = ""
    login: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def at(cls, address: str, *, updates: str = "", graphs: str = "") -> Endpoint:
        """The endpoint that takes queries at `address`; what is not given follows from the server's kind.

        >>> Endpoint.at("http://127.0.0.1:7878/query").graphs
        'http://127.0.0.1:7878/store'
        """
        parts = urlsplit(address)
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        server = next((s for s in _servers() if re.search(s["queries"], parts.path)), {})
        root = f"{parts.scheme}://{parts.netloc}"
        sides = {
            side: root + re.sub(server["queries"], server[side], parts.path) if server.get(side) else ""
            for side in ("updates", "graphs")
        }
        return cls(
            parts.geturl(),
            updates or sides["updates"],
            graphs or sides["graphs"],
            str(server.get("union", "")),
            str(server.get("default", "")),
            login,
        )

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Solutions:
        """What the endpoint answers; the prefixes are written before the query."""
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        return self._asked(declared + query, self.union)

    def is_union(self) -> bool:
        """Whether queries find in the default graph what is in named graphs."""
        named, default = (
            bool(self.query(f"ASK {{ {pattern} }}"))
            for pattern in ("GRAPH ?g { ?s a ?c }", "?s a ?c . GRAPH ?g { ?s a ?c }")
        )
        return default or not named

    def quads(self) -> Iterator[ox.Quad]:
        """All quads of the endpoint; a server with a union default graph gives those of named graphs once."""
        rows = self._asked(ALL, "")
        assert isinstance(rows, ox.QuerySolutions)
        found = {(row["g"], ox.Triple(row["s"], row["p"], row["o"])) for row in rows}
        named = {triple for graph, triple in found if graph is not None}
        for graph, triple in found:
            if graph is not None or triple not in named:
                name = ox.DefaultGraph() if graph is None or graph == self._stand_in() else graph
                yield ox.Quad(triple.subject, triple.predicate, triple.object, name)

    def apply(self, change: Change, after: frozenset[ox.Quad]) -> None:
        """Change the endpoint so that it holds `after`: whole graphs where it takes them, else by updates."""
        if self.default:
            change = Change(self._named(change.gone), self._named(change.come))
            after = self._named(after)
        if not (self.updates or self.graphs):
            raise KGError(
                f"cannot tell where {self.queries} takes changes; say it with --updates or --graphs"
            )
        rest = self._put(change, after) if self.graphs else change
        for part in _parts(rest):
            self._send(self.updates, part.update().encode(), "application/sparql-update; charset=utf-8")

    def _stand_in(self) -> ox.NamedNode | None:
        return ox.NamedNode(self.default) if self.default else None

    def _named(self, quads: frozenset[ox.Quad]) -> frozenset[ox.Quad]:
        """The quads with those of the default graph in the one that stands for it."""
        name = ox.NamedNode(self.default)
        return frozenset(
            ox.Quad(quad.subject, quad.predicate, quad.object, name)
            if isinstance(quad.graph_name, ox.DefaultGraph)
            else quad
            for quad in quads
        )

    def _put(self, change: Change, after: frozenset[ox.Quad]) -> Change:
        """Put each named graph that changes; what is left, in the default graph, is for updates."""
        changed = {name for name, _ in by_graph(change.gone | change.come)}
        held = dict(by_graph(after))
        for name in sorted(changed):
            if name or not self.updates:
                address = f"{self.graphs}?{urlencode({'graph': name}) if name else 'default'}"
                body = turtle(held.get(name, ()))
                method = "PUT" if body else "DELETE"
                self._send(address, body.encode(), "text/turtle; charset=utf-8", method=method)
        left = {quad for quad in change.gone | change.come if isinstance(quad.graph_name, ox.DefaultGraph)}
        return Change(change.gone & left, change.come & left) if self.updates else Change()

    def _asked(self, query: str, extra: str) -> Solutions:
        body = f"{urlencode({'query': query})}{f'&{extra}' if extra else ''}"
        content, kind = self._send(self.queries, body.encode(), "application/x-www-form-urlencoded")
        return _read(content, kind, self.queries)

    def _send(self, address: str, body: bytes, kind: str, *, method: str = "POST") -> tuple[bytes, str]:
        headers = {"Content-Type": kind, "Accept": ACCEPT}
        request = urllib.request.Request(address, data=body, headers=headers, method=method)
        try:
            with _opener(address, self.login).open(request, timeout=PATIENCE) as answer:
                return answer.read(), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            said = " ".join(error.read(400).decode("utf-8", "replace").split())
            raise KGError(f"{address} answered {error.code}: {said or error.reason}") from error
        except OSError as error:
            raise KGError(f"cannot reach {address}: {getattr(error, 'reason', error)}") from error


def _opener(address: str, login: tuple[str, str] | None) -> urllib.request.OpenerDirector:
    """What opens the address, with the login where the server asks for one."""
    if login is None:
        return urllib.request.build_opener()
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, address, *login)
    handlers = urllib.request.HTTPBasicAuthHandler(known), urllib.request.HTTPDigestAuthHandler(known)
    return urllib.request.build_opener(*handlers)


def _read(content: bytes, kind: str, address: str) -> Solutions:
    """The answer's solutions, truth value or triples."""
    try:
        if form := ox.QueryResultsFormat.from_media_type(kind):
            return ox.parse_query_results(content, format=form)
        if rdf := ox.RdfFormat.from_media_type(kind):
            store = ox.Store()
            store.bulk_load(content, format=rdf)
            found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
            assert isinstance(found, ox.QueryTriples)
            return found
    except (SyntaxError, ValueError) as error:
        raise KGError(f"{address} sent an answer that is broken: {error}") from error
    raise KGError(f"{address} answered with {kind}, which is no SPARQL result; is it an endpoint?")


def _parts(change: Change) -> Iterator[Change]:
    """The change in parts that every server takes; the first ones only take away."""
    for quads, gone in ((change.gone, True), (change.come, False)):
        ordered = sorted(quads, key=str)
        for start in range(0, len(ordered), BATCH):
            some = frozenset(ordered[start : start + BATCH])
            yield Change(gone=some) if gone else Change(come=some)


@cache
def _servers() -> list[dict[str, Any]]:
    servers: list[dict[str, Any]] = tomllib.loads(SERVERS.read_text(encoding="utf-8"))["servers"]
    return servers
