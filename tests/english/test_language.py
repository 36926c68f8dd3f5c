"""Words with a hyphen that the parser would take apart are one token, and the parse is that of one word."""

from __future__ import annotations

import pytest

from kg.english import language, reader
from kg.model import Article


@pytest.mark.parametrize("word", ["start-up", "Start-ups", "co-founded", "Co-founder", "co-led", "spin-offs"])
def test_such_a_word_is_one_token(word: str) -> None:
    assert [token.text for token in language.load()(f"{word}, they say")][:2] == [word, ","]


def test_its_lemma_is_that_of_the_word_behind_the_hyphen() -> None:
    doc = language.load()("She co-founded a start-up, and its co-founders left.")
    assert {t.text: t.lemma_ for t in doc if "-" in t.text} == {
        "co-founded": "found",
        "start-up": "startup",
        "co-founders": "founder",
    }


def test_its_subject_and_object_hang_on_it() -> None:
    doc = language.load()("Accel co-led the round.")
    assert [(t.text, t.dep_, t.head.text) for t in doc if t.dep_ in ("nsubj", "dobj")] == [
        ("Accel", "nsubj", "co-led"),
        ("round", "dobj", "co-led"),
    ]


def test_what_somebody_co_founded_with_others_is_read() -> None:
    text = "Ann Lee left Zetta Works, the chatbot maker that she co-founded with Bo Li in 2021."
    found = {(f.relation, str(f.subject), str(f.object)) for f in reader.load().read(Article("a", text))}
    assert ("founded", "Ann Lee", "Zetta Works") in found
