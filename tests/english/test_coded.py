"""Phrases with lists match the same where they are tried without."""

from __future__ import annotations

import pytest

from kg.english.coded import compiled, matches

PHRASES = [
    "hired {object:Person+}",
    "{subject:Company|Person+} backed {object:Company}",
    "{subject:Person+} ,? ?(@founder|@head) of {object:Company+}",
    "{subject:Company+} -backed {object:Company}",
]
SENTENCES = [
    "<C0> hired <P1> and <P2> from <C3> .",
    "<C0> hired <P1> , an engineer , <P2> and former chief executive <P3> .",
    "<C0> 's <P1> backed <C2> .",
    "<C0> backed <C1> , <P2> and <C3> .",
    "<P0> , founder of <C1> and the berlin -based <C2> , left .",
    "<P0> , ceo of <C1> -owned <C2> , left .",
    "<C0> -backed <C1> grew .",
]


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("text", SENTENCES)
def test_lists_are_looked_for_only_where_there_are_any(phrase: str, text: str) -> None:
    whole = [(m.span(), m.groupdict()) for m in compiled(phrase).finditer(text)]
    assert [(m.span(), m.groupdict()) for m in matches(phrase, text)] == whole


def test_the_pattern_of_a_list_is_not_compiled_for_a_sentence_without_one() -> None:
    phrase = "recruited {object:Person+} ," + "( later)?" * 3
    before = compiled.cache_info().currsize
    assert [m["object"] for m in matches(phrase, "<C0> recruited <P1> , <C2> said")] == ["<P1>"]
    assert compiled.cache_info().currsize == before + 1
