"""Words found in the text, and the text in pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.lm.pieces import pieces
from kg.lm.words import places
from kg.model import Span


def test_words_are_found_in_the_writing_of_the_text() -> None:
    text = "Brightforge’s “new”\n  deal – its 2nd"
    (found,) = places('Brightforge\'s "new" deal - its 2nd', text)
    assert found.of(text) == text


def test_only_whole_words_and_only_within() -> None:
    assert places("Scale", "Scaled Scale's Upscale") == [Span(7, 12)]
    assert places("Scale", "Scale Scale", Span(1, 11)) == [Span(6, 11)]
    assert places("$4", "$4m, $40, US$4") == [Span(12, 14)]


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(5, 60))
def test_pieces_are_small_and_leave_out_nothing_but_white_space(text: str, size: int) -> None:
    found = list(pieces(text, size))
    assert all(0 < piece.end - piece.start <= size for piece in found)
    assert "".join(piece.of(text) for piece in found).split() or not text.strip()
    assert "".join("".join(piece.of(text) for piece in found).split()) == "".join(text.split())
    assert found == sorted(found)


def test_pieces_end_with_paragraphs() -> None:
    text = "\n\n".join(f"Paragraph {n} is here." for n in range(9))
    assert all(piece.of(text).endswith("here.") for piece in pieces(text, 60))
