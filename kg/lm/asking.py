"""Asking within bounds: first the cache, then the endpoint while the budget lasts; and what that took."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.errors import KGError, StoppedError
from kg.lm.cache import Cache, key
from kg.lm.endpoint import Endpoint, NoAnswerError
from kg.lm.prompt import Message, messages
from kg.lm.schema import schema
from kg.lm.settings import Settings

# After so many questions in a row without an answer the endpoint is given up.
PATIENCE = 3


@dataclass
class Asking:
    """Answers questions about pieces of articles; `spent` counts requests, cached answers and tokens."""

    settings: Settings
    cache: Cache
    endpoint: Endpoint
    spent: Counter[str] = field(default_factory=Counter)
    stopped: StoppedError | None = None
    failed: int = 0

    def about(self, piece: str) -> str:
        """The model's answer about a piece, in JSON if it did as it was told.

        Raises StoppedError once no further question can be asked, KGError where this one has no answer.
        """
        asked = messages(piece)
        name = key(self.settings.model, asked, schema(), self.settings.seed)
        if (kept := self.cache.get(name)) is not None:
            self.spent["cached"] += 1
            return kept
        answer = self._fresh(asked)
        try:
            self.cache.put(name, answer, self.settings.model)
        except StoppedError as error:
            self.stopped = error
            raise
        return answer

    def _fresh(self, asked: list[Message]) -> str:
        if stop := self.stopped or self._over():
            self.stopped = stop
            raise StoppedError(str(stop))
        self.spent["requests"] += 1
        try:
            answer = self.endpoint.ask(asked)
        except StoppedError as error:
            self.stopped = error
            raise
        except NoAnswerError as error:
            self.failed += 1
            if self.failed >= PATIENCE:
                self.stopped = StoppedError(f"{PATIENCE} questions in a row had no answer; the last: {error}")
            raise
        except KGError:
            self.failed = 0
            raise
        self.failed = 0
        self.spent["tokens"] += answer.tokens
        return answer.text

    def _over(self) -> StoppedError | None:
        """Why the budget allows no further request, if it does not."""
        for name in ("requests", "tokens"):
            most = getattr(self.settings, name)
            if most is not None and self.spent[name] >= most:
                return StoppedError(
                    f"the budget of {most:,} {name} is used up; raise KG_LM_{name.upper()} to go on from here"
                )
        return None
