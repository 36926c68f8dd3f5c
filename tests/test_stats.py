"""The numbers of a graph, and the command that shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asked import ARTICLES, graph
from click.testing import CliRunner

from kg.cli import group
from kg.query import open_graph
from kg.stats import Told, count


@pytest.fixture(scope="module")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counted") / "graph.trig"
    graph().serialize(path, format="trig")
    return path


def test_numbers(trig: Path) -> None:
    stats = count(open_graph(trig))
    assert stats.articles == len(ARTICLES)
    assert stats.entities == {"Company": 9, "Lab": 1, "Model": 4, "Organization": 1, "Person": 6, "Place": 1}
    assert Told("acquired", "talks", facts=1, claims=1, articles=1) in stats.told
    assert Told("invested", "done", facts=1, claims=2, articles=2) in stats.told
    assert stats.facts == sum(told.facts for told in stats.told)
    assert stats.claims == sum(told.claims for told in stats.told)


def test_the_same_from_the_union(trig: Path, tmp_path: Path) -> None:
    store = open_graph(trig)
    (tmp_path / "graph.nt").write_text(
        "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in store if str(q.graph_name) == "DEFAULT")
    )
    assert count(open_graph(tmp_path / "graph.nt")) == count(store)


def test_an_empty_graph(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("")
    result = CliRunner().invoke(group, ["stats", str(tmp_path / "graph.ttl")])
    assert result.output == "0 articles, 0 claims, 0 facts, 0 triples\n\n"


def test_command(trig: Path) -> None:
    shown = CliRunner().invoke(group, ["stats", str(trig.parent)]).output
    assert shown.startswith("3 articles, ")
    assert "       9  Company\n" in shown
    assert f"{'acquired':16}{1:>8}{1:>8}{1:>8}\n" in shown
    told = json.loads(CliRunner().invoke(group, ["stats", str(trig), "--json"]).output)["told"]
    assert {"relation": "leads", "status": "done", "facts": 1, "claims": 1, "articles": 1} in told
