"""A small graph built from facts written by hand, for the tests of the page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from rdflib import Dataset

from kg.graph import build
from kg.model import Amount, Article, Entity, Evidence, Fact, Qualifier, QualifierValue, Status

META, OPENAI, SCALE = "Company/Meta", "Company/OpenAI", "Company/Scale AI"
WANG, LABS = "Person/Alexandr Wang", "Lab/Meta Superintelligence Labs"
FROM_OPENAI = {"from": OPENAI}

ARTICLES: dict[str, tuple[str, str, str | None]] = {
    "a1": ("Meta hires three researchers from OpenAI", "2025-06-26", "https://example.org/a1"),
    "a2": ("Meta takes a stake in Scale AI", "2025-06-13", "https://example.org/a2"),
    "a3": ("Who is who in the race for talent", "2025-07-01", None),
}

Row = tuple[str, str, str, str, str, dict[str, str], str]

# article, relation, subject, object, status, qualifiers, quote
FACTS: list[Row] = [
    (
        "a1",
        "hired",
        META,
        "Person/Lucas Beyer",
        "done",
        {"role": "researcher", "date": "2025-06", **FROM_OPENAI},
        "Meta has hired Lucas Beyer from OpenAI.",
    ),
    ("a3", "hired", META, "Person/Lucas Beyer", "done", {}, "Beyer confirmed that he was joining Meta."),
    ("a1", "workedFor", "Person/Lucas Beyer", OPENAI, "done", {}, "Meta has hired Lucas Beyer from OpenAI."),
    ("a1", "hired", META, "Person/Xiaohua Zhai", "done", FROM_OPENAI, "So has Xiaohua Zhai."),
    ("a1", "workedFor", "Person/Xiaohua Zhai", OPENAI, "done", {}, "So has Xiaohua Zhai."),
    (
        "a2",
        "invested",
        META,
        SCALE,
        "done",
        {"amount": "14300000000 USD", "stake": "0.49"},
        "Meta is putting $14.3 billion into Scale AI for a 49% stake.",
    ),
    (
        "a3",
        "invested",
        META,
        SCALE,
        "done",
        {"amount": "15000000000 USD"},
        "The roughly $15 billion that went into Scale AI is Meta's second largest deal.",
    ),
    ("a2", "acquired", META, "Company/Perplexity", "talks", {}, "Meta had talked of buying Perplexity."),
    ("a2", "acquired", META, SCALE, "denied", {}, "The deal is no acquisition of Scale AI, Meta said."),
    (
        "a2",
        "founded",
        WANG,
        SCALE,
        "done",
        {"date": "2016"},
        "Wang, who founded Scale AI in 2016, joins Meta.",
    ),
    ("a2", "leads", WANG, LABS, "done", {"role": "chief AI officer"}, "Wang will lead the new lab."),
    ("a2", "partOf", LABS, META, "done", {}, "The lab is part of Meta."),
    (
        "a2",
        "developed",
        META,
        "Model/Llama 4",
        "done",
        {"date": "2025-04"},
        "Meta released Llama 4 in April.",
    ),
    ("a3", "developed", OPENAI, "Model/GPT-4o", "done", {}, "OpenAI's GPT-4o came out a year earlier."),
    ("a3", "competesWith", META, OPENAI, "done", {}, "Meta and OpenAI are rivals."),
    ("a3", "partneredWith", OPENAI, SCALE, "done", {}, "OpenAI buys data from Scale AI."),
    ("a3", "headquarteredIn", OPENAI, "Place/San Francisco", "done", {}, "OpenAI is based in San Francisco."),
    (
        "a3",
        "raised",
        "Company/Anthropic",
        "3500000000 USD",
        "done",
        {"round": "Series E", "valuation": "61500000000 USD"},
        "Anthropic raised $3.5 billion at a valuation of $61.5 billion.",
    ),
    ("a3", "workedFor", "Person/Jane Doe", "Organization/MIT", "done", {}, "Jane Doe left MIT."),
]


def dataset(
    facts: Iterable[Row] = FACTS, articles: Mapping[str, tuple[str, str, str | None]] = ARTICLES
) -> Dataset:
    """The graph of the facts; each article's text is its quotes, one a line."""
    rows = list(facts)
    texts = {name: "\n".join(dict.fromkeys(row[6] for row in rows if row[0] == name)) for name in articles}
    told = [Article(name, texts[name], *articles[name]) for name in articles]
    return build(told, [_fact(row, texts[row[0]]) for row in rows])


def _fact(row: Row, text: str) -> Fact:
    article, relation, subject, obj, status, qualifiers, quote = row
    start = text.index(quote)
    evidence = Evidence(article, start, start + len(quote), quote, "by hand")
    return Fact(
        relation,
        _entity(subject),
        _entity(obj) if "/" in obj else _amount(obj),
        Status(status),
        evidence,
        qualifiers=tuple(_qualifiers(qualifiers)),
    )


def _entity(path: str) -> Entity:
    kind, _, name = path.partition("/")
    return Entity(kind, name, ("Facebook",) if path == META else ())


def _amount(text: str) -> Amount:
    number, currency = text.split()
    return Amount(Decimal(number), currency)


def _qualifiers(values: Mapping[str, str]) -> Iterator[Qualifier]:
    for name, text in values.items():
        value: QualifierValue = text
        if name in ("amount", "valuation"):
            value = _amount(text)
        elif name == "stake":
            value = Decimal(text)
        elif name == "from":
            value = _entity(text)
        yield Qualifier(name, value)


def drawn_anew(seed: str, *, large: bool = False) -> str:
    """The page of the same facts the other way round, from an interpreter with that hash seed."""
    code = (
        "import sys; from page_sample import *; from kg.page import render; "
        f"sys.stdout.buffer.write(render(dataset(FACTS[::-1]), 'Talent', large={large or None}).encode())"
    )
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    return done.stdout.decode()
