"""Questions in plain words: what they find, what they refuse, and the SPARQL that they become."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

import ask_sample
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from graph_sample import AGREED, CALLED_OFF, deal
from rdflib import Dataset, Graph
from rdflib.plugins.sparql.processor import SPARQLResult

from kg.articles import read
from kg.ask import Answer, Asker, Row
from kg.ask.relations import ontology
from kg.cli import group
from kg.graph import build, rdf

DATA = tomllib.loads((ask_sample.FOLDER / "ask" / "questions.toml").read_text(encoding="utf-8"))


def pairs(name: str) -> list[tuple[str, str]]:
    """The questions of one kind, each with what is expected."""
    lines = (line.rpartition("->") for line in DATA[name].splitlines() if line)
    return [(question.strip(), expected.strip()) for question, _, expected in lines]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return ask_sample.dataset()


@pytest.fixture(scope="module")
def store(dataset: Dataset) -> ox.Store:
    return ask_sample.store(dataset)


@pytest.fixture(scope="module")
def asker(store: ox.Store) -> Asker:
    return Asker(store)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The articles' texts by their titles."""
    return {article.title or article.id: article.text for article in read([ask_sample.SEEDS])}


# ---------------------------------------------------------------------- the questions of the data


def grouped(rows: Iterable[Row]) -> dict[str, set[str]]:
    """The names found, by how sure they are."""
    found: dict[str, set[str]] = {}
    for row in rows:
        name = row.status if row.status != "done" else "done" if row.dated else "reported"
        found.setdefault(name, set()).add(row.name)
    return found


def expected(told: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in told.split(" | "):
        head, colon, names = part.partition(": ")
        name, names = (head, names) if colon and head in ("talks", "denied", "reported") else ("done", part)
        found[name] = set(names.split("; "))
    return found


@pytest.mark.parametrize(("question", "names"), pairs("found"))
def test_what_is_found(asker: Asker, texts: dict[str, str], question: str, names: str) -> None:
    answer = asker.answer(question)
    assert answer.kind == "found", answer.text
    assert grouped(answer.rows) == expected(names)
    verbatim(answer, texts)
    if question.startswith("how many"):
        done = [row for row in answer.rows if row.status == "done" and row.dated]
        assert answer.text.startswith(f"The articles name {len(done)}")


@pytest.mark.parametrize(("question", "verdict"), pairs("whether"))
def test_whether_it_is_so(asker: Asker, texts: dict[str, str], question: str, verdict: str) -> None:
    answer = asker.answer(question)
    assert (answer.kind, answer.verdict) == ("found", verdict)
    verbatim(answer, texts)


@pytest.mark.parametrize(("question", "instead"), pairs("nothing"))
def test_nothing_is_said(asker: Asker, question: str, instead: str) -> None:
    answer = asker.answer(question)
    assert answer.kind == "nothing"
    assert answer.verdict in (None, "unknown")
    assert answer.text.partition("It does say: ")[2].rstrip(".").split(".")[0] == instead


@pytest.mark.parametrize(("question", "near"), pairs("corrected"))
def test_names_are_corrected(asker: Asker, question: str, near: str) -> None:
    answer = asker.answer(question)
    assert answer.kind in ("unknown name", "ambiguous name")
    assert "; ".join(answer.near) == near
    assert not answer.rows


@pytest.mark.parametrize(("question", "reason"), pairs("refused"))
def test_what_is_not_understood_is_refused(asker: Asker, question: str, reason: str) -> None:
    answer = asker.answer(question)
    assert answer.kind in ("refused", "unknown name")
    assert reason in answer.text
    assert not answer.rows
    assert answer.examples


def test_there_are_questions_enough() -> None:
    assert sum(len(pairs(name)) for name in DATA) > 350
    assert len(pairs("refused")) + len(pairs("corrected")) > 100


def verbatim(answer: Answer, texts: dict[str, str]) -> None:
    """Every row has quotes, and each stands in its article."""
    for row in answer.rows:
        assert row.told
        for told in row.told:
            assert told.quotes
            assert all(quote.text in texts[quote.title] for quote in told.quotes)


# ---------------------------------------------------------------------- never from nowhere

STRANGE = ("blorply", "secretly", "cheap", "French", "not", "yesterday", "Zurich")
SOUND = (
    "who did Meta hire from OpenAI",
    "is Meta buying Perplexity",
    "which companies were founded in 2021",
    "how much did Databricks pay for MosaicML",
    "who are the founders of Scale AI",
    "what do we know about Windsurf",
    "who founded companies that Meta invested in",
    "how many companies has Nvidia invested in",
    "when did Jan Leike join Anthropic",
    "the largest round in 2025",
)


@pytest.mark.parametrize("question", SOUND)
def test_a_word_without_a_place_is_never_passed_over(asker: Asker, question: str) -> None:
    assert asker.answer(question).kind == "found"
    words = question.split()
    for strange in STRANGE:
        for at in range(len(words) + 1):
            spoilt = " ".join([*words[:at], strange, *words[at:]])
            answer = asker.answer(spoilt)
            assert answer.kind in ("refused", "unknown name"), (spoilt, answer.text)


def test_examples_can_be_answered(asker: Asker) -> None:
    examples = asker.examples()
    assert len(examples) > 4
    assert {asker.answer(example).kind for example in examples} == {"found"}


@pytest.mark.parametrize(
    "question", ["", " ", "?", "who " * 200, "\x00\ud800", "who founded \x1b[31m?", "🙂"]
)
def test_whatever_is_asked_is_answered(asker: Asker, question: str) -> None:
    assert asker.answer(question).kind in ("refused", "unknown name")


def test_what_articles_disagree_on_is_told_side_by_side(asker: Asker) -> None:
    answer = asker.answer("did Meta buy Perplexity?")
    assert answer.text == "Talked about, not done."
    assert {quote.status for quote in answer.rows[0].told[0].quotes} == {"talks", "denied"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what is MosaicML worth?", "This graph has no such valuation."),
        ("when did Meta hire Lucas Beyer?", "This graph has no such date."),
        ("how much did Cognition pay for Windsurf?", "This graph has no such sum."),
    ],
)
def test_a_value_that_is_missing_is_missing_from_the_graph(asker: Asker, question: str, text: str) -> None:
    answer = asker.answer(question)
    assert (answer.kind, answer.text) == ("nothing", text)
    assert answer.rows


