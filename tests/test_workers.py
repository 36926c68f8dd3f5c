"""The pool of workers: limits that hold, the dead replaced, the slow giving way; answers as the bare engine's."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from asked import graph

from kg import export
from kg.queries import all_queries
from kg.query import prefixes
from kg.workers.answers import Reply, rows, sparql
from kg.workers.limits import Limits
from kg.workers.pool import Pool
from kg.workers.snapshot import Snapshot, snapshot

WANTED = {"results": "application/sparql-results+json", "graph": "application/n-triples"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("workers") / "graph.trig"
    export.write(graph(), path)
    with snapshot(str(path)) as made:
        kept = path.with_name("kept")
        ox.Store.read_only(str(made.folder)).backup(str(kept))
        return Snapshot(kept, made.base)


def within(copy: Snapshot, use: Callable[[Pool], Awaitable[None]], **bounds: float) -> None:
    async def main() -> None:
        async with Pool(copy.folder, Limits(**{"workers": 2, "seconds": 1, **bounds})) as pool:
            while len(pool._free) < 2:
                await asyncio.sleep(0.05)
            await use(pool)

    asyncio.run(main())


async def ask(pool: Pool, query: str) -> Reply:
    return await pool.run(query=query, union=True, **WANTED)


def test_a_copy_knows_whether_kg_built_the_graph(copy: Snapshot, tmp_path: Path) -> None:
    assert (copy.union, copy.base) == (True, "https://w3id.org/newskg/id/")
    (tmp_path / "other.ttl").write_text("<https://e.org/a> a <https://e.org/B> .")
    with snapshot(str(tmp_path / "other.ttl")) as other:
        assert (other.union, other.base) == (False, "")
    assert not other.folder.exists()


def test_a_query_that_runs_too_long_is_stopped_and_others_are_served(copy: Snapshot) -> None:
    async def use(pool: Pool) -> None:
        *slow, quick = await asyncio.gather(*(ask(pool, ENDLESS) for _ in range(3)), ask(pool, "ASK {}"))
        assert [reply.status for reply in slow] == [503, 503, 503]
        assert quick.status == 200

    within(copy, use)


def test_a_worker_that_dies_is_replaced(copy: Snapshot) -> None:
    async def use(pool: Pool) -> None:
        for worker in list(pool._free):
            os.kill(worker.process.pid, signal.SIGKILL)
        dead = [await ask(pool, "ASK {}") for _ in range(2)]
        assert [reply.status for reply in dead] == [500, 500]
        assert (await ask(pool, "ASK {}")).status == 200

    within(copy, use)


def test_memory_is_bounded(copy: Snapshot) -> None:
    async def use(pool: Pool) -> None:
        doubled = (
            "SELECT ?x { VALUES ?a {'"
            + "x" * 1000
            + "'} "
            + "".join(
                f"BIND(CONCAT(?{a}, ?{a}) AS ?{b})"
                for a, b in zip("abcdefghijklmnopqrstuvw", "bcdefghijklmnopqrstuvwx", strict=True)
            )
            + "}"
        )
        assert (await ask(pool, doubled)).status == 500
        assert (await ask(pool, "ASK {}")).status == 200

    within(copy, use, memory=600 << 20, seconds=20)


def test_a_client_that_goes_away_leaves_nobody_stuck(copy: Snapshot) -> None:
    async def use(pool: Pool) -> None:
        gone = [asyncio.create_task(ask(pool, ENDLESS)) for _ in range(4)]
        await asyncio.sleep(0.3)
        for task in gone:
            task.cancel()
        assert (await ask(pool, "ASK {}")).status == 200

    within(copy, use, seconds=30)


def test_nobody_waits_where_too_many_do(copy: Snapshot) -> None:
    async def use(pool: Pool) -> None:
        replies = await asyncio.gather(*(ask(pool, "ASK {}") for _ in range(20)))
        assert {reply.status for reply in replies} == {200, 503}

    within(copy, use, waiting=3)


def test_a_worker_opens_nothing(copy: Snapshot, tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        process = pool._free[0].process.pid
        limits = Path(f"/proc/{process}/limits")
        if limits.exists():
            assert "Max open files            0                    0" in limits.read_text()
        assert (await ask(pool, "SELECT * { ?s ?p ?o } LIMIT 500")).status == 200

    within(copy, use)


ENGINE = [
    *(query.text for query in all_queries() if not any(p.required for p in query.parameters)),
    "SELECT * { ?s a ?c } ORDER BY ?s ?c LIMIT 10 OFFSET 5",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT DISTINCT ?p { ?s ?p ?o FILTER(isLiteral(?o) && STRLEN(STR(?o)) > 3) } ORDER BY ?p",
    "SELECT ?x { VALUES ?x { 1 2.5 1e3 'a'@en true UNDEF } }",
    "SELECT (STRDT('1', <x:y>) AS ?a) (IRI('rel') AS ?b) (1/0 AS ?c) {}",
    "ASK { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> 'Meta' }",
    "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } ORDER BY ?s LIMIT 20",
    "DESCRIBE <https://w3id.org/newskg/id/company/meta>",
    "SELECT * { ?s <x:a>|<x:b>*/^<x:c> ?o }",
]

NAMED = "FROM NAMED <{first}> FROM NAMED <{second}>"
COUNTS = {
    "FROM <{first}> {{ ?s ?p ?o }}": "default",
    "FROM<{first}>FROM<{second}>{{ ?s ?p ?o }}": "both",
    "# FROM\nfrom # {{\n <{first}> WHERE {{ ?s ?p ?o }}": "default",
    "FROM <{first}> FROM NAMED <{second}> {{ ?s ?p ?o }}": "default",
    "FROM <https://e.org/nothing> {{ ?s ?p ?o }}": "nothing",
    f"{NAMED} {{{{ GRAPH ?g {{{{ ?s ?p ?o }}}} }}}}": "both",
    f"{NAMED} {{{{ ?s ?p ?o }}}}": "nothing",
    "{{ ?s ?p ?o }} # FROM <{first}>": "union",
    "{{ ?s ?p ?o FILTER(STR(?o) != 'FROM <{first}>' && ?o != 'a'@from && ?o != <x:FROM>) }}": "union",
    "{{ ?s ?p ?o . OPTIONAL {{ ?s ?from schema:a\\#FROM }} }}": "union",
}


@pytest.mark.parametrize("rest", COUNTS)
def test_from_is_what_a_query_reads_and_nothing_else(copy: Snapshot, rest: str) -> None:
    store = ox.Store.read_only(str(copy.folder))
    first, second, *_ = (f"{copy.base}article/{name}" for name in ("a1", "a2"))
    graphs = [
        {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(g))}
        for g in (first, second)
    ]
    every = {quad.triple for quad in store}
    sizes = {"default": len(graphs[0]), "both": len(graphs[0] | graphs[1]), "nothing": 0, "union": len(every)}
    assert 0 < sizes["default"] < sizes["both"] < sizes["union"]
    query = f"SELECT (COUNT(*) AS ?n) {rest.format(first=first, second=second)}"
    reply = sparql(store, {"query": query, "union": True, "prefixes": prefixes(), **WANTED}, Limits())
    assert reply.status == 200, reply.content
    (row,) = json.loads(reply.content)["results"]["bindings"]
    assert row["n"]["value"] == str(sizes[COUNTS[rest]])


@pytest.mark.parametrize("query", ENGINE, ids=lambda query: query.splitlines()[0][:40])
@pytest.mark.parametrize("union", [False, True])
def test_answers_are_those_of_the_engine(copy: Snapshot, query: str, union: bool) -> None:
    store = ox.Store.read_only(str(copy.folder))
    answer = store.query(query, base_iri="http://h/sparql", use_default_graph_as_union=union)
    reply = sparql(store, {"query": query, "base": "http://h/sparql", "union": union, **WANTED}, Limits())
    assert reply.status == 200
    if isinstance(answer, ox.QueryTriples):
        found = ox.Store()
        found.load(reply.content, format=ox.RdfFormat.N_TRIPLES)
        assert {quad.triple for quad in found} == set(answer)
    else:
        assert reply.content == answer.serialize(format=ox.QueryResultsFormat.JSON)


@pytest.mark.parametrize(
    "form",
    [
        ox.QueryResultsFormat.JSON,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
    ],
)
@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_rows_are_counted_whatever_they_hold(form: ox.QueryResultsFormat, count: int) -> None:
    nasty = ["'},{'", "'a\\nb'", "'</result>'", "'\"bindings\":[]'", "UNDEF"][:count]
    answer = ox.Store().query(
        f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {' '.join(f'({n} UNDEF)' for n in nasty)} }} }}"
    )
    assert isinstance(answer, ox.QuerySolutions)
    assert rows(answer.serialize(format=form) or b"", form) == count
