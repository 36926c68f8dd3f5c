"""A store that answers at an address: any SPARQL 1.1 endpoint into which the exports were loaded."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kg.store.endpoint import Endpoint
from kg.verify.job import Engine, Job, Outcome, attempt
from kg.verify.values import values


def engine(address: str) -> Engine:
    """The engine behind an address; it is asked, and nothing is loaded into it."""
    return Engine(address, lambda: None, partial(_run, Endpoint.at(address)))


def _run(endpoint: Endpoint, job: Job, _: Path) -> Outcome:
    asked = Job((job.union,), job.union, job.queries)
    return attempt(Outcome(), asked, lambda _: _triples(endpoint), lambda text: values(endpoint.query(text)))


def _triples(endpoint: Endpoint) -> int:
    return len({(quad.subject, quad.predicate, quad.object) for quad in endpoint.quads()})
