"""A phrase's needed words never rule out a sentence that the phrase matches."""

import pytest

from kg.english import frames, typing
from kg.english.coded import compiled
from kg.english.needed import Index, needed

SENTENCES = [
    "<C0> hired <P1> from <C2> as chief scientist .",
    "<P0> , the co-founder and ceo of <C1> , left for <C2> in <D3> .",
    "<C0> , a start-up based in <G1> , raised <$2> in a series a led by <C3> and <C4> .",
    "<C0> 's acquisition of <C1> for <$2> was called off .",
    "<C0> -backed <C1> launched <M2> , a chatbot based on <M3> .",
    "<N0> competes with <C1> , <C2> and <C3> .",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_no_match_is_ruled_out(text: str) -> None:
    phrases = [p.pattern for f in frames.frames() for p in f.phrases] + [p for _, _, p in typing.cues()]
    matching = {n for n, p in enumerate(phrases) if compiled(p).search(text)}
    assert matching
    assert matching <= set(Index(phrases).matching(text))


def test_most_phrases_are_ruled_out() -> None:
    phrases = [p.pattern for f in frames.frames() for p in f.phrases]
    assert len(Index(phrases).matching(SENTENCES[0])) < len(phrases) / 4


@pytest.mark.parametrize(
    ("phrase", "clauses"),
    [
        ("{subject:Company} hired", [["<C", "<N"], ["hired"]]),
        ("(re)?hired", [["hired", "rehired"]]),
        ("(re|un)*hired", []),
        ("^(he )?(hir|fir)(ed|es) <[PN]\\d+>$", [["fired", "fires", "hired", "hires"], ["<N", "<P"]]),
        ("the firm of the firms", [["the"], ["firm"], ["of"], ["the"], ["firms"]]),
        ("(the |its )?firms?", [["firm", "firms"]]),
        ("(bought|was sold to) {object:Person}", [["bought", "was"], ["<P"]]),
        ("(?<!not )raised \\w+ from", [["raised"], ["from"]]),
        ("(a|b)* c{0,2} d", [["d"]]),
    ],
)
def test_needed(phrase: str, clauses: list[list[str]]) -> None:
    assert [sorted(c) for c in needed(phrase)] == clauses
