"""What the rules read in a text, as the tests of names compare it."""

from __future__ import annotations

from kg.english import reader
from kg.model import Article


def said(text: str) -> set[tuple[str, str, str]]:
    """The facts of a text: relation, subject, object."""
    facts = reader.load().read(Article("a", text))
    return {(fact.relation, str(fact.subject), str(fact.object)) for fact in facts}
