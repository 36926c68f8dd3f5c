"""What a notebook shows of graph, entities and answers: their values, as text and never as HTML."""

from __future__ import annotations

from pathlib import Path

from graph_sample import fact, sample

from kg import export, graph, query
from kg.model import Article, Entity

IMG = "<img src=x onerror=alert(1)>"
SHOWN = "&lt;img src=x onerror=alert(1)&gt;"


def test_a_graph_shows_its_numbers(tmp_path: Path) -> None:
    shown = graph.build(*sample())._repr_html_()
    assert "<b>2 articles</b>" in shown
    assert "<tr><td>acquired</td><td></td>" in shown
    export.write(graph.build(*sample()), tmp_path / "graph.trig")
    assert graph.load(tmp_path / "graph.trig")._repr_html_() == shown


def test_an_entity_shows_as_text() -> None:
    shown = Entity("Company", IMG, (IMG,))._repr_html_()
    assert SHOWN in shown
    assert "<img" not in shown


def test_an_answer_shows_as_text(tmp_path: Path) -> None:
    text = f"{IMG} bought Sona."
    article = Article("a1", text, title=IMG)
    built = graph.build(
        [article], [fact(article, text, "acquired", Entity("Company", IMG), Entity("Company", "Sona"))]
    )
    export.write(built, tmp_path / "graph.trig")
    answer = query.ask(query.open_graph(tmp_path), query.understand("acquisitions"))
    assert isinstance(answer, query.Table)
    assert f"<td>{SHOWN}</td>" in answer._repr_html_()
    assert "<img" not in answer._repr_html_()
    assert "<th>quote</th>" in answer._repr_html_()
