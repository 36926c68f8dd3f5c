"""Annotated data as examples: facts as JSON lines beside their articles, KnowledgeNet, CORE."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.articles.read import read as read_articles
from kg.english.coreference import Mention
from kg.english.dates import FoundDate
from kg.english.money import FoundAmount
from kg.evaluate import read as read_facts
from kg.evaluate.follows import follows
from kg.evaluate.stated import Stated, distinct, names, same_sum
from kg.learned.examples import Answer, Example, examples
from kg.learned.heads import EMPLOYED, OPEN, WORK
from kg.learned.pairs import End, Pair
from kg.learned.standins import loosened
from kg.model import Article, Entity, Span
from kg.ontology import RELATIONS

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.english.reader import Reader

SPACE = re.compile(r"\s+")
# How an end stands that is resolved from the text around, perhaps wrongly.
LOOSE = ("pronoun", "description", "about")


# --- facts beside their articles --------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """The judge of an article whose facts are known: yes where the evidence states one, no where none fits."""

    facts: tuple[Stated, ...]
    also: tuple[Stated, ...]

    def __call__(self, marked: Marked, pair: Pair, head: str) -> Answer:
        relation = head[:-1]
        first, second = (pair.second, pair.first) if head.endswith("<") else (pair.first, pair.second)
        wanted = (*WORK, "hired") if relation == EMPLOYED else (relation,)
        here = SPACE.sub(" ", marked.sentence.tokens.text).strip()
        if head == OPEN:
            return self._open(here, pair)
        found = [f for f in self.facts if f.relation in wanted and _joins(f, first, second)]
        if found:
            return True if any(_states(here, f) for f in found) else None
        if loose := self._loose(marked, here, wanted, first, second):
            return True if _alone(loose, marked) else None
        if any(f.relation in wanted and _joins(f, first, second) for f in self.also):
            return None
        return False

    def _loose(
        self, marked: Marked, sentence: str, relations: Sequence[str], subject: End, thing: End
    ) -> End | None:
        """The end that is only a word such as "it" where the sentence states this of something that it does not name.

        Whatever the word was taken for, it is said of the word.
        """
        for fact in self.facts:
            if fact.relation in relations and _states(sentence, fact):
                wanted = RELATIONS[fact.relation]
                for one, other in ((subject, thing), (thing, subject))[: 1 + wanted.symmetric]:
                    for end, types, known, beside, told in (
                        (one, wanted.domain, fact.subject, other, fact.object),
                        (other, wanted.range, fact.object, one, fact.subject),
                    ):
                        fits = end.kind in LOOSE and end.type in types and _is(beside, told)
                        if fits and not any(_called(named, known) for named in _named(marked)):
                            return end
        return None

    def _open(self, sentence: str, pair: Pair) -> Answer:
        """Whether all that the sentence states of the two is not done; None where it states nothing, or both."""
        told = {
            fact.done
            for fact in self.facts
            if _states(sentence, fact)
            and (_joins(fact, pair.first, pair.second) or _joins(fact, pair.second, pair.first))
        }
        return None if len(told) != 1 else not told.pop()


def _states(sentence: str, fact: Stated) -> bool:
    evidence = SPACE.sub(" ", str(fact.line.get("evidence", ""))).strip()
    return sentence in evidence or evidence in sentence


def _named(marked: Marked) -> Iterator[Entity]:
    """What a sentence names."""
    mentions = (item.value for item in marked.items if isinstance(item.value, Mention))
    return (m.entity for m in mentions if m.kind == "name")


def _alone(loose: End, marked: Marked) -> bool:
    """Whether the sentence has no other such word that could stand for what this one was not taken for."""
    mentions = (item.value for item in marked.items if isinstance(item.value, Mention))
    words = {m.entity for m in mentions if m.kind in LOOSE and m.entity.type == loose.type}
    return words <= {loose.entity}


def _joins(fact: Stated, subject: End, thing: End) -> bool:
    ends = [(subject, thing)]
    if fact.relation in ("partneredWith", "competesWith", "hired"):
        ends.append((thing, subject))
    return any(_is(a, fact.subject) and _is(b, fact.object) for a, b in ends)


def _is(end: End, known: Any) -> bool:
    value = end.item.value
    if end.entity is not None:
        return _called(end.entity, known)
    if isinstance(value, FoundAmount) and isinstance(known, tuple):
        return any(same_sum((value.amount.value, value.amount.currency), each) for each in known)
    return isinstance(value, FoundDate) and isinstance(known, frozenset) and value.iso[:4] in known


def _called(entity: Entity, known: Any) -> bool:
    return isinstance(known, frozenset) and bool(names([entity.name, *entity.aliases]) & known)


def gold(name: str, folder: Path, reader: Reader) -> Iterator[Example]:
    """The examples of a folder with `articles` and, for each of them, facts in `gold`."""
    known = read_facts(folder / "gold")
    for article in read_articles([str(folder / "articles")]):
        if isinstance(article, Article) and article.id in known:
            yield from of_article(name, article, known[article.id], reader)


def of_article(name: str, article: Article, facts: Sequence[Stated], reader: Reader) -> Iterator[Example]:
    """The examples of one article whose facts are known."""
    listed = tuple(distinct(facts))
    judge = Known(listed, tuple(follows(list(listed))))
    yield from examples(name, article.id, reader.marked(article), judge)


# --- KnowledgeNet -----------------------------------------------------------------------------------

# Property -> relation, and whether the relation's subject is the property's object.
PROPERTIES = {
    "FOUNDED_BY": ("founded", True),
    "CEO": ("leads", True),
    "EMPLOYEE_OR_MEMBER_OF": (EMPLOYED, False),
    "SUBSIDIARY_OF": ("partOf", False),
    "HEADQUARTERS": ("headquarteredIn", False),
    "DATE_FOUNDED": ("foundedIn", False),
}
LEADING = re.compile(r"\b(president|chair\w*|director|head|led|leads?|runs?|boss)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """The judge of a passage of KnowledgeNet: only the properties that were annotated there are known."""

    annotated: frozenset[str]
    facts: tuple[dict[str, Any], ...]
    text: str

    def __call__(self, marked: Marked, pair: Pair, head: str) -> Answer:
        relation = head[:-1]
        first, second = (pair.second, pair.first) if head.endswith("<") else (pair.first, pair.second)
        held = {f["p"] for f in self.facts if self._fits(f, marked, first, second)}
        for name, (which, _) in PROPERTIES.items():
            if which == relation and name in held:
                return True
        if relation in ("worksFor", "workedFor", "leads", "hired", EMPLOYED):
            return self._at_work(relation, held)
        if any(which == relation and name in self.annotated for name, (which, _) in PROPERTIES.items()):
            return False
        return None

    def _at_work(self, relation: str, held: set[str]) -> Answer:
        """No job of any kind where no employee is; who is no CEO may still lead."""
        if "EMPLOYEE_OR_MEMBER_OF" in self.annotated and not held:
            return False
        if relation == "leads" and "CEO" in self.annotated and not held and not LEADING.search(self.text):
            return False
        return None

    def _fits(self, fact: dict[str, Any], marked: Marked, subject: End, thing: End) -> bool:
        turned = PROPERTIES[fact["p"]][1]
        ends = (fact["o"], fact["s"]) if turned else (fact["s"], fact["o"])
        return _overlaps(subject, marked, ends[0]) and _overlaps(thing, marked, ends[1])


def _overlaps(end: End, marked: Marked, span: Sequence[int]) -> bool:
    if end.virtual:
        return False
    own: Span = marked.span(end.item)
    return max(own.start, span[0]) < min(own.end, span[1])


def knowledgenet(path: Path, folds: Sequence[int], reader: Reader) -> Iterator[Example]:
    """The examples of the passages of some folds of KnowledgeNet."""
    for line in filter(None, path.read_text("utf-8").split("\n")):
        passage = json.loads(line)
        if passage["fold"] in folds:
            judge = Passage(frozenset(passage["annotated"]), tuple(passage["facts"]), passage["text"])
            marked = list(map(loosened, reader.marked(Article(passage["id"], passage["text"]))))
            yield from examples("knowledgenet", f"{passage['fold']}:{passage['id']}", marked, judge)


# --- CORE -------------------------------------------------------------------------------------------

# Relation of CORE -> relation, and whether that one's subject is the second company.
PAIRED = {
    "acquired_by": ("acquired", True),
    "shareholder_of": ("invested", False),
    "subsidiary_of": ("partOf", False),
    "collaboration": ("partneredWith", False),
    "competitor_of": ("competesWith", False),
}
UNSETTLED = {"merged_with": ("acquired",), "client_of": ("partneredWith",), "brand_of": ("partOf",)}
COMPANIES = frozenset(relation for relation, _ in PAIRED.values())
CLOSING, OPENING = re.compile(r"^([,.;:)\]%!?]|'s|’s|n't|'|’)"), ("(", "[", "$", "#")


@dataclass(frozen=True)
class Sentence:
    """The judge of a sentence of CORE: only its two companies are known, and only how companies relate."""

    relation: str
    turned: bool
    ends: tuple[tuple[int, int], tuple[int, int]]

    def __call__(self, marked: Marked, pair: Pair, head: str) -> Answer:
        relation = head[:-1]
        if relation not in COMPANIES or relation in UNSETTLED.get(self.relation, ()):
            return None
        order = self._order(marked, pair)
        if order is None:
            return None
        true, second_is_subject = PAIRED.get(self.relation, ("", False))
        if true != relation:
            return False
        if relation in ("partneredWith", "competesWith"):
            return True
        subject_is_e2 = second_is_subject != self.turned
        subject_first = (order == 2) == subject_is_e2
        return subject_first == head.endswith(">")

    def _order(self, marked: Marked, pair: Pair) -> int | None:
        """Which of the two companies stands first in the pair, 1 or 2; None where it is not theirs."""
        for number, (a, b) in ((1, self.ends), (2, self.ends[::-1])):
            if _overlaps(pair.first, marked, a) and _overlaps(pair.second, marked, b):
                return number
        return None


def core(path: Path, reader: Reader) -> Iterator[Example]:
    """The examples of the sentences of CORE."""
    for row in json.loads(path.read_text("utf-8")):
        text, spans = joined(row["context"])
        ends = tuple((spans[row[f"{e}_start"]][0], spans[row[f"{e}_end"]][1]) for e in ("e1", "e2"))
        judge = Sentence(row["relation"], bool(row["invert_relation"]), ends)  # type: ignore[arg-type]
        marked = list(map(loosened, reader.marked(Article(row["id"], text))))
        yield from examples("core", row["id"], marked, judge)


def joined(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as the text that they were, with the place of each.

    >>> joined(["Acme", ",", "Inc.", "(", "US", ")", "grew"])[0]
    'Acme, Inc. (US) grew'
    """
    text, spans = "", []
    for token in tokens:
        if text and not CLOSING.match(token) and not text.endswith(OPENING):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans
