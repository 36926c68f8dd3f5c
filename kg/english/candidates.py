"""Candidates for names: stretches of a sentence that may name something, before anything is typed.

Four sources, strongest first: names that the seeds know, patterns of AI model names, spaCy's named
entities, and runs of capitalised words. Where candidates overlap the longer or stronger one stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from kg.english import modelnames
from kg.english.capitals import common_word, goes_on, namelike, opens
from kg.english.gazetteer import first_word, labels
from kg.english.wordlists import given_names, long_places, words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.english.sentences import Sentence

NAME_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"}
APART = "family"
"""The label of a model that is none of the other things which the article calls the same."""


class Source(IntEnum):
    """Where a candidate comes from; the higher wins an overlap of equal length."""

    RUN = 0
    KNOWN = 1
    NER = 2
    MODEL = 3
    SEED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens (document indices, `last` exclusive) that may name something."""

    first: int
    last: int
    text: str
    source: Source
    label: str = ""
    seed: Entity | None = None

    @property
    def length(self) -> int:
        """The number of tokens."""
        return self.last - self.first


def candidates(sentence: Sentence) -> list[Candidate]:
    """The candidates of a sentence, without overlaps, in order."""
    sure, models = list(_seeds(sentence)), list(_models(sentence))
    weaker = [
        c for c in (*_places(sentence), *_entities(sentence), *_runs(sentence)) if not _idle(c, sentence)
    ]
    return select([*sure, *models, *weaker, *_longer_models(models, weaker, sure)])


