"""Sentences that take back the one before: "Oracle was to buy Stripe. That did not happen." """

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.claims import Attempt
from kg.english.status import Judged
from kg.model import Status

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
# What may stand before such a sentence: "But in the end", "Of course,".
OPENING = (
    r"(?:(?:but|yet|and|however|instead|in the end|of course|alas|again|so far|as it turned out)(?: ,)? )*"
)
LONGEST = 14


def taken_back(sentences: Sequence[Sentence]) -> set[int]:
    """The places in the sequence of the sentences that the one behind them says are not so.

    A heading or item is taken back by none.
    """
    pairs = enumerate(itertools.pairwise(sentences))
    return {n for n, (said, then) in pairs if said.block == then.block and _takes_back(then)}


def rebutted(attempts: Iterable[Attempt], marked: Marked) -> Iterator[Attempt]:
    """The attempts at a sentence that is taken back: talk is denied, and where there is none what it tells."""
    found = list(attempts)
    talk = any(a.blocked is None and a.judged.status == Status.TALKS for a in found)
    for attempt in found:
        denied = attempt.judged.status == Status.TALKS if talk else _told(attempt, marked)
        yield dataclasses.replace(attempt, judged=Judged(Status.DENIED, "not so")) if denied else attempt


def _told(attempt: Attempt, marked: Marked) -> bool:
    """Whether the fact is what the verb of the main clause states, or of what is said in it."""
    token = marked.sentence.doc[attempt.trigger]
    if token.pos_ not in ("VERB", "AUX"):
        return False
    while token.dep_ in ("ccomp", "xcomp", "conj"):
        token = token.head
    return token.dep_ == "ROOT"


def _takes_back(sentence: Sentence) -> bool:
    words = [t.lower_.replace("’", "'") for t in sentence.tokens if not t.is_space]
    if len(words) > LONGEST:
        return False
    text = re.sub(r" (?=n't|'s)", "", " ".join(words)).strip(' .!"”')
    return _pattern().fullmatch(text) is not None


@functools.lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    patterns = (pattern.replace("{told}", table["told"]) for pattern in table["sentences"])
    return re.compile(rf"{OPENING}(?:{'|'.join(patterns)})")
