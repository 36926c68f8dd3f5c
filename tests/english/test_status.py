"""Facts are told apart by the words around their trigger: done, talked about, denied."""

from __future__ import annotations

import pytest

from kg.english import language, reader
from kg.english.status import judge
from kg.model import Article

DONE = """
IBM is buying Acme in a $5 million deal, after talks between Dell and Intel collapsed.
IBM bought Acme.
It was IBM, not Dell, that bought Acme.
IBM has agreed to buy Acme but declined to comment.
Not only did IBM buy Acme, it hired the founder.
IBM hopes to grow after it bought Acme.
IBM plans to expand via its purchase of Acme.
IBM declined to comment on its purchase of Acme, which closed on Friday.
IBM raised money in its largest purchase yet.
IBM said on Monday that it bought Acme.
IBM hasn't disclosed why it bought Acme.
After buying Acme, IBM plans to grow.
"""
TALKS = """
IBM may buy Acme.
IBM hopes to buy Acme.
IBM is in advanced talks to buy Acme.
IBM was to buy Acme on Monday.
IBM is close to an agreement to buy Acme.
A possible purchase of Acme by IBM worries unions.
Rumours that IBM bought Acme lifted both shares.
Did IBM buy Acme?
IBM has yet to buy Acme.
IBM nearly bought Acme.
IBM is on the verge of buying Acme.
"""
DENIED = """
IBM did not buy Acme.
Neither IBM nor Dell bought Acme.
IBM denied that it bought Acme.
IBM is no longer interested in buying Acme.
IBM walked away from a deal to buy Acme.
IBM decided against buying Acme.
Instead of buying Acme, IBM grew.
IBM tried to buy Acme but gave up.
IBM agreed to buy Acme, but the board abandoned the purchase.
A court stopped IBM from buying Acme.
Reports that IBM bought Acme are untrue.
The deal under which IBM was to buy Acme was terminated.
It was not IBM that bought Acme.
Talks about a purchase of Acme by IBM ended without a deal.
IBM dropped out of the race to buy Acme.
"""
EXPECTED = [
    (line, status)
    for status, lines in (("done", DONE), ("talks", TALKS), ("denied", DENIED))
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("text", "status"), EXPECTED)
def test_status(text: str, status: str) -> None:
    doc = language.load(None)(text)
    trigger = [t for t in doc if t.lemma_ in ("buy", "purchase")][-1]
    assert judge(trigger, "acquired").status == status


@pytest.mark.parametrize(
    "text",
    [
        "She dropped out of a doctorate in physics to start Acme in 2015.",
        "He abandoned his studies to launch Acme.",
    ],
)
def test_what_is_given_up_for_a_beginning_denies_it_not(text: str) -> None:
    trigger = next(t for t in language.load(None)(text) if t.lemma_ in ("start", "launch"))
    assert judge(trigger, "founded").status == "done"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Meta hired Jane Miller from Google, according to the Wall Street Journal.",
            "the Wall Street Journal",
        ),
        ("Meta hired Jane Miller, people familiar with the matter said.", "people familiar with the matter"),
        ("Reuters reported that Meta hired Jane Miller.", "Reuters"),
        ("Meta hired Jane Miller.", None),
    ],
)
def test_attribution(text: str, source: str | None) -> None:
    hires = [f for f in reader.load().read(Article("a", text)) if f.relation == "hired"]
    assert [f.attribution for f in hires] == [source]
