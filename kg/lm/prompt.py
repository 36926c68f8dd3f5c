"""What a model is asked: the words of prompt.md, with what the ontology says of types, relations and roles."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from rdflib import SKOS, URIRef

from kg.english.frames import frames
from kg.lm.schema import ROLES
from kg.model import Status
from kg.ontology import ENTITY_TYPES, GRAPH, KG, QUALIFIERS, RELATIONS, Relation

FILE = Path(__file__).with_suffix(".md")
Message = dict[str, str]


def messages(piece: str) -> list[Message]:
    """The messages that ask for the facts of a piece of an article.

    The marks around the piece are made from its own hash, so no words inside can pass for its end.
    """
    mark = hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    article = f"BEGIN ARTICLE {mark}\n{piece}\nEND ARTICLE {mark}"
    return [{"role": "system", "content": _task()}, {"role": "user", "content": article}]


def allowed(relation: str) -> frozenset[str]:
    """The roles that facts of a relation may have: those its frame knows; all where it has none."""
    of = [f for f in frames() if f.relation == relation]
    named = frozenset().union(*(f.qualifiers.union(*(way.slots for way in f.ways)) for f in of))
    return (named if of else frozenset(ROLES)) & frozenset(ROLES)


@functools.lru_cache(maxsize=1)
def _task() -> str:
    filled = {
        "types": _list(_meant(name, KG[name]) for name in ENTITY_TYPES),
        "relations": _list(_relation(each) for each in RELATIONS.values()),
        "statuses": _list(_meant(str(status), KG[status.capitalize()]) for status in Status),
        "roles": _list(_meant(name, QUALIFIERS[name]) for name in ROLES),
    }
    text = FILE.read_text("utf-8")
    for name, words in filled.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def _relation(relation: Relation) -> str:
    ends = " → ".join(" or ".join(sorted(types)) for types in (relation.domain, relation.range))
    roles = ", ".join(sorted(allowed(relation.name)))
    order = " The order of the two is free." if relation.symmetric else ""
    return f"{relation.name} ({ends}): {relation.definition or relation.label}{order}" + f" [{roles}]" * bool(
        roles
    )


def _meant(name: str, term: URIRef) -> str:
    return f"{name}: {GRAPH.value(term, SKOS.definition) or name}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
