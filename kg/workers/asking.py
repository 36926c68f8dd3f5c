"""Questions in plain words, answered in a worker: whatever they cost, they can be stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from kg.errors import KGError
from kg.store.folder import Union
from kg.workers.answers import Reply
from kg.workers.limits import Limits

FIRST = "Who leads it?"


def asker(store: ox.Store, _: Limits) -> Callable[[dict[str, Any]], Reply]:
    """What answers questions: `asked` has the question, the reply is the answer as JSON."""
    from kg.ask import Asker

    mind = Asker(Union(store))
    mind.answer(FIRST)  # reads the graph's names

    def answer(asked: dict[str, Any]) -> Reply:
        try:
            told = mind.answer(str(asked["question"])).as_json()
        except KGError as error:
            return Reply.refusal(400, str(error))
        return Reply(200, "application/json", json.dumps(told).encode())

    return answer