def _idle(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the words are no name: ordinary words with capitals, a label before a colon, a dateline."""
    doc = sentence.doc
    tokens = doc[candidate.first : candidate.last]
    if len(tokens) == 1 and sum(map(str.isalpha, tokens.text)) < 2:
        return True
    if all(t.text.casefold() in words("never") for t in tokens):
        return True
    if candidate.label == "PERSON" and len(tokens) > 1 and tokens[0].lower_ in given_names():
        return False
    common = [common_word(t) for t in tokens]
    if (
        sentence.title_case
        and any(common)
        and not (candidate.first == sentence.tokens.start and opens(tokens[0]))
    ):
        return True
    follows_capital = candidate.first > sentence.tokens.start and doc[candidate.first - 1].is_title
    if candidate.source == Source.RUN and all(common) and follows_capital:
        return True
    behind = doc[candidate.last].text if candidate.last < len(doc) else ""
    if candidate.first == sentence.tokens.start and behind == ":" and all(common):
        return True
    return (
        candidate.last <= 7
        and behind == ")"
        and candidate.last + 1 < len(doc)
        and doc[candidate.last + 1].text in ("-", "--", "—", "–")
    )


def _longer_models(
    models: list[Candidate], weaker: list[Candidate], sure: list[Candidate]
) -> Iterator[Candidate]:
    """Models with capitalised words before them: "Defense Llama" where the pattern saw "Llama"."""
    for model in models:
        for c in weaker:
            ahead = range(c.first, model.first)
            if (
                c.last == model.last
                and ahead
                and not any(s.first < model.first and s.last > c.first for s in sure)
            ):
                yield Candidate(c.first, c.last, c.text, model.source, model.label)


def select(found: Iterable[Candidate]) -> list[Candidate]:
    """Those that stay where candidates overlap: the longer, then the stronger, then the earlier."""
    taken: set[int] = set()
    kept = []
    for c in sorted(found, key=lambda c: (-(c.length + 2 * (c.source == Source.MODEL)), -c.source, c.first)):
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            kept.append(c)
    return sorted(kept, key=lambda c: c.first)


# --- what the seeds know -------------------------------------------------------------------------


def _seeds(sentence: Sentence) -> Iterator[Candidate]:
    text = sentence.doc.text.replace("’", "'")
    for token in sentence.tokens:
        if not (token.text[0].isupper() or token.text[0].isdigit() or any(map(str.isupper, token.text))):
            continue
        for label, entity, ambiguous in labels().get(first_word(token.text), ()):
            last = _matched(sentence, token, label if text.startswith(label, token.idx) else "")
            if last is None:
                continue
            name = token.doc[token.i : last].text
            yield (
                Candidate(token.i, last, name, Source.RUN)
                if ambiguous
                else Candidate(token.i, last, name, Source.SEED, "", entity)
            )
            break


def _matched(sentence: Sentence, token: Token, label: str) -> int | None:
    """The token index after `label` where it starts at `token` and ends with a token, else None."""
    if not label:
        return None
    end = token.idx + len(label)
    for other in sentence.doc[token.i : sentence.tokens.end]:
        if other.idx + len(other) == end:
            return other.i + 1
        if other.idx + len(other) > end:
            return None
    return None


def _models(sentence: Sentence) -> Iterator[Candidate]:
    doc = sentence.doc
    start, end = sentence.tokens.start_char, sentence.tokens.end_char
    for found in modelnames.find(doc.text[start:end]):
        span = doc.char_span(start + found.span.start, start + found.span.end, alignment_mode="expand")
        if span is not None and not span.text.startswith("$"):
            source = Source.RUN if found.weak else Source.MODEL
            label = "weak" if found.weak else APART if found.apart else "model"
            yield Candidate(span.start, span.end, found.name, source, label)


# --- what spaCy and capitals say ------------------------------------------------------------------


def _entities(sentence: Sentence) -> Iterator[Candidate]:
    for ent in sentence.tokens.ents:
        if ent.label_ in NAME_LABELS:
            for first, last in _parts(ent.doc, ent.start, ent.end):
                for a, b in _conjuncts(ent.doc, first, last):
                    yield Candidate(a, b, ent.doc[a:b].text, Source.NER, ent.label_)


def _conjuncts(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Two names that spaCy took for one: "3L Capital and Assembly Ventures"."""
    middle = next((i for i in range(first + 1, last - 1) if doc[i].lower_ == "and"), None)
    split = middle is not None and not any(t.lower_ in ("of", "for") for t in doc[first:last])
    if middle is None or not split or (middle - first == 1 and doc[first].text == doc[middle + 1].text):
        yield first, last
        return
    known = labels().get(first_word(doc[first].text), ())
    if any(doc[first:last].text == label for label, _, _ in known):
        yield first, last
        return
    yield first, middle
    yield middle + 1, last


def _runs(sentence: Sentence) -> Iterator[Candidate]:
    """Runs of capitalised words that are no sentence starts, titles, dates or nationalities."""
    doc, start = sentence.doc, None
    for i in range(sentence.tokens.start, sentence.tokens.end + 1):
        inside = i < sentence.tokens.end and namelike(doc[i], sentence)
        if inside or (start is not None and i < sentence.tokens.end and goes_on(doc, i, sentence)):
            start = i if start is None else start
        elif start is not None:
            for first, last in _parts(doc, start, i):
                yield Candidate(first, last, doc[first:last].text, Source.RUN)
            start = None


def _places(sentence: Sentence) -> Iterator[Candidate]:
    """Places of several words that are known, such as "New York City"."""
    text = sentence.doc.text
    for token in sentence.tokens:
        for name in long_places().get(token.text, ()) if token.text[0].isupper() else ():
            last = _matched(sentence, token, name if text.startswith(name, token.idx) else "")
            if last is not None:
                yield Candidate(token.i, last, name, Source.NER, "PLACE")
                break


def _parts(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch without what is no name at its edges, cut at titles such as "CEO" and at "'s"."""
    cuts = [i for i in range(first, last) if _cut(doc, i)]
    start = first
    for cut in [*cuts, last]:
        a, b = start, cut
        while a < b and _edge(doc[a], left=True):
            a += 1
        while b > a and _edge(doc[b - 1], left=False):
            b -= 1
        if a < b and any(any(map(str.isupper, t.text)) for t in doc[a:b]):
            yield a, b
        start = cut + 1


def _cut(doc: Doc, i: int) -> bool:
    text = doc[i].text.casefold()
    if text in ("'s", "’s", ",", ";", "(", ")", '"', "“", "”", "|", "—", "–", "/", ":") or doc[i].is_space:
        return True
    if doc[i].is_lower and doc[i].is_alpha and text not in words("inner"):
        return True
    pair = f"{text} {doc[i + 1].text.casefold()}" if i + 1 < len(doc) else ""
    before = f"{doc[i - 1].text.casefold()} {text}" if i else ""
    return text in words("title") or pair in words("title") or before in words("title")


def _edge(token: Token, *, left: bool) -> bool:
    text = token.text
    if text.casefold() in words("edge") or (token.is_punct and text not in (")", "}", "!")):
        return True
    if left:
        return (text.islower() and not any(map(str.isdigit, text))) or text.casefold() in words("left")
    return text.islower() and text not in ("{", "}") and not any(map(str.isdigit, text))
