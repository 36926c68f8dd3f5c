"""What one server serves, and the lookups that its pages make in it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from kg.stats import Stats
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Site:
    """A graph with its title, its numbers, and the workers that answer queries to it."""

    title: str
    graph: Snapshot
    stats: Stats
    pool: Pool


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
