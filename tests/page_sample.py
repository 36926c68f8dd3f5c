"""A graph written by hand after the graph model, for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rdflib import Dataset, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

KG = Namespace("https://w3id.org/newskg/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
ID = Namespace("https://w3id.org/newskg/id/")

META, OPENAI, SCALE = "Company/Meta", "Company/OpenAI", "Company/Scale AI"
WANG, LABS = "Person/Alexandr Wang", "Lab/Meta Superintelligence Labs"
FROM_OPENAI = {"formerEmployer": OPENAI}

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
        "Done",
        {"role": "researcher", "date": "2025-06", **FROM_OPENAI},
        "Meta has hired Lucas Beyer from OpenAI.",
    ),
    ("a3", "hired", META, "Person/Lucas Beyer", "Done", {}, "Beyer confirmed that he was joining Meta."),
    ("a1", "workedFor", "Person/Lucas Beyer", OPENAI, "Done", {}, "Meta has hired Lucas Beyer from OpenAI."),
    ("a1", "hired", META, "Person/Xiaohua Zhai", "Done", FROM_OPENAI, "So has Xiaohua Zhai."),
    ("a1", "workedFor", "Person/Xiaohua Zhai", OPENAI, "Done", {}, "So has Xiaohua Zhai."),
    (
        "a2",
        "invested",
        META,
        SCALE,
        "Done",
        {"amount": "14300000000", "currency": "USD", "stake": "0.49"},
        "Meta is putting $14.3 billion into Scale AI for a 49% stake.",
    ),
    (
        "a3",
        "invested",
        META,
        SCALE,
        "Done",
        {"amount": "15000000000", "currency": "USD"},
        "The roughly $15 billion that went into Scale AI is Meta's second largest deal.",
    ),
    ("a2", "acquired", META, "Company/Perplexity", "Talks", {}, "Meta had talked of buying Perplexity."),
    ("a2", "acquired", META, SCALE, "Denied", {}, "The deal is no acquisition of Scale AI, Meta said."),
    ("a2", "founded", WANG, SCALE, "Done", {"date": "2016"}, "Wang, who founded Scale AI in 2016, joins Meta."),
    ("a2", "leads", WANG, LABS, "Done", {"role": "chief AI officer"}, "Wang will lead the new lab."),
    ("a2", "partOf", LABS, META, "Done", {}, "The lab is part of Meta."),
    ("a2", "developed", META, "Model/Llama 4", "Done", {"date": "2025-04"}, "Meta released Llama 4 in April."),
    ("a3", "developed", OPENAI, "Model/GPT-4o", "Done", {}, "OpenAI's GPT-4o came out a year earlier."),
    ("a3", "competesWith", META, OPENAI, "Done", {}, "Meta and OpenAI are rivals."),
    ("a3", "partneredWith", OPENAI, SCALE, "Done", {}, "OpenAI buys data from Scale AI."),
    ("a3", "headquarteredIn", OPENAI, "Place/San Francisco", "Done", {}, "OpenAI is based in San Francisco."),
    (
        "a3",
        "raised",
        "Company/Anthropic",
        "3500000000 USD",
        "Done",
        {"round": "Series E", "valuation": "61500000000"},
        "Anthropic raised $3.5 billion at a valuation of $61.5 billion.",
    ),
    ("a3", "workedFor", "Person/Jane Doe", "Organization/MIT", "Done", {}, "Jane Doe left MIT."),
]


def dataset(facts: Iterable[Row] = FACTS, articles: dict[str, tuple[str, str, str | None]] = ARTICLES) -> Dataset:
    """The facts as claims in named graphs, entities and events in the default graph."""
    graph = Dataset()
    for article, (title, issued, url) in articles.items():
        node = ID[f"article/{article}"]
        named = graph.graph(node)
        named.add((node, RDF.type, KG.Article))
        named.add((node, DCTERMS.title, Literal(title)))
        named.add((node, DCTERMS.issued, Literal(issued)))
        if url:
            named.add((node, SCHEMA.url, URIRef(url)))
    for number, fact in enumerate(facts):
        _claim(graph, number, fact)
    graph.add((_entity(graph, META), SKOS.altLabel, Literal("Facebook")))
    return graph


def _entity(graph: Dataset, path: str) -> URIRef:
    kind, _, name = path.partition("/")
    node = ID[f"{kind.lower()}/{_slug(name)}"]
    graph.add((node, RDF.type, KG[kind]))
    graph.add((node, SKOS.prefLabel, Literal(name)))
    return node


def _slug(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text.lower())


def _claim(graph: Dataset, number: int, fact: Row) -> None:
    article, relation, subject, obj, status, qualifiers, quote = fact
    source = ID[f"article/{article}"]
    claim = ID[f"claim/{article}-{number:04}"]
    event = ID["event/" + _slug(f"{relation} {subject} {obj} {status}")]
    graph.add((event, KG.status, KG[status]))
    graph.add((event, KG.reportedIn, claim))
    qualifiers = dict(qualifiers)
    if "/" not in obj:
        obj, qualifiers["currency"] = obj.split()
    words = URIRef(f"{claim}#quote")
    rows: dict[Any, Any] = {RDF.type: KG.Claim, KG.event: event, KG.relation: KG[relation]}
    rows |= {KG.subject: _entity(graph, subject), KG.object: _value(graph, obj), KG.status: KG[status]}
    rows |= {PROV.wasQuotedFrom: source, OA.hasSelector: words}
    rows |= {KG[name]: _value(graph, text) for name, text in qualifiers.items()}
    for predicate, found in rows.items():
        graph.graph(source).add((claim, predicate, found))
    graph.graph(source).add((words, OA.exact, Literal(quote)))


def _value(graph: Dataset, text: str) -> URIRef | Literal:
    return _entity(graph, text) if "/" in text else Literal(text)
