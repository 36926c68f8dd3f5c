"""Stores that last: the same answers from a file, a folder and an endpoint, and articles put in one by one."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from asked import graph
from click.testing import CliRunner, Result
from graph_sample import AGREED, CALLED_OFF, deal, sample
from rdflib import RDF
from test_query import NAMES, OTHERS

from kg import export, query, store
from kg.cli import group
from kg.cli._replaced import warn
from kg.errors import KGError
from kg.graph import build, derive, load, remove
from kg.graph.put import put
from kg.graph.replaced import Replaced
from kg.queries import Query, all_queries, named
from kg.stats import count
from kg.store.change import Change
from kg.store.endpoint import Endpoint

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=sysconfig.get_path("scripts"))


@pytest.fixture(scope="module")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "graph.trig"
    export.write(graph(), path)
    return path


@pytest.fixture(scope="module")
def kept(trig: Path) -> str:
    put(trig, trig.with_name("kept"))
    return str(trig.with_name("kept"))


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    """The address of an Oxigraph server with nothing in it."""
    if OXIGRAPH is None:
        pytest.skip("no oxigraph server on this machine")
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [OXIGRAPH, "serve", "-l", tmp_path / "served", "-b", place], stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://{place}/query?query=ASK%7B%7D")
        yield f"http://{place}/query"
    finally:
        server.kill()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            return urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def parameters(asked: Query) -> dict[str, str]:
    values = {p.name: NAMES[p.name] for p in asked.parameters if p.required}
    if asked.name in OTHERS and "company" in values:
        values["company"] = OTHERS[asked.name]
    return values


@pytest.mark.parametrize("asked", all_queries(), ids=lambda q: q.name)
def test_a_folder_answers_as_the_file_does(trig: Path, kept: str, asked: Query) -> None:
    values = parameters(asked)
    answers = [query.ask(store.open_graph(where), asked, values) for where in (trig, kept)]
    assert answers[0] == answers[1]


def test_an_endpoint_answers_as_the_file_does(trig: Path, endpoint: str) -> None:
    put(trig, Endpoint.at(endpoint))
    file, served = store.open_graph(trig), store.open_graph(endpoint)
    for asked in all_queries():
        assert query.ask(file, asked, parameters(asked)) == query.ask(served, asked, parameters(asked))
    assert query.run(served, "ASK { ?x a kg:Lab }") is True
    told = "CONSTRUCT { ?x a kg:Lab } WHERE { ?x a kg:Lab }"
    assert query.run(served, told) == query.run(file, told) != ()
    assert count(served) == count(file)
    assert set(store.quads(endpoint)) == set(store.quads(trig))


def test_a_server_of_unknown_kind_is_asked_as_if_its_graphs_were_one(
    trig: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(trig, Endpoint.at(endpoint))
    assert Endpoint.at(endpoint).is_union()
    monkeypatch.setattr("kg.store.endpoint._servers", list)
    assert not Endpoint.at(endpoint).is_union()
    assert count(store.open_graph(endpoint)) == count(store.open_graph(trig))


def halves(folder: Path) -> tuple[Path, Path, Path]:
    """A build of some articles, one of the others, and one of all."""
    articles, facts = sample()
    for name, some in (("one", articles[:1]), ("rest", articles[1:]), ("all", articles)):
        ids = {article.id for article in some}
        export.write(build(some, [f for f in facts if f.evidence.article in ids]), folder / f"{name}.trig")
    return folder / "one.trig", folder / "rest.trig", folder / "all.trig"


def test_articles_put_in_one_after_the_other_are_as_built_together(tmp_path: Path, endpoint: str) -> None:
    one, rest, everything = halves(tmp_path)
    wanted = set(store.quads(everything))
    for into in (
        tmp_path / "kept",
        Endpoint.at(endpoint),
        Endpoint(endpoint, endpoint.replace("query", "update")),
    ):
        put(one, into)
        put(rest, into)
        found = set(into.quads() if isinstance(into, Endpoint) else store.quads(into))
        assert found == wanted
        assert put(rest, into).update() == ""
        if isinstance(into, Endpoint):
            urllib.request.urlopen(
                urllib.request.Request(
                    into.updates, b"CLEAR ALL", {"Content-Type": "application/sparql-update"}
                )
            )


def test_an_article_that_changed_takes_its_own_place(tmp_path: Path) -> None:
    articles, facts = sample()
    one, _, everything = halves(tmp_path)
    put(everything, tmp_path / "kept")
    kept = [f for f in facts if f.evidence.article != articles[0].id]
    export.write(build(articles[:1], []), tmp_path / "empty.trig")
    put(tmp_path / "empty.trig", tmp_path / "kept")
    export.write(build(articles, kept), tmp_path / "without.trig")
    assert set(store.quads(tmp_path / "kept")) == set(store.quads(tmp_path / "without.trig"))
    put(one, tmp_path / "kept")
    assert set(store.quads(tmp_path / "kept")) == set(store.quads(everything))


def test_a_deal_called_off_in_a_later_article_comes_and_goes_with_it(tmp_path: Path) -> None:
    (may, july), (done, denied) = deal((AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"))
    for name, articles, facts in (
        ("may", [may], [done]),
        ("july", [july], [denied]),
        ("both", [may, july], [done, denied]),
        ("silent", [july], []),
        ("after", [may, july], [done]),
    ):
        export.write(build(articles, facts), tmp_path / f"{name}.trig")
    kept = tmp_path / "kept"
    bought = "ASK { ?one kg:acquired ?other }"
    put(tmp_path / "may.trig", kept)
    assert query.run(store.open_graph(kept), bought) is True
    put(tmp_path / "july.trig", kept)
    assert set(store.quads(kept)) == set(store.quads(tmp_path / "both.trig"))
    assert query.run(store.open_graph(kept), bought) is False
    assert not query.run(store.open_graph(kept), named("acquisitions").text).rows
    assert not query.run(store.open_graph(kept), named("most-connected").text).rows
    put(tmp_path / "silent.trig", kept)
    assert set(store.quads(kept)) == set(store.quads(tmp_path / "after.trig"))
    assert query.run(store.open_graph(kept), bought) is True
    dataset = load(tmp_path / "both.trig")
    remove(dataset, july.id)
    derive(dataset)
    assert export.trig(dataset) == (tmp_path / "may.trig").read_text("utf-8")


def test_a_reader_sees_the_store_as_it_was_opened(tmp_path: Path) -> None:
    one, rest, _ = halves(tmp_path)
    put(one, tmp_path / "kept")
    before = store.open_graph(tmp_path / "kept")
    held = count(before)
    put(rest, tmp_path / "kept")
    assert count(before) == held != count(store.open_graph(tmp_path / "kept"))


def test_any_rdf_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<https://e.org/a> a <https://e.org/B> .")
    (tmp_path / "b.nq").write_text(f"<https://e.org/a> <{RDF.type}> <https://e.org/C> <https://e.org/g> .")
    for name in ("a.ttl", "b.nq"):
        put(tmp_path / name, tmp_path / "kept")
    kinds = query.run(store.open_graph(tmp_path / "kept"), "SELECT ?c { ?x a ?c } ORDER BY ?c")
    assert isinstance(kinds, query.Table)
    assert [str(row[0]) for row in kinds.rows] == ["<https://e.org/B>", "<https://e.org/C>"]


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_commands_take_files_and_stores_alike(trig: Path, kept: str, tmp_path: Path) -> None:
    for command in (
        ("query", "who-hired-from"),
        ("stats",),
        ("export", "--format", "nq"),
        ("view", "-o", "-"),
    ):
        answers = [kg(command[0], where, *command[1:]) for where in (str(trig), kept)]
        assert answers[0].exit_code == 0, answers[0].output
        assert answers[0].output == answers[1].output
    shutil.copytree(kept, tmp_path / "news")
    assert kg("view", str(tmp_path / "news")).exit_code == 0
    assert (tmp_path / "news.html").is_file()


def test_loading_by_command(trig: Path, tmp_path: Path, endpoint: str) -> None:
    for where in (str(tmp_path / "new"), endpoint):
        told = kg("load", str(trig), "--store", where)
        assert told.exit_code == 0, told.output
        assert f"{where}: {len(set(store.quads(trig)))} statements came, 0 went" in told.output
        assert "Ada King" in kg("query", where, "who-hired-from").output


def test_a_build_may_go_into_a_store_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Acme bought Bolt Systems for $5 million on Monday.")
    built = kg(
        "build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--store", str(tmp_path / "news")
    )
    assert built.exit_code == 0, built.output
    assert set(store.quads(tmp_path / "news")) == set(store.quads(tmp_path / "out"))


def test_another_article_of_the_same_id_is_told(tmp_path: Path) -> None:
    bought, sold = (
        "Acme bought Bolt Systems for $5 million on Monday.",
        "Corva acquired Delta Robotics on Friday.",
    )
    for folder, title, day, text in (
        ("d1", "Acme buys Bolt", "2025-05-06", bought),
        ("d2", "Corva buys Delta", "2025-07-14", sold),
        ("d3", "Corva has bought Delta", "2025-07-15", f"{sold} Nobody was told."),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.md").write_text(f"---\ntitle: {title}\ndate: {day}\n---\n{text}\n")

    def said(folder: str) -> str:
        given, out = str(tmp_path / folder), str(tmp_path / "out" / folder)
        built = kg("build", given, "-o", out, "--quiet", "--store", str(tmp_path / "st"))
        assert built.exit_code == 0, built.output
        return built.stderr

    assert said("d1") == said("d1") == ""
    line = "kg: the article 'index' of the store, “{}”, was replaced by “{}”; to keep both, give each an id of its own"
    assert said("d2").startswith(line.format("Acme buys Bolt", "Corva buys Delta"))
    assert said("d3") == "", "a new version of the same article"
    loaded = kg("load", str(tmp_path / "out" / "d1"), "--store", str(tmp_path / "st"))
    assert loaded.stderr.startswith(line.format("Corva has bought Delta", "Acme buys Bolt"))


def test_of_many_replaced_articles_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    warn([Replaced(f"a{i}", "Old\x1b[31m", "") for i in range(1_030)])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert "'a0' of the store, “Old [31m”, was replaced by one without a title;" in lines[0]
    assert lines[-1] == "kg: 1,010 more articles were replaced so"


@pytest.mark.parametrize(
    ("changes", "another"),
    [
        ({}, False),
        ({"title": "B"}, False),
        ({"title": "B", "url": "https://e.org/b"}, True),
        ({"title": None, "url": "https://e.org/b"}, True),
        ({"url": "https://e.org/b"}, False),
        ({"title": "B", "url": "https://e.org/a", "text": CALLED_OFF}, False),
        ({"title": "B", "url": None}, False),
        ({"title": "B", "url": None, "text": CALLED_OFF}, True),
        ({"title": None, "url": None, "text": CALLED_OFF}, True),
        ({"title": "A", "url": None, "text": CALLED_OFF}, False),
    ],
)
def test_which_articles_are_others(changes: dict[str, Any], another: bool, tmp_path: Path) -> None:
    (old,), facts = deal((AGREED, None))
    old = dataclasses.replace(old, title="A", url="https://e.org/a")
    new = dataclasses.replace(old, **changes)
    (again,) = deal((new.text, None))[1]
    export.write(build([old], facts), tmp_path / "old.trig")
    export.write(build([new], [again]), tmp_path / "new.trig")
    assert put(tmp_path / "old.trig", tmp_path / "kept").others == ()
    found = put(tmp_path / "new.trig", tmp_path / "kept").others
    assert found == ((Replaced("d1", "A", new.title or ""),) if another else ())


def test_a_file_without_anything_is_a_graph(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    put(tmp_path / "empty.ttl", tmp_path / "kept")
    assert list(store.quads(tmp_path / "kept")) == []
    (tmp_path / "relative.ttl").write_text("<#a> <#b> <#c> .")
    put(tmp_path / "relative.ttl", tmp_path / "kept")
    assert len(list(store.quads(tmp_path / "kept"))) == 1


def test_what_cannot_be_kept(trig: Path, kept: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    (tmp_path / "other.ttl").write_text("<https://e.org/a> a <https://e.org/B> .")
    with pytest.raises(KGError, match="is there and is no store"):
        put(trig, tmp_path / "full")
    with pytest.raises(KGError, match=r"only one of .* has a named graph per article"):
        put(tmp_path / "other.ttl", kept)
    with pytest.raises(KGError, match=r"cannot tell where .* takes changes"):
        Endpoint("http://127.0.0.1:9/x").apply(Change(come=frozenset(store.quads(trig))), frozenset())


def test_a_store_is_not_written_by_two_at_once(kept: str, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path / "held")
    writer = ox.Store(str(tmp_path / "held"))
    with pytest.raises(KGError, match="another command writes to it"):
        put(trig.with_name("kept"), tmp_path / "held") if put(
            halves(tmp_path)[0], tmp_path / "held"
        ) else None
    assert len(writer)


@pytest.mark.parametrize(
    ("address", "updates", "graphs"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/ds/sparql", "http://h/ds/update", "http://h/ds/data"),
        ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql-graph-crud"),
        ("http://h/sparql-auth", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        (
            "http://h/repositories/n",
            "http://h/repositories/n/statements",
            "http://h/repositories/n/rdf-graphs/service",
        ),
        ("http://h/other", "", ""),
    ],
)
def test_where_servers_take_changes(address: str, updates: str, graphs: str) -> None:
    found = Endpoint.at(address)
    assert (found.updates, found.graphs) == (updates, graphs)
    assert Endpoint.at(address, updates="http://u/").updates == "http://u/"


def test_a_login_is_used_and_never_shown() -> None:
    found = Endpoint.at("http://me:s%40cret@h:8890/sparql-auth")
    assert found.login == ("me", "s@cret")
    assert found.queries == "http://h:8890/sparql-auth"
    assert "cret" not in repr(found)


def test_a_server_without_a_default_graph_of_its_own_gets_a_named_one(trig: Path, endpoint: str) -> None:
    stand_in = "urn:x-kg:default"
    virtuoso = dataclasses.replace(Endpoint.at(endpoint), default=stand_in)
    put(trig, virtuoso)
    assert set(virtuoso.quads()) == set(store.quads(trig))
    found = {quad.graph_name for quad in Endpoint.at(endpoint).quads()}
    assert ox.NamedNode(stand_in) in found
    assert ox.DefaultGraph() not in found
    assert put(trig, virtuoso).update() == ""


def test_graphs_of_others_stay_in_a_store(trig: Path, tmp_path: Path) -> None:
    (tmp_path / "other.nq").write_text("<x:a> <x:b> <x:c> <x:g> .")
    put(tmp_path / "other.nq", tmp_path / "kept")
    put(trig, tmp_path / "kept")
    put(trig, tmp_path / "kept")
    assert set(store.quads(tmp_path / "kept")) == set(store.quads(trig)) | set(
        store.quads(tmp_path / "other.nq")
    )


def test_an_endpoint_that_is_none(endpoint: str) -> None:
    with pytest.raises(KGError, match="answered 404"):
        store.open_graph(endpoint.replace("query", "nothing"))
    with pytest.raises(KGError, match="cannot reach"):
        store.open_graph("http://127.0.0.1:9/query")
    with pytest.raises(KGError, match=r"answered 400|does not run"):
        query.run(store.open_graph(endpoint), "SELECT * WHERE { ?s ?p }")
