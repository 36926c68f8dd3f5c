"""Nearly the same questions: what to look for where a graph says nothing of what was asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kg.ask.meaning import About, Atom, Matching, Named, Question, Sum

LEADING = ("leads",)  # without a title, this says most of what a title says
DROPPED = ("ROLE", "F", "AMOUNT", "ROUND")


def relaxed(question: Question) -> Iterator[Question]:
    """The question without its title, time, sum or mood, then with its two sides exchanged."""
    first, *rest = question.conditions
    if isinstance(first, Atom):
        for atom in _loosened(first):
            yield dataclasses.replace(question, conditions=(atom, *rest))
    elif isinstance(first, About) and first.times:
        yield dataclasses.replace(question, conditions=(dataclasses.replace(first, times=()), *rest))


def _loosened(atom: Atom) -> Iterator[Atom]:
    for name in DROPPED:
        kept = tuple((slot, term) for slot, term in atom.slots if slot != name or not _narrows(term))
        if kept != atom.slots:
            means = (
                tuple(m for m in atom.sense.means if name != "ROLE" or m.relation in LEADING)
                or atom.sense.means
            )
            yield dataclasses.replace(atom, slots=kept, sense=dataclasses.replace(atom.sense, means=means))
    if any(isinstance(term, Sum) for _, term in atom.slots):
        yield dataclasses.replace(atom, slots=tuple(s for s in atom.slots if not isinstance(s[1], Sum)))
    if atom.mood:
        yield dataclasses.replace(atom, mood="")
    if atom.times:
        yield dataclasses.replace(atom, times=())
    one, other = atom.term("S"), atom.term("O")
    if isinstance(one, Named) and isinstance(other, Named):
        turned = {"S": other, "O": one}
        yield dataclasses.replace(
            atom, slots=tuple((slot, turned.get(slot, term)) for slot, term in atom.slots)
        )


def _narrows(term: object) -> bool:
    """Whether a term is no unknown that is asked for."""
    return isinstance(term, Matching | Sum | Named)
