"""The learned reader, and both readers as one: the model adds what it is sure of and drops what it doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kg.english import reader
from kg.english.consolidate import consolidate, settled
from kg.english.origins import with_former, with_origin
from kg.english.reader import Reader as Rules
from kg.english.reader import signed
from kg.learned import weights as stored
from kg.learned.gates import passed
from kg.learned.mentions import told
from kg.learned.prices import prices, with_price
from kg.learned.scored import Key, Score, Scored, said, scored
from kg.learned.state import fact, span
from kg.learned.trust import learned
from kg.learned.unsure import unsure
from kg.learned.weights import Weights
from kg.model import Article, Fact, Span, Status
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from kg.english.marked import Marked

# The log odds from which the model alone states a fact, and from which it has a say beside the rules.
ALONE, POSSIBLE = 0.0, -3.0
# The certainty of a job that somebody left from which it may tell where a hire came from.
LEFT = 0.35
# What a sentence says once of one end: who bought a thing or raised a sum, where a company has its seat.
ONCE_OF = {"acquired": "object", "raised": "object", "headquarteredIn": "subject", "foundedIn": "subject"}

Place = tuple[str, Span | None, Span | None]
T = TypeVar("T")
# Whether a relation with a score may become a fact.
Hope = Callable[[str, Score | None], bool]


def anything(*_: object) -> bool:
    """Leaves nothing out."""
    return True


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
        return self._sure(self.weighed(article, self.weights.trust.hopeful))

    def with_doubts(self, article: Article) -> tuple[list[Fact], list[Fact]]:
        """What `read` gives, and what could be meant but is not certain enough for it, the most certain first."""
        weighed = list(self.weighed(article))
        sure = self._sure(weighed)
        known = {(f.relation, f.subject, f.object) for f in sure}
        left = (f for f in weighed if not self.weights.trust.stated(f))
        new = [f for f in left if (f.relation, f.subject, f.object) not in known]
        return sure, sorted(new, key=lambda fact: -fact.confidence)

    def _sure(self, weighed: Iterable[Fact]) -> list[Fact]:
        """What of the weighed facts is stated; what follows from the rules' facts is among them already.

        Where somebody who is hired came from, either may tell the other.
        """
        trust = self.weights.trust
        ordered = sorted(weighed, key=lambda fact: fact.evidence.start)
        sure = [f for f in ordered if trust.stated(f)]
        left = [f for f in ordered if f.relation == "workedFor" and f.confidence >= LEFT]
        ruled = with_origin([f for f in sure if not learned(f)], left, sure)
        alone = with_origin([f for f in sure if learned(f)], left, sure)
        return settled([*ruled, *with_former(alone)])

    def weighed(self, article: Article, hopeful: Hope = anything) -> Iterator[Fact]:
        """All that is stated or thought possible, with its certainty as confidence, where it is hopeful.

        Of a relation that the model was not taught, the rules are believed.
        """
        sentences = self.rules.marked(article)
        doubts = unsure(sentences)
        for each, score in candidates(article, sentences, self.weights, hopeful=hopeful):
            if self.weights.knows(each.relation):
                certainty = self.weights.trust.of(each, score, article.text, doubts)
                yield each.replace(confidence=certainty)
            else:
                yield each

    def mentions(self, article: Article) -> list[Fact]:
        """What rules or model say of each pair of words, pronouns as they stand, nothing merged."""
        sentences = self.rules.marked(article)
        ruled = [fact for fact, _ in signed(sentences, article)]
        return [*told(article, sentences, self.weights), *ruled]


def candidates(
    article: Article,
    sentences: Sequence[Marked],
    weights: Weights,
    ruled: Sequence[Fact] | None = None,
    *,
    hopeful: Hope = anything,
) -> Iterator[tuple[Fact, Score | None]]:
    """What the rules state in an article's sentences, and what beside it the model thinks possible, each with the model's score.

    The rules' facts may be given. What they have judged, if only as talked about, the model does not state;
    nor anything else of the same two in the same sentence; nor what they have judged not done there, of
    whomever; nor that somebody else did what only one can do, or that a company has a second seat. Of the
    model's facts those are left out that are not `hopeful` by their relation and score.
    """
    read = [fact for fact, _ in signed(sentences, article)] if ruled is None else ruled
    found = list(scored(sentences, weights, {fact.evidence.start for fact in read}))
    scores, places = best(found), highest((_scored_place(each), each.score) for each in found)
    ruled = consolidate(read) if ruled is None else ruled
    thought = list(likely(found, POSSIBLE, article, lambda key: hopeful(key[0], scores.get(key))))
    sums = prices(thought)
    for each in ruled:
        seen = (scores.get(said(each.relation, each.subject, each.object)), places.get(_place(each)))
        score = max(filter(None, seen), key=lambda score: score.joined, default=None)
        yield with_price(each, sums), score
    judged = {said(f.relation, f.subject, f.object) for f in ruled}
    joined = {_joined(f) for f in ruled}
    spoken = {_place(f) for f in read}
    taken = {_matter(f) for f in ruled if f.relation in ONCE_OF}
    undone = {(f.relation, f.evidence.start) for f in ruled if f.status != Status.DONE}
    surest: dict[Key, Fact] = {}
    for each in thought:
        key = said(each.relation, each.subject, each.object)
        talked = (each.relation, each.evidence.start) in undone
        known = key in judged or _joined(each) in joined or _place(each) in spoken
        if not (known or _matter(each) in taken or talked):
            surest[key] = max(surest.get(key, each), each, key=lambda fact: fact.confidence)
    yield from ((with_price(each, sums), scores.get(key)) for key, each in surest.items())


def _place(fact: Fact) -> Place:
    return fact.relation, fact.subject_span, fact.object_span


def _scored_place(scored: Scored) -> Place:
    """Where the two ends stand: who is meant there the rules may settle later."""
    return scored.relation, span(scored.subject, scored), span(scored.object, scored)


def _joined(fact: Fact) -> tuple[frozenset[str], int]:
    """Which two are spoken of in which sentence."""
    return frozenset((str(fact.subject), str(fact.object))), fact.evidence.start


def _matter(fact: Fact) -> tuple[str, str, int]:
    """What is said of the end of which it can be said once, and in which sentence, whatever the other end is."""
    one = fact.subject if ONCE_OF.get(fact.relation) == "subject" else fact.object
    return fact.relation, str(one), fact.evidence.start


def load(model: str | None = None) -> Learned:
    """The learned reader, with the weights that come with kg, over the spaCy pipeline `model`."""
    return Learned(reader.load(model), stored.load())


def load_both(model: str | None = None) -> Both:
    """Rules and the weights that come with kg, over the spaCy pipeline `model`."""
    return Both(reader.load(model), stored.load())


def best(found: Iterable[Scored]) -> dict[Key, Score]:
    """The highest score of each fact, over all sentences of an article."""
    known = ((each.key, each.score) for each in found if each.relation in RELATIONS)
    return highest((key, score) for key, score in known if key is not None)


def highest(scores: Iterable[tuple[T, Score]]) -> dict[T, Score]:
    """The highest score of each of several things."""
    found: dict[T, Score] = {}
    for thing, score in scores:
        if thing not in found or score.joined > found[thing].joined:
            found[thing] = score
    return found


def likely(
    found: Iterable[Scored], cut: float, article: Article, wanted: Callable[[Key], bool] = anything
) -> Iterator[Fact]:
    """The wanted facts that pass the gates with a score of at least `cut`; of two directions the better one."""
    chosen = [s for s in passed([s for s in found if s.relation in RELATIONS]) if s.score.joined >= cut]
    surest = best(chosen)
    for each in chosen:
        if each.key is None:
            continue
        relation, subject, thing = each.key
        back = surest.get((relation, thing, subject), each.score)
        if back.joined > each.score.joined or not wanted(each.key):
            continue
        if one := fact(each, article):
            yield one
