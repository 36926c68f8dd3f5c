"""The SPARQL 1.1 Protocol over HTTP: the cases of its test suite, updates refused, and every format."""

from __future__ import annotations

import csv
import io
import json
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest
from served import running, served

G = [f"https://example.org/graph{number}" for number in range(4)]
FORM, QUERY, UPDATE = (
    f"application/{name}" for name in ("x-www-form-urlencoded", "sparql-query", "sparql-update")
)
A, B = ("default-graph-uri", "named-graph-uri")
HAS_1 = f"ASK {{ <{G[1]}#it> ?p ?o }}"
BOTH = f"ASK {{ <{G[1]}#it> ?p 1 . <{G[2]}#it> ?p 2 }}"
ONLY = f"ASK {{ GRAPH ?g {{ <{G[1]}#it> ?p 1 }} FILTER NOT EXISTS {{ GRAPH <{G[3]}> {{ ?x ?y ?z }} }} }}"
FULL = f"ASK {{ <{G[3]}#it> ?p 3 . GRAPH <{G[1]}> {{ ?s ?p 1 }} GRAPH ?g {{ ?s2 ?p 2 }} FILTER NOT EXISTS {{ <{G[1]}#it> ?q 1 }} }}"
WINS = f"ASK FROM <{G[0]}> {{ <{G[1]}#it> ?p 1 }}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("protocol") / "data.nq"
    quads = [
        f'<{g}#it> <https://example.org/p> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> <{g}> .'
        for n, g in enumerate(G)
    ]
    path.write_text("\n".join(quads))
    with served(path) as started:
        yield started


def get(**parameters: Any) -> dict[str, Any]:
    return {"method": "GET", "url": "/sparql", "params": parameters}


def form(*pairs: tuple[str, str], kind: str | None = FORM, url: str = "/sparql/") -> dict[str, Any]:
    return {
        "method": "POST",
        "url": url,
        "content": urlencode(pairs),
        "headers": {"Content-Type": kind} if kind else {},
    }


def direct(text: str | bytes, kind: str | None = QUERY, *pairs: tuple[str, str]) -> dict[str, Any]:
    headers = {"Content-Type": kind} if kind else {}
    return {"method": "POST", "url": "/sparql/", "params": pairs, "content": text, "headers": headers}


