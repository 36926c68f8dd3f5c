"""What "it" and the like stand for: the likeliest of what the text and the sentence name, or nothing of it."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from kg.english import presence, reader
from kg.english.antecedents import UNSAID, Setting
from kg.english.marked import Marked
from kg.english.presence import Reference, compared, likeliest
from kg.english.reader import Reader
from kg.english.salience import Focus, Mention
from kg.english.traces import Last, Outline, Trace
from kg.model import Article, Entity

MAIN, SIDE = Entity("Company", "Brightmill"), Entity("Company", "Veylora")


def trace(block: int, *, names: int, subject: bool) -> Trace:
    return Trace(
        [block], Last(3, block, 4.0 if subject else 1.0, subject, True, False, False), names, int(subject)
    )


def reference(kind: str = "about") -> Reference:
    focus = Focus(MAIN, company=MAIN, count=4)
    focus.traces = {MAIN: trace(2, names=5, subject=True), SIDE: trace(0, names=1, subject=False)}
    focus.outline = Outline(Counter({MAIN: 5, SIDE: 1}), frozenset({MAIN}))
    sentence: Any = SimpleNamespace(block=2)
    return Reference(kind, Setting(sentence, [], focus, {}))


def test_what_the_text_is_about_is_likelier_than_what_it_names_by_the_way() -> None:
    for kind in ("owner", "plain", "about"):
        assert likeliest({SIDE: 1.0, MAIN: 6.0}, reference(kind)) == MAIN


def test_what_is_unsaid_or_bought_is_something_that_is_named(rules: Reader) -> None:
    assert likeliest({MAIN: 2.0}, reference()) == MAIN
    assert likeliest({}, reference()) is None
    _, second = rules.marked(Article("a", "Brightmill makes chips. Veylora bought it."))
    assert meant(second) == {"it": "Brightmill"}


def test_signs_say_how_the_text_speaks_of_each() -> None:
    told = dict(compared({MAIN: 3.0, SIDE: 1.0}, reference()))
    assert told[MAIN]["next subject"] == told[MAIN]["most"] == told[MAIN]["opening"] == 1.0
    assert told[SIDE]["behind"] == -2.0
    assert "last subject" not in told[SIDE]


@pytest.fixture(scope="module")
def rules() -> Reader:
    return reader.load()


def meant(marked: Marked) -> dict[str, str]:
    """What each pronoun and description of a sentence stands for."""
    mentions = (item.value for item in marked.items if isinstance(item.value, Mention))
    doc = marked.sentence.doc
    return {doc[m.first : m.last].text: m.entity.name for m in mentions if m.kind != "name"}


CHANGES = """Brightmill has used chips by Veylora since 2024, when it opened a plant in Oslo.

It later began to hire people again. In 2021, Corvane Capital led a round that valued the company at $4 billion."""


def test_the_sentence_before_and_the_text_speak_for_what_goes_on(rules: Reader) -> None:
    _, second, third = rules.marked(Article("a", CHANGES))
    assert meant(second) == {"It": "Brightmill"}
    assert meant(third) == {"the company": "Brightmill"}


def test_its_own_sentence_speaks_for_what_it_has_just_named(rules: Reader) -> None:
    text = "Veylora sued Brightmill in May. Ann Lee founded Corvane in 2017, and it had been valued at $1 billion."
    _, second = rules.marked(Article("a", text))
    assert meant(second) == {"it": "Corvane"}


def test_what_is_said_of_it_speaks_for_or_against_a_company(
    rules: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = Article("a", "Brightmill showed a lamp on Tuesday. It costs $699.")
    for word, told in (("none", {}), ("firm", {"It": "Brightmill"})):
        weights = {f"{word} subject of cost": 9.0}
        monkeypatch.setattr(presence, "_weights", lambda _, weights=weights: weights)
        _, second = rules.marked(article)
        assert meant(second) == told


def test_how_likely_a_choice_is_right_is_kept() -> None:
    near, far = reference(), reference()
    likeliest({MAIN: 6.0}, near)
    likeliest({MAIN: 6.0, SIDE: 1.0}, far)
    assert near.setting.sure == {UNSAID: 1.0}
    assert 0.5 < far.setting.sure[UNSAID] < 1.0


def test_a_sentence_knows_how_sure_its_words_are(rules: Reader) -> None:
    _, second = rules.marked(Article("a", "Brightmill and Veylora make chips. It hired Jane Roe."))
    assert [second.sentence.doc[place].text for place in second.sure if place != UNSAID] == ["It"]
    assert all(0 < each <= 1 for each in second.sure.values())
