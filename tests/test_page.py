"""The page as text: what it holds, what it must not hold, and that it is always the same."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from page_sample import FACTS, META, Row, dataset, drawn_anew
from rdflib import Dataset

from kg import export, files
from kg.cli import group
from kg.page import render
from kg.page.content import content
from kg.page.foremost import foremost
from kg.page.layout import positions
from kg.page.look import legend

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028'\"&amp;"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script" and data.strip():
            self.scripts.append(data)


def parsed(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    return elements


def shown(page: str) -> Any:
    block = re.search(r'<script type="application/json" id="graph">(.*?)</script>', page, re.DOTALL)
    assert block
    return json.loads(block[1])


@pytest.fixture(scope="module")
def page() -> str:
    return render(dataset(), "Talent")


def test_nothing_outside_the_page_is_named_by_an_element(page: str) -> None:
    for tag, attributes in parsed(page).found:
        assert tag not in {"link", "iframe", "object", "embed", "base", "img"}
        assert not {"src", "href", "srcset", "style", "onclick", "onload"} & attributes.keys()
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_the_policy_allows_only_scripts_with_a_known_hash(page: str) -> None:
    policy = next(
        a["content"] for t, a in parsed(page).found if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_edges_carry_relation_and_status(page: str) -> None:
    graph = shown(page)
    names = [node["label"] for node in graph["nodes"]]
    edges = {(names[e["from"]], e["relation"], names[e["to"]]): e["status"] for e in graph["edges"]}
    assert edges["Meta", "hired", "Lucas Beyer"] == "Done"
    assert edges["Meta", "acquired", "Perplexity"] == "Talks"
    assert edges["Meta", "acquired", "Scale AI"] == "Denied"
    assert len(names) == len(set(names)) == 14


def test_one_event_of_two_articles_is_one_fact_with_both_quotes_and_sums() -> None:
    found = content(dataset())
    fact = next(f for f in found.facts if f.relation == "invested")
    assert len(fact.sayings) == 2
    assert [d.text for d in fact.details] == ["14.3 billion USD", "49 %", "15 billion USD"]
    assert {s.source for s in fact.sayings} == {1, 2}


def test_an_amount_as_object_is_text_and_not_repeated() -> None:
    fact = next(f for f in content(dataset()).facts if f.relation == "raised")
    assert fact.object is None
    assert fact.text == "3.5 billion USD"
    assert [(d.label, d.text) for d in fact.details] == [
        ("round", "Series E"),
        ("valuation", "61.5 billion USD"),
    ]


def test_a_former_employer_is_joined_where_no_fact_joins_the_two() -> None:
    hire: Row = (
        "a1",
        "hired",
        META,
        "Person/Ann Lee",
        "done",
        {"from": "Company/Acme"},
        "Meta hired Ann Lee.",
    )
    edges = shown(render(dataset([hire])))["edges"]
    assert {edge["relation"] for edge in edges} == {"hired", "hiredFrom"}
    assert {edge["facts"][0] for edge in edges} == {0}


def test_edges_of_one_pair_bend_apart(page: str) -> None:
    graph = shown(page)
    bends: dict[frozenset[int], set[float]] = {}
    for edge in graph["edges"]:
        turned = edge["bend"] if edge["from"] < edge["to"] else -edge["bend"]
        known = bends.setdefault(frozenset((edge["from"], edge["to"])), set())
        assert turned not in known
        known.add(turned)
    assert max(map(len, bends.values())) > 1


def test_what_articles_say_stays_inside_the_json_block() -> None:
    hire: Row = ("a1", "hired", META, f"Person/{EVIL.replace('/', '')}", "done", {"role": EVIL}, EVIL)
    page = render(dataset([hire], {"a1": (EVIL, "2025", "javascript:alert(1)")}), EVIL)
    elements = parsed(page)
    assert [tag for tag, _ in elements.found] == [tag for tag, _ in parsed(render(dataset())).found]
    assert len(elements.scripts) == 4
    assert "\u2028" not in page.split('id="graph">')[1].split("</script>")[0]
    graph = shown(page)["shown"]
    assert graph["sources"] == [{"title": EVIL, "issued": "2025", "url": ""}]
    assert graph["facts"][0]["sayings"][0]["quote"] == EVIL


def test_an_empty_graph_gives_a_page() -> None:
    assert shown(render(Dataset()))["nodes"] == []


def test_of_a_large_graph_the_best_connected_part_is_shown() -> None:
    everything = content(dataset())
    some = foremost(everything, 5)
    assert {thing.name for thing in some.things} == {
        "Meta",
        "OpenAI",
        "Scale AI",
        "Alexandr Wang",
        "Meta Superintelligence Labs",
    }
    told = {(some.things[f.subject].name, f.relation, some.things[f.object or 0].name) for f in some.facts}
    assert ("Meta", "invested", "Scale AI") in told
    assert ("Alexandr Wang", "founded", "Scale AI") in told
    assert all(said.source in range(len(some.sources)) for f in some.facts for said in f.sayings)
    assert foremost(everything, 14) is everything


def test_a_union_file_gives_the_same_facts_as_named_graphs(tmp_path: Path, page: str) -> None:
    path = tmp_path / "graph.ttl"
    files.write(path, export.turtle(dataset()))
    done = CliRunner().invoke(group, ["view", str(path), "--title", "Talent"])
    assert done.exit_code == 0
    assert (tmp_path / "graph.html").read_text("utf-8") == page


def test_same_bytes_whatever_the_hash_seed_and_the_order_of_facts(page: str) -> None:
    for seed in ("1", "2"):
        assert drawn_anew(seed) == page


@pytest.mark.parametrize("named", ["news", "news/", "news/.", "news/x/..", "."])
def test_view_writes_beside_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:x:1> a <urn:x:thing> .\n")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(group, ["load", "graph.ttl", "--store", "news"]).exit_code == 0
    if named == ".":
        monkeypatch.chdir(tmp_path / "news")
    (tmp_path / "news" / "x").mkdir()
    done = CliRunner().invoke(group, ["view", named])
    assert done.exit_code == 0, done.exception
    assert (tmp_path / "news.html").is_file()


def test_view_writes_to_standard_output_and_refuses_to_open_that(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    files.write(path, export.trig(dataset(FACTS[:2])))
    assert CliRunner().invoke(group, ["view", str(path), "-o", "-"]).stdout.startswith("<!DOCTYPE html>")
    assert CliRunner().invoke(group, ["view", str(path), "-o", "-", "--open"]).exit_code == 2


@pytest.mark.parametrize(
    "graph",
    [
        nx.star_graph(40),
        nx.path_graph(2),
        nx.disjoint_union(nx.cycle_graph(12), nx.path_graph(5)),
        nx.empty_graph(7),
    ],
    ids=["star", "pair", "two parts", "no edges"],
)
def test_no_two_boxes_overlap(graph: nx.Graph) -> None:
    places = positions(graph, dict.fromkeys(graph, (90.0, 44.0)))
    for one in graph:
        for two in range(one):
            (x, y), (u, v) = places[one], places[two]
            assert abs(x - u) >= 88 or abs(y - v) >= 42, (one, two)


def test_types_without_a_look_get_a_spare_one() -> None:
    rows = legend(["Person", "Robot", "Company"])
    assert [row["name"] for row in rows] == ["Company", "Person", "Robot"]
    assert rows[2]["plural"] == "robot"
    assert rows[2]["shape"]
