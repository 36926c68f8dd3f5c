"""A parse that was put right is still one: every token hangs, over others, on the root of its sentence."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article


@pytest.mark.parametrize(
    "text",
    [
        "Norvane, the AI-based Email Platform, Receives Funding from Google",
        "The Mountain View, California-based Norvane Systems hired Ann Lee.",
        "Meta hired Ann Lee from Google and Bo Roe from OpenAI.",
        "According to Norvane, Zetta Works has joined Google.",
        "Byju's has raised money, and Norvane counts Google among its investors.",
    ],
)
def test_each_token_hangs_on_the_root(text: str) -> None:
    for marked in reader.load().marked(Article("a", text)):
        for token in marked.sentence.doc:
            above = [token]
            while above[-1].head != above[-1]:
                above.append(above[-1].head)
                assert len(above) <= len(token.doc), above


def test_a_name_that_is_based_somewhere_stands_where_the_town_stood() -> None:
    facts = reader.load().read(Article("a", "Google acquired the Oslo, Norway-based Norvane Systems in May."))
    assert ("acquired", "Google", "Norvane Systems") in {
        (f.relation, str(f.subject), str(f.object)) for f in facts
    }
