"""How unsure it is whom a fact is about, where the text has only "it", "the company" or nothing for one end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.antecedents import UNSAID
from kg.english.coreference import Mention
from kg.model import Fact, Span

if TYPE_CHECKING:
    from kg.english.marked import Marked


@dataclass(frozen=True)
class Unsure:
    """For words of an article, and for sentences by where they begin, how likely it is that another is meant."""

    words: Mapping[Span, float]
    unsaid: Mapping[int, float]

    def of(self, fact: Fact) -> tuple[float, float]:
        """How likely it is that another is meant by a fact's subject, and by its object."""
        return self._end(fact, fact.subject_span), self._end(fact, fact.object_span)

    def _end(self, fact: Fact, span: Span | None) -> float:
        return self.unsaid.get(fact.evidence.start, 0.0) if span is None else self.words.get(span, 0.0)


SURE = Unsure({}, {})


def unsure(article: Iterable[Marked]) -> Unsure:
    """What is unsure in an article, as the ranking of what references stand for has it."""
    words: dict[Span, float] = {}
    unsaid: dict[int, float] = {}
    for marked in article:
        if UNSAID in marked.sure:
            unsaid[marked.sentence.extent.start] = 1 - marked.sure[UNSAID]
        for item in marked.items:
            if isinstance(item.value, Mention) and item.last - 1 in marked.sure:
                words[marked.span(item)] = 1 - marked.sure[item.last - 1]
    return Unsure(words, unsaid)
