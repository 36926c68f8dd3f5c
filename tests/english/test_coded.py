"""Phrases over coded sentences: lists, word classes, and sentences that are none."""

from __future__ import annotations

import pcre2
import pytest

from kg.english.coded import compiled, matches, slots
from kg.english.lexicon import expression
from kg.errors import KGError

LISTS = {
    "<C0> hired <P1> and <P2> from <C3> .": ("hired {object:Person+}", ["<P1> and <P2>"]),
    "<C0> hired <P1> , <P2> and former chief executive <P3> .": (
        "hired {object:Person+}",
        ["<P1> , <P2> and former chief executive <P3>"],
    ),
    "<C0> hired <P1> . <C0> hired <P2> .": ("hired {object:Person+}", ["<P1>", "<P2>"]),
    "<P0> , founder of <C1> and the <G2> -based <C3> , left .": (
        "founder of {object:Company+}",
        ["<C1> and the <G2> -based <C3>"],
    ),
    "<P0> , ceo of <C1> -owned <C2> , left .": ("ceo of {object:Company+}", []),
    "<C0> , which said <C1> , <C2> and <C3> grew .": ("{object:Company+} grew", ["<C1> , <C2> and <C3>"]),
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_read_as_one(text: str) -> None:
    phrase, found = LISTS[text]
    assert [match["object"] for match in matches(phrase, text)] == found


def test_a_list_may_be_long() -> None:
    names = [f"<C{n}>" for n in range(1, 2000)]
    text = f"<C0> is backed by {' , '.join(names[:-1])} and {names[-1]} ."
    found = matches("backed by {object:Company+}", text)
    assert [match["object"] for match in found] == [text[len("<C0> is backed by ") : -len(" .")]]


def test_a_phrase_over_words_that_are_no_sentence_is_given_up() -> None:
    phrase = "{subject:Company} (, [^;]{3,60} , )*(hired|buys)"
    assert len(matches(phrase, "<C0> , a firm , hired <P1>")) == 1
    with pytest.raises(pcre2.LibraryError, match="limit"):
        compiled(phrase).search("<C0> " + ", , a " * 400)
    assert matches(phrase, "<C0> " + ", , a " * 400) == []


def test_slots_are_named_in_their_order_and_word_classes_are_none() -> None:
    assert slots("{subject:Company} (?P<t>hired) (@head )?{object:Person+}") == ("subject", "t", "object")


def test_a_word_class_stands_once_in_an_expression() -> None:
    once, often = (len(expression(" and ".join(["@head"] * count)).pattern) for count in (1, 9))
    assert often < once + 9 * len(" and (?P>_head)")


def test_what_is_no_phrase_is_refused() -> None:
    with pytest.raises(KeyError):
        compiled("{subject:Company} hired a @nobody")
    with pytest.raises(KGError, match="not a regular expression"):
        compiled("{subject:Company} (hired")
