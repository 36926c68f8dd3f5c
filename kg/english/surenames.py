"""Candidates that are names for certain, or nearly: what the seeds know, known places, patterns of models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english import modelnames
from kg.english.candidate import APART, Candidate, Source
from kg.english.capitals import common_word, starts
from kg.english.edges import at_work
from kg.english.gazetteer import first_word, labels
from kg.english.wordlists import generic, given_names, long_places, words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.english.sentences import Sentence

# Countries in short, places only where somebody is based there: "US-based".
SHORT = ("US", "U.S.", "UK", "U.K.")


def seeds(sentence: Sentence) -> Iterator[Candidate]:
    """Names that the seeds know; one that may mean something else is a candidate like any run of capitals."""
    text, start = sentence.text.replace("’", "'"), sentence.tokens.start_char
    for token in sentence.words:
        if not any(c.isupper() or c.isdigit() for c in token.text):
            continue
        for label, entity, ambiguous in labels().get(first_word(token.text), ()):
            last = _matched(sentence, token, label if text.startswith(label, token.idx - start) else "")
            if last is None or (ambiguous and _pronoun(token, sentence)):
                continue
            if sentence.doc[last - 1].text == "AI" and at_work(sentence.doc, token.i, last):
                continue
            name = token.doc[token.i : last].text
            yield (
                Candidate(token.i, last, name, Source.RUN)
                if ambiguous
                else Candidate(token.i, last, name, Source.SEED, "", entity)
            )
            break


def _pronoun(token: Token, sentence: Sentence) -> bool:
    """Whether a sentence begins with what is no company of that name there: "Nothing has changed"."""
    behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    apposed = behind[:1] == [","] and behind[-1] in words("naming") | words("apposing")
    return token.pos_ == "PRON" and starts(token, sentence) and not apposed


def places(sentence: Sentence) -> Iterator[Candidate]:
    """Known places of several words, such as "New York" and "Palo Alto"."""
    start = sentence.tokens.start_char
    for token in sentence.words:
        if token.text in SHORT and sentence.doc[token.i : token.i + 3].text.endswith("-based"):
            yield Candidate(token.i, token.i + 1, token.text, Source.NER, "PLACE")
        for name in long_places().get(token.text, ()):
            last = _matched(
                sentence, token, name if sentence.text.startswith(name, token.idx - start) else ""
            )
            if last is not None:
                yield Candidate(token.i, last, name, Source.NER, "PLACE")
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


def models(sentence: Sentence) -> Iterator[Candidate]:
    """Names with the pattern of an AI model's."""
    doc = sentence.doc
    start = sentence.tokens.start_char
    for found in modelnames.find(sentence.text):
        span = doc.char_span(start + found.span.start, start + found.span.end, alignment_mode="expand")
        if span is not None and not span.text.startswith("$") and not _given(span, sentence):
            source = Source.RUN if found.weak else Source.MODEL
            label = "weak" if found.weak else APART if found.apart else "model"
            yield Candidate(span.start, span.end, found.name, source, label)


def _given(span: Span, sentence: Sentence) -> bool:
    """Whether what looks like a model is the given name of a person: "Gemma Roe", but not "Gemma Guard"."""
    follows = sentence.doc[span.end] if span.end < sentence.tokens.end else None
    if follows is None or len(span) > 1 or span.text.casefold() not in given_names() or sentence.title_case:
        return False
    return follows.is_title and follows.is_alpha and not (common_word(follows) or follows.lower_ in generic())
