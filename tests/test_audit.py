"""`kg audit`: what stands in the articles is found there, and whatever does not is reported."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import SKOS, Dataset, Literal, URIRef

from kg import export
from kg import graph as graphs
from kg.audit import Audit, audit
from kg.audit.source import Label, Source, naming
from kg.cli.audit import command
from kg.model import Amount, Article, Entity, Evidence, Fact, Qualifier, QualifierValue, Span, Status, Year
from kg.ontology import KG, OA

TEXT = (
    "Meta’s Superintelligence team hired Lucas Beyer of OpenAI last year.\n"
    "The start-up, in which it bought 49% for $2 to 3 billion, is Scale AI. It was founded in 2016. "
    "Beyer is a researcher there, according to Reuters."
)
ARTICLE = Article("a1", TEXT, title="Hired", published="2025-06-26")
META, SCALE = Entity("Company", "Meta", ("Facebook",)), Entity("Company", "Scale AI", ("Scale",))
BEYER, OPENAI = Entity("Person", "Lucas Beyer"), Entity("Company", "OpenAI")
BILLIONS = Amount(Decimal(3_000_000_000), "USD")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def fact(
    relation: str,
    things: tuple[Entity, Entity | Amount | Year],
    words: tuple[str, str],
    **qualifiers: tuple[QualifierValue, str],
) -> Fact:
    """A fact between two things that these words name; each qualifier with its words."""
    line = TEXT.splitlines()[0]
    return Fact(
        relation,
        things[0],
        things[1],
        Status.DONE,
        Evidence("a1", 0, len(line), line, "test"),
        subject_span=span(words[0]),
        object_span=span(words[1]),
        qualifiers=tuple(
            Qualifier(name.strip("_"), value, span(at)) for name, (value, at) in qualifiers.items()
        ),
    )


def outcome(*facts: Fact, article: Article = ARTICLE) -> Audit:
    return audit(graphs.build([ARTICLE], facts), [article])


def amiss(*facts: Fact) -> list[tuple[str, str]]:
    return [(orphan.role, orphan.reason) for orphan in outcome(*facts).orphans]


RIGHT = [
    fact(
        "hired", (META, BEYER), ("Meta", "Lucas Beyer"), from_=(OPENAI, "OpenAI"), date=("2024", "last year")
    ),
    fact("hired", (META, BEYER), ("Meta’s", "Beyer"), role=("researcher", "researcher")),
    fact(
        "invested",
        (META, SCALE),
        ("it", "The start-up"),
        amount=(BILLIONS, "$2 to 3 billion"),
        stake=(Decimal("0.49"), "49%"),
    ),
    fact("raised", (SCALE, BILLIONS), ("Scale AI", "$2 to 3 billion")),
    fact("foundedIn", (SCALE, Year(2016)), ("It", "2016")),
]


@pytest.mark.parametrize("right", RIGHT, ids=lambda f: f.relation)
def test_what_is_in_the_article(right: Fact) -> None:
    assert amiss(right) == []


def test_how_it_is_there() -> None:
    assert outcome(RIGHT[2]).found == {"verbatim": 6, "reference": 2, "read": 2}
    assert outcome(RIGHT[0].replace(subject=Entity("Company", "META"))).found["spelling"] == 1
    assert outcome(RIGHT[0].replace(subject_span=None)).found["context"] == 1


@pytest.mark.parametrize(
    ("wrong", "role", "reason"),
    [
        (RIGHT[0].replace(subject=OPENAI, qualifiers=()), "subject", "is not what 'Meta' names"),
        (RIGHT[1].replace(object=Entity("Person", "Ann Beyerle")), "object", "is not what 'Beyer' names"),
        (
            RIGHT[2].replace(subject=Entity("Company", "Uber"), qualifiers=()),
            "subject",
            "has no name that is in the article",
        ),
        (
            fact(
                "invested",
                (META, SCALE),
                ("Meta", "Scale AI"),
                amount=(Amount(Decimal(5), "USD"), "$2 to 3 billion"),
            ),
            "amount",
            "is not what '$2 to 3 billion' says",
        ),
        (
            fact("invested", (META, SCALE), ("Meta", "Scale AI"), stake=(Decimal("0.94"), "49%")),
            "stake",
            "is not what '49%' says",
        ),
        (
            fact("hired", (META, BEYER), ("Meta", "Beyer"), date=("2023", "last year")),
            "date",
            "is not what 'last year' says",
        ),
        (
            fact("hired", (META, BEYER), ("Meta", "Beyer"), role=("engineer", "researcher")),
            "role",
            "is not what 'researcher' says",
        ),
        (RIGHT[4].replace(object=Year(2017)), "object", "is not what '2016' says"),
        (RIGHT[4].replace(attribution="Bloomberg"), "attribution", "is not in the article"),
    ],
)
def test_what_is_not(wrong: Fact, role: str, reason: str) -> None:
    assert (role, reason) in amiss(wrong)


@pytest.mark.parametrize(
    ("words", "name", "how"),
    [
        ("McDonald’s", "McDonald's", "spelling"),
        ("McDonald's", "McDonald's", "verbatim"),
        ("Acme's", "Acme, Inc.", "spelling"),
        ("Société Générale", "Societe Generale", "spelling"),
        ("OpenAI", "Open AI", "spelling"),
        ("MSL", "Meta Superintelligence Labs", "part"),
        ("Acmes", "Acme", None),
    ],
)
def test_how_words_name_a_thing(words: str, name: str, how: str | None) -> None:
    assert naming(words, [Label(name, "Company")]) == how


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("Geek+ makes robots.", "Geek+", True),
        ("McDonald’s pays", "McDonald's", True),
        ("GPT 4o-mini’s price", "GPT-4o mini", True),
        ("a metal", "Meta", False),
        ("", "Meta", False),
        ("Meta", "", False),
    ],
)
def test_whether_an_article_has_a_name(text: str, name: str, there: bool) -> None:
    assert Source(Article("a", text)).names(Label(name, "Company")) is there


def test_a_quote_elsewhere_and_another_title() -> None:
    other = Article("a1", "X" + TEXT, title="Fired", published="2025-06-26")
    orphans = outcome(RIGHT[0], article=other).orphans
    assert {o.role for o in orphans} == {"quote", "title"}
    assert any(o.reason.startswith("does not stand at 0-") for o in orphans)


def test_an_article_that_is_not_given() -> None:
    other = Article("a2", TEXT)
    (orphan,) = outcome(RIGHT[0], article=other).orphans
    assert (orphan.role, orphan.value) == ("article", "a1")
    assert str(orphan).endswith("is not among the articles")


def changed(subject: str, role: URIRef, value: Literal) -> Dataset:
    dataset = graphs.build([ARTICLE], RIGHT)
    dataset.default_graph.add((URIRef(f"https://w3id.org/newskg/id/{subject}"), role, value))
    return dataset


def test_what_is_derived_from_nothing() -> None:
    named = audit(changed("company/meta", SKOS.altLabel, Literal("Thefacebook")), [ARTICLE])
    assert [str(o) for o in named.orphans] == [
        "company:meta: altLabel 'Thefacebook': is no name that an article gives it"
    ]
    event = audit(changed("event/hired--meta--lucas-beyer", KG.role, Literal("chef")), [ARTICLE])
    assert [(o.value, o.reason) for o in event.orphans] == [("chef", "is in none of its claims")]


def test_a_broken_selector() -> None:
    dataset = graphs.build([ARTICLE], RIGHT[:1])
    for subject, role, value, name in list(dataset.quads((None, OA.start, None, None))):
        dataset.graph(name).remove((subject, role, value))
    assert {o.role for o in audit(dataset, [ARTICLE]).orphans} >= {"quote"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    dataset = graphs.build([ARTICLE], RIGHT)
    (tmp_path / "graph.ttl").write_text(export.turtle(dataset), "utf-8")
    head = f'---\ntitle: {ARTICLE.title}\ndate: "{ARTICLE.published}"\n---\n\n'
    (tmp_path / "a1.txt").write_text(head + TEXT, "utf-8")
    return tmp_path


def test_command(built: Path) -> None:
    good = CliRunner().invoke(command, [str(built / "graph.ttl"), str(built / "a1.txt")])
    assert good.exit_code == 0, good.output
    assert good.output.splitlines()[-1].endswith("0 without a source")
    (built / "a1.txt").write_text((built / "a1.txt").read_text("utf-8").replace("49%", "50%"), "utf-8")
    bad = CliRunner().invoke(command, [str(built / "graph.ttl"), str(built / "a1.txt")])
    assert bad.exit_code == 1
    assert ": stake '0.49': is not what" in bad.output


def test_command_as_json(built: Path) -> None:
    done = CliRunner().invoke(command, [str(built / "graph.ttl"), str(built / "a1.txt"), "--json"])
    assert json.loads(done.output)["orphans"] == []
