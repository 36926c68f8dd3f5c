"""From articles to facts, and from facts to a graph; one article that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import facts as lines
from kg.articles import Skipped
from kg.errors import KGError, StoppedError
from kg.model import Article, Fact
from kg.ontology import BASE
from kg.readers import Reader

if TYPE_CHECKING:
    from rdflib import Dataset


@dataclass(frozen=True, slots=True)
class Reading:
    """One article and what a reader found in it, names not yet joined with other articles'."""

    article: Article
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A graph, and what it was made of; `facts` carry the entities shared by all articles."""

    articles: tuple[Article, ...]
    facts: tuple[Fact, ...]
    skipped: tuple[Skipped, ...]
    graph: Dataset


@dataclass(frozen=True, slots=True)
class Left:
    """An article that a reader left because it has stopped, and why."""

    article: str
    reason: str


def extract(articles: Iterable[Article | Skipped], reader: Reader) -> Iterator[Reading | Skipped]:
    """The facts of each article, in the order given; an article on which the reader fails is `Skipped`.

    The articles that a reader leaves once it has stopped are skipped together, at the end.
    """
    return together(attempt(article, reader) for article in articles)


def together(attempts: Iterable[Reading | Skipped | Left]) -> Iterator[Reading | Skipped]:
    """The attempts as they come, and behind them those that were left, as one that is skipped."""
    left: list[Left] = []
    for each in attempts:
        if isinstance(each, Left):
            left.append(each)
        else:
            yield each
    if left:
        others = f" and {len(left) - 1:,} more" if len(left) > 1 else ""
        yield Skipped(f"{left[0].article}{others}", left[0].reason)


def attempt(article: Article | Skipped, reader: Reader) -> Reading | Skipped | Left:
    """What a reader finds in an article. Readers may be anything, so whatever one raises concerns this article alone."""
    if isinstance(article, Skipped):
        return article
    try:
        facts = reader.read(article)
    except StoppedError as error:
        return Left(article.id, _line(error))
    except KGError as error:
        return Skipped(article.id, _line(error))
    except Exception as error:
        return Skipped(article.id, f"the reader failed ({type(error).__name__}: {_line(error)})")
    if wrong := next((fact for fact in facts if not _verbatim(fact, article)), None):
        return Skipped(
            article.id, f"the reader quoted words that are not there: {wrong.evidence.quote[:60]!r}"
        )
    return Reading(article, tuple(sorted(facts, key=_place)))


def build(readings: Iterable[Reading | Skipped], *, base: str | None = None) -> Built:
    """The graph of all readings, the same whatever their order.

    `base` is the beginning of all entity IRIs. Raises KGError where nothing could be read.
    """
    from kg import graph
    from kg.resolve import resolve
    from kg.seeds import load

    values = list(readings)
    skipped = tuple(sorted(value for value in values if isinstance(value, Skipped)))
    read = sorted((value for value in values if isinstance(value, Reading)), key=lambda each: each.article.id)
    if not read:
        raise KGError(f"no article could be read ({len(skipped)} skipped)")
    articles = tuple(each.article for each in read)
    facts = tuple(resolve(fact for each in read for fact in each.facts))
    known = {seed.entity.id: seed.same_as for seed in load()}
    return Built(articles, facts, skipped, graph.build(articles, facts, base or BASE, known=known))


def ordered(articles: Iterable[Article | Skipped]) -> list[Article | Skipped]:
    """Articles sorted by id, and behind them what was skipped, sorted by source."""
    values = list(articles)
    read = sorted((value for value in values if isinstance(value, Article)), key=lambda each: each.id)
    return [*read, *sorted(value for value in values if isinstance(value, Skipped))]


def _verbatim(fact: Fact, article: Article) -> bool:
    evidence = fact.evidence
    return evidence.article == article.id and article.text[evidence.start : evidence.end] == evidence.quote


def _place(fact: Fact) -> tuple[int, int, str]:
    return fact.evidence.start, fact.evidence.end, lines.dumps(fact)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:400]
