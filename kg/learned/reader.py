"""The learned reader, and both readers as one: the model adds what it is sure of and drops what it doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english import reader
from kg.english.consolidate import consolidate
from kg.english.reader import Reader as Rules
from kg.english.reader import stated
from kg.learned import weights as stored
from kg.learned.scored import Key, Scored, said, scored
from kg.learned.state import fact, sureness
from kg.learned.weights import Weights
from kg.model import Article, Fact

if TYPE_CHECKING:
    from kg.english.marked import Marked

# What a rule that fired adds to the log odds of a fact.
AGREED = 2.0


@dataclass(frozen=True)
class Learned:
    """Reads facts with the model alone, over the mentions that the rules find."""

    rules: Rules
    weights: Weights

    def read(self, article: Article) -> list[Fact]:
        """The facts that the model is sure of, each once, in the order of their evidence."""
        sentences = self.rules.marked(article)
        return consolidate(sure(scored(sentences, self.weights), self.weights, article))


@dataclass(frozen=True)
class Both:
    """Reads facts with rules and model together."""

    rules: Rules
    weights: Weights

    def read(self, article: Article) -> list[Fact]:
        """The rules' facts that the model does not doubt, and those that it is sure of beside them."""
        sentences = self.rules.marked(article)
        found = list(scored(sentences, self.weights))
        kept = list(_kept(_stated(sentences, article), best(found), self.weights))
        told = {said(f.relation, f.subject, f.object) for f in kept}
        more = (s for s in found if s.key not in told)
        return consolidate([*kept, *sure(more, self.weights, article)])


def load(model: str | None = None) -> Learned:
    """The learned reader, with the weights that come with kg, over the spaCy pipeline `model`."""
    return Learned(reader.load(model), stored.load())


def load_both(model: str | None = None) -> Both:
    """Rules and the weights that come with kg, over the spaCy pipeline `model`."""
    return Both(reader.load(model), stored.load())


def best(found: Iterable[Scored]) -> dict[Key, float]:
    """The highest score of each fact, over all sentences of an article."""
    highest: dict[Key, float] = {}
    for each in found:
        if (key := each.key) is not None:
            highest[key] = max(each.score, highest.get(key, each.score))
    return highest


def _stated(sentences: Sequence[Marked], article: Article) -> Iterator[Fact]:
    for marked in sentences:
        yield from stated(marked, article)


def _kept(facts: Iterable[Fact], scores: dict[Key, float], weights: Weights) -> Iterator[Fact]:
    """The facts that the model does not doubt; what it did not see at all stays as it is."""
    for each in facts:
        score = scores.get(said(each.relation, each.subject, each.object))
        if score is None:
            yield each
        elif score >= weights.keeps.get(each.relation, score):
            yield each.replace(confidence=sureness(score + AGREED))


def sure(found: Iterable[Scored], weights: Weights, article: Article) -> Iterator[Fact]:
    """The facts whose score reaches the cut of their relation; of two directions the better one."""
    chosen = [s for s in found if s.score >= weights.adds.get(s.relation, float("inf"))]
    highest = best(chosen)
    for each in chosen:
        if each.key is None:
            continue
        relation, subject, thing = each.key
        if highest.get((relation, thing, subject), each.score) > each.score:
            continue
        if one := fact(each, article):
            yield one
