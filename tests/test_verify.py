"""The exports mean the same in every engine, and a difference is found and told."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from graph_sample import sample
from large_graph import large
from rdflib import Dataset

from kg import export, graph
from kg.cli.verify import command
from kg.errors import KGError
from kg.verify import ENGINES, Engine, engines, verify
from kg.verify.job import Job, Outcome
from kg.verify.values import value, values

XSD = "http://www.w3.org/2001/XMLSchema#"
NAMES = [engine.name for engine in ENGINES]


def folder(dataset: Dataset, made: Path) -> Path:
    for ending in ("ttl", "trig", "nt", "nq"):
        export.write(dataset, made / f"graph.{ending}")
    return made


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(graph.build(*sample()), tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_finds_the_same(small: Path, name: str) -> None:
    (engine,) = engines([name])
    if missing := engine.missing():
        pytest.skip(missing)
    (row,) = verify(small, [engine])
    assert row.wrong == ()
    assert set(row.counts) == {"graph.ttl", "graph.trig", "graph.nt", "graph.nq"}
    assert row.same == row.queries > 25


@pytest.mark.skipif(os.environ.get("KG_CI") != "1", reason="takes minutes; set KG_CI=1 to run it")
def test_every_engine_finds_the_same_in_a_large_graph(tmp_path: Path) -> None:
    dataset = large(740)
    assert len(dataset) > 195_000
    rows = list(verify(folder(dataset, tmp_path), ENGINES))
    assert [row.missing for row in rows] == [None] * len(ENGINES)
    assert [(row.engine, row.wrong) for row in rows] == [(name, ()) for name in NAMES]


def test_what_differs_is_told(small: Path) -> None:
    def run(job: Job, _: Path) -> Outcome:
        store = ox.Store()
        store.bulk_load(path=str(job.union))
        answers = {name: values(store.query(text)) for name, text in job.queries.items()}
        lost = next(iter(sorted(answers["who-hired-from"])))
        del answers["who-hired-from"][lost]
        return Outcome({"graph.ttl": len(store) - 1}, answers, {"talks": "no such function"})

    (row,) = verify(small, [Engine("half", lambda: None, run)])
    assert row.same == row.queries - 1
    assert [each.split(":")[0] for each in row.wrong] == ["graph.ttl", "talks", "who-hired-from"]
    assert "Lucas Beyer" in row.wrong[2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ox.Literal("1.50", datatype=ox.NamedNode(f"{XSD}decimal")), ox.Literal(1.5)),
        (ox.Literal("14300000000.0", datatype=ox.NamedNode(f"{XSD}decimal")), ox.Literal(14300000000)),
        (ox.Literal("1", datatype=ox.NamedNode(f"{XSD}boolean")), ox.Literal(True)),
        (
            ox.Literal("2025-06-12T08:00:00Z", datatype=ox.NamedNode(f"{XSD}dateTime")),
            ox.Literal("2025-06-12T10:00:00+02:00", datatype=ox.NamedNode(f"{XSD}dateTime")),
        ),
        (ox.Literal("Meta", language="EN"), ox.Literal("Meta", language="en")),
    ],
)
def test_a_value_is_the_same_however_it_is_written(one: ox.Literal, other: ox.Literal) -> None:
    assert value(one) == value(other)


def test_values_that_differ() -> None:
    assert value(ox.Literal("Meta")) != value(ox.Literal("meta"))
    assert value(ox.Literal("Meta")) != value(ox.Literal("Meta", language="en"))
    assert value(ox.Literal(1)) != value(ox.Literal(2))


@pytest.fixture
def endpoint(small: Path) -> Iterator[str]:
    """A SPARQL endpoint that holds the union of the small graph."""
    store = ox.Store()
    store.bulk_load(path=str(small / "graph.ttl"))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = store.query(parse_qs(body)["query"][0]).serialize(format=ox.QueryResultsFormat.JSON)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    server.server_close()


def test_command_on_an_endpoint(small: Path, endpoint: str) -> None:
    done = CliRunner().invoke(command, [str(small), "--endpoint", endpoint, "--json"])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.output)
    assert (row["engine"], row["wrong"]) == (endpoint, [])
    assert row["same"] == row["queries"]


def test_command_fails_where_something_differs(small: Path, endpoint: str, tmp_path: Path) -> None:
    lines = (small / "graph.nt").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "graph.ttl").write_text("".join(lines[:-1]), "utf-8")
    done = CliRunner().invoke(command, [str(tmp_path), "--endpoint", endpoint])
    assert done.exit_code == 1
    assert f"differs: graph.ttl: {len(lines)} triples, written were {len(lines) - 1}" in done.output


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"no graph\.ttl in .*; give the folder that `kg build` wrote"):
        list(verify(tmp_path, ENGINES))
    with pytest.raises(KGError, match="no engine 'Fuseky'; there are rdflib, Oxigraph, Jena, Virtuoso"):
        engines(["Fuseky"])
