"""Reading graphs back, and what is said when that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from graph_sample import sample

from kg import export, graph
from kg.errors import KGError


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_named_graphs_survive(tmp_path: Path, ending: str) -> None:
    built = graph.build(*sample())
    export.write(built, tmp_path / f"graph{ending}")
    assert export.nquads(graph.load(tmp_path / f"graph{ending}")) == export.nquads(built)


@pytest.mark.parametrize("ending", [".ttl", ".nt"])
def test_the_union_survives(tmp_path: Path, ending: str) -> None:
    built = graph.build(*sample())
    export.write(built, tmp_path / f"graph{ending}")
    assert export.ntriples(graph.load(tmp_path / f"graph{ending}")) == export.ntriples(built)


def test_a_folder_means_its_trig_file(tmp_path: Path) -> None:
    export.write(graph.build(*sample()), tmp_path / "graph.trig")
    assert export.nquads(graph.load(tmp_path)) == export.nquads(graph.load(tmp_path / "graph.trig"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("graph.ttl", "<a> <b", "cannot read"),
        ("graph.nt", "<relative> <b> <c> .", "cannot read"),
        ("graph.xml", "<rdf/>", "known endings are .ttl"),
        ("graph.jsonld", "{", "cannot read"),
        ("graph.ttl", None, "no graph at"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(KGError, match=message):
        graph.load(tmp_path / name)
