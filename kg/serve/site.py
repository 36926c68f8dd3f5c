"""What one server serves, and where on it things have their pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.requests import Request

from kg.lookup.find import Found
from kg.lookup.reader import Reader
from kg.stats import Stats
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot

HERE = "/id/"  # where entities are whose IRIs have no path that could be one of this server


@dataclass(frozen=True, slots=True)
class Site:
    """A graph with its title and its numbers, the workers that answer queries, and those that answer questions."""

    title: str
    graph: Snapshot
    stats: Stats
    pool: Pool
    asking: Pool
    foremost: tuple[Found, ...]

    @property
    def reader(self) -> Reader:
        """What pages look things up with."""
        return Reader(self.pool, self.graph.union)

    def link(self, iri: str) -> str:
        """The address on this server of the thing with that IRI."""
        if self.graph.base and iri.startswith(self.graph.base):
            return root(self.graph.base) + quote(iri.removeprefix(self.graph.base), safe="/-_.~#")
        return f"/resource?iri={quote(iri, safe='')}"


def root(base: str) -> str:
    """The path under which a server has the things of a base, the base's own, so that their IRIs lead there.

    >>> root("http://127.0.0.1:8000/news/"), root("urn:news:"), root("http://127.0.0.1:8000/")
    ('/news/', '/id/', '/')
    """
    path = urlsplit(base).path
    return path if path.startswith("/") and path.endswith("/") else HERE


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
