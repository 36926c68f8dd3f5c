"""The endpoint: one question, one answer, with retries by the client library and every failure as one line."""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import KGError, StoppedError
from kg.lm.schema import schema
from kg.lm.settings import EXTRA, Settings

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

    from kg.lm.prompt import Message

STRICT = {"type": "json_schema", "json_schema": {"name": "facts", "strict": True, "schema": schema()}}
LOOSE = {"type": "json_object"}
# What an endpoint may refuse of a request, as its complaint names it, and what is sent in its place.
INSTEAD: dict[str, dict[str, Any]] = {
    "max_tokens": {"max_completion_tokens": "max_tokens"},
    "max_completion_tokens": {},
    "temperature": {},
    "seed": {},
}
FORMAT_WORDS = ("response_format", "json_schema", "schema")


class NoAnswerError(KGError):
    """The endpoint itself failed, and may do so again whatever it is asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, and how many tokens question and answer took, guessed where nobody counted."""

    text: str
    tokens: int


@dataclass
class Endpoint:
    """A chat endpoint; what it refuses of a request is learnt from its complaints and left out from then on."""

    settings: Settings
    refused: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.extra = {
            "temperature": 0,
            "seed": self.settings.seed,
            "max_tokens": self.settings.answer,
            "response_format": STRICT,
        }

    def ask(self, messages: Sequence[Message]) -> Answer:
        """The answer to the messages.

        Raises StoppedError where no further question has a chance, NoAnswerError where the endpoint fails,
        another KGError where the model gives this question no answer.
        """
        import openai

        try:
            while True:
                try:
                    return _answer(self._create(messages), messages, self.settings)
                except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                    if not self._yield_to(_said(error, self.settings)):
                        raise
        except openai.APIStatusError as error:
            raise _complaint(error, self.settings) from error
        except openai.APITimeoutError as error:
            seconds = f"{self.settings.timeout:g} seconds"
            raise NoAnswerError(
                f"no answer within {seconds} (KG_LM_TIMEOUT) from {_address(self)}"
            ) from error
        except openai.APIConnectionError as error:
            reason = " ".join(str(error.__cause__ or error).split())
            raise StoppedError(
                f"cannot reach {_address(self)} ({reason}); is OPENAI_BASE_URL right?"
            ) from error
        except (openai.OpenAIError, ValueError, RecursionError) as error:
            raise NoAnswerError(
                f"{_address(self)} does not answer as a chat endpoint does ({error})"
            ) from error

    def _create(self, messages: Sequence[Message]) -> Any:
        """The body of the endpoint's answer, read here: the library takes anything for a completion."""
        extra = dict(self.extra)
        if extra.get("response_format") is LOOSE:
            messages = [*messages, _form()]
        answer = self.client.chat.completions.with_raw_response.create(
            model=self.settings.model,
            messages=messages,  # type: ignore[arg-type]
            **extra,
        )
        return json.loads(answer.http_response.text)

    @functools.cached_property
    def client(self) -> OpenAI:
        """The client library's own client; it waits and tries again on 408, 409, 429, 5xx and lost connections."""
        from openai import OpenAI

        given = self.settings
        return OpenAI(api_key=given.key, base_url=given.url, timeout=given.timeout, max_retries=given.retries)

    def _yield_to(self, complaint: str) -> bool:
        """Whether something that the complaint names could be left out of what is sent."""
        for name in ("max_completion_tokens", *INSTEAD):
            if name in complaint and name in self.extra:
                value = self.extra.pop(name)
                self.extra |= dict.fromkeys(INSTEAD[name], value)
                self.refused.append(name)
                return True
        if self.extra.get("response_format") is STRICT and any(word in complaint for word in FORMAT_WORDS):
            self.extra["response_format"] = LOOSE
            self.refused.append("json_schema")
            return True
        return False


def check() -> None:
    """Raise KGError where the client library is not installed."""
    if importlib.util.find_spec("openai") is None:
        raise KGError(EXTRA)


def _answer(body: Any, messages: Sequence[Message], settings: Settings) -> Answer:
    """The text of the first choice; raises KGError where there is none that is whole, ValueError for no completion."""
    choice = _first(body)
    message = choice.get("message") or {}
    refusal, finish = message.get("refusal"), choice.get("finish_reason")
    if refusal or finish == "content_filter":
        raise KGError(f"the model refused ({' '.join(str(refusal or 'content filter').split())[:100]})")
    if finish == "length":
        raise KGError(
            f"the model's answer was cut off at {settings.answer} tokens; raise KG_LM_ANSWER or lower KG_LM_PIECE"
        )
    text = message.get("content")
    if not isinstance(text, str) or not text.strip():
        raise KGError("the endpoint gave an empty answer")
    usage = body.get("usage")
    counted = usage.get("total_tokens") if isinstance(usage, dict) else None
    guessed = (sum(len(each["content"]) for each in messages) + len(text)) // 4
    return Answer(text, counted if isinstance(counted, int) and counted > 0 else guessed)


def _first(body: Any) -> dict[str, Any]:
    """The first choice of a completion."""
    choices = body.get("choices") if isinstance(body, dict) else None
    if not isinstance(choices, list):
        raise ValueError("no chat completion; does the address end in /v1?")
    if not choices:
        raise KGError("the endpoint gave an empty answer")
    if not isinstance(choices[0], dict) or not isinstance(choices[0].get("message"), dict | None):
        raise ValueError("a choice without a message")
    return choices[0]


def _complaint(error: APIStatusError, settings: Settings) -> KGError:
    """The one line for a status that the client library has given up on."""
    code, said = error.status_code, _said(error, settings)
    told = f"{code}: {said}" if said else str(code)
    match code:
        case 401 | 403:
            return StoppedError(f"the endpoint does not accept the key in OPENAI_API_KEY ({told})")
        case 404:
            return StoppedError(
                f"the endpoint has no model {settings.model!r}, or OPENAI_BASE_URL is wrong ({told}); "
                "name a model that it has in KG_LM_MODEL"
            )
        case 429:
            return StoppedError(f"the endpoint's limit is reached ({told}); try again later")
    if "model_not_found" in said or ("model" in said and "not found" in said):
        return StoppedError(
            f"the endpoint has no model {settings.model!r} ({told}); name another in KG_LM_MODEL"
        )
    return NoAnswerError(f"the endpoint failed ({told})")


def _said(error: APIStatusError, settings: Settings) -> str:
    """What the endpoint says of an error, in one line without the key."""
    body = error.body if isinstance(error.body, dict) else {}
    said = " ".join(str(body.get(key) or "") for key in ("code", "message", "param")).split()
    words = " ".join(said) or error.message
    return " ".join(words.split()).replace(settings.key, "…")[:300] if len(settings.key) > 6 else words[:300]


def _address(endpoint: Endpoint) -> str:
    return str(endpoint.client.base_url)


def _form() -> Message:
    """For endpoints that cannot be held to a schema: the schema in words."""
    return {"role": "system", "content": f"The form, as a JSON schema:\n{json.dumps(schema())}"}
