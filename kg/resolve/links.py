"""Which nodes are the same thing under two names; each kind of link asks for exactly one candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.names import normal
from kg.resolve.census import Census, Node, numbers, telling
from kg.resolve.known import Known
from kg.resolve.spelling import misspelt

Link = tuple[Node, Node]
Owners = defaultdict[tuple[str, str], set[Node]]

SHORTEST_RUN_TOGETHER = 6


def links(census: Census, known: Known) -> Iterator[Link]:
    """Pairs of nodes that are one thing, the surest first; the order depends on the nodes alone."""
    for kind in (_same_name, _person_of_article, _other_name, _run_together):
        yield from sorted(kind(census, known))
    yield from sorted(misspelt(census, known))


def _same_name(census: Census, known: Known) -> Iterator[Link]:
    owners: Owners = defaultdict(set)
    for node in census.names:
        for form in census.forms(node) if node.id else ():
            owners[node.kind, form].add(node)
    return _to_only_owner(census, owners)


def _person_of_article(census: Census, known: Known) -> Iterator[Link]:
    """Links from "Beyer" to the only person of the article whose name ends, or else begins, so."""
    people: defaultdict[str, set[Node]] = defaultdict(set)
    for node in census.names:
        if node.kind == "Person" and not node.article:
            for article in census.articles[node]:
                people[article].add(node)
    for node in census.names:
        if node.article:
            for place in (-1, 0):
                named = {p for p in people[node.article] if node.form in _words_at(place, p, census)}
                if named:
                    break
            if len(named) == 1:
                yield node, named.pop()


def _words_at(place: int, node: Node, census: Census) -> set[str]:
    return {form.split()[place] for form in census.forms(node) if form}


def _other_name(census: Census, known: Known) -> Iterator[Link]:
    owners: Owners = defaultdict(set)
    for node in census.names:
        for alias in census.aliases[node]:
            if any(telling(alias, name, node.kind) for name in census.names[node]):
                owners[node.kind, normal(alias, node.kind)].add(node)
    return _to_only_owner(census, owners)


def _to_only_owner(census: Census, owners: Owners) -> Iterator[Link]:
    for node in census.names:
        others = owners.get((node.kind, node.form), set()) - {node} if not (node.id or node.article) else ()
        if len(others) == 1:
            yield node, next(iter(others))


def _run_together(census: Census, known: Known) -> Iterator[Link]:
    """Links between "Open AI" and "OpenAI"; names with numbers are not run together."""
    groups: Owners = defaultdict(set)
    for (_, form), ids in known.safe.items():
        for id in ids:
            groups[known.kind(id), form.replace(" ", "")].add(Node(known.kind(id), id=id))
    for node in census.names:
        for form in () if node.article else census.forms(node):
            if len(form) >= SHORTEST_RUN_TOGETHER and not numbers(form):
                groups[node.kind, form.replace(" ", "")].add(node)
    for group in groups.values():
        first, *rest = sorted(group, key=lambda node: (not node.id, node))
        if sum(bool(node.id) for node in group) <= 1:
            yield from ((first, node) for node in rest)
