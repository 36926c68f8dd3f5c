"""The facts about one thing in groups: by relation, and by the part that the thing has in them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lookup import about
from kg.page.content import Content, Statement

ORDER = ("Done", "Talks", "Denied")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading such as "hired" or "hired Ada King", and the facts under it: done ones first."""

    heading: str
    facts: tuple[Statement, ...]


def groups(shown: Content, iri: str) -> list[Group]:
    """The facts in groups; those that the thing is the subject of come first."""
    me = next((number for number, thing in enumerate(shown.things) if thing.iri == iri), None)
    found: dict[tuple[int, str], list[Statement]] = {}
    for fact in shown.facts:
        found.setdefault(_place(shown, fact, me), []).append(fact)
    return [Group(heading, tuple(sorted(facts, key=_rank))) for (_, heading), facts in sorted(found.items())]


def _place(shown: Content, fact: Statement, me: int | None) -> tuple[int, str]:
    """The rank of a fact's group, and its heading."""
    label = about.label(fact.relation)
    if me is None or me == fact.subject:
        return 0, label
    name = shown.things[me].name
    if me == fact.object:
        return 1, f"{label} {name}"
    role = next((detail.label for detail in fact.details if detail.thing == me), "with")
    return 2, f"{label} {role} {name}"


def _rank(fact: Statement) -> int:
    return ORDER.index(fact.status) if fact.status in ORDER else len(ORDER)
