"""What joins two things of a sentence in its parse, and whether it joins them as done, as talk, or as not so."""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.status import judge
from kg.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.marked import Marked

FILE = Path(__file__).with_suffix(".toml")
TELLING = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
# From the one that says most to the one that says least: what is not so is surely not done.
STRICTNESS = (Status.DONE, Status.TALKS, Status.DENIED)


def strictest(*statuses: Status) -> Status:
    """The status that promises least.

    >>> str(strictest(Status.DONE, Status.TALKS))
    'talks'
    """
    return max(statuses, key=STRICTNESS.index)


def joint(one: Token, other: Token, marked: Marked) -> list[Token]:
    """The telling words on the way from one token to another through the parse, names left out.

    Where the parse does not join the two, all that either hangs on.
    """
    return [token for token in _way(one, other) if token.pos_ in TELLING and token.i not in marked.at]


def nearest(ones: Iterable[Token], others: Iterable[Token]) -> tuple[Token, Token]:
    """The two of the tokens that the parse joins by the fewest words."""
    return min(itertools.product(ones, list(others)), key=lambda pair: len(_way(*pair)))


def status(one: Token, other: Token, relation: str, marked: Marked) -> Status:
    """The strictest status that the words joining the two give; done where a name itself joins them.

    Words of talk that stand between them count too where the parse misses them, as it does in headlines.
    """
    heard = (judge(token, relation).status for token in joint(one, other, marked))
    first, last = sorted((one.i, other.i))
    spoken = _talks().search(one.doc[first : last + 1].text)
    return strictest(Status.TALKS if spoken else Status.DONE, *heard)


@functools.lru_cache(maxsize=1)
def _talks() -> re.Pattern[str]:
    phrases = tomllib.loads(FILE.read_text("utf-8"))["talks"]
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)


def _way(one: Token, other: Token) -> list[Token]:
    up, down = [one, *one.ancestors], [other, *other.ancestors]
    below = [token.i for token in down]
    top = next((n for n, token in enumerate(up) if token.i in below), None)
    return [*up, *down] if top is None else [*up[: top + 1], *down[: below.index(up[top].i)]]
