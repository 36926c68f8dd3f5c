"""`kg mcp`, driven by the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from graph_sample import AGREED, CALLED_OFF, deal
from mcp import Client, StdioServerParameters
from page_sample import dataset
from served import ROOT

from kg import export
from kg.graph import build

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"
CALLS: dict[str, tuple[str, dict[str, str]]] = {
    "hires": ("ask", {"question": "who did Meta hire from OpenAI?"}),
    "talks": ("ask", {"question": "is Meta buying Perplexity?"}),
    "typo": ("ask", {"question": "who did Mtea hire?"}),
    "refused": ("ask", {"question": "please write a poem about it"}),
    "entity": ("entity", {"name": "facebook"}),
    "unknown": ("entity", {"name": "Nobody Inc"}),
    "evidence": ("evidence", {"one": "Meta", "other": "Scale AI"}),
    "path": ("path", {"one": "Lucas Beyer", "other": "San Francisco"}),
    "no path": ("path", {"one": "Jane Doe", "other": "Meta"}),
    "select": ("sparql", {"query": "SELECT ?h { ?h a kg:Hire ; kg:formerEmployer ?x } ORDER BY ?h"}),
    "names": ("sparql", {"query": "SELECT ?name { ?x a kg:Model ; skos:prefLabel ?name } ORDER BY ?name"}),
    "yes": ("sparql", {"query": "ASK { ?x a kg:Lab }"}),
    "none": ("sparql", {"query": "ASK FROM <https://example.org/unknown> { ?s ?p ?o }"}),
    "service": ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}),
    "update": ("sparql", {"query": "DROP ALL"}),
    "endless": ("sparql", {"query": ENDLESS}),
}


async def _talk(graph: Path, calls: dict[str, tuple[str, dict[str, str]]]) -> tuple[set[str], dict[str, Any]]:
    arguments = ["-c", "from kg.cli import main; main()", "mcp", str(graph), "--seconds", "2"]
    command = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT)
    async with Client(command) as client:
        tools = (await client.list_tools()).tools
        answers = {name: await client.call_tool(*call) for name, call in calls.items()}
    return {tool.name for tool in tools}, answers


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], dict[str, Any]]:
    path = tmp_path_factory.mktemp("agents") / "graph.trig"
    export.write(dataset(), path)
    return asyncio.run(asyncio.wait_for(_talk(path, CALLS), 120))


def content(talk: tuple[set[str], dict[str, Any]], name: str) -> dict[str, Any]:
    answer = talk[1][name]
    assert not answer.is_error, answer.content
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


def error(talk: tuple[set[str], dict[str, Any]], name: str) -> str:
    answer = talk[1][name]
    assert answer.is_error
    return str(answer.content[0].text)


def test_the_tools(talk: tuple[set[str], dict[str, Any]]) -> None:
    assert talk[0] == {"ask", "sparql", "entity", "evidence", "path"}


def test_ask(talk: tuple[set[str], dict[str, Any]]) -> None:
    hires = content(talk, "hires")
    assert hires["answer"] == "Lucas Beyer and Xiaohua Zhai."
    quotes = {source["quote"]: source for fact in hires["facts"] for source in fact["sources"]}
    told = quotes["Meta has hired Lucas Beyer from OpenAI."]
    assert (told["title"], told["url"]) == (
        "Meta hires three researchers from OpenAI",
        "https://example.org/a1",
    )
    assert told["end"] - told["start"] == len(told["quote"])
    assert "SELECT" in hires["sparql"]
    assert [fact["status"] for fact in content(talk, "talks")["facts"]] == ["talks"]
    assert content(talk, "typo")["did_you_mean"] == ["Meta"]
    refused = content(talk, "refused")
    assert (refused["kind"], refused["facts"]) == ("refused", [])
    assert refused["try_asking"]


def test_entity(talk: tuple[set[str], dict[str, Any]]) -> None:
    meta = content(talk, "entity")
    assert meta["entity"] == {
        "iri": "https://w3id.org/newskg/id/company/meta",
        "name": "Meta",
        "type": "Company",
    }
    assert meta["also_called"] == ["Facebook"]
    facts = {fact["fact"]: fact for fact in meta["facts"]}
    assert len(facts["Meta hired Lucas Beyer"]["sources"]) == 2
    assert facts["Meta acquired Perplexity"]["status"] == "talks"
    assert facts["Meta acquired Scale AI"]["status"] == "denied"
    assert all(fact["sources"] for fact in meta["facts"])
    assert "nothing in this graph is called 'Nobody Inc'" in error(talk, "unknown")


def test_evidence(talk: tuple[set[str], dict[str, Any]]) -> None:
    facts = {fact["fact"]: fact for fact in content(talk, "evidence")["facts"]}
    assert set(facts) == {"Meta invested in Scale AI", "Meta acquired Scale AI"}
    assert len(facts["Meta invested in Scale AI"]["sources"]) == 2


def test_path(talk: tuple[set[str], dict[str, Any]]) -> None:
    steps = content(talk, "path")["steps"]
    assert [step["fact"] for step in steps] == [
        "Lucas Beyer worked for OpenAI",
        "OpenAI headquartered in San Francisco",
    ]
    assert all(step["sources"][0]["quote"] for step in steps)
    assert content(talk, "no path")["steps"] == []


def test_what_was_called_off_joins_nothing(tmp_path: Path) -> None:
    path, both = tmp_path / "graph.trig", {"one": "OpenAI", "other": "Windsurf"}
    export.write(build(*deal((AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"))), path)
    calls = {name: (name, both) for name in ("evidence", "path")}
    talk = asyncio.run(asyncio.wait_for(_talk(path, calls), 120))
    (fact,) = content(talk, "evidence")["facts"]
    assert fact["status"] == "denied"
    assert [source["says"] for source in fact["sources"]] == ["denied", "done"]
    assert content(talk, "path")["steps"] == []


def test_sparql(talk: tuple[set[str], dict[str, Any]]) -> None:
    select = content(talk, "select")
    assert len(select["rows"]) == 2
    assert {each["fact"] for each in select["sources"]} == {
        "Meta hired Lucas Beyer",
        "Meta hired Xiaohua Zhai",
    }
    names = content(talk, "names")
    assert names["rows"] == [{"name": "GPT-4o"}, {"name": "Llama 4"}]
    assert {each["fact"] for each in names["sources"]} == {
        "Meta developed Llama 4",
        "OpenAI developed GPT-4o",
    }
    assert content(talk, "yes")["rows"] == [{"answer": True}]
    assert content(talk, "none")["rows"] == [{"answer": False}]
    assert "SERVICE calls another server" in error(talk, "service")
    assert "would change the graph" in error(talk, "update")
    assert "stopped" in error(talk, "endless")


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_and_its_copy_goes(tmp_path: Path, how: signal.Signals, busy: bool) -> None:
    path, copies = tmp_path / "graph.trig", tmp_path / "copies"
    copies.mkdir()
    export.write(dataset(), path)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "mcp", str(path), "--seconds", "60"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(copies)},
    )
    try:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        hello = {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "t", "version": "1"},
        }
        said = [
            {"id": 1, "method": "initialize", "params": hello},
            {"method": "notifications/initialized"},
            *(
                [
                    {
                        "id": 2,
                        "method": "tools/call",
                        "params": {"name": "sparql", "arguments": {"query": ENDLESS}},
                    }
                ]
                * busy
            ),
        ]
        for each in said:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **each}).encode() + b"\n")
            process.stdin.flush()
            if "id" in each and each["id"] == 1:
                assert json.loads(process.stdout.readline())["id"] == 1
        assert list(copies.iterdir())
        time.sleep(1)
        process.send_signal(how)
        assert process.wait(10) == 0
        assert process.stderr.read() == b""
        assert not list(copies.iterdir())
    finally:
        process.kill()
        process.wait()
