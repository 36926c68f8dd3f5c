"""The graph in other formats: the same triples, the same bytes, nothing that a reader would choke on."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from graph_sample import sample
from rdflib import XSD, Dataset, Graph, Literal, URIRef

from kg import export, graph
from kg.cli.export import FOLDERS, FORMATS, command
from kg.errors import KGError
from kg.graph.rdf import LOCAL, Shortener
from kg.model import Article, Entity, Evidence, Fact, Status

SHUFFLED = """
import random, sys
sys.path.insert(0, sys.argv[1])
from graph_sample import sample
from kg import export, graph
articles, facts = sample()
mixed = random.Random(int(sys.argv[2]))
mixed.shuffle(articles); mixed.shuffle(facts)
built = graph.build(articles, facts)
sys.stdout.write("".join(form.dumps(built) for form in export.FORMATS.values()))
sys.stdout.write(str([folder.files(built) for folder in export.FOLDERS.values()]))
"""


@pytest.fixture(scope="module")
def built() -> Dataset:
    return graph.build(*sample())


@pytest.fixture(scope="module")
def folder(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out")
    export.write(built, made / "graph.trig")
    return made


def bytes_of(seed: str) -> bytes:
    here = str(Path(__file__).parent)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", SHUFFLED, here, seed]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def test_every_format_has_the_same_bytes_whatever_the_order_and_the_hash_seed() -> None:
    first = bytes_of("1")
    assert len(first) > 10_000
    assert bytes_of("2") == first


@pytest.mark.parametrize(("form", "name"), [("turtle", "ttl"), ("nt", "nt")])
def test_rdflib_reads_the_union(built: Dataset, form: str, name: str) -> None:
    read = Graph().parse(data=export.FORMATS[name].dumps(built), format=form)
    assert len(read) == len(export.ntriples(built).splitlines())


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("nquads", "nq"), ("json-ld", "jsonld")])
def test_rdflib_reads_the_named_graphs(built: Dataset, form: str, name: str) -> None:
    read = Dataset()
    read.parse(data=export.FORMATS[name].dumps(built), format=form)
    assert export.nquads(read) == export.nquads(built)


def test_turtle_is_readable(built: Dataset) -> None:
    written = export.turtle(built)
    assert "company:meta a kg:Company ;\n  skos:altLabel" in written
    assert "kg:hired person:lucas-beyer" in written
    assert "kg:status kg:Denied" in written
    assert "\\" not in written


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (URIRef("https://w3id.org/newskg/id/company/meta"), "company:meta"),
        (URIRef("https://w3id.org/newskg/id/company/meta."), "<https://w3id.org/newskg/id/company/meta.>"),
        (URIRef("https://w3id.org/newskg/id/company/3m"), "<https://w3id.org/newskg/id/company/3m>"),
        (URIRef("https://w3id.org/newskg/id/company/a/b"), "<https://w3id.org/newskg/id/company/a/b>"),
        (Literal('a "b"\n\\'), r'"a \"b\"\n\\"'),
        (Literal("\x1b"), r'"\u001B"'),
        (Literal("5", datatype=XSD.integer), "5"),
        (Literal("9" * 30, datatype=XSD.integer, normalize=False), f'"{"9" * 30}"^^xsd:integer'),
        (Literal("0.49", datatype=XSD.decimal), "0.49"),
        (Literal("14300000000", datatype=XSD.decimal), '"14300000000"^^xsd:decimal'),
        (Literal("oui", lang="fr"), '"oui"@fr'),
    ],
)
def test_terms_in_turtle(term: URIRef | Literal, written: str) -> None:
    from kg.ontology import prefixes

    assert Shortener(prefixes()).term(term) == written


def test_prefixed_names_need_no_escapes() -> None:
    assert not [
        name for name in ("a.", ".a", "a/b", "a,b", "-a", "a-", "", "é", "a'b") if LOCAL.fullmatch(name)
    ]


def test_graphml_has_every_edge_with_its_status(built: Dataset) -> None:
    read = nx.parse_graphml(export.graphml(built), force_multigraph=True)
    base = "https://w3id.org/newskg/id"
    assert read.nodes[f"{base}/company/meta"] == {"label": "Meta", "type": "Company", "aliases": "Facebook"}
    edges = {(d["relation"], d["status"]) for _, _, d in read.edges(data=True)}
    assert {("hired", "done"), ("hiredFrom", "done"), ("acquired", "denied")} <= edges
    assert "raised" not in {relation for relation, _ in edges}


def test_graphml_takes_characters_that_xml_forbids() -> None:
    bad = Entity("Company", "Bad\x01Co")
    evidence = Evidence("x", 0, 1, "x", "")
    built = graph.build(
        [Article("x", "x")], [Fact("acquired", bad, Entity("Company", "B"), Status.DONE, evidence)]
    )
    labels = {data["label"] for _, data in nx.parse_graphml(export.graphml(built)).nodes(data=True)}
    assert labels == {"Bad\ufffdCo", "B"}


def test_csv_of_nodes_and_edges(built: Dataset) -> None:
    nodes = list(csv.DictReader(io.StringIO(export.nodes_csv(built))))
    assert {row["name"]: row["type"] for row in nodes}["Lucas Beyer"] == "Person"
    edges = list(csv.DictReader(io.StringIO(export.edges_csv(built))))
    (stake,) = [row for row in edges if row["relation"] == "invested"]
    assert (stake["source_name"], stake["target_name"], stake["status"]) == ("Meta", "Scale AI", "done")
    assert (stake["sum"], stake["claims"], stake["articles"]) == (
        "14300000000 USD; 14800000000 USD",
        "2",
        "2",
    )
    (rival,) = [row for row in edges if row["relation"] == "competesWith"]
    assert {rival["source_name"], rival["target_name"]} == {"Meta", "OpenAI"}


def test_command_line_knows_every_format() -> None:
    assert set(FORMATS) == set(export.FORMATS)
    assert set(FOLDERS) == set(export.FOLDERS)


@pytest.mark.parametrize("name", export.FORMATS)
def test_command_writes_to_standard_output(folder: Path, built: Dataset, name: str) -> None:
    result = CliRunner().invoke(command, [str(folder), "--format", name])
    assert result.exit_code == 0
    assert result.output == export.FORMATS[name].dumps(built)


def test_command_tells_the_format_from_the_name(folder: Path, tmp_path: Path, built: Dataset) -> None:
    result = CliRunner().invoke(command, [str(folder), "-o", str(tmp_path / "my-edges.csv")])
    assert result.exit_code == 0
    assert (tmp_path / "my-edges.csv").read_text("utf-8") == export.edges_csv(built)


def test_command_wants_a_format(folder: Path) -> None:
    assert CliRunner().invoke(command, [str(folder)]).exit_code == 2
    with pytest.raises(KGError, match="known endings"):
        export.format_of(Path("graph.docx"))


def test_gexf_holds_the_network(built: Dataset, tmp_path: Path) -> None:
    (tmp_path / "graph.gexf").write_text(export.gexf(built), "utf-8")
    read, network = nx.read_gexf(tmp_path / "graph.gexf"), export.network(built)
    assert set(read) == set(network)
    assert read.number_of_edges() == network.number_of_edges() > 0
    assert "lastmodified" not in export.gexf(built)


def test_neo4j_gets_every_edge_between_nodes_it_knows(built: Dataset, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["-", "--format", "neo4j-csv"])
    assert "several files; give their folder with -o" in result.output
    export.write_folder(built, tmp_path / "import", "neo4j-csv")
    nodes, edges = (
        list(csv.DictReader((tmp_path / "import" / name).open(encoding="utf-8", newline="")))
        for name in ("nodes.csv", "relationships.csv")
    )
    known = {node["id:ID"]: node[":LABEL"] for node in nodes}
    assert len(known) == len(nodes)
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= set(known)
    assert "Value" in known.values()
    assert any(edge[":TYPE"] == "COMPETES_WITH" for edge in edges)
    assert len(edges) == len(export.edges_csv(built).splitlines()) - 1


def test_csvw_describes_the_columns_that_are_there(built: Dataset, tmp_path: Path) -> None:
    arguments = ["--format", "csvw", "-o", str(tmp_path)]
    export.write(built, tmp_path / "graph.trig")
    assert CliRunner().invoke(command, [str(tmp_path / "graph.trig"), *arguments]).exit_code == 0
    for table in json.loads((tmp_path / "csv-metadata.json").read_text())["tables"]:
        header = (tmp_path / table["url"]).read_text("utf-8").splitlines()[0]
        assert header.split(",") == [column["titles"] for column in table["tableSchema"]["columns"]]
