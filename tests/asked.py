"""A small graph of invented facts for the tests of queries and statistics."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Dataset

from kg.graph import build
from kg.model import Amount, Article, Entity, Evidence, Fact, Qualifier, Status, Year

ARTICLES = {
    "a1": (
        "Meta poaches three",
        "2025-06-26",
        "Meta hired Ada King, Bo Li and Cy Ray from OpenAI. Meta invested $14.3 billion in Scale AI for 49 %. "
        "Meta is in talks to buy Perplexity. Meta denied that it would buy Runway. OpenAI competes with Meta.",
    ),
    "a2": (
        "A second look",
        "2025-07-01",
        "Meta invested $14.8 billion in Scale AI. Meta hired Ada King, a researcher, in June, said Dee Poe. "
        "Dee Poe leads Scale AI, founded in 2016. OpenAI raised $40 billion. Meta makes Llama 4, based on Llama. "
        "FAIR is part of Meta. Ada King worked on GPT-4. Meta will spend $60 billion on data centres.",
    ),
    "a3": (
        None,
        None,
        "Google bought DeepMind. Google is based in Mountain View. Nvidia and OpenAI are partners. Ed Fox founded "
        "OpenAI | and left \x1b[31m. Mozilla hired Flo Gee. Google’s Gemini.",
    ),
}
META, OPENAI, SCALE = (
    Entity("Company", "Meta", ("Facebook", "Meta Platforms")),
    Entity("Company", "OpenAI"),
    Entity("Company", "Scale AI"),
)
GOOGLE = Entity("Company", "Google")
ADA, BO, CY, DEE, ED, FLO = (
    Entity("Person", n) for n in ("Ada King", "Bo Li", "Cy Ray", "Dee Poe", "Ed Fox", "Flo Gee")
)
LLAMA, LLAMA4, GPT4 = (Entity("Model", n) for n in ("Llama", "Llama 4", "GPT-4"))


def dollars(billions: str) -> Amount:
    return Amount(Decimal(billions) * 10**9, "USD")


def graph() -> Dataset:
    """The graph, as a build makes it."""
    articles = [Article(id=i, title=t, published=p, text=w) for i, (t, p, w) in ARTICLES.items()]
    return build(articles, list(_facts()))


def _facts() -> list[Fact]:
    from_openai = Qualifier("from", OPENAI)
    talks, denied = Status.TALKS, Status.DENIED
    return [
        *(
            fact(
                "a1", "Meta hired Ada King, Bo Li and Cy Ray from OpenAI.", ("hired", META, p), [from_openai]
            )
            for p in (ADA, BO, CY)
        ),
        *(
            fact("a1", "Meta hired Ada King, Bo Li and Cy Ray from OpenAI.", ("workedFor", p, OPENAI))
            for p in (ADA, BO, CY)
        ),
        fact(
            "a1",
            "Meta invested $14.3 billion",
            ("invested", META, SCALE),
            [Qualifier("amount", dollars("14.3")), Qualifier("stake", Decimal("0.49"))],
        ),
        fact(
            "a1",
            "Meta is in talks to buy Perplexity.",
            ("acquired", META, Entity("Company", "Perplexity")),
            status=talks,
        ),
        fact(
            "a1",
            "Meta denied that it would buy Runway.",
            ("acquired", META, Entity("Company", "Runway")),
            status=denied,
        ),
        fact("a1", "OpenAI competes with Meta.", ("competesWith", OPENAI, META)),
        fact(
            "a2",
            "Meta invested $14.8 billion",
            ("invested", META, SCALE),
            [Qualifier("amount", dollars("14.8"))],
        ),
        fact(
            "a2",
            "Meta hired Ada King",
            ("hired", META, ADA),
            [Qualifier("role", "researcher"), Qualifier("date", "2025-06")],
            attribution="Dee Poe",
        ),
        fact("a2", "Dee Poe leads Scale AI", ("leads", DEE, SCALE), [Qualifier("role", "CEO")]),
        fact("a2", "Scale AI, founded in 2016", ("foundedIn", SCALE, Year(2016))),
        fact(
            "a2",
            "OpenAI raised $40 billion.",
            ("raised", OPENAI, dollars("40")),
            [Qualifier("round", "Series F")],
        ),
        fact("a2", "Meta makes Llama 4", ("developed", META, LLAMA4)),
        fact("a2", "Llama 4, based on Llama.", ("basedOn", LLAMA4, LLAMA)),
        fact("a2", "FAIR is part of Meta.", ("partOf", Entity("Lab", "FAIR"), META)),
        fact("a2", "Ada King worked on GPT-4.", ("workedOn", ADA, GPT4)),
        fact(
            "a2",
            "Meta will spend $60 billion",
            ("committed", META, dollars("60")),
            [Qualifier("purpose", "data centres")],
        ),
        fact("a3", "Google bought DeepMind.", ("acquired", GOOGLE, Entity("Company", "DeepMind"))),
        fact(
            "a3",
            "Google is based in Mountain View.",
            ("headquarteredIn", GOOGLE, Entity("Place", "Mountain View")),
        ),
        fact("a3", "Nvidia and OpenAI are partners.", ("partneredWith", Entity("Company", "Nvidia"), OPENAI)),
        fact("a3", "Ed Fox founded OpenAI | and left \x1b[31m.", ("founded", ED, OPENAI)),
        fact("a3", "Mozilla hired Flo Gee.", ("hired", Entity("Organization", "Mozilla"), FLO)),
        fact("a3", "Google’s Gemini.", ("developed", GOOGLE, Entity("Model", "Gemini"))),
        fact("a3", "OpenAI", ("worksFor", ED, Entity("Company", "Gemini"))),
    ]


def fact(
    article: str,
    quote: str,
    said: tuple[str, Entity, Entity | Amount | Year],
    qualifiers: list[Qualifier] | None = None,
    *,
    status: Status = Status.DONE,
    attribution: str | None = None,
) -> Fact:
    """The fact that the words of an article state."""
    start = ARTICLES[article][2].index(quote)
    evidence = Evidence(article, start, start + len(quote), quote, "test")
    relation, subject, thing = said
    return Fact(
        relation,
        subject,
        thing,
        status,
        evidence,
        qualifiers=tuple(qualifiers or ()),
        attribution=attribution,
    )