def test_what_a_later_article_contradicts_is_no_longer_so(asker: Asker) -> None:
    answer = asker.answer("is Alexandr Wang the CEO of Scale AI?")
    assert answer.verdict == "unknown"
    assert answer.text == "One article says so, another that it is over: Alexandr Wang leads Scale AI."
    assert asker.answer("was Alexandr Wang the CEO of Scale AI?").verdict == "yes"


def test_what_was_called_off_later_is_not_done() -> None:
    told = build(*deal((AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14")))
    answer = Asker(ask_sample.store(told)).answer("did OpenAI buy Windsurf?")
    assert (answer.text, answer.verdict) == ("Denied, not done.", "denied")
    quotes = [(quote.text, quote.status) for quote in answer.rows[0].told[0].quotes]
    assert quotes == [(CALLED_OFF, "denied"), (AGREED, "done")]
    assert not Asker(ask_sample.store(told)).examples()


def test_each_sum_comes_with_what_its_own_articles_say(asker: Asker) -> None:
    rows = {row.name: row.told[0] for row in asker.answer("how much did Meta invest in Scale AI?").rows}
    assert dict(rows["$14 billion"].details) == {"amount": "$14 billion", "stake": "49%"}
    assert dict(rows["$14.3 billion"].details)["valuation"] == "$29 billion"


def test_a_month_without_a_year_is_said_to_be_read_as_one(asker: Asker) -> None:
    assert "read as 2025-06" in asker.answer("who did Meta hire since June").text
    assert "read as 2024-12" in asker.answer("who raised money in December").text


# ---------------------------------------------------------------------- SPARQL


@pytest.mark.parametrize(
    "question",
    [*SOUND, "where does Sam Altman work", "who raised more than $5 billion", "who is the CEO of OpenAI"],
)
def test_rdflib_finds_the_same(asker: Asker, store: ox.Store, dataset: Dataset, question: str) -> None:
    sparql = asker.answer(question).sparql
    assert sparql
    graph = Graph()
    for triple in rdf.union(dataset):
        graph.add(triple)  # type: ignore[arg-type]
    rows = graph.query(sparql)
    assert isinstance(rows, SPARQLResult)
    found = store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    ours = sorted(tuple(term.value if (term := row[n]) else "" for n in names) for row in found)  # type: ignore[union-attr]
    assert sorted(tuple(str(row[n] or "") for n in names) for row in rows) == ours  # type: ignore[index]
    assert ours


# ---------------------------------------------------------------------- a relation added as data

SUED = """
kg:sued a kg:Relation ; rdfs:label "sued" ; skos:definition "The subject takes the object to court." ;
  schema:domainIncludes kg:Company ; schema:rangeIncludes kg:Company .
kg:supplies a kg:Relation ; rdfs:label "supplies chips to" ; skos:definition "The subject sells chips to the object." ;
  schema:domainIncludes kg:Company ; schema:rangeIncludes kg:Company .
"""
CASES = """
@prefix kg: <https://w3id.org/newskg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix e: <https://example.org/> .
e:a a kg:Company ; skos:prefLabel "Acme" . e:b a kg:Company ; skos:prefLabel "Bolt" . e:c a kg:Company ; skos:prefLabel "Cone" .
e:ab a kg:Event ; kg:relation kg:sued ; kg:subject e:a ; kg:object e:b ; kg:status kg:Done ; kg:reportedIn e:ab1 .
e:ab1 a kg:Claim ; kg:relation kg:sued ; kg:subject e:a ; kg:object e:b ; kg:status kg:Done ; prov:wasQuotedFrom e:n ; oa:hasSelector e:q .
e:q oa:exact "Acme sued Bolt." . e:n a kg:Article .
e:bc a kg:Event ; kg:relation kg:supplies ; kg:subject e:b ; kg:object e:c ; kg:status kg:Done ; kg:reportedIn e:bc1 .
e:bc1 a kg:Claim ; kg:relation kg:supplies ; kg:subject e:b ; kg:object e:c ; kg:status kg:Done ; prov:wasQuotedFrom e:n ; oa:hasSelector e:r .
e:r oa:exact "Bolt supplies chips to Cone." .
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    path = tmp_path_factory.mktemp("ontology") / "kg.ttl"
    path.write_text(ontology().read_text(encoding="utf-8") + SUED, encoding="utf-8")
    store = ox.Store()
    store.load(CASES, format=ox.RdfFormat.TURTLE)
    return Asker(store, path)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who sued Bolt?", "Acme"),
        ("which company did Acme sue?", "Bolt"),
        ("who was sued by Acme", "Bolt"),
        ("has Acme sued Bolt", "Acme sued Bolt"),
        ("is Acme suing Bolt?", "Acme sued Bolt"),
        ("companies that sued Bolt", "Acme"),
        ("who supplies chips to Cone", "Bolt"),
        ("who does Bolt supply chips to", "Cone"),
        ("who supplies chips to the company Cone", "Bolt"),
    ],
)
def test_a_relation_added_as_data_can_be_asked_about(extended: Asker, question: str, name: str) -> None:
    answer = extended.answer(question)
    assert [row.name for row in answer.rows] == [name], answer.text


def test_without_the_relation_it_is_refused(asker: Asker) -> None:
    assert asker.answer("who sued Meta").kind == "refused"


# ---------------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def file(store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("asked") / "graph.nt"
    store.dump(str(path), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return str(path)


def run(*arguments: str, typed: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(group, ["ask", *arguments], input=typed)
    return result.exit_code, result.output


def test_the_command_shows_answer_quotes_and_query(file: str) -> None:
    code, shown = run(file, "who did Meta hire from Anthropic?")
    assert code == 0
    assert shown.startswith("Joel Pobar.\n")
    for part in (
        "Meta hired Joel Pobar (from Anthropic)",
        "“- Joel Pobar",
        "2025-07-01",
        "SELECT DISTINCT ?answer",
    ):
        assert part in shown


def test_the_command_prints_json_or_the_query_alone(file: str) -> None:
    answer = json.loads(run(file, "--json", "is Meta buying Perplexity?")[1])
    assert (answer["verdict"], answer["rows"][0]["status"]) == ("talks", "talks")
    assert run(file, "--sparql", "who founded Mistral")[1].startswith("PREFIX company:")


def test_the_command_reads_questions_from_standard_input(file: str) -> None:
    code, shown = run(file, "-", typed="who founded Mistral\n\nwho is Samm Altman?\n")
    assert code == 0
    assert "Arthur Mensch, Guillaume Lample and Timothée Lacroix." in shown
    assert "did you mean Sam Altman?" in shown


def test_queries_alone_go_on_behind_a_question_that_is_refused(file: str) -> None:
    typed = "who founded Mistral?\nwho did Mtea hire?\nwho runs Intel secretly\nwho founded Cohere?\n"
    done = CliRunner().invoke(group, ["ask", file, "--sparql"], input=typed)
    assert done.exit_code == 1
    assert done.stdout.count("SELECT") == 2
    assert done.stdout.rstrip().splitlines()[-1].startswith("ORDER BY")
    first, second = done.stderr.splitlines()
    assert first.startswith("kg: 'who did Mtea hire?': No company")
    assert second.startswith("kg: 'who runs Intel secretly': ")
    done = CliRunner().invoke(group, ["ask", file, "--sparql"], input="who founded Mistral?\n")
    assert (done.exit_code, done.stderr) == (0, "")
    done = CliRunner().invoke(group, ["ask", file, "--sparql", "who did Mtea hire?"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("kg: No company")


def test_what_is_refused_ends_with_a_code(file: str) -> None:
    code, shown = run(file, "who did Meta secretly hire")
    assert code == 1
    assert "I do not understand 'secretly'" in shown
    assert "Questions that this graph can answer:" in shown


def test_asking_loads_nothing_heavy(file: str) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kg.cli import group\n"
        f"print(CliRunner().invoke(group, ['ask', {file!r}, 'who founded Mistral']).output)\n"
        "print(*(name for name in ('spacy', 'rdflib', 'pyvis', 'rapidfuzz') if name in sys.modules), end='.')"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert "Arthur Mensch" in done.stdout
    assert done.stdout.splitlines()[-1] == "."


LONG = (
    "companies that " * 25,
    "who founded companies founded by people who left companies founded by people who left OpenAI and left Meta",
    "founders of " * 30,
)


@pytest.mark.parametrize("question", LONG)
def test_long_questions_take_no_longer_than_they_may(asker: Asker, question: str) -> None:
    started = time.process_time()
    asker.answer(question)
    assert time.process_time() - started < 20
