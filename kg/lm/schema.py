"""The form of an answer as a JSON schema: what the endpoint is held to, made from the ontology."""

from __future__ import annotations

from typing import Any

from kg.model import Status
from kg.ontology import ENTITY_TYPES, QUALIFIERS, RELATIONS, YEAR

AMOUNT = "Amount"
SUBJECT_TYPES = list(ENTITY_TYPES)
OBJECT_TYPES = [*ENTITY_TYPES, AMOUNT, YEAR]
ROLES = sorted(QUALIFIERS)
TEXTS = ("quote", "relation", "subject", "subject_type", "object", "object_type", "status")


def schema() -> dict[str, Any]:
    """The schema, within what strict endpoints accept: every key required, nothing beside them."""
    text = {"type": "string"}
    return _form(
        facts=_list(
            _form(
                quote=text,
                relation=_one_of(RELATIONS),
                subject=text,
                subject_type=_one_of(SUBJECT_TYPES),
                object=text,
                object_type=_one_of(OBJECT_TYPES),
                status=_one_of(map(str, Status)),
                roles=_list(_form(name=_one_of(ROLES), words=text)),
            )
        )
    )


def _form(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _one_of(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}
