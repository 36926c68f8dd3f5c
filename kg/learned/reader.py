"""The learned reader, and both readers as one: the model adds what it is sure of and drops what it doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.english import reader
from kg.english.consolidate import consolidate
from kg.english.reader import Reader as Rules
from kg.english.reader import stated
from kg.learned import weights as stored
from kg.learned.gates import passed
from kg.learned.mentions import told
from kg.learned.scored import Key, Scored, said, scored
from kg.learned.state import LEARNED, fact
from kg.learned.weights import Weights
from kg.model import Article, Fact
from kg.ontology import RELATIONS

# The log odds from which the model alone states a fact, and from which it has a say beside the rules.
ALONE, POSSIBLE = 0.0, -3.0


@dataclass(frozen=True)
class Learned:
    """Reads facts with the model alone, over the mentions that the rules find."""

    rules: Rules
    weights: Weights

    def read(self, article: Article) -> list[Fact]:
        """The facts that are likelier than not, each once, in the order of their evidence."""
        return consolidate(likely(scored(self.rules.marked(article), self.weights), ALONE, article))

    def mentions(self, article: Article) -> list[Fact]:
        """What is said of each pair of words, pronouns as they stand, nothing merged."""
        return list(told(article, self.rules.marked(article), self.weights))


@dataclass(frozen=True)
class Both:
    """Reads facts with rules and model together: each speaks, and what is not to be trusted is dropped."""

    rules: Rules
    weights: Weights

    def read(self, article: Article) -> list[Fact]:
        """The facts that can be trusted, each once, in the order of their evidence."""
        trust = self.weights.trust
        sure = (
            fact.replace(confidence=trust.of(fact, score, article.text))
            for fact, score in candidates(article, self.rules, self.weights)
        )
        return consolidate(fact for fact in sure if fact.confidence >= trust.cut)

    def mentions(self, article: Article) -> list[Fact]:
        """What rules or model say of each pair of words, pronouns as they stand, nothing merged."""
        sentences = self.rules.marked(article)
        ruled = [fact for marked in sentences for fact in stated(marked, article)]
        return [*told(article, sentences, self.weights), *ruled]


def candidates(
    article: Article, rules: Rules, weights: Weights, ruled: Sequence[Fact] | None = None
) -> Iterator[tuple[Fact, float | None]]:
    """What the rules state, and what beside it the model thinks possible, each with the model's score.

    The rules' facts may be given. What they have judged, if only as talked about, the model does not state.
    """
    sentences = rules.marked(article)
    found = list(scored(sentences, weights))
    scores = best(found)
    if ruled is None:
        ruled = consolidate([f for marked in sentences for f in stated(marked, article)])
    judged = {said(f.relation, f.subject, f.object) for f in ruled}
    for each in (*ruled, *consolidate(likely(found, POSSIBLE, article))):
        key = said(each.relation, each.subject, each.object)
        if key not in judged or not each.evidence.rule.startswith(LEARNED):
            yield each, scores.get(key)


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
        if each.relation in RELATIONS and (key := each.key) is not None:
            highest[key] = max(each.score, highest.get(key, each.score))
    return highest


def likely(found: Iterable[Scored], cut: float, article: Article) -> Iterator[Fact]:
    """The facts that pass the gates with a score of at least `cut`; of two directions the better one."""
    chosen = [s for s in passed([s for s in found if s.relation in RELATIONS]) if s.score >= cut]
    highest = best(chosen)
    for each in chosen:
        if each.key is None:
            continue
        relation, subject, thing = each.key
        if highest.get((relation, thing, subject), each.score) > each.score:
            continue
        if one := fact(each, article):
            yield one
