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
from kg.english.capitals import common_word, goes_on, namelike, opens, starts, syllable, whole_name
from kg.english.gazetteer import first_word, labels
from kg.english.surenames import models, places, seeds
from kg.english.titles import spelled
from kg.english.wordlists import bodies, fields, generic, given_names, is_place, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.english.sentences import Sentence

NAME_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"}
NO_NAME_LABELS = {"LANGUAGE"}
# A politician's party and state: "(D-N.Y.)".
PARTY = re.compile(r"[DR]-[A-Z][\w.]*")
LABEL_LENGTH = 9
# What stands between a label and the headline behind it.
LABELLING = (":", "-", "–", "—")


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
        and doc[candidate.last + 1].text in ("-", "--", "—", "–")
    )


def _behind_capital(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a word with a capital comes before that is not an article inside the sentence: "at The Ivy"."""
    start = sentence.tokens.start
    if candidate.first == start:
        return False
    before = sentence.doc[candidate.first - 1]
    article = before.text == "The" and not sentence.title_case and not starts(before, sentence)
    return before.is_title and not article


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
            for first, last in _parts(ent.doc, ent.start, ent.end, sentence):
                for a, end in _conjuncts(ent.doc, first, last):
                    b = whole_name(ent.doc, a, end)
                    yield Candidate(a, b, ent.doc[a:b].text, Source.NER, ent.label_)


def _conjuncts(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Two names that spaCy took for one: "3L Capital and Assembly Ventures"."""
    middle = next((i for i in range(first + 1, last - 1) if doc[i].lower_ == "and"), None)
    split = middle is not None and not any(t.lower_ in ("of", "for", "on") for t in doc[first:last])
    if middle is None or not split or (middle - first == 1 and doc[first].text == doc[middle + 1].text):
        yield first, last
        return
    if doc[last - 1].lower_ in bodies() and doc[middle - 1].lower_ not in generic():
        yield first, last
        return
    if doc[last - 1].lower_ in words("behind_and") and all(
        common_word(t) for t in (doc[middle - 1], *doc[middle + 1 : last])
    ):
        yield first, last  # "Acme Health and Wellness Company"
        return
    if _seed(doc, first, last):
        yield first, last
        return
    yield first, middle
    yield middle + 1, last


def _seed(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are the name of something that the seeds know."""
    known = labels().get(first_word(doc[first].text), ())
    return any(doc[first:last].text == label for label, _, _ in known)


def _runs(sentence: Sentence) -> Iterator[Candidate]:
    """Runs of capitalised words that are no sentence starts, titles, dates or nationalities."""
    doc, start = sentence.doc, None
    for i in range(sentence.tokens.start, sentence.tokens.end + 1):
        inside = i < sentence.tokens.end and namelike(doc[i], sentence)
        if inside or (start is not None and i < sentence.tokens.end and goes_on(doc, i, sentence)):
            start = i if start is None else start
        elif start is not None:
            for first, end in _parts(doc, start, i, sentence):
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


def _parts(doc: Doc, first: int, last: int, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretch without what is no name at its edges, cut at titles such as "CEO", at "'s", and at a headline's verb."""
    labelled = first > 0 and doc[first - 1].text in LABELLING
    headline = sentence.title_case or first == sentence.tokens.start or labelled
    cuts = [
        i
        for i in range(first, last)
        if _cut(doc, i) or (headline and i > first and _says(doc, i)) or _joins(doc, first, i, last)
    ]
    start = first
    for cut in [*cuts, last]:
        a, b = start, cut
        while b > a and _edge(doc[b - 1], left=False):
            b -= 1
        while a < b and _edge(doc[a], left=True) and not _belongs(doc, a, b):
            a += 1
        if b - a > 1 and doc[b - 1].text == "AI" and _labelled(doc, a, b):
            b -= 1
        for one, end in _at_legal_forms(doc, a, _before_seat(doc, a, b)):
            if any(any(map(str.isupper, t.text)) for t in doc[one:end]):
                yield one, end
        start = cut + 1


def _joins(doc: Doc, first: int, i: int, last: int) -> bool:
    """Whether a sign joins two names that are known: "Samsung & TSMC"."""
    return doc[i].text == "&" and _seed(doc, first, i) and _seed(doc, i + 1, last)


def _says(doc: Doc, i: int) -> bool:
    """Whether a word with a capital is the verb of a headline: "Acme Robotics Announces Partnership"."""
    pair = "-".join(t.lower_ for t in doc[i : i + 2])
    return doc[i].lower_ in words("title_verb") or pair in words("title_verbs")


def _at_legal_forms(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch cut behind a legal form where the next sentence starts: "of Acme Corp. Intel fell"."""
    start = first
    for i in range(first + 1, last - 1):
        follows = doc[i + 1]
        if doc[i].lower_ in words("legal") and follows.is_alpha and follows.lower_ not in generic():
            yield start, i + 1
            start = i + 1
    if start < last:
        yield start, last


def _before_seat(doc: Doc, first: int, last: int) -> int:
    """Where a name ends that goes on with its seat: "Magna of Canada", but not "the Bank of America"."""
    of = next((i for i in range(first + 1, last - 1) if doc[i].lower_ == "of"), last)
    kind = doc[of - 1].lower_ in generic() or doc[of - 1].lower_ in bodies()
    return of if of < last and not kind and is_place(doc[of + 1 : last].text) else last


def _belongs(doc: Doc, first: int, last: int) -> bool:
    """Whether the first word, often none of a name, is one here: "New Relic", "American Airlines"."""
    if not doc[first].is_title or first + 1 >= last:
        return False
    one = doc[first].ent_type_ == "ORG" and all(t.ent_iob_ == "I" for t in doc[first + 1 : last])
    if one and doc[last - 1].lower_ in generic():
        return True
    if doc[first].text in ("New", "Big", "First", "Late"):
        return first > 0 and doc[first].ent_iob_ != "O" and doc[first + 1].ent_iob_ == "I"
    return all(t.lower_ in generic() for t in doc[first + 1 : last])


def _labelled(doc: Doc, first: int, last: int) -> bool:
    """Whether "AI" behind a place tells what follows: "the Austin AI start-up"."""
    place = is_place(doc[first : last - 1].text)
    return place and last < len(doc) and doc[last].is_lower and doc[last].pos_ in ("NOUN", "ADJ")


def _cut(doc: Doc, i: int) -> bool:
    text = doc[i].text.casefold()
    if text.endswith("-based"):
        return True
    if text in words("job") and i + 1 < len(doc) and doc[i + 1].lower_ in given_names():
        return True
    if doc[i].text in ("on", "at") and not any(t.lower_ in bodies() for t in doc[max(0, i - 5) : i]):
        return True  # "Llama on Acme", but not "University of Plover at Grindle"
    if text in ("may", "march") and i and doc[i - 1].lower_ in words("dating"):
        return True
    if text in ("'s", "’s") and i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].is_title:
        return False
    if (
        text in ("'s", "’s", ",", ";", "(", ")", '"', "“", "”", "|", "—", "–", "/", ":", "→")
        or doc[i].is_space
    ):
        return True
    if text == "-" and i and doc[i - 1].whitespace_ and doc[i].whitespace_:
        return True  # "CALGARY - Acme said"
    if doc[i].is_lower and doc[i].is_alpha and text not in words("inner") and not syllable(doc, i):
        return True
    pair = f"{text} {doc[i + 1].text.casefold()}" if i + 1 < len(doc) else ""
    before = f"{doc[i - 1].text.casefold()} {text}" if i else ""
    return text in words("title") or pair in words("title") or before in words("title")


def _edge(token: Token, *, left: bool) -> bool:
    text = token.text
    if not left and text in ("LLM", "LLMs", "API", "APIs"):
        return True
    if text.casefold() in words("edge") or (token.is_punct and text not in (")", "}", "!")):
        return True
    if left:
        return (text.islower() and not any(map(str.isdigit, text))) or text.casefold() in words("left")
    return text.islower() and text not in ("{", "}") and not any(map(str.isdigit, text))
