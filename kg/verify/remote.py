"""A store that answers at an address: any SPARQL 1.1 endpoint into which the exports were loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.verify.job import Engine, Job, Outcome, attempt

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
UNION = """SELECT (COUNT(*) AS ?n) WHERE {
  SELECT DISTINCT ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }
}"""


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL endpoint, and the graph in it to query instead of its default graph, if any."""

    address: str
    graph: str | None = None

    def answer(self, query: str) -> bytes:
        """The result in SPARQL JSON; raises OSError where the store cannot be reached or refuses."""
        return self._ask(query, self.graph)

    def count(self, query: str = COUNT, graph: str | None = None) -> int:
        """The number that a query counts, in a graph if one is given."""
        parsed = ox.parse_query_results(self._ask(query, graph), format=ox.QueryResultsFormat.JSON)
        assert isinstance(parsed, ox.QuerySolutions)
        found = next(iter(parsed))["n"]
        assert isinstance(found, ox.Literal)
        return int(found.value)

    def _ask(self, query: str, graph: str | None) -> bytes:
        from rdflib.plugins.stores.sparqlconnector import SPARQLConnector

        store = SPARQLConnector(self.address, returnFormat="json", method="POST_FORM")
        return store.query(query, default_graph=graph).serialize(format="json") or b""


def engine(address: str) -> Engine:
    """The engine behind an address; it is asked, and nothing is loaded into it."""
    return Engine(address, lambda: None, partial(_run, Endpoint(address)))


def _run(endpoint: Endpoint, job: Job, _: Path) -> Outcome:
    asked = Job((job.union,), job.union, job.queries)
    return attempt(Outcome(), asked, lambda _: endpoint.count(UNION), endpoint.answer)
