"""What CONTRIBUTING.md says about adding a relation is all that it takes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def snippet(language: str) -> str:
    """The first code block of that language in CONTRIBUTING.md."""
    found = re.search(rf"```{language}\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    assert found
    return textwrap.dedent("   " + found.group(1).lstrip())


EXAMPLES = [line.split(" -> ") for line in snippet("toml").splitlines() if " -> " in line]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of kg with the relation of CONTRIBUTING.md, and its examples as articles."""
    place = tmp_path_factory.mktemp("extended")
    for folder in ("kg", "ontology", "seeds"):
        shutil.copytree(ROOT / folder, place / folder)
    with (place / "ontology" / "kg.ttl").open("a") as ontology:
        ontology.write("\n" + snippet("turtle"))
    (place / "kg" / "english" / "frames" / "sued.toml").write_text(snippet("toml"))
    articles = ({"id": str(n), "text": text} for n, (text, _) in enumerate(EXAMPLES))
    (place / "examples.jsonl").write_text("".join(f"{json.dumps(article)}\n" for article in articles))
    return place


def kg(place: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(place)}
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_lines_and_one_file_add_a_relation(extended: Path) -> None:
    found = [json.loads(line) for line in kg(extended, "extract", "examples.jsonl").splitlines()]
    said = {
        (line["article"], f"{line['subject']}, {line['object']}", line["status"])
        for line in found
        if line["relation"] == "sued"
    }
    expected = set()
    for number, (_, fact) in enumerate(EXAMPLES):
        status = next((each for each in ("talks", "denied") if fact.endswith(f", {each}")), "done")
        if fact != "nothing":
            expected.add((str(number), fact.removesuffix(f", {status}"), status))
    assert said == expected


def test_its_facts_become_events_and_edges(extended: Path) -> None:
    kg(extended, "build", "examples.jsonl", "-o", "out", "--quiet")
    sued = "SELECT ?a ?b { ?x kg:sued ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b }"
    assert kg(extended, "query", "out/graph.ttl", sued, "--format", "csv").split("\n")[1:] == [
        "Acme Robotics,Bolt Systems",
        "",
    ]
    assert kg(extended, "validate", "out").endswith("conforms\n")