TRUE = {
    "query_get": get(query="ASK {}"),
    "query_post_form": form(("query", "ASK {}")),
    "query_post_direct": direct("ASK {}"),
    "query_dataset_default_graph": direct(HAS_1, QUERY, (A, G[1])),
    "query_dataset_default_graphs_get": get(query=BOTH, **{A: [G[1], G[2]]}),
    "query_dataset_default_graphs_post": form(("query", BOTH), (A, G[1]), (A, G[2])),
    "query_dataset_named_graphs_get": get(query=ONLY, **{B: [G[1], G[2]]}),
    "query_dataset_named_graphs_post": form(("query", ONLY), (B, G[1]), (B, G[2])),
    "query_dataset_full": form(("query", FULL), (A, G[3]), (B, G[1]), (B, G[2])),
    "query_multiple_dataset": form(("query", WINS), (A, G[1])),
}
KINDS = {
    "query_content_type_select": (
        "SELECT (1 AS ?x) {}",
        RESULTS := ("application/sparql-results+json", "text/csv"),
    ),
    "query_content_type_ask": ("ASK {}", RESULTS),
    "query_content_type_describe": (f"DESCRIBE <{G[1]}#it>", GRAPH := ("text/turtle", "application/rdf+xml")),
    "query_content_type_construct": ("CONSTRUCT { <x:s> <x:p> 1 } WHERE {}", GRAPH),
}
UPDATES = {
    "update_dataset_default_graph": direct("CLEAR DEFAULT", UPDATE, ("using-graph-uri", G[1])),
    "update_dataset_default_graphs": form(
        ("update", "CLEAR DEFAULT"), ("using-graph-uri", G[1]), ("using-graph-uri", G[2])
    ),
    "update_dataset_named_graphs": form(("update", "CLEAR DEFAULT"), ("using-named-graph-uri", G[1])),
    "update_dataset_full": form(
        ("update", "CLEAR DEFAULT"), ("using-graph-uri", G[1]), ("using-named-graph-uri", G[2])
    ),
    "update_post_form": form(("update", "CLEAR ALL")),
    "update_post_direct": direct("CLEAR ALL", UPDATE),
    "update_base_uri": form(("update", "CLEAR GRAPH <#g> ; INSERT DATA { GRAPH <#g> { <#s> <#p> 1 } }")),
    "bad_update_get": get(update="CLEAR ALL"),
    "bad_multiple_updates": form(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")),
    "bad_update_wrong_media_type": direct("CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": form(("update", "CLEAR NAMED"), kind=None),
    "bad_update_non_utf8": direct("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": form(("update", "CLEAR XYZ")),
    "bad_update_dataset_conflict": form(
        ("update", "WITH <x:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }"), ("using-named-graph-uri", G[1])
    ),
}
WRONG = {
    "bad_query_method": {"method": "PUT", "url": "/sparql", "params": {"query": "ASK {}"}},
    "bad_multiple_queries": get(query=["ASK {}", "SELECT * {}"]),
    "bad_query_wrong_media_type": direct("ASK {}", "text/plain"),
    "bad_query_missing_form_type": form(("query", "ASK {}"), kind=None),
    "bad_query_missing_direct_type": direct("ASK {}", None),
    "bad_query_non_utf8": direct("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": get(query="ASK {"),
}


def test_the_suite_is_whole() -> None:
    assert len(TRUE) + len(KINDS) + len(UPDATES) + len(WRONG) >= 34


@pytest.mark.parametrize("name", TRUE)
def test_queries(client: httpx.Client, name: str) -> None:
    answer = client.request(**TRUE[name])
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


@pytest.mark.parametrize("name", KINDS)
def test_media_types(client: httpx.Client, name: str) -> None:
    query, media = KINDS[name]
    for wanted in media:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": wanted})
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, wanted)


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused(client: httpx.Client, name: str) -> None:
    before = client.get("/sparql", params={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}).json()
    assert client.request(**UPDATES[name]).status_code in (403, 415)
    assert client.get("/sparql", params={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}).json() == before


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_query(client: httpx.Client, name: str) -> None:
    answer = client.request(**WRONG[name])
    assert 400 <= answer.status_code < 500
    assert len(answer.text.splitlines()) == 1


def test_other_methods_and_broken_requests(client: httpx.Client) -> None:
    assert client.put("/sparql").status_code == 405
    assert client.post("/sparql", content=b"query=%ff", headers={"Content-Type": FORM}).status_code == 400
    assert client.post("/sparql", content=b"\xff", headers={"Content-Type": QUERY}).status_code == 400
    assert client.get("/sparql", params={"query": "ASK {}", A: "no iri"}).status_code == 400
    assert client.get("/sparql?other=1").status_code == 400
    assert client.head("/sparql", params={"query": "ASK {}"}).status_code == 200


TABLE = "SELECT ?s ?n { GRAPH ?g { ?s ?p ?n } } ORDER BY ?n"


def test_tables_in_every_format(client: httpx.Client) -> None:
    def answer(media: str) -> bytes:
        return client.get("/sparql", params={"query": TABLE}, headers={"Accept": media}).content

    rows = [[f"{g}#it", str(n)] for n, g in enumerate(G)]
    for media in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/tab-separated-values",
    ):
        form = ox.QueryResultsFormat.from_media_type(media)
        found = ox.parse_query_results(answer(media), format=form)
        assert isinstance(found, ox.QuerySolutions)
        assert [[row["s"].value, row["n"].value] for row in found] == rows
    assert list(csv.reader(io.StringIO(answer("text/csv").decode()))) == [["s", "n"], *rows]


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_triples_in_every_format(client: httpx.Client, media: str) -> None:
    asked = {"query": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"}
    answer = client.get("/sparql", params=asked, headers={"Accept": media})
    assert answer.headers["content-type"].startswith(media)
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.from_media_type(media))
    assert {(quad.subject.value, quad.object.value) for quad in store} == {
        (f"{g}#it", str(n)) for n, g in enumerate(G)
    }


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.8, */*;q=0.1", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/*", "text/csv"),
        ("image/png", None),
        ("text/turtle", None),
        ("text/csv;q=0", None),
    ],
)
def test_negotiation(client: httpx.Client, accept: str | None, media: str | None) -> None:
    answer = client.get("/sparql", params={"query": TABLE}, headers={"Accept": accept or "*/*"})
    assert answer.status_code == (200 if media else 406)
    assert media is None or answer.headers["content-type"].split(";")[0] == media


def test_the_graph_is_asked_as_it_is_unless_kg_built_it(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is False
    assert (
        client.get("/sparql", params={"query": f"ASK FROM <{G[1]}> {{ ?s ?p ?o }}"}).json()["boolean"] is True
    )
    assert client.get("/sparql", params={"query": "ASK { ?x a kg:Hire }"}).status_code == 400


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_service_describes_itself(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    asked = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?endpoint ?n { ?s a sd:Service ; sd:endpoint ?endpoint ; sd:defaultDataset [ void:triples ?n ] }"""
    (row,) = store.query(asked)
    assert (row["endpoint"].value, row["n"].value) == (f"{client.base_url}sparql", "4")
    assert json.loads(client.get(path, headers={"Accept": "application/ld+json"}).content)
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_ends_stops_what_runs_and_says_so(tmp_path: Path, how: signal.Signals) -> None:
    path = tmp_path / "data.nq"
    path.write_text("".join(f'<x:{n}> <x:p> "{n}" .\n' for n in range(50)))
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9)) + " }"
    with running(path, "--seconds", "60") as (client, process), ThreadPoolExecutor(1) as other:
        answer = other.submit(client.get, "/sparql", params={"query": endless})
        time.sleep(1)
        assert not answer.done()
        process.send_signal(how)
        assert (answer.result(20).status_code, answer.result().text) == (503, "the server ends\n")
        assert process.wait(20) == 0
        assert process.stderr
        assert process.stderr.read() == ""
