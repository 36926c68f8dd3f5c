"""The whole way, with the real reader: from the sample articles to files that other programs accept."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg import facts
from kg.articles import read
from kg.model import Article

ROOT = Path(__file__).parent.parent
STORIES = sorted((ROOT / "seeds" / "articles").glob("*.txt"))


def kg(*arguments: object, hash_seed: int = 0) -> str:
    """What a `kg` command prints, run in a process of its own."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)]
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    kg("build", *STORIES, "-o", folder, hash_seed=1)
    return folder


def test_other_order_and_hash_seed_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    shuffled = random.Random(7).sample(STORIES, len(STORIES))
    kg("build", *shuffled, "-o", tmp_path, hash_seed=2)
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_every_quote_is_in_its_article(out: Path) -> None:
    texts = {each.id: each.text for each in read(STORIES) if isinstance(each, Article)}
    found = list(facts.read((out / "facts.jsonl").read_text().splitlines()))
    assert len(found) > 100
    for fact in found:
        evidence = fact.evidence
        assert texts[evidence.article][evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_stores_read_the_same_graph(out: Path, name: str) -> None:
    path = out / name
    quads = list(
        pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.from_extension(path.suffix[1:]))
    )
    assert not any(isinstance(node, pyoxigraph.BlankNode) for quad in quads for node in ends(quad))
    dataset = rdflib.Dataset()
    dataset.parse(path)
    assert len(dataset) == len(quads) > 1000


def ends(quad: pyoxigraph.Quad) -> Iterable[object]:
    return quad.subject, quad.object, quad.graph_name


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(("name", "form"), [("graph.ttl", "turtle"), ("graph.trig", "trig")])
def test_rapper_reads_the_same_graph(out: Path, name: str, form: str) -> None:
    command = ["rapper", "--quiet", "--input", form, "--output", "nquads", str(out / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    extension = (out / name).suffix[1:]
    quads = set(pyoxigraph.parse(path=str(out / name), format=pyoxigraph.RdfFormat.from_extension(extension)))
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == len(quads)


def test_the_graph_conforms_to_the_shapes(out: Path) -> None:
    assert kg("validate", out).endswith("conforms\n")


def test_the_readme_shows_what_comes_out(out: Path, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    report = kg("build", *STORIES, "-o", tmp_path)
    counts = [line for line in report.splitlines() if line.split()[-1].isdigit()]
    assert len(counts) > 10
    assert "\n".join(counts) in readme
    arguments = ("who-hired-from", "--company", "Meta", "--previous", "OpenAI", "--format", "md")
    assert kg("query", out / "graph.ttl", *arguments) in readme


def test_the_demonstration_has_its_answer(out: Path) -> None:
    answer = kg(
        "query",
        out / "graph.ttl",
        "who-hired-from",
        "--company",
        "Meta",
        "--previous",
        "OpenAI",
        "--format",
        "csv",
    )
    for name in ("Lucas Beyer", "Alexander Kolesnikov", "Xiaohua Zhai"):
        assert name in answer
