"""The shapes take what a build leaves and refuse what has been tampered with."""

from __future__ import annotations

import json
from pathlib import Path

import pyshacl
import pytest
from click.testing import CliRunner
from graph_sample import AGREED, CALLED_OFF, deal, sample
from rdflib import Graph

from kg import export, graph
from kg.cli.validate import command
from kg.ontology import GRAPH
from kg.validate import Violation, shapes, validate

WRONG = {
    "company:meta kg:acquired company:perplexity .": "no done event behind it",
    "company:meta kg:hired person:nobody . person:nobody a kg:Person .": "no done event behind it",
    "company:meta kg:competesWith company:scale-ai .": "no done event behind it",
    "company:meta kg:leads company:openai .": "no type that may stand before",
    "company:meta kg:hired company:openai .": "no type that may stand behind",
    "event:acquired--meta--perplexity kg:status kg:Talks .": "exactly one kg:status",
    "event:new a kg:Hire ; kg:relation kg:hired ; kg:status kg:Talks .": "reported in at least one claim",
    "event:hired--meta--lucas-beyer kg:status kg:Rumoured .": "exactly one kg:status",
    "company:meta skos:prefLabel 'Facebook' .": "exactly one skos:prefLabel",
    "company:meta a kg:Person .": "one type, not two",
    "company:new a kg:Company .": "exactly one skos:prefLabel",
    "[] a kg:Company ; skos:prefLabel 'X' .": "blank node",
    "claim:new a kg:Claim .": "quoted from exactly one article",
    "event:hired--meta--lucas-beyer kg:stake 1.5 .": "between 0 and 1",
    "event:hired--meta--lucas-beyer kg:amount 1.5 .": "currency beside it",
    **{
        f"event:hired--meta--lucas-beyer kg:date {wrong} .": "a date is a well-formed xsd:gYear"
        for wrong in (
            *("'not-a-date'", "'2025-06'", "2025", "company:meta", "'2025-13'^^xsd:gYearMonth"),
            *("'25'^^xsd:gYear", "'2025-06'^^xsd:gYear", "'2025-06-31'^^xsd:date", "'June'^^xsd:date"),
        )
    },
    "<x:q> a oa:TextPositionSelector ; oa:exact 'word' ; oa:start 9 ; oa:end 5 .": "less than oa:end",
    "<x:q> a oa:TextPositionSelector ; oa:exact 'word' ; oa:start 5 ; oa:end 8 .": "as long as its offsets",
}


@pytest.fixture(scope="module")
def turtle() -> str:
    return export.turtle(graph.build(*sample()))


def check(text: str, folder: Path) -> list[Violation]:
    file = folder / "graph.ttl"
    file.write_text(text, "utf-8")
    return validate(graph.load(file))


def test_what_a_build_leaves_conforms() -> None:
    assert validate(graph.build(*sample())) == []


@pytest.mark.parametrize("addition", WRONG)
def test_a_wrong_triple_is_found(turtle: str, addition: str, tmp_path: Path) -> None:
    assert any(WRONG[addition] in str(each) for each in check(f"{turtle}\n{addition}\n", tmp_path))


@pytest.mark.parametrize("date", ["'2025'^^xsd:gYear", "'2025-06'^^xsd:gYearMonth", "'2024-02-29'^^xsd:date"])
def test_a_date_may_be_a_year_a_month_or_a_day(turtle: str, date: str, tmp_path: Path) -> None:
    assert check(f"{turtle}\nevent:hired--meta--lucas-beyer kg:date {date} .\n", tmp_path) == []


def test_pyshacl_alone_finds_the_same(turtle: str) -> None:
    """The queries of the shapes are plain SHACL, though validation runs them elsewhere."""
    bad = f"{turtle}\ncompany:meta kg:acquired company:perplexity ."
    for text, conforms in ((turtle, True), (bad, False)):
        whole = Graph().parse(data=text) + GRAPH
        assert pyshacl.validate(whole, shacl_graph=shapes())[0] is conforms


def test_a_missing_edge_is_found(turtle: str, tmp_path: Path) -> None:
    less = turtle.replace("  kg:hired person:lucas-beyer ;\n", "")
    assert less != turtle
    (found,) = check(less, tmp_path)
    assert found.node == "event:hired--meta--lucas-beyer"
    assert "from company:meta to person:lucas-beyer" in found.message


def test_a_done_claim_makes_a_done_event(turtle: str, tmp_path: Path) -> None:
    head = "event:hired--meta--lucas-beyer a kg:Hire ;"
    start = turtle.index(head)
    less = turtle[:start] + turtle[start:].replace("kg:status kg:Done", "kg:status kg:Talks", 1)
    assert any("is done where one of its claims is" in str(each) for each in check(less, tmp_path))


def test_a_later_denial_makes_a_denied_event(tmp_path: Path) -> None:
    told = export.turtle(graph.build(*deal((AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"))))
    assert pyshacl.validate(Graph().parse(data=told) + GRAPH, shacl_graph=shapes())[0]
    head = "event:acquired--openai--windsurf a kg:Acquisition ;"
    start = told.index(head)
    wrong = told[:start] + told[start:].replace("kg:status kg:Denied", "kg:status kg:Done", 1)
    assert any("and only there" in str(each) for each in check(wrong, tmp_path))
    assert not pyshacl.validate(Graph().parse(data=wrong) + GRAPH, shacl_graph=shapes())[0]


def test_the_report_names_node_and_property(turtle: str, tmp_path: Path) -> None:
    (found,) = check(f"{turtle}\ncompany:meta kg:acquired company:perplexity .", tmp_path)
    assert (
        str(found) == "company:meta: the edge to company:perplexity has no done event behind it (kg:acquired)"
    )


def test_command(turtle: str, tmp_path: Path) -> None:
    (tmp_path / "good.ttl").write_text(turtle, "utf-8")
    (tmp_path / "bad.ttl").write_text(f"{turtle}\ncompany:new a kg:Company .", "utf-8")
    good = CliRunner().invoke(command, [str(tmp_path / "good.ttl")])
    assert (good.exit_code, good.output) == (0, f"{tmp_path / 'good.ttl'} conforms\n")
    bad = CliRunner().invoke(command, [str(tmp_path / "bad.ttl"), "--json"])
    assert bad.exit_code == 1
    found = json.loads(bad.output)
    assert not found["conforms"]
    assert found["violations"][0]["node"] == "company:new"
