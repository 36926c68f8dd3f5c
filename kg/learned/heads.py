"""What the learned model decides of a pair: one head for each relation and direction, and what a head reads.

A head's name is the relation and ">" where the first end in the text is the subject, "<" where it is
the object; symmetric relations have ">" only. `employed` is no relation of the ontology but holds where
any of the relations of work does: data that does not tell past from present jobs still teaches it.
`open`, the last head, says of whatever joins a pair that it is not done: only talked about, or denied.
"""

from __future__ import annotations

import functools

from kg.learned.pairs import Pair
from kg.ontology import RELATIONS

EMPLOYED = "employed"
OPEN = "open>"
WORK = ("worksFor", "workedFor", "leads", "founded")
NAMED = frozenset({"Company", "Lab", "Model", "Organization", "Product", "Unknown", "Place", "Person"})
# The item types that may turn out to be of an ontology type: what names a thing often leaves its type open.
MAY_BE = {
    "Company": frozenset(
        {"Company", "Unknown", "Organization", "Lab", "Product", "Model", "Place", "Person"}
    ),
    "Person": frozenset({"Person", "Unknown"}),
    "Lab": frozenset({"Lab", "Organization", "Company", "Unknown", "Product"}),
    "Model": frozenset({"Model", "Unknown", "Company", "Organization", "Person"}),
    "Organization": frozenset({"Organization", "Company", "Unknown", "Lab", "Place"}),
    "Place": frozenset({"Place"}),
    "Amount": frozenset({"Money"}),
    "Year": frozenset({"Date"}),
}


def _heads() -> tuple[str, ...]:
    found = [f"{name}>" for name in (*RELATIONS, EMPLOYED)]
    turned = [f"{name}<" for name, r in RELATIONS.items() if not r.symmetric]
    return (*found, *turned, f"{EMPLOYED}<")


JOINING: tuple[str, ...] = _heads()
HEADS: tuple[str, ...] = (*JOINING, OPEN)
INDEX = {head: number for number, head in enumerate(HEADS)}


def head(relation: str, *, turned: bool) -> str:
    """The head of a relation whose subject comes first in the text, or second where `turned`.

    >>> head("acquired", turned=True), head("competesWith", turned=True)
    ('acquired<', 'competesWith>')
    """
    symmetric = relation in RELATIONS and RELATIONS[relation].symmetric
    return f"{relation}{'<' if turned and not symmetric else '>'}"


def _ends(name: str) -> tuple[frozenset[str], frozenset[str]]:
    relation = RELATIONS["leads" if name[:-1] == EMPLOYED else name[:-1]]
    ends = [frozenset().union(*(MAY_BE[t] for t in types)) for types in (relation.domain, relation.range)]
    return (ends[1], ends[0]) if name.endswith("<") else (ends[0], ends[1])


ENDS = {name: _ends(name) for name in JOINING}


def reads(name: str, pair: Pair) -> bool:
    """Whether a head has a say on a pair: whether the types of its ends could turn out right."""
    if name == OPEN:
        return any(reads(each, pair) for each in JOINING)
    first, second = ENDS[name]
    return pair.first.type in first and pair.second.type in second


@functools.lru_cache(maxsize=1024)
def readers(heads: tuple[str, ...], first: str, second: str) -> tuple[tuple[int, str], ...]:
    """Those of the heads that may join a pair of ends of these types, with their numbers."""
    joining = [(number, ENDS[name], name) for number, name in enumerate(heads) if name in ENDS]
    return tuple((number, name) for number, ends, name in joining if first in ends[0] and second in ends[1])
