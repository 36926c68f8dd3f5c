"""The rule reader: an article in, the facts that its text states out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english import language, makers, promotions
from kg.english.claims import Attempt
from kg.english.confidence import Signs, rated, signs
from kg.english.consolidate import consolidate
from kg.english.coreference import refer
from kg.english.frames import Frame, frame_of
from kg.english.marked import Marked, mark
from kg.english.mended import mend
from kg.english.namesakes import namesakes
from kg.english.naming import names
from kg.english.phrases import by_phrases
from kg.english.qualify import fact
from kg.english.rebuttals import rebutted, taken_back
from kg.english.retold import retold, with_terms
from kg.english.sentences import parse
from kg.english.sources import checked
from kg.english.unless import meant
from kg.english.ways import by_ways
from kg.model import Article, Fact

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Reader:
    """Reads facts with frames over spaCy's parse."""

    nlp: Language

    def read(self, article: Article) -> list[Fact]:
        """The facts that the article states, each once, in the order of their evidence."""
        found = list(self.found(article))
        return rated(consolidate(fact for fact, _ in found), found)

    def found(self, article: Article) -> Iterator[tuple[Fact, Signs]]:
        """All that is read in the article, repetitions included, with the signs of how sure it is."""
        return signed(self.marked(article), article)

    def mentions(self, article: Article) -> list[Fact]:
        """What is said of each pair of words in the article, nothing merged."""
        return [fact for fact, _ in self.found(article) if fact.subject_span and fact.object_span]

    def marked(self, article: Article) -> list[Marked]:
        """The article's sentences with their mentions, sums and dates."""
        sentences = parse(article, self.nlp)
        named = names(sentences)
        mend(sentences, named)
        referred = refer(sentences, named)
        rows = [mark(s, r, article.published) for s, r in zip(sentences, referred, strict=True)]
        back = taken_back(sentences)
        return [dataclasses.replace(m, taken_back=True) if n in back else m for n, m in enumerate(rows)]


def load(model: str | None = None) -> Reader:
    """A reader with the spaCy pipeline `model`, or with the one that `kg` was tuned with."""
    return Reader(language.load(model))


def tried(marked: Marked) -> Iterator[tuple[Frame, Attempt]]:
    """Every attempt of every frame at a sentence, blocked ones included."""
    attempts = sorted([*by_ways(marked), *by_phrases(marked)], key=lambda attempt: attempt.relation)
    for attempt in rebutted(attempts, marked) if marked.taken_back else attempts:
        frame = frame_of(attempt.relation)
        yield (
            frame,
            meant(promotions.checked(makers.checked(checked(attempt, marked)), marked), frame, marked),
        )


def signed(sentences: Sequence[Marked], article: Article) -> Iterator[tuple[Fact, Signs]]:
    """What the frames find in the sentences of an article, repetitions included, with the signs of how sure it is."""
    tries = [(marked, attempt) for marked in sentences for _, attempt in tried(marked)]
    again = [each for each, _ in _told(retold(tries), article)]
    yield from with_terms(_told([*tries, *namesakes(sentences)], article), again)


def _told(tries: Iterable[tuple[Marked, Attempt]], article: Article) -> Iterator[tuple[Fact, Signs]]:
    for marked, attempt in tries:
        frame = frame_of(attempt.relation)
        if attempt.blocked is None and (found := fact(attempt, frame, marked, article.id, article.text)):
            yield found, signs(attempt, marked)
