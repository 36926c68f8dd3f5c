"""Candidates for names: stretches of a sentence that may name something, before anything is typed.

Four sources, strongest first: names that the seeds know, patterns of AI model names, spaCy's named
entities, and runs of capitalised words. Where candidates overlap the longer or stronger one stays.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.english.candidate import Candidate, Source, select
from kg.english.capitals import DASHES, common_word, goes_on, namelike, opens, starts, whole_name
from kg.english.edges import conjuncts, parts
from kg.english.surenames import models, places, seeds
from kg.english.titles import spelled
from kg.english.wordlists import fields, generic, given_names, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.english.sentences import Sentence

NAME_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"}
NO_NAME_LABELS = {"LANGUAGE"}
# A politician's party and state: "(D-N.Y.)".
PARTY = re.compile(r"[DR]-[A-Z][\w.]*")
LABEL_LENGTH = 9


def candidates(sentence: Sentence) -> list[Candidate]:
    """The candidates of a sentence, without overlaps, in order."""
    sure, patterned = [*seeds(sentence), *places(sentence)], list(models(sentence))
    titles = spelled(sentence.words)
    weaker = [
        c
        for c in (
            *(_untitled(c, titles, sentence.doc) for c in (*_entities(sentence), *_runs(sentence))),
            *_nicknamed(sentence),
        )
        if not titles.issuperset(range(c.first, c.last)) and not _idle(c, sentence)
    ]
    beside = _beside(patterned, sentence.doc)
    return select([*sure, *patterned, *weaker, *beside, *_longer_models(patterned, weaker, sure, sentence)])


def _beside(models: list[Candidate], doc: Doc) -> Iterator[Candidate]:
    """Models side by side, whose name is one: "HyperCLOVA Seed 8B"."""
    for a, b in pairwise(models):
        if a.last == b.first and a.source == b.source == Source.MODEL and a.label == b.label:
            yield Candidate(a.first, b.last, doc[a.first : b.last].text, a.source, a.label)


def _untitled(candidate: Candidate, titles: set[int], doc: Doc) -> Candidate:
    """The candidate without the end of a title before it: "VP of Engineering Jane Roe"."""
    first = next((i for i in range(candidate.first, candidate.last) if i not in titles), candidate.first)
    if first == candidate.first or candidate.first - 1 not in titles:
        return candidate
    text = doc[first : candidate.last].text
    return dataclasses.replace(candidate, first=first, text=text)


def _idle(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the words are no name: ordinary words with capitals, a label before a colon, a dateline."""
    doc = sentence.doc
    tokens = doc[candidate.first : candidate.last]
    if len(tokens) == 1 and sum(map(str.isalpha, tokens.text)) < 2:
        return True
    if PARTY.fullmatch(tokens.text) or tokens.text.casefold() in fields():
        return True
    if all(t.lower_ in words("legal") for t in tokens):
        return True
    if all(t.lower_ in words("alone" if len(tokens) == 1 else "matters") for t in tokens):
        return True
    if all(t.text.casefold() in words("never") or _address(t) for t in tokens):
        return True
    if candidate.label == "PERSON" and len(tokens) > 1 and tokens[0].lower_ in given_names():
        return False
    if candidate.source == Source.RUN and all(t.ent_type_ in NO_NAME_LABELS for t in tokens):
        return True
    common = [common_word(t) for t in tokens]
    telling = not common[0] and all(t.lower_ in generic() for t, c in zip(tokens, common, strict=True) if c)
    telling |= len(tokens) > 1 and tokens[-1].lower_ in words("fund")
    if (
        sentence.title_case
        and any(common)
        and not telling
        and not (candidate.first == sentence.tokens.start and opens(tokens[0]))
    ):
        return True
    follows_capital = _behind_capital(candidate, sentence)
    if candidate.source == Source.RUN and all(common) and follows_capital:
        return True
    behind = doc[candidate.last].text if candidate.last < len(doc) else ""
    if len(tokens) > 1 and all(common) and behind in words("the_firm"):
        return True  # "Electric Vehicle startup Acme"
    label = behind == ":" or (behind == "|" and len(tokens) > 1)
    if candidate.first == sentence.tokens.start and label and all(common):
        return True
    if candidate.source != Source.SEED and all(common) and _of_label(candidate, sentence):
        return True
    return (
        candidate.last <= 7
        and behind == ")"
        and candidate.last + 1 < len(doc)
        and doc[candidate.last + 1].text in DASHES
    )


