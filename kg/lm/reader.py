"""The reader `lm`: asks a language model what an article states, and keeps what passes the gates."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.english import reader as rules
from kg.english.confidence import rated
from kg.english.consolidate import consolidate
from kg.english.orders import suspect
from kg.english.reader import Reader as Rules
from kg.english.reader import signed
from kg.learned import weights as stored
from kg.learned.scored import scored
from kg.learned.weights import Weights
from kg.lm.answer import Stated, rows, stated
from kg.lm.asking import Asking
from kg.lm.cache import Cache
from kg.lm.endpoint import Endpoint, check
from kg.lm.gates import RULE, Ground, gate
from kg.lm.pieces import pieces
from kg.lm.settings import Settings, settings
from kg.model import Article, Fact, Span


@dataclass
class LanguageModel:
    """Reads facts with a language model; the rules and the small model check what it says."""

    rules: Rules
    weights: Weights
    asking: Asking
    stated: int = 0
    kept: int = 0
    left_out: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def read(self, article: Article) -> list[Fact]:
        """The facts that the model states and the text bears out, each once, in the order of their evidence.

        Raises StoppedError once no further article can be read, KGError where this one cannot: half an
        article's facts are none.
        """
        size = self.asking.settings.piece
        answers = [
            (piece, rows(self.asking.about(piece.of(article.text)))) for piece in pieces(article.text, size)
        ]
        told = [(piece, stated(row)) for piece, found in answers for row in found]
        self.stated += len(told)
        facts = consolidate(self._passed(told, article))
        self.kept += len(facts)
        return facts

    def account(self) -> dict[str, Any]:
        """What reading took and gave so far: requests, cached answers, tokens; facts stated, kept, dropped and why."""
        spent = self.asking.spent
        return {
            "model": self.asking.settings.model,
            **{name: spent[name] for name in ("requests", "cached", "tokens")},
            "refused by the endpoint": self.asking.endpoint.refused,
            "stated": self.stated,
            "kept": self.kept,
            "roles left out": self.left_out,
            "dropped": dict(sorted(self.dropped.items(), key=lambda each: (-each[1], each[0]))),
        }

    def _passed(self, told: list[tuple[Span, Stated | str]], article: Article) -> Iterator[Fact]:
        ground = self._ground(article) if told else None
        for piece, each in told:
            found = gate(each, piece, ground) if isinstance(each, Stated) and ground else each
            if isinstance(found, str):
                self.dropped[found] += 1
            elif not isinstance(found, Stated):
                self.left_out += found.left_out
                yield _signed(found.fact, self.asking.settings)

    def _ground(self, article: Article) -> Ground:
        sentences = self.rules.marked(article)
        found = list(signed(sentences, article))
        ruled = rated([fact for fact, _ in found], found)
        return Ground(article, sentences, ruled, list(scored(sentences, self.weights)), suspect(sentences))


def load(model: str | None = None) -> LanguageModel:
    """The reader over the spaCy pipeline `model`, with the language model that the environment names.

    Raises KGError where the client library or a setting is missing.
    """
    check()
    return over(settings(), model)


def over(given: Settings, model: str | None = None) -> LanguageModel:
    """The reader with settings of one's own."""
    cache = Cache(given.cache)
    cache.check()
    asking = Asking(given, cache, Endpoint(given))
    return LanguageModel(rules.load(model), stored.load(), asking)


def _signed(fact: Fact, given: Settings) -> Fact:
    """The fact with the model's name in its rule."""
    return fact.replace(evidence=dataclasses.replace(fact.evidence, rule=f"{RULE}/{given.model}"))
