"""The graph of a large page as columns of numbers: what the picture needs at once, and the words for later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from kg.page.content import Content, Detail, Saying, Statement, mutual
from kg.page.look import legend, statuses

Value = TypeVar("Value")
Few = int | list[int]  # a list of one number is written as that number


class _Numbered(dict[Any, int]):
    """Gives each new value the next number."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return self[value]


def packed(shown: Content, edges: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is drawn, listed and counted; the scripts of the page (packed.js) read it."""
    kinds = legend(thing.type for thing in shown.things)
    kind = {row["name"]: number for number, row in enumerate(kinds)}
    relation = {name: number for number, name in enumerate(shown.relations)}
    status = {row["name"]: number for number, row in enumerate(statuses())}
    months = _Numbered()
    return {
        "types": kinds,
        "statuses": statuses(),
        "relations": shown.relations,
        "mutual": [name for name in shown.relations if mutual(name)],
        "sources": [asdict(source) for source in shown.sources],
        "labels": [thing.name for thing in shown.things],
        "kinds": [kind[thing.type] for thing in shown.things],
        "aliases": _sparse(thing.aliases for thing in shown.things),
        "edges": {
            "from": [edge["from"] for edge in edges],
            "to": [edge["to"] for edge in edges],
            "relation": [relation[edge["relation"]] for edge in edges],
            "status": [status[edge["status"]] for edge in edges],
            "facts": [_few(edge["facts"]) for edge in edges],
        },
        "facts": {
            "relation": [relation[fact.relation] for fact in shown.facts],
            "subject": [fact.subject for fact in shown.facts],
            "object": [-1 if fact.object is None else fact.object for fact in shown.facts],
            "status": [status[fact.status] for fact in shown.facts],
            "when": [-1 if fact.when is None else months[fact.when] for fact in shown.facts],
            "articles": [_few(_articles(fact)) for fact in shown.facts],
            "others": _sparse(_others(fact.details) for fact in shown.facts),
        },
        "months": list(months),
    }


def words_of(shown: Content) -> dict[str, Any]:
    """What is shown of one entity or fact at a time: read only when someone asks for it.

    A quote that states several facts is there once; a detail is its label, its text and, where it is
    one, the index of its entity; a saying is its source, quote, status, attribution and details.
    """
    quotes, labels = _Numbered(), _Numbered()
    status = {row["name"]: number for number, row in enumerate(statuses())}

    def detail(one: Detail) -> list[Any]:
        return [labels[one.label], one.text, *(() if one.thing is None else (one.thing,))]

    def saying(one: Saying) -> list[Any]:
        source = -1 if one.source is None else one.source
        said = [source, quotes[one.quote], status.get(one.status, 0), one.attribution]
        return [*said, [detail(each) for each in one.details]] if one.details else said

    facts = [[[detail(d) for d in fact.details], [saying(s) for s in fact.sayings]] for fact in shown.facts]
    return {
        "iris": [thing.iri for thing in shown.things],
        "links": _sparse(thing.links for thing in shown.things),
        "texts": _sparse("" if fact.object is not None else fact.text for fact in shown.facts),
        "facts": facts,
        "quotes": list(quotes),
        "labels": list(labels),
    }


def _sparse(values: Iterable[Value]) -> dict[int, Value]:
    """Only the values that are not empty, by their number."""
    return {number: value for number, value in enumerate(values) if value}


def _few(numbers: list[int]) -> Few:
    return numbers[0] if len(numbers) == 1 else numbers


def _articles(fact: Statement) -> list[int]:
    return list(dict.fromkeys(said.source for said in fact.sayings if said.source is not None))


def _others(details: Iterable[Detail]) -> list[int]:
    """The entities that a fact's details name."""
    return list(dict.fromkeys(detail.thing for detail in details if detail.thing is not None))
