"""Nearly the same questions: what to look for where a graph says nothing of what was asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

from kg.ask.meaning import About, Atom, Matching, Named, Question, Sum

INSTEAD = "Nothing in this graph says so. It does say"
CONTRADICTED = "One article says so, another that it is over"
DROPPED = ("ROLE", "F", "AMOUNT", "ROUND")


def relaxed(question: Question, heading: Collection[str]) -> Iterator[tuple[Question, str]]:
    """The question without its title, time, sum or mood, then with its two sides exchanged.

    Each comes with the words that introduce what it finds. `heading` are the relations that say most of
    what a title says.
    """
    first, *rest = question.conditions
    if isinstance(first, Atom):
        for atom, words in _loosened(first, heading):
            yield dataclasses.replace(question, conditions=(atom, *rest)), words
    elif isinstance(first, About) and first.times:
        yield dataclasses.replace(question, conditions=(dataclasses.replace(first, times=()), *rest)), INSTEAD


def _loosened(atom: Atom, heading: Collection[str]) -> Iterator[tuple[Atom, str]]:
    if atom.sense.unless:
        yield dataclasses.replace(atom, sense=dataclasses.replace(atom.sense, unless=None)), CONTRADICTED
    for name in DROPPED:
        kept = tuple((slot, term) for slot, term in atom.slots if slot != name or not _narrows(term))
        if kept != atom.slots:
            means = tuple(m for m in atom.sense.means if name != "ROLE" or m.relation in heading)
            sense = dataclasses.replace(atom.sense, means=means or atom.sense.means)
            yield dataclasses.replace(atom, slots=kept, sense=sense), INSTEAD
    if any(isinstance(term, Sum) for _, term in atom.slots):
        kept = tuple(s for s in atom.slots if not isinstance(s[1], Sum))
        yield dataclasses.replace(atom, slots=kept), INSTEAD
    if atom.mood:
        yield dataclasses.replace(atom, mood=""), INSTEAD
    if atom.times:
        yield dataclasses.replace(atom, times=()), INSTEAD
    one, other = atom.term("S"), atom.term("O")
    if isinstance(one, Named) and isinstance(other, Named):
        turned = {"S": other, "O": one}
        yield (
            dataclasses.replace(atom, slots=tuple((s, turned.get(s, term)) for s, term in atom.slots)),
            INSTEAD,
        )


def _narrows(term: object) -> bool:
    """Whether a term is no unknown that is asked for."""
    return isinstance(term, Matching | Sum | Named)
