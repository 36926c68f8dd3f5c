"""Several processes read what one reads, in the same order, and fail as it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline, processes
from kg.articles import Skipped
from kg.cli import group
from kg.errors import KGError, StoppedError
from kg.model import Article, Entity, Evidence, Fact, Status
from kg.readers import Reader

ARTICLES = [Article(f"a{n}", f"Meta hired Bob {n}.") for n in range(12)]


class Bob:
    """A reader that finds one fact in each text but those that say otherwise."""

    def read(self, article: Article) -> list[Fact]:
        match article.text.split()[0]:
            case "boom":
                raise ValueError("no verb")
            case "enough":
                raise StoppedError("too tired")
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
        evidence = Evidence(article.id, 0, len(article.text), article.text, f"test{os.getpid()}")
        return [Fact("hired", Entity("Company", "Meta"), Entity("Person", "Bob"), Status.DONE, evidence)]


class Accountant(Bob):
    """A reader that would count what it costs."""

    def account(self) -> dict[str, int]:
        return {"cost": 1}


def missing() -> Reader:
    raise KGError("no such reader")


def test_all_is_read_in_order_and_not_by_this_process() -> None:
    found = list(processes.extract(ARTICLES, Bob, 2))
    read = [each for each in found if isinstance(each, pipeline.Reading)]
    assert [each.article for each in read] == ARTICLES
    readers = {fact.evidence.rule for each in read for fact in each.facts}
    assert f"test{os.getpid()}" not in readers
    assert 1 <= len(readers) <= 2


def test_what_fails_is_skipped_and_what_is_left_comes_last() -> None:
    texts = {"a": "boom", "b": "enough", "c": "fine", "d": "enough"}
    articles = [Skipped("x.txt", "is empty"), *(Article(name, text) for name, text in texts.items())]
    found = list(processes.extract(articles, Bob, 2))
    assert found == [*pipeline.extract(articles[:2], Bob()), *found[2:]]
    assert [each.article.id for each in found[2:] if isinstance(each, pipeline.Reading)] == ["c"]
    assert found[-1] == Skipped("b and 1 more", "too tired")


def test_a_reader_that_cannot_be_made_is_one_mistake() -> None:
    with pytest.raises(KGError, match="no such reader"):
        list(processes.extract(ARTICLES, missing, 2))


def test_a_reader_that_keeps_account_cannot_be_several() -> None:
    with pytest.raises(KGError, match="leave out --jobs"):
        list(processes.extract(ARTICLES, Accountant, 2))


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(KGError, match="try fewer with --jobs"):
        list(processes.extract([Article("a", "die"), *ARTICLES], Bob, 2))


@pytest.mark.parametrize(
    ("length", "reader", "processors", "expected"),
    [
        (processes.MANY, "both", 2, 2),
        (processes.MANY, "rules", 16, 2),
        (processes.MANY, "both", 1, 1),
        (processes.MANY, "lm", 2, 1),
        (processes.MANY, "another", 2, 1),
        (processes.MANY - 2, "both", 2, 1),
    ],
)
def test_two_read_what_is_long_where_that_is_cheap(
    monkeypatch: pytest.MonkeyPatch, length: int, reader: str, processors: int, expected: int
) -> None:
    monkeypatch.setattr(processes, "_processors", lambda: processors)
    articles = [Skipped("x.txt", "is empty"), *(Article(name, "a" * (length // 2)) for name in "ab")]
    assert processes.fitting(articles, reader) == expected
    assert processes.fitting([Article("a", "a" * length)], reader) == 1


@pytest.mark.parametrize(("asked", "expected"), [((), 2), (("--jobs", "1"), None), (("-j", "3"), 3)])
def test_who_asks_for_a_number_gets_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: tuple[str, ...], expected: int | None
) -> None:
    started = []

    def several(articles: list[Article], load: object, count: int) -> Iterator[pipeline.Reading]:
        started.append(count)
        return (pipeline.Reading(each, ()) for each in articles)

    monkeypatch.setattr(processes, "extract", several)
    monkeypatch.setattr(processes, "MANY", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 4)
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("Nothing happened today.")
    result = CliRunner().invoke(group, ["extract", str(tmp_path), "--reader", "rules", *asked])
    assert (result.exit_code, result.output) == (0, "")
    assert started == ([] if expected is None else [expected])


def kg(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, words)], capture_output=True, check=False)


def test_the_same_bytes_from_one_process_and_from_two() -> None:
    one = kg("extract", "seeds/articles", "--quiet")
    two = kg("extract", "seeds/articles", "--quiet", "-j", "2")
    assert (two.returncode, two.stderr) == (0, b"")
    assert len(one.stdout.splitlines()) > 300
    assert two.stdout == one.stdout


def test_several_refuse_an_unknown_reader_as_one_does(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Meta hired Bob Roe from OpenAI.")
    one = kg("extract", tmp_path / "a.txt", "--reader", "oracle")
    two = kg("extract", tmp_path / "a.txt", "--reader", "oracle", "--jobs", "2")
    assert (two.returncode, two.stderr) == (1, one.stderr)
