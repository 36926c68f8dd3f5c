"""The reader on the traps: of each class, at least the share passes that its file says."""

from __future__ import annotations

import pytest
from traps.score import Expected, Trap, Traps, expected, failures, load, read

from kg import readers
from kg.model import Entity, Evidence, Fact, Status

CLASSES = load()
# Of each class, whatever the reader; the rules, which were written with the traps in view, have floors of their own.
LOWEST = 0.85
SIX = {
    "Scale was acquired by Meta.",
    "Meta did not acquire Scale.",
    "Meta may acquire Scale.",
    "Meta denied reports that Google acquired Scale.",
    "The investment by Amazon in Anthropic closed.",
    "Meta hired Trapit Bansal from OpenAI.",
}
EVIDENCE = Evidence("trap", 0, 1, "X", "test")
META, SCALE = Entity("Company", "Meta"), Entity("Company", "Scale AI", ("Scale",))


@pytest.fixture(scope="module", params=["rules", readers.DEFAULT])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def results(name: str) -> dict[str, dict[str, list[str]]]:
    one = readers.load(name)
    return {traps.name: read(traps, one) for traps in CLASSES}


@pytest.mark.parametrize("traps", CLASSES, ids=lambda t: t.name)
def test_class(traps: Traps, results: dict[str, dict[str, list[str]]], name: str) -> None:
    failed = {text: wrong for text, wrong in results[traps.name].items() if wrong}
    told = "\n".join("\n    ".join([text, *wrong]) for text, wrong in failed.items())
    share = 1 - len(failed) / len(traps.traps)
    floor = traps.floor if name == "rules" else LOWEST
    assert share >= floor, f"{traps.name}: {share:.3f} passed, {floor} must\n{told}"


def test_all_classes_together(results: dict[str, dict[str, list[str]]]) -> None:
    wrong = [bool(failed) for one in results.values() for failed in one.values()]
    assert 1 - sum(wrong) / len(wrong) >= 0.96


def test_six(results: dict[str, dict[str, list[str]]]) -> None:
    found = {text: wrong for one in results.values() for text, wrong in one.items() if text in SIX}
    assert found == {text: [] for text in SIX}


def test_enough_traps_each_once() -> None:
    texts = [trap.text for traps in CLASSES for trap in traps.traps]
    assert len(texts) == len(set(texts)) >= 300


def fact(status: Status = Status.DONE, *, thing: Entity = SCALE) -> Fact:
    return Fact("acquired", META, thing, status, EVIDENCE)


def wrong(found: list[Fact], *wanted: str, also: tuple[Expected, ...] = ()) -> list[str]:
    return [f.partition(":")[0] for f in failures(Trap("", tuple(map(expected, wanted)), also), found)]


def test_what_passes() -> None:
    assert wrong([], *()) == []
    assert wrong([fact()], "acquired: Meta, Scale") == []
    assert wrong([fact(Status.TALKS)], "acquired: Meta, Scale, talks|denied") == []
    assert wrong([fact()], also=(expected("acquired: Meta, Scale AI"),)) == []


def test_what_does_not() -> None:
    assert wrong([], "acquired: Meta, Scale") == ["missed"]
    assert wrong([fact()]) == ["wrong"]
    assert wrong([fact(Status.TALKS)]) == ["wrong"]
    assert wrong([fact(Status.TALKS)], "acquired: Meta, Scale") == ["missed", "wrong"]
    assert wrong([fact()], "acquired: Meta, Scale, denied") == ["missed", "wrong"]
    assert wrong([fact(thing=META)], "acquired: Meta, Scale") == ["missed", "wrong"]
    assert wrong([fact()], "acquired: Meta, Scale, amount 5 USD") == ["qualifier"]
