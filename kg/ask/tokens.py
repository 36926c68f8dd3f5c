"""A question as words: what marks mean nothing is gone, hyphens part words, "'s" stands alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(
    r"""\d{4}-\d\d(?:-\d\d)?(?!\w)          # a date
    |[$€£¥]
    |\d+(?:[.,]\d+)*\w*                     # a number, with what hangs on it
    |(?:[^\W\d_]\.){2,}                     # U.S.
    |n['’]t\b
    |['’]s\b
    |[^\W_]+?(?=n['’]t\b)
    |[^\W_]+(?:['’](?!s\b)[^\W_]+|[.&][^\W_]+)*\+?
    |['’](?=\s|$)
    |[,&%]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, its plain form for comparing, and where it stands in the question."""

    text: str
    plain: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def tokens(question: str) -> list[Token]:
    """The words of a question.

    >>> [t.plain for t in tokens("Who's OpenAI's co-founder, paid $1.5bn in 2025-06?")]
    ['who', "'s", 'openai', "'s", 'co', 'founder', ',', 'paid', '$', '1.5bn', 'in', '2025-06']
    """
    return [Token(m[0], plain(m[0]), m.start(), m.end()) for m in WORD.finditer(question)]


def plain(text: str) -> str:
    """The text in lower case, without accents and outer dots, apostrophes straight.

    >>> plain("Société’s"), plain("U.S.")
    ("societe's", 'u.s')
    """
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).strip(".")


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase of the vocabulary, as `tokens` gives them.

    >>> split("co-founder"), split("at_the helm")
    (('co', 'founder'), ('at', 'the', 'helm'))
    """
    return tuple(token.plain for token in tokens(phrase.replace("_", " ")))
