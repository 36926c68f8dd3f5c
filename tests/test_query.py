"""Asking a graph: the named queries in two engines, parameters, what is refused, and the command."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from asked import graph
from click.testing import CliRunner, Result
from rdflib import Dataset, Literal
from rdflib.plugins.sparql.processor import SPARQLResult

from kg import query, sparql, tables
from kg.cli import group
from kg.errors import KGError
from kg.queries import Query, all_queries, named, parse
from kg.store.files import FORMATS

NAMES = {
    "company": "Meta",
    "name": "meta",
    "person": "Ada King",
    "one": "Meta",
    "other": "Scale AI",
    "base": "Llama",
}
NAMES |= {
    "previous": "OpenAI",
    "investor": "Facebook",
    "maker": "Meta",
    "model": "GPT-4",
    "place": "Mountain View",
}
NAMES |= {"source": "poe", "least": "1"}
OTHERS = {
    "acquisitions": "Google",
    "founders-of": "OpenAI",
    "funding-rounds": "OpenAI",
    "investments": "Scale AI",
    "leaders": "Scale AI",
    "partners-of": "Nvidia",
    "who-left": "OpenAI",
}


@pytest.fixture(scope="session")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "graph.trig"
    graph().serialize(path, format="trig")
    return path


@pytest.fixture(scope="session")
def store(trig: Path) -> ox.Store:
    return query.open_graph(trig)


@pytest.fixture(scope="session")
def dataset(trig: Path) -> Dataset:
    return Dataset(default_union=True).parse(trig)


def rows(store: ox.Store, query_name: str, /, **values: str) -> list[tuple[str, ...]]:
    answer = query.ask(store, named(query_name), values)
    assert isinstance(answer, query.Table)
    return [tuple("" if cell is None else str(tables.plain(cell)) for cell in row) for row in answer.rows]


def in_rdflib(dataset: Dataset, text: str) -> list[tuple[str, ...]]:
    found: SPARQLResult = dataset.query(text)
    return [tuple(map(_plain, row)) for row in found]  # type: ignore[arg-type]


def _plain(term: object) -> str:
    if isinstance(term, Literal) and isinstance(term.value, int | Decimal):
        number = Decimal(term.value)
        return str(int(number)) if number == int(number) else str(float(number))
    return "" if term is None else str(term)


@pytest.mark.parametrize("asked", all_queries(), ids=lambda q: q.name)
@pytest.mark.parametrize("given", ["required", "all"])
def test_both_engines_agree(store: ox.Store, dataset: Dataset, asked: Query, given: str) -> None:
    values = {p.name: NAMES[p.name] for p in asked.parameters if given == "all" or p.required}
    if asked.name in OTHERS and "company" in values:
        values["company"] = OTHERS[asked.name]
    ours = rows(store, asked.name, **values)
    text = sparql.bind(asked.text, query.bound(store, asked, values))
    assert ours, "the sample graph has nothing for this query to find"
    assert ours == in_rdflib(dataset, text)


@pytest.mark.parametrize("asked", all_queries(), ids=lambda q: q.name)
def test_every_named_query_explains_itself_and_sorts_its_rows(asked: Query) -> None:
    assert len(asked.help) > 15
    assert "ORDER BY" in asked.text
    assert all(p.help and p.types for p in asked.parameters)


def test_who_hired_whom_from_where(store: ox.Store) -> None:
    found = rows(store, "who-hired-from", company="META", previous="openai")
    assert [row[1] for row in found] == ["Ada King", "Bo Li", "Cy Ray"]
    assert found[0][2:6] == ("OpenAI", "researcher", "2025-06", "2")
    assert all("hired" in row[-1] for row in found)


def test_talks_and_denials_are_never_acquisitions(store: ox.Store) -> None:
    assert [row[:2] for row in rows(store, "acquisitions")] == [("Google", "DeepMind")]
    assert [row[2] for row in rows(store, "deals-in-talks")] == ["Perplexity"]
    assert [row[2] for row in rows(store, "denied")] == ["Runway"]


def test_each_sum_comes_with_the_words_that_say_it(store: ox.Store) -> None:
    found = [(row[2], row[3], row[-1]) for row in rows(store, "investments", company="Scale AI")]
    assert found == [
        ("14300000000 USD", "0.49", "Meta invested $14.3 billion"),
        ("14800000000 USD", "0.49", "Meta invested $14.8 billion"),
    ]


def test_a_symmetric_pair_stands_once_and_is_found_from_both_sides(store: ox.Store) -> None:
    assert len(rows(store, "rivals-of")) == 1
    assert rows(store, "rivals-of", company="Meta")[0][:2] == ("Meta", "OpenAI")
    assert rows(store, "rivals-of", company="OpenAI")[0][:2] == ("OpenAI", "Meta")


def test_triples_of_several_graphs_count_once(store: ox.Store, dataset: Dataset) -> None:
    counted = query.run(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(counted, query.Table)
    assert (
        str(tables.plain(counted.rows[0][0]))
        == in_rdflib(dataset, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0][0]
    )  # type: ignore[arg-type]
    assert query.run(store, "ASK { GRAPH ?g { ?claim a kg:Claim } }") is True


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("who-hired-from", {"company": "Mtea"}, "no company 'Mtea' in this graph; did you mean 'Meta'"),
        (
            "who-hired-from",
            {"compny": "Meta"},
            "no parameter --compny; the query 'who-hired-from' has --company, --previous",
        ),
        (
            "who-hired-from",
            {"company": "Ada King"},
            "'Ada King' is a Person; --company takes Company or Lab or Organization",
        ),
        ("people-of", {}, "the query 'people-of' needs --company: the organisation"),
        ("sources", {"company": "Meta"}, "no parameter --company; the query 'sources' has no parameters"),
        ("well-sourced", {"least": "many"}, "--least takes a number, not 'many'"),
    ],
)
def test_wrong_parameters(store: ox.Store, name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(KGError, match=re.escape(message)):
        query.ask(store, named(name), values)


@pytest.mark.parametrize("value", ['" } DROP ALL #', "\\", "'", 'poe" || true || "', "\n}", "?x"])
def test_values_are_never_read_as_sparql(store: ox.Store, value: str) -> None:
    assert rows(store, "said-by", source=value) == []
    with pytest.raises(KGError, match="no company"):
        rows(store, "people-of", company=value)


def test_a_name_of_two_types_goes_by_the_parameters_type(store: ox.Store) -> None:
    assert [row[0] for row in rows(store, "career", person="Ed Fox")] == ["founded", "worksFor"]
    assert rows(store, "people-of", company="Gemini")[0][0] == "Ed Fox"
    assert {row[1] for row in rows(store, "facts-about", name="Gemini")} == {"developed", "worksFor"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE calls another server"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM reads other graphs"),
        (r"SELECT * WHERE { ?s kg:a\#b ?o SERVICE <x:y> { ?s ?p ?o } }", "SERVICE calls another server"),
        ("select * from named <x:y> where { graph ?g { ?s ?p ?o } }", "FROM reads other graphs"),
        ("LOAD <http://127.0.0.1/>", "LOAD reads other graphs"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change the graph"),
        ("SELECT * WHERE " + "{" * 5000 + "}" * 5000, "too complex"),
        ("SELECT * WHERE {" + "BIND(1 AS ?x)" * 5000 + "}", "too complex"),
        ("SELECT * WHERE { ?s ?p }", "the query does not run: line 1, column 25: something is missing there"),
        (
            "SELECT * WHERE { ?s ?p ?o",
            "the query does not run: line 1, column 26: something is missing there",
        ),
        (
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }",
            "column 41: The SELECT contains a variable that is unbound",
        ),
        (
            "SELECT * WHERE { ?s nope:x ?o }",
            "the query uses the prefix nope: without declaring it; known are dc, dcterms",
        ),
    ],
)
def test_queries_that_are_refused(store: ox.Store, text: str, message: str) -> None:
    with pytest.raises(KGError, match=re.escape(message)):
        query.run(store, text)


def test_words_in_strings_names_and_comments_are_no_keywords(store: ox.Store) -> None:
    text = 'SELECT ?from ?service WHERE { # FROM {{{\n ?service a <http://x/FROM> ; kg:from "SERVICE", """a "LOAD" b""" , ?from }'
    assert query.run(store, text) == query.Table(("from", "service"), ())


def test_blank_nodes_and_the_empty_prefix(store: ox.Store) -> None:
    assert query.run(store, "PREFIX : <https://w3id.org/newskg/ontology#> ASK { _:b a :Lab }") is True
    with pytest.raises(KGError, match="uses the prefix : without"):
        query.run(store, "ASK { ?x a :Lab }")


def test_a_users_own_file_may_declare_parameters(store: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(
        "# Labs\n# --company Company: whose\nSELECT ?lab WHERE { ?lab kg:partOf ?company }"
    )
    asked = query.understand(str(tmp_path / "mine.rq"))
    answer = query.ask(store, asked, {"company": "meta platforms"})
    assert isinstance(answer, query.Table)
    assert [str(row[0]) for row in answer.rows] == ["<https://w3id.org/newskg/id/lab/fair>"]


def test_a_query_to_bind_in_must_say_where() -> None:
    with pytest.raises(KGError, match="needs a WHERE clause"):
        sparql.bind("ASK { ?s ?p ?o }", {"s": ["<http://x/>"]})


def test_unknown_query() -> None:
    with pytest.raises(KGError, match=r"no query 'who-hired'; did you mean who-hired-from"):
        query.understand("who-hired")
    with pytest.raises(KGError, match=r"no query file missing\.rq"):
        query.understand("missing.rq")
    assert query.understand("ASK {}") == parse("", "ASK {}")


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.ttl", "no graph at"), ("notes.txt", "cannot tell the format"), ("bad.ttl", "cannot read")],
)
def test_graphs_that_cannot_be_opened(tmp_path: Path, name: str, message: str) -> None:
    if name != "none.ttl":
        (tmp_path / name).write_text("<a <b")
    with pytest.raises(KGError, match=message):
        query.open_graph(tmp_path / name)


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".jsonld", ".trig"])
def test_every_format_gives_the_same_answer(store: ox.Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"graph{ending}"
    union = ending in (".ttl", ".nt")
    source = ox.DefaultGraph() if union else None
    store.dump(str(path), format=FORMATS[ending], from_graph=source)
    assert rows(query.open_graph(path), "who-hired-from") == rows(store, "who-hired-from")


def kg(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(group, list(arguments), input=input)


def test_command_formats(trig: Path) -> None:
    asked = ("query", str(trig.parent), "founders-of", "--company=OpenAI")
    quote = "Ed Fox founded OpenAI | and left \x1b[31m."
    shown = {shape: kg(*asked, "--format", shape).output for shape in ("tsv", "csv", "json", "md", "table")}
    assert (
        shown["tsv"]
        == kg(*asked).output
        == "organization\tfounder\tyear\tarticles\tquote\nOpenAI\tEd Fox\t\t1\tEd Fox founded OpenAI | and left  [31m.\n"
    )
    assert list(csv.reader(io.StringIO(shown["csv"])))[1] == ["OpenAI", "Ed Fox", "", "1", quote]
    assert json.loads(shown["json"]) == [
        {"organization": "OpenAI", "founder": "Ed Fox", "articles": 1, "quote": quote}
    ]
    assert (
        shown["md"].splitlines()[2]
        == r"| OpenAI | Ed Fox |  | 1 | Ed Fox founded OpenAI \| and left  [31m. |"
    )
    assert "Ed Fox" in shown["table"]
    assert "year" not in shown["table"]
    assert "14300000000" not in kg("query", str(trig), "investments", "-f", "table").output
    assert "\x1b[31m" not in shown["table"] + shown["md"]


def test_command_answers_of_other_kinds(trig: Path) -> None:
    assert kg("query", str(trig), "ASK { ?x a kg:Lab }").output == "yes\n"
    assert kg("query", str(trig), "-", "-f", "json", input="ASK { ?x a kg:Nothing }").output == "false\n"
    turtle = kg("query", str(trig), "CONSTRUCT { ?x a kg:Lab } WHERE { ?x a kg:Lab }").output
    assert [str(t.subject) for t in ox.parse(turtle, format=ox.RdfFormat.TURTLE)] == [
        "<https://w3id.org/newskg/id/lab/fair>"
    ]
    assert "fair" in kg("query", str(trig), "DESCRIBE <https://w3id.org/newskg/id/lab/fair>").output
    assert len(kg("query", str(trig), "sources", "--limit", "1").output.splitlines()) == 2


@pytest.mark.parametrize("arguments", [("sources", "more"), ("people-of", "--company"), ("nonsense",)])
def test_command_mistakes_are_one_line(trig: Path, arguments: tuple[str, ...]) -> None:
    result = kg("query", str(trig), *arguments)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert len(str(result.exception or result.output).strip().splitlines()) == 1


def test_command_queries_lists_all() -> None:
    listed = json.loads(kg("queries", "--json").output)
    assert [q["name"] for q in listed] == [q.name for q in all_queries()]
    assert len(listed) >= 20
    plain = kg("queries").output
    assert "who-hired-from: Whom an organisation hired" in plain
    assert "--previous COMPANY OR LAB OR ORGANIZATION (optional): only people who came from there" in plain


def test_asking_loads_neither_rdflib_nor_a_language_model() -> None:
    code = "import sys, kg.cli.query, kg.query, kg.tables; print({'rdflib', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
