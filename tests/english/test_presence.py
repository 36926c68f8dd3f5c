"""Of the things that "it" may stand for, the one that the text is about is chosen."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from kg.english.antecedents import Setting
from kg.english.presence import KINDS, Reference, compared, likeliest
from kg.english.salience import Focus, Mention
from kg.english.traces import Last, Outline, Trace
from kg.model import Entity

MAIN, SIDE, OPEN = Entity("Company", "Brightmill"), Entity("Company", "Veylora"), Entity("Unknown", "Quorna")


def trace(block: int, *, names: int, subject: bool) -> Trace:
    return Trace(
        [block], Last(3, block, 4.0 if subject else 1.0, subject, True, False, False), names, int(subject)
    )


def reference(here: tuple[Mention, ...] = (), *, kind: str = "pronoun") -> Reference:
    focus = Focus(MAIN, company=MAIN, count=4)
    focus.traces = {MAIN: trace(2, names=5, subject=True), SIDE: trace(0, names=1, subject=False)}
    focus.outline = Outline(Counter({MAIN: 5, SIDE: 1}), frozenset({MAIN}))
    sentence: Any = SimpleNamespace(block=2)
    return Reference(kind, Setting(sentence, list(here), focus, {}), here)


def test_what_the_text_is_about_is_likelier_than_what_it_names_by_the_way() -> None:
    for kind in KINDS:
        assert likeliest({SIDE: 2.0, MAIN: 2.0}, reference(kind=kind)) == MAIN


def test_what_the_sentence_itself_puts_first_is_believed() -> None:
    here = (Mention(0, 1, SIDE, "name"),)
    assert likeliest({SIDE: 5.0, MAIN: 2.0}, reference(here)) == SIDE


def test_a_name_of_open_type_is_meant_only_where_salience_speaks_for_it() -> None:
    assert likeliest({OPEN: 5.0, SIDE: 0.0}, reference()) == OPEN
    assert likeliest({OPEN: 1.5, SIDE: 2.0}, reference()) == SIDE
    assert likeliest({}, reference()) is None


def test_signs_say_how_the_text_speaks_of_each() -> None:
    told = dict(compared({MAIN: 3.0, SIDE: 1.0}, reference()))
    assert told[MAIN]["next subject"] == told[MAIN]["most"] == told[MAIN]["opening"] == 1.0
    assert told[SIDE]["behind"] == -2.0
    assert "last subject" not in told[SIDE]
