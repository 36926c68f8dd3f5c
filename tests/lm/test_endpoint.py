"""Whatever an endpoint does: an answer, another try, or one line that says what is wrong."""

from __future__ import annotations

import dataclasses
import json
import socket
from typing import Any

import pytest

from kg.errors import KGError, StoppedError
from kg.lm.endpoint import Endpoint
from kg.lm.prompt import messages
from kg.lm.settings import Settings
from tests.lm.fake import Fake, Reply, fails, says

ASKED = messages("Brightforge acquired Lumenary.")


def test_what_is_sent(fake: Fake, given: Settings) -> None:
    fake.replies = [says({"facts": []})]
    answer = Endpoint(given).ask(ASKED)
    assert (answer.text, answer.tokens) == ('{"facts": []}', 100)
    (asked,) = fake.asked
    assert (asked["path"], asked["key"], asked["model"]) == (
        "/v1/chat/completions",
        "Bearer secret-key",
        "small",
    )
    assert (asked["temperature"], asked["seed"]) == (0, 7)
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in asked


@pytest.mark.parametrize("status", [429, 500, 503])
def test_tries_again(fake: Fake, given: Settings, slept: list[float], status: int) -> None:
    fake.replies = [fails(status), says("{}")]
    assert Endpoint(given).ask(ASKED).text == "{}"
    assert (len(fake.asked), len(slept)) == (2, 1)


def test_waits_as_long_as_it_is_told(fake: Fake, given: Settings, slept: list[float]) -> None:
    fake.replies = [fails(429, Retry_After="7"), says("{}")]
    assert Endpoint(given).ask(ASKED).text == "{}"
    assert slept == [7.0]


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (fails(500, "out of order"), r"the endpoint failed \(500: out of order\)"),
        (fails(400, "too many words"), r"the endpoint failed \(400: too many words\)"),
        (Reply({"choices": []}), "an empty answer"),
        (Reply({"object": "chat.completion"}), "does not answer as a chat endpoint does .*end in /v1"),
        (says(None), "an empty answer"),
        (says(""), "an empty answer"),
        (says(None, message={"refusal": "I cannot\nhelp."}), r"the model refused \(I cannot help.\)"),
        (says("x", finish_reason="content_filter"), r"the model refused \(content filter\)"),
        (says('{"facts": [', finish_reason="length"), "cut off at 4096 tokens; raise KG_LM_ANSWER"),
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "does not answer as a chat endpoint does"),
        (
            Reply(b"{", headers={"Content-Type": "application/json"}),
            "does not answer as a chat endpoint does",
        ),
        (Reply(["x"]), "does not answer as a chat endpoint does"),
        (Reply({"choices": [{"index": 0}]}), "an empty answer"),
        (Reply({"choices": "none"}), "as a chat endpoint does"),
    ],
)
def test_an_answer_that_is_none(
    fake: Fake, given: Settings, slept: list[float], reply: Reply, complaint: str
) -> None:
    fake.replies = [reply]
    with pytest.raises(KGError, match=complaint) as caught:
        Endpoint(given).ask(ASKED)
    assert not isinstance(caught.value, StoppedError)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (fails(401, "bad key secret-key"), r"does not accept the key in OPENAI_API_KEY \(401: bad key …\)"),
        (fails(404, "no such model"), "has no model 'small', or OPENAI_BASE_URL is wrong"),
        (fails(400, "model_not_found"), "has no model 'small'"),
        (fails(429, "slow down"), "limit is reached .*try again later"),
    ],
)
def test_no_further_question_has_a_chance(
    fake: Fake, given: Settings, slept: list[float], reply: Reply, complaint: str
) -> None:
    fake.replies = [reply]
    with pytest.raises(StoppedError, match=complaint):
        Endpoint(given).ask(ASKED)


def test_nobody_there(given: Settings, slept: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StoppedError, match=f"cannot reach http://127.0.0.1:{port}"):
        Endpoint(dataclasses.replace(given, url=f"http://127.0.0.1:{port}/v1")).ask(ASKED)
    assert len(slept) == 1


def test_too_late(fake: Fake, given: Settings, slept: list[float]) -> None:
    fake.replies = [dataclasses.replace(says("{}"), late=20.0)]
    with pytest.raises(KGError, match=r"no answer within 0.2 seconds \(KG_LM_TIMEOUT\)"):
        Endpoint(dataclasses.replace(given, timeout=0.2)).ask(ASKED)
    assert len(fake.asked) == 2


def test_late_once(fake: Fake, given: Settings, slept: list[float]) -> None:
    fake.replies = [dataclasses.replace(says("{}"), late=20.0), says("[]")]
    assert Endpoint(dataclasses.replace(given, timeout=0.5)).ask(ASKED).text == "[]"


def picky(*unwanted: str) -> Any:
    """A reply that refuses what it does not know, one at a time."""

    def reply(asked: dict[str, Any]) -> Reply:
        sent = json.dumps(asked["response_format"]) + " ".join(asked)
        found = next((name for name in unwanted if name in sent), None)
        return fails(400, f"Unsupported parameter: {found}") if found else says("{}")

    return reply


def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(fake: Fake, given: Settings) -> None:
    fake.replies = [picky("temperature", "seed", "max_tokens")]
    endpoint = Endpoint(given)
    assert endpoint.ask(ASKED).text == "{}"
    assert sorted(endpoint.refused) == ["max_tokens", "seed", "temperature"]
    assert fake.asked[-1]["max_completion_tokens"] == 4096
    asked = len(fake.asked)
    endpoint.ask(ASKED)
    assert len(fake.asked) == asked + 1


def test_without_schemas_the_form_is_told_in_words(fake: Fake, given: Settings) -> None:
    fake.replies = [picky("json_schema")]
    endpoint = Endpoint(given)
    endpoint.ask(ASKED)
    assert endpoint.refused == ["json_schema"]
    assert fake.asked[-1]["response_format"] == {"type": "json_object"}
    assert '"additionalProperties": false' in fake.asked[-1]["messages"][-1]["content"]
