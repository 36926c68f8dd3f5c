"""Other readers of RDF find in our files what we wrote."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph_sample import sample
from rdflib import Dataset, Graph

from kg import export, graph
from kg.model import Article, Entity, Evidence, Fact, Status

NASTY = (
    *(
        'Quote "Inc"',
        "back\\slash",
        "sla/sh",
        "trailing dot.",
        "🙂",
        "百度",
        "Ångström & Søn",
        "C++",
        "C#",
        "a:b",
    ),
    *(
        "tab\there",
        "line\nbreak",
        "\x07bell",
        "<angle>",
        "{brace}",
        "per%cent",
        "-dash-",
        "'",
        "a" * 300,
        "\u200dzwj",
    ),
    *(
        "नमस्ते",
        "العربية",
        "e\u0301",
        "\ufeffbom",
        "x\u2028y",
        "😀 \U0001f468\u200d\U0001f469",
        "@at",
        "1",
        "_:b",
        "%00",
    ),
)


def nasty() -> tuple[list[Article], list[Fact]]:
    """One article and one fact for each name."""
    articles = [Article(name, f"{name} bought {name}2.", title=name, url=name) for name in NASTY]
    facts = [
        Fact(
            "acquired",
            Entity("Company", article.id, (f"{article.id}'s",)),
            Entity("Company", f"{article.id} two"),
            Status.DONE,
            Evidence(article.id, 0, len(article.text), article.text, "rule"),
        )
        for article in articles
    ]
    return articles, facts


@pytest.fixture(scope="module", params=[sample, nasty], ids=["sample", "nasty"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out")
    built = graph.build(*request.param())
    for name in ("ttl", "trig", "nt", "nq"):
        export.write(built, made / f"graph.{name}")
    return made


def lines(folder: Path, name: str) -> int:
    return len((folder / f"graph.{name}").read_text("utf-8").split(" .\n")) - 1


def test_rdflib(folder: Path) -> None:
    assert len(Graph().parse(folder / "graph.ttl")) == lines(folder, "nt")
    dataset = Dataset()
    dataset.parse(folder / "graph.trig", format="trig")
    assert len(list(dataset.quads())) == lines(folder, "nq")


def test_oxigraph(folder: Path) -> None:
    assert len(set(ox.parse(path=str(folder / "graph.ttl")))) == lines(folder, "nt")
    assert len(set(ox.parse(path=str(folder / "graph.trig")))) == lines(folder, "nq")


def test_no_triple_is_in_two_graphs(folder: Path) -> None:
    assert lines(folder, "nq") == lines(folder, "nt")


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(
    ("form", "ending"), [("turtle", "ttl"), ("trig", "trig"), ("ntriples", "nt"), ("nquads", "nq")]
)
def test_rapper(folder: Path, form: str, ending: str) -> None:
    command = ["rapper", "-c", "-i", form, str(folder / f"graph.{ending}")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert "rror" not in said
    assert "arning" not in said
    assert re.search(r"returned (\d+) triples", said)[1] == str(lines(folder, "nq"))  # type: ignore[index]
