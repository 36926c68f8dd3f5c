"""What a stated fact must pass before it is one: the text must have its words, and the rules nothing against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english import joint, orders
from kg.english.qualify import attribution
from kg.learned.reader import best
from kg.learned.scored import LOWEST, Key, Score, said
from kg.lm.answer import Stated
from kg.lm.ends import End, Sought, end, qualifier, topic
from kg.lm.line import Line, touch
from kg.lm.prompt import allowed
from kg.lm.words import places
from kg.model import Article, Entity, Evidence, Fact, Qualifier, Span, Status
from kg.ontology import RELATIONS, Relation

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.marked import Marked
    from kg.learned.scored import Scored

# How sure a fact is that nobody but the model states: nobody has measured it.
UNMEASURED = 0.5
NOWHERE = "quote not in the text"
TWICE = "quote in the text more than once"
UNNAMED = "subject or object not named in the sentence, or not of that type"
MISFIT = "types that the relation does not join"
SAME = "subject and object the same"
TURNED = "the other way round by the rules or the small model"
ORDERED = "said by an order to the reader"
RULE = "lm"


@dataclass(frozen=True)
class Ground:
    """What else is known of an article: its sentences, what the rules read, what the small model thinks."""

    article: Article
    sentences: Sequence[Marked]
    ruled: Sequence[Fact]
    scored: Sequence[Scored]
    suspect: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passed:
    """A fact, and how many of its roles had to be left out."""

    fact: Fact
    left_out: int = 0


def gate(stated: Stated, piece: Span, ground: Ground) -> Passed | str:
    """The fact that is stated of a piece of the article, or why it is none."""
    found = places(stated.quote, ground.article.text, piece)
    if len(found) != 1:
        return TWICE if found else NOWHERE
    sentences = [m for m in ground.sentences if touch(m.sentence.extent, found[0])]
    if not sentences:
        return NOWHERE
    relation = RELATIONS[stated.relation]
    if stated.subject_type not in relation.domain or stated.object_type not in relation.range:
        return MISFIT
    for marked in sentences:
        line = Line(marked, ground.article.text)
        if ends := _ends(stated, line):
            return _fact(stated, ends, line, ground)
    return UNNAMED


def _ends(stated: Stated, line: Line) -> tuple[End, End] | None:
    relation = RELATIONS[stated.relation]
    first = Sought(stated.subject, stated.subject_type, relation.domain)
    second = Sought(stated.object, stated.object_type, relation.range)
    subject, thing = end(first, line), end(second, line)
    if subject is None and thing is not None:
        subject = topic(first, line)
    elif subject is not None and thing is None:
        thing = topic(second, line)
    return (subject, thing) if subject and thing else None


def _fact(stated: Stated, ends: tuple[End, End], line: Line, ground: Ground) -> Passed | str:
    subject, thing = ends
    if not isinstance(subject.value, Entity) or subject.value == thing.value or subject.span == thing.span:
        return SAME
    if _ordered(ends, line.marked, ground):
        return ORDERED
    fact = Fact(
        relation=stated.relation,
        subject=subject.value,
        object=thing.value,
        status=stated.status,
        evidence=_evidence(line, ground.article.id),
        subject_span=subject.span,
        object_span=thing.span,
        qualifiers=tuple(_roles(stated, subject.value, line)),
        attribution=attribution(line.marked, line.text),
        confidence=UNMEASURED,
    )
    if _turned(fact, line.marked, ground):
        return TURNED
    heard = joint.status(*_nearest(ends, line), stated.relation, line.marked)
    return Passed(_agreed(fact, heard, ground), len(stated.roles) - len(fact.qualifiers))


def _ordered(ends: tuple[End, End], marked: Marked, ground: Ground) -> bool:
    subject, thing = (end.token for end in ends)
    way = joint.joint(subject, thing, marked)
    return marked.sentence.block in ground.suspect or orders.ordered([*way, subject, thing])


def _nearest(ends: tuple[End, End], line: Line) -> tuple[Token, Token]:
    """The two words that stand for the ends and are closest joined: "Tallgrass", or the "its" that means it."""
    subject, thing = ([end.token, *line.others(end.value)] for end in ends)
    return joint.nearest(subject, thing)


def _evidence(line: Line, article: str) -> Evidence:
    extent = line.extent
    return Evidence(article, extent.start, extent.end, extent.of(line.text), RULE)


def _roles(stated: Stated, subject: Entity, line: Line) -> Iterator[Qualifier]:
    """The roles that the relation may have and the sentence bears out; nobody is hired from the hirer."""
    may_have = allowed(stated.relation)
    for name, words in stated.roles:
        found = qualifier(name, words, line) if name in may_have else None
        if found is not None and found.value != subject:
            yield found


# --- what others read -----------------------------------------------------------------------------


def _agreed(fact: Fact, heard: Status, ground: Ground) -> Fact:
    """The fact with the strictest status of all who judge its sentence, and surer where the rules read it too."""
    alike = [f for f in ground.ruled if _key(f) == _key(fact)]
    here = [f.status for f in alike if f.evidence.start == fact.evidence.start]
    status = joint.strictest(fact.status, heard, *here)
    sure = max((f.confidence for f in alike if f.status == status), default=UNMEASURED)
    return fact.replace(status=status, confidence=max(UNMEASURED, sure))


def _turned(fact: Fact, marked: Marked, ground: Ground) -> bool:
    """Whether those who read the sentence too read the fact the other way round."""
    if not isinstance(fact.object, Entity) or not _turnable(fact, RELATIONS[fact.relation]):
        return False
    key, back = _key(fact), said(fact.relation, fact.object, fact.subject)
    ruled = {_key(f) for f in ground.ruled if f.evidence.start == fact.evidence.start}
    if key in ruled or back in ruled:
        return key not in ruled
    scores = best(s for s in ground.scored if s.marked is marked)
    nothing = Score(LOWEST, LOWEST)
    return scores.get(back, nothing).joined > scores.get(key, nothing).joined


def _turnable(fact: Fact, relation: Relation) -> bool:
    fits = fact.object.type in relation.domain and fact.subject.type in relation.range  # type: ignore[union-attr]
    return fits and not relation.symmetric


def _key(fact: Fact) -> Key:
    return said(fact.relation, fact.subject, fact.object)
