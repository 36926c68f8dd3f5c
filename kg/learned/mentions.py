"""What a text says word by word: one fact for each pair of mentions that it joins, nothing merged.

For those who annotate or measure at the level of mentions: "she", "which" and names that kg cannot place
count as they stand, and a fact that is said three times is given three times.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.learned.heads import EMPLOYED
from kg.learned.scored import LOWEST, Score, Scored, scored
from kg.learned.standins import loosened
from kg.learned.state import fact
from kg.model import Article, Fact

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.learned.weights import Weights

# A job that the text leaves open in time is given as the likelier of these.
JOBS = ("worksFor", "workedFor")
Place = tuple[int, int, int]


def told(article: Article, sentences: Sequence[Marked], weights: Weights) -> Iterator[Fact]:
    """What the model reads in the sentences, pair by pair, in the order of the text."""
    found = scored(map(loosened, sentences), weights.of_mentions())
    likely = (s for s in found if s.score.joined >= weights.cut(s.relation))
    for each in _jobs(likely):
        if (one := fact(each, article)) is not None:
            yield one


def _jobs(found: Iterable[Scored]) -> Iterator[Scored]:
    """The pairs with `employed` as one of the jobs; of a pair's jobs in past and present only the likelier."""
    jobs: dict[Place, list[Scored]] = {}
    for each in found:
        if each.relation in (*JOBS, EMPLOYED):
            jobs.setdefault(_place(each), []).append(each)
        else:
            yield each
    for group in jobs.values():
        scores = {each.relation: each.score.joined for each in group}
        likelier = max(JOBS, key=lambda name: (scores.get(name, LOWEST), name == JOBS[0]))
        score = Score(max(scores.values()), group[0].score.open)
        yield dataclasses.replace(group[0], relation=likelier, score=score)


def _place(each: Scored) -> Place:
    return each.marked.sentence.index, each.subject.item.first, each.object.item.first
