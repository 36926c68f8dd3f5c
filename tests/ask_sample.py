"""The graph that questions are asked of: the sample articles with their facts as read by hand, from ask/sample.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from kg.articles import read
from kg.facts import amount
from kg.graph import build, rdf, terms
from kg.model import Amount, Article, Entity, Evidence, Fact, Qualifier, QualifierValue, Status, Year

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parent / "seeds" / "articles"
SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"]?(?=\s+[A-Z\"“])|$)", re.MULTILINE)
YEARS = "foundedIn"
SUMS = ("raised", "committed")


def told() -> dict[str, Any]:
    """What the file says."""
    return tomllib.loads((FOLDER / "ask" / "sample.toml").read_text(encoding="utf-8"))


def dataset() -> Dataset:
    """The graph, as a build makes it."""
    sample = told()
    articles = {article.id: article for article in read([SEEDS])}
    facts = [
        _fact(articles[name], line, sample)
        for name, lines in sample["facts"].items()
        for line in lines.splitlines()
        if line
    ]
    return build(list(articles.values()), facts)


def store(of: Dataset) -> ox.Store:
    """The union of its graphs, in Oxigraph."""
    found = ox.Store()
    found.extend(ox.Quad(*map(terms.to_oxigraph, triple)) for triple in rdf.union(of))  # type: ignore[arg-type]
    return found


def _fact(article: Article, line: str, sample: dict[str, Any]) -> Fact:
    subject, relation, thing, words, *more = (part.strip() for part in line.split("|"))
    said = list(filter(None, (part.strip() for part in "".join(more).split(";"))))
    status = next((Status(part) for part in said if part in ("talks", "denied")), Status.DONE)
    start, quote = _sentence(article, words)
    return Fact(
        relation,
        _entity(subject, sample),
        _object(relation, thing, sample),
        status,
        Evidence(article.id, start, start + len(quote), quote, "hand"),
        qualifiers=tuple(_qualifiers(said, sample)),
        attribution=next((p.partition(" ")[2] for p in said if p.startswith("attribution ")), None),
    )


def _sentence(article: Article, words: str) -> tuple[int, str]:
    """The first sentence that holds the words, and where it begins."""
    for match in SENTENCE.finditer(article.text):
        if words in match[0]:
            blank = len(match[0]) - len(match[0].lstrip())
            return match.start() + blank, match[0].strip()
    raise ValueError(f"{article.id} does not say {words!r}")


def _entity(name: str, sample: dict[str, Any]) -> Entity:
    kinds = (k for k, names in sample["types"].items() if name in re.split(r",\s*", names.strip()))
    return Entity(next(kinds, "Company"), name, tuple(sample["aliases"].get(name, ())))


def _object(relation: str, thing: str, sample: dict[str, Any]) -> Entity | Amount | Year:
    if relation == YEARS:
        return Year(int(thing))
    return amount(thing) if relation in SUMS else _entity(thing, sample)


def _qualifiers(said: list[str], sample: dict[str, Any]) -> Iterator[Qualifier]:
    for part in said:
        name, _, value = part.partition(" ")
        if value and name != "attribution":
            yield Qualifier(name, _value(name, value, sample))


def _value(name: str, value: str, sample: dict[str, Any]) -> QualifierValue:
    if name in ("amount", "valuation"):
        return amount(value)
    if name == "stake":
        return Decimal(value)
    return _entity(value, sample) if name == "from" else value