def _behind_capital(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a word with a capital comes before that is not an article inside the sentence: "at The Ivy"."""
    start = sentence.tokens.start
    if candidate.first == start:
        return False
    before = sentence.doc[candidate.first - 1]
    asks = before.tag_ in ("WP", "WDT", "WRB") and not sentence.title_case and starts(before, sentence)
    article = before.text == "The" and not sentence.title_case and not starts(before, sentence)
    return before.is_title and not (article or asks)


def _of_label(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the words are part of a label that an item opens with: "Hardware and Compute Boom: ..."."""
    start = sentence.tokens.start
    colon = next((t.i for t in sentence.doc[start : start + LABEL_LENGTH] if t.text == ":"), start)
    spaced = colon + 1 < sentence.tokens.end and bool(sentence.doc[colon].whitespace_)
    return candidate.last <= colon and colon - start > 1 and spaced


def _address(token: Token) -> bool:
    """Whether a word is somebody's handle or the address of a page."""
    return token.text.startswith("@") or (token.like_url and "/" in token.text)


def _longer_models(
    models: list[Candidate], weaker: list[Candidate], sure: list[Candidate], sentence: Sentence
) -> Iterator[Candidate]:
    """Models with capitalised words beside them: "Defense Llama", "Llama Shield" where the pattern saw "Llama"."""
    doc = sentence.doc
    for model in models:
        for c in weaker:
            ahead = range(c.first, model.first)
            if (
                c.last == model.last
                and ahead
                and not c.text.startswith("AI ")
                and not any(s.first < model.first and s.last > c.first for s in sure)
            ):
                yield Candidate(c.first, c.last, c.text, model.source, model.label)
            named = doc[model.last : c.last]
            if (
                c.first == model.first
                and named
                and model.source == Source.MODEL
                and not sentence.title_case
                and all(t.text[0].isupper() and t.lower_ not in words("beside_model") for t in named)
            ):
                yield Candidate(c.first, c.last, c.text, model.source, model.label)


# --- what spaCy and capitals say ------------------------------------------------------------------


def _entities(sentence: Sentence) -> Iterator[Candidate]:
    for ent in sentence.tokens.ents:
        if ent.label_ in NAME_LABELS:
            for first, last in parts(ent.doc, ent.start, ent.end, sentence):
                for a, end in conjuncts(ent.doc, first, last):
                    b = whole_name(ent.doc, a, end)
                    yield Candidate(a, b, ent.doc[a:b].text, Source.NER, ent.label_)


def _runs(sentence: Sentence) -> Iterator[Candidate]:
    """Runs of capitalised words that are no sentence starts, titles, dates or nationalities."""
    doc, start = sentence.doc, None
    for i in range(sentence.tokens.start, sentence.tokens.end + 1):
        inside = i < sentence.tokens.end and namelike(doc[i], sentence)
        if inside or (start is not None and i < sentence.tokens.end and goes_on(doc, i, sentence)):
            start = i if start is None else start
        elif start is not None:
            for first, end in parts(doc, start, i, sentence):
                last = whole_name(doc, first, end)
                yield Candidate(first, last, doc[first:last].text, Source.RUN)
            start = None


def _nicknamed(sentence: Sentence) -> Iterator[Candidate]:
    """People with the name that they go by inside of their own: "Yue (Tony) Roe"."""
    doc = sentence.doc
    for i in range(sentence.tokens.start + 1, sentence.tokens.end - 3):
        if doc[i].text != "(" or doc[i + 2].text != ")" or doc[i + 1].lower_ not in given_names():
            continue
        first, family = doc[i - 1], doc[i + 3]
        if first.is_title and family.is_title and not common_word(first):
            yield Candidate(i - 1, i + 4, doc[i - 1 : i + 4].text, Source.NER, "PERSON")
