"""From an answer's JSON to what it states, in words; what has not the form that was asked for is left out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from kg.errors import KGError
from kg.lm.schema import OBJECT_TYPES, ROLES, SUBJECT_TYPES, TEXTS
from kg.model import Status
from kg.ontology import RELATIONS

FENCE = re.compile(r"```(?:json)?\s*(?P<inside>.*?)\s*```", re.DOTALL)
LONGEST = 10_000
"""So many facts are more than any piece of an article states."""
MOST = 400
CHOICES: dict[str, frozenset[str]] = {
    "relation": frozenset(RELATIONS),
    "subject_type": frozenset(SUBJECT_TYPES),
    "object_type": frozenset(OBJECT_TYPES),
    "status": frozenset(map(str, Status)),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as a model states it: all in words that are yet to be found in the text."""

    quote: str
    relation: str
    subject: str
    subject_type: str
    object: str
    object_type: str
    status: Status
    roles: tuple[tuple[str, str], ...] = ()


def rows(answer: str) -> list[Any]:
    """The list under "facts"; raises KGError where the answer has none."""
    fenced = FENCE.fullmatch(answer.strip())
    try:
        value = json.loads(fenced["inside"] if fenced else answer)
    except (ValueError, RecursionError) as error:
        raise KGError(
            f"the model's answer is no JSON ({_short(answer)!r}); can the endpoint hold to a schema?"
        ) from error
    found = value.get("facts") if isinstance(value, dict) else None
    if not isinstance(found, list) or len(found) > MOST:
        raise KGError(f"the model's answer has not the form that was asked for: {_short(answer)!r}")
    return found


def stated(row: Any) -> Stated | str:
    """What one row states, or why it states nothing.

    >>> stated({"quote": "x"}), stated("x")
    ('not in the form asked for', 'not in the form asked for')
    """
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in TEXTS):
        return "not in the form asked for"
    if any(len(row[key]) > LONGEST for key in TEXTS):
        return "not in the form asked for"
    if row["relation"] not in RELATIONS:
        return "unknown relation"
    if any(row[key] not in choices for key, choices in CHOICES.items()):
        return "unknown type or status"
    texts = {key: row[key].strip() for key in TEXTS}
    return Stated(**{**texts, "status": Status(texts["status"])}, roles=_roles(row.get("roles")))


def _roles(value: Any) -> tuple[tuple[str, str], ...]:
    """The roles by name, the first of each."""
    found: dict[str, str] = {}
    for role in value if isinstance(value, list) else ():
        if isinstance(role, dict) and role.get("name") in ROLES and isinstance(role.get("words"), str):
            found.setdefault(role["name"], role["words"].strip())
    return tuple((name, words) for name, words in sorted(found.items()) if words)


def _short(text: str) -> str:
    return " ".join(text.split())[:80]
