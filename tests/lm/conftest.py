"""An endpoint for each test, settings that lead to it, and the rules, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.english import reader as rules
from kg.learned import weights
from kg.lm.asking import Asking
from kg.lm.cache import Cache
from kg.lm.endpoint import Endpoint
from kg.lm.reader import LanguageModel
from kg.lm.settings import Settings
from tests.lm.fake import Fake, serving


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's: no settings, no proxy."""
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "KG_LM_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving() as endpoint:
        yield endpoint


@pytest.fixture
def given(fake: Fake, tmp_path: Path) -> Settings:
    return Settings(
        model="small", key="secret-key", url=fake.url, cache=tmp_path / "cache", timeout=5.0, retries=1
    )


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client library wanted to wait between tries, in place of waiting."""
    waits: list[float] = []
    monkeypatch.setattr("openai._base_client.time.sleep", waits.append)
    return waits


@pytest.fixture(scope="session")
def ruling() -> rules.Reader:
    return rules.load()


def reading(given: Settings, ruling: rules.Reader) -> LanguageModel:
    """The reader, over rules that are loaded already."""
    return LanguageModel(ruling, weights.load(), Asking(given, Cache(given.cache), Endpoint(given)))
