"""What reading passes on besides articles: raw drafts, what was skipped, and the sizes it accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BYTES = 10_000_000
MAX_CHARACTERS = 1_000_000
UNSHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\u2028\u2029]")


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """An input that gave no article, and why: one line, for people, whatever the name of a file holds."""

    source: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", UNSHOWN.sub("\ufffd", self.source))

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class UnreadableError(Exception):
    """Why one input gives no article; inside reading only, a `Skipped` outside."""


class NoArticleError(UnreadableError):
    """The same of a sound file that is for something else; in a folder it is passed over without a word."""


def too_long(count: int, limit: int, unit: str) -> UnreadableError:
    """The complaint about an input over one of the limits.

    >>> str(too_long(12_000_000, 10_000_000, "bytes"))
    'has 12,000,000 bytes, more than the 10,000,000 of one article; split it, or give JSON lines'
    """
    return UnreadableError(
        f"has {count:,} {unit}, more than the {limit:,} of one article; split it, or give JSON lines"
    )
