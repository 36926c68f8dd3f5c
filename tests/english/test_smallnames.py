"""Companies whose names are written small are found where the article says what they are."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article

TEXTS = {
    "Meta is buying plover, a device start-up founded by Jane Roe.": ("acquired", "Meta", "plover"),
    "Jane Roe founded a company called plover. Meta acquired plover last year.": (
        "acquired",
        "Meta",
        "plover",
    ),
    "Plover's has raised $5 million. Last year Meta bought Plover's.": ("acquired", "Meta", "Plover's"),
    "Jane Roe is the CEO of plover.ai.": ("leads", "Jane Roe", "plover.ai"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_written_small(text: str) -> None:
    found = {(f.relation, str(f.subject), str(f.object)) for f in reader.load().read(Article("a", text))}
    assert TEXTS[text] in found


def test_a_noun_is_no_name() -> None:
    text = "Meta is buying its rival, a device start-up, from rivals, a company said."
    assert reader.load().read(Article("a", text)) == []
