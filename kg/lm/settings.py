"""What the reader `lm` is told: environment variables, read once and checked before any article is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from kg.errors import KGError

EXTRA = "the reader lm needs one more package: pip install 'kg[lm]'"
OFF = "off"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which model to ask where, and how much.

    `url` is None for the address that the client library takes by itself; `cache` is None for no cache.
    `requests` and `tokens` are what one run may use, `tokens` None for any number; `timeout` is in
    seconds; `piece` is how many characters of an article are sent at once, `answer` how many tokens
    an answer may have.
    """

    model: str
    key: str
    url: str | None = None
    cache: Path | None = None
    requests: int = 1000
    tokens: int | None = None
    timeout: float = 120.0
    retries: int = 4
    piece: int = 6000
    answer: int = 4096
    seed: int = 7


def settings(variables: Mapping[str, str] = os.environ) -> Settings:
    """The settings that environment variables give; raises KGError for what is missing or makes no sense.

    >>> settings({"KG_LM_MODEL": "small", "OPENAI_BASE_URL": "http://localhost:8080/v1"}).model
    'small'
    >>> settings({"KG_LM_MODEL": "small"})
    Traceback (most recent call last):
    kg.errors.KGError: the reader lm needs OPENAI_API_KEY, or OPENAI_BASE_URL with the address of a server that asks for none
    """
    given = {name: value.strip() for name, value in variables.items() if value.strip()}
    if "KG_LM_MODEL" not in given:
        raise KGError("the reader lm needs KG_LM_MODEL, the name of a model that the endpoint has")
    url = given.get("OPENAI_BASE_URL")
    if url is None and "OPENAI_API_KEY" not in given:
        raise KGError(
            "the reader lm needs OPENAI_API_KEY, or OPENAI_BASE_URL with the address of a server that asks for none"
        )
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        raise KGError(f"OPENAI_BASE_URL is {url!r}, but must be an address such as http://localhost:8080/v1")
    return Settings(
        model=given["KG_LM_MODEL"],
        key=given.get("OPENAI_API_KEY", "none"),
        url=url,
        cache=_cache(given),
        requests=_number("KG_LM_REQUESTS", given, 1000),
        tokens=_number("KG_LM_TOKENS", given, None),
        timeout=_number("KG_LM_TIMEOUT", given, 120.0, of=float),
        retries=_number("KG_LM_RETRIES", given, 4, least=0),
        piece=_number("KG_LM_PIECE", given, 6000, least=500),
        answer=_number("KG_LM_ANSWER", given, 4096),
        seed=_number("KG_LM_SEED", given, 7, least=0),
    )


def _cache(given: Mapping[str, str]) -> Path | None:
    """The folder that is named, or one in the place where a system keeps what programs may lose."""
    if "KG_LM_CACHE" in given:
        named = given["KG_LM_CACHE"]
        return None if named == OFF else Path(named).expanduser()
    caches = given.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "kg" / "lm"


def _number(
    name: str,
    given: Mapping[str, str],
    default: Value,
    *,
    least: float = 1,
    of: Callable[[str], float] = int,
) -> Value:
    if name not in given:
        return default
    try:
        number = of(given[name])
    except ValueError:
        number = least - 1
    if not least <= number < 1e12:
        raise KGError(f"{name} is {given[name]!r}, but must be a number of at least {least}")
    return number  # type: ignore[return-value]
