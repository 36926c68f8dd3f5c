"""Settings from the environment: defaults, and complaints that name the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KGError
from kg.lm import endpoint
from kg.lm.settings import settings

LEAST = {"KG_LM_MODEL": "small", "OPENAI_API_KEY": "k"}


def test_the_least_that_is_needed() -> None:
    found = settings(LEAST | {"XDG_CACHE_HOME": "/c"})
    assert (found.model, found.key, found.url) == ("small", "k", None)
    assert (found.cache, found.requests, found.tokens) == (Path("/c/kg/lm"), 1000, None)


def test_a_server_of_ones_own_needs_no_key() -> None:
    assert settings({"KG_LM_MODEL": "small", "OPENAI_BASE_URL": "http://localhost:1/v1"}).key


def test_numbers_and_no_cache() -> None:
    found = settings(LEAST | {"KG_LM_TIMEOUT": "2.5", "KG_LM_TOKENS": "9", "KG_LM_CACHE": "off"})
    assert (found.timeout, found.tokens, found.cache) == (2.5, 9, None)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"KG_LM_MODEL": " "}, "needs KG_LM_MODEL"),
        ({"OPENAI_API_KEY": ""}, "needs OPENAI_API_KEY"),
        ({"OPENAI_BASE_URL": "localhost:8080"}, "OPENAI_BASE_URL is 'localhost:8080'"),
        ({"KG_LM_REQUESTS": "many"}, "KG_LM_REQUESTS is 'many', but must be a number of at least 1"),
        ({"KG_LM_PIECE": "20"}, "KG_LM_PIECE is '20', but must be a number of at least 500"),
        ({"KG_LM_TIMEOUT": "nan"}, "KG_LM_TIMEOUT"),
    ],
)
def test_complaints(change: dict[str, str], complaint: str) -> None:
    with pytest.raises(KGError, match=complaint):
        settings(LEAST | change)


def test_without_the_client_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(KGError, match=r"one more package: pip install 'kg\[lm\]'"):
        endpoint.check()
