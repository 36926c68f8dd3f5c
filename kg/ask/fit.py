"""Whether a question fits the ontology and the graph: types of what is named, names that are shared or unknown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ask.meaning import (
    About,
    Atom,
    Between,
    Condition,
    Named,
    Question,
    Several,
    Term,
    Unknown,
    Var,
    fitting,
)
from kg.ask.patterns import Means
from kg.ask.relations import Relation
from kg.ask.vocabulary import kinds

MOST_EVENTS = 4  # each more may multiply the time that the answer takes


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a question cannot be asked: a name of the wrong type, an unknown or a shared one."""

    kind: str  # "type", "unknown", "ambiguous", "several", "long"
    term: Term
    types: frozenset[str]
    relation: str = ""


def fit(question: Question, relations: Mapping[str, Relation]) -> Question | Misfit:
    """The question with only those relations that can hold what it names, or why there is none."""
    conditions: list[Condition] = []
    if len(question.conditions) > MOST_EVENTS:
        return Misfit("long", Var(), frozenset())
    if question.asked is None and (several := _all_of(question)):
        return Misfit("several", several, frozenset())
    for condition in question.conditions:
        fitted = _fit(condition, relations)
        if isinstance(fitted, Misfit):
            return fitted
        conditions.append(fitted)
    return dataclasses.replace(question, conditions=tuple(_each(conditions)))


def _all_of(question: Question) -> Several | None:
    """Names joined by "and" in a question whether something is so: the answer may differ between them."""
    terms = (term for atom, _, term in question.terms() if atom is None or not atom.inner)
    return next((t for t in terms if isinstance(t, Several) and t.every), None)


def types_of(means: Means, slot: str, relations: Mapping[str, Relation]) -> frozenset[str]:
    """The entity types that a slot can hold under one meaning; empty where anything can stand."""
    relation = relations[means.relation]
    match means.slots.get(slot):
        case "subject":
            return relation.domain | (relation.range if relation.symmetric else frozenset())
        case "object":
            return relation.range
        case "from":
            return kinds("employer")
    return frozenset()


def _fit(condition: Condition, relations: Mapping[str, Relation]) -> Condition | Misfit:
    match condition:
        case Atom():
            return _fit_atom(condition, relations)
        case About():
            return _check(condition.thing, frozenset()) or condition
        case Between():
            return _check(condition.one, frozenset()) or _check(condition.other, frozenset()) or condition


def _fit_atom(atom: Atom, relations: Mapping[str, Relation]) -> Atom | Misfit:
    placed = [means for means in atom.sense.means if fitting(means, atom)]
    fits = [means for means in placed if all(_holds(m_slot, means, relations) for m_slot in atom.slots)]
    for slot, term in atom.slots:
        wanted = frozenset[str]().union(*(types_of(means, slot, relations) for means in fits or placed))
        misfit = _check(term, wanted if isinstance(term, Unknown) else frozenset())
        if misfit is not None:
            return misfit
        if not fits and not any(_holds((slot, term), means, relations) for means in placed):
            return Misfit(
                "type", term, wanted, placed[0].relation if placed else atom.sense.means[0].relation
            )
    if not fits:
        return Misfit("type", atom.slots[0][1], frozenset(), atom.sense.means[0].relation)
    slots = tuple((slot, _narrowed(term, slot, fits, relations)) for slot, term in atom.slots)
    for _, term in slots:
        if misfit := _shared(term):
            return misfit
    return dataclasses.replace(atom, sense=dataclasses.replace(atom.sense, means=tuple(fits)), slots=slots)


def _holds(filled: tuple[str, Term], means: Means, relations: Mapping[str, Relation]) -> bool:
    """Whether a slot can hold the term under one meaning."""
    slot, term = filled
    types = types_of(means, slot, relations)
    match term:
        case Named():
            return not types or any(entity.type in types for entity in term.entities)
        case Several():
            return all(_holds((slot, item), means, relations) for item in term.items)
        case Var():
            return not types or not term.types or bool(types & term.types)
    return True


def _check(term: Term, types: frozenset[str]) -> Misfit | None:
    """What is wrong with a term wherever it stands."""
    if isinstance(term, Unknown):
        return Misfit("unknown", term, types)
    return _shared(term) if not types else None


def _shared(term: Term) -> Misfit | None:
    items = term.items if isinstance(term, Several) else (term,) if isinstance(term, Named) else ()
    return next((Misfit("ambiguous", item, frozenset()) for item in items if len(item.entities) > 1), None)


def _narrowed(term: Term, slot: str, fits: list[Means], relations: Mapping[str, Relation]) -> Term:
    """A shared name as those of its entities that can stand there."""
    if isinstance(term, Several):
        return dataclasses.replace(
            term, items=tuple(_one(item, slot, fits, relations) for item in term.items)
        )
    return _one(term, slot, fits, relations) if isinstance(term, Named) else term


def _one(term: Named, slot: str, fits: list[Means], relations: Mapping[str, Relation]) -> Named:
    types = frozenset[str]().union(*(types_of(means, slot, relations) for means in fits))
    entities = tuple(e for e in term.entities if not types or e.type in types)
    return dataclasses.replace(term, entities=entities or term.entities)


def _each(conditions: list[Condition]) -> Iterator[Condition]:
    """Events of "both A and B", one for each."""
    for condition in conditions:
        both = (
            [(s, t) for s, t in condition.slots if isinstance(t, Several) and t.both]
            if isinstance(condition, Atom)
            else []
        )
        if not both:
            yield condition
            continue
        assert isinstance(condition, Atom)
        slot, several = both[0]
        assert isinstance(several, Several)
        for index, item in enumerate(several.items):
            slots = tuple((s, item if s == slot else t) for s, t in condition.slots)
            copy = dataclasses.replace(condition, slots=slots)
            yield copy if index == 0 else dataclasses.replace(copy, number=-copy.number * 100 - index)
