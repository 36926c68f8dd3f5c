"""The commands of docs/stores.md that can run here, run; those of kg parse."""

from __future__ import annotations

import dataclasses
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_sample import sample

from kg import export, graph
from kg.cli import group
from kg.verify import virtuoso
from kg.verify.virtuoso import Server

PAGE = (Path(__file__).parents[1] / "docs" / "stores.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [c for block in BLOCKS for c in block.replace("\\\n", " ").splitlines() if c.strip()]


@pytest.mark.skipif(bool(virtuoso.missing()), reason=str(virtuoso.missing()))
@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_virtuoso(tmp_path: Path, name: str) -> None:
    (command,) = [c for c in COMMANDS if c.startswith("isql-vt") and name in c]
    built = graph.build(*sample())
    export.write(built, tmp_path / name)
    with virtuoso.serving(tmp_path) as server:
        here = command.replace("1111", str(server.port)).replace("/srv/news", str(tmp_path))
        subprocess.run(shlex.split(here), check=True, capture_output=True)
        assert claims(server) == len(sample()[1])


def claims(server: Server) -> int:
    asked = "PREFIX kg: <https://w3id.org/newskg/ontology#> SELECT DISTINCT ?c WHERE { ?c a kg:Claim }"
    return len(list(dataclasses.replace(server.endpoint, union="").query(asked)))


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("kg ")])
def test_commands_of_kg_parse(command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    subcommand = group.get_command(None, words[0])  # type: ignore[arg-type]
    assert subcommand is not None
    subcommand.make_context(words[0], words[1:])
    assert CliRunner().invoke(subcommand, ["--help"]).exit_code == 0
