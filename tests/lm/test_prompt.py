"""What is asked: all that the ontology has, and the article as material."""

from __future__ import annotations

import dataclasses

import pytest

from kg.lm import prompt
from kg.lm.prompt import allowed, messages
from kg.lm.schema import schema
from kg.ontology import ENTITY_TYPES, QUALIFIERS, RELATIONS


def test_the_task_knows_the_whole_ontology() -> None:
    task = messages("x")[0]["content"]
    assert all(f"- {name} (" in task for name in RELATIONS)
    assert all(f"- {name}: " in task for name in (*ENTITY_TYPES, *QUALIFIERS))
    assert not any(f"{{{name}}}" in task for name in ("types", "relations", "statuses", "roles"))


def test_a_new_relation_is_known_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sued = dataclasses.replace(RELATIONS["acquired"], name="sued", definition="Takes it to court.")
    monkeypatch.setattr(prompt, "RELATIONS", {**RELATIONS, "sued": sued})
    prompt._task.cache_clear()
    task = messages("x")[0]["content"]
    prompt._task.cache_clear()
    assert "- sued (Company → Company): Takes it to court. [amount, date, from" in task


def test_roles_are_those_of_the_frames() -> None:
    assert allowed("hired") == {"from", "role", "date"}
    assert allowed("competesWith") == frozenset()


def test_the_schema_is_strict_throughout() -> None:
    def check(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
            for value in part.values():
                check(value)

    check(schema())
