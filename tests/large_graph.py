"""A large graph of made-up facts in all relations: what the stores are compared on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rdflib import Dataset

from kg import graph
from kg.model import Amount, Article, Entity, Evidence, Fact, Status, Year
from kg.ontology import RELATIONS

PER_ARTICLE = 8
STATUSES = (*[Status.DONE] * 6, Status.TALKS, Status.DENIED)
MARKS = ("", " Søn", " 百度", " Ål", " O’Neil", " (new)", " A/S", " No. 5.", " \U0001f680")


def large(articles: int) -> Dataset:
    """The graph of so many articles, some 300 triples each; the same one every time."""
    told = [_told(number) for number in range(articles)]
    return graph.build([article for article, _ in told], [fact for _, facts in told for fact in facts])


def _told(number: int) -> tuple[Article, list[Fact]]:
    quotes = [f"Sentence {number}.{n} says “so”." for n in range(PER_ARTICLE)]
    moment = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:30:00Z"
    article = Article(f"n{number}", "\n".join(quotes), title=f"News {number}: “ü” \\ <b>", published=moment)
    return article, list(_facts(article, quotes, number * PER_ARTICLE))


def _facts(article: Article, quotes: list[str], first: int) -> Iterator[Fact]:
    start = 0
    for number, quote in enumerate(quotes, first):
        relation = RELATIONS[sorted(RELATIONS)[number % len(RELATIONS)]]
        subject = _entity(sorted(relation.domain)[0], number)
        evidence = Evidence(article.id, start, start + len(quote), quote, f"{relation.name}/made")
        status = STATUSES[number % len(STATUSES)]
        yield Fact(relation.name, subject, _object(sorted(relation.range)[0], number), status, evidence)
        start += len(quote) + 1


def _object(type_: str, number: int) -> Entity | Amount | Year:
    if type_ == "Amount":
        return Amount(Decimal(number % 997) / 8 + 1_000_000, ("USD", "EUR", "GBP")[number % 3])
    return Year(1950 + number % 75) if type_ == "Year" else _entity(type_, number * 7 + 1)


def _entity(type_: str, number: int) -> Entity:
    return Entity(type_, f"{type_} {number % 701}{MARKS[number % len(MARKS)]}")
