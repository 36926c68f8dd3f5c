"""How a text is cut into blocks: by line, marker, table, and where copying ran things together."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.english import dates, modelnames, money
from kg.english.blocks import blocks


def cut(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.of(text)) for b in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Big Deal\nMeta bought it.", [("heading", "Big Deal"), ("paragraph", "Meta bought it.")]),
        ("## Big Deal ##\n", [("heading", "Big Deal")]),
        ("SEOUL, March 4 (Reuters) - Meta bought it.", [("paragraph", "Meta bought it.")]),
        ("LONDON--(BUSINESS WIRE)--Meta bought it.", [("paragraph", "Meta bought it.")]),
        (
            "Meta bought it (Reuters) - and sold it.",
            [("paragraph", "Meta bought it (Reuters) - and sold it.")],
        ),
        ("**Big Deal**\n\n> Meta bought it.", [("heading", "Big Deal"), ("paragraph", "Meta bought it.")]),
        (
            "- one\n* two.\n  • three\n1. four\n(2) five",
            [("item", w) for w in ("one", "two.", "three", "four", "five")],
        ),
        ("Who Is Ada King?\nWho is she?", [("heading", "Who Is Ada King?"), ("paragraph", "Who is she?")]),
        (
            "By Ann Lee\n---\nIt rose -- again.",
            [("heading", "By Ann Lee"), ("paragraph", "It rose -- again.")],
        ),
        (
            "It is “quality.”Meta said so.It left.",
            [("paragraph", w) for w in ("It is “quality.”", "Meta said so.", "It left.")],
        ),
        ("Apps at Booking.Com and U.S. firms.", [("paragraph", "Apps at Booking.Com and U.S. firms.")]),
        (
            "[Meta buys it](https://x.org/a_(b)) - The deal closed.",
            [("heading", "Meta buys it"), ("paragraph", "The deal closed.")],
        ),
        ("* [Meta buys it](https://x.org)", [("item", "Meta buys it")]),
        ("See [Meta](https://x.org) for more.", [("paragraph", "See [Meta](https://x.org) for more.")]),
        (
            "It was founded.In 2016 it grew.",
            [("paragraph", "It was founded."), ("paragraph", "In 2016 it grew.")],
        ),
        ("Deal done. Meta bought it.", [("paragraph", "Deal done. Meta bought it.")]),
        ("Meta buys it | The Paper", [("heading", "Meta buys it | The Paper")]),
        ('* Headline - "Quote."', [("item", 'Headline - "Quote."')]),
    ],
)
def test_lines_and_markers(text: str, expected: list[tuple[str, str]]) -> None:
    assert cut(text) == expected


def test_hard_wrapped_lines_are_joined() -> None:
    first, second = (
        "The company said on Monday that it had bought the",
        "start-up for a sum that it would not disclose.",
    )
    assert cut(f"Big Deal\n{first}\n{second}\n\nNext.") == [
        ("heading", "Big Deal"),
        ("paragraph", f"{first}\n{second}"),
        ("paragraph", "Next."),
    ]


@pytest.mark.parametrize("text", ["| Ada | Meta CEO |\n|---|---|\n", "Ada\tMeta CEO"])
def test_marked_cells(text: str) -> None:
    (row,) = blocks(text)
    assert row.kind == "row"
    assert [c.of(text) for c in row.parts] == ["Ada", "Meta CEO"]


def test_cells_run_together() -> None:
    text = (
        "Meta grew.\n\nLeaderRoleImpact\nAda KingMeta CEOData work\nJo Al-SmithGenAI Co-LeaderAI models\n"
        "Key AcquisitionsMeta bought OpenAI.\n\nSpinLaunch and EasyScan use DeepMind tools."
    )
    rows = [[c.of(text) for c in b.cells] for b in blocks(text) if b.kind == "row"]
    assert rows == [
        ["Leader", "Role", "Impact"],
        ["Ada King", "Meta CEO", "Data work"],
        ["Jo Al-Smith", "GenAI Co-Leader", "AI models"],
        ["Key Acquisitions", "Meta bought OpenAI."],
    ]


def test_a_label_run_into_a_name() -> None:
    text = "By Ann LeePublished June 5\n\nIt rose."
    assert [c.of(text) for c in blocks(text)[0].parts] == ["By Ann Lee", "Published June 5"]


def test_names_with_a_capital_inside_are_no_rows() -> None:
    text = "RealityEngines grew.\nSpinLaunch fell.\nIn Reality, RealityEngines of Mr McKinsey uses YouTube."
    assert "row" not in [b.kind for b in blocks(text)]


def test_long_runs_are_broken() -> None:
    text = "It is " + "%" * 1000 + " so."
    assert max(len(w) for b in blocks(text) for w in b.of(text).split()) <= 200
    assert "".join(b.of(text) for b in blocks(text)).count("%") == 1000


PIECES = [
    "Meta ",
    "AdaMeta",
    "# ",
    "- ",
    "\n",
    "\n\n",
    "it.",
    "It",
    "[a](b)",
    " - ",
    "|",
    "\t",
    "**",
    "x" * 150,
    "1. ",
    "said ",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
@example("Meta AdaMeta\nit.")
def test_blocks_are_ordered_and_lose_no_letter(text: str) -> None:
    spans = [span for b in blocks(text) for span in b.parts]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    if "[" not in text and "1" not in text:
        assert [c for s in spans for c in s.of(text) if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    "text", ["a \n" * 5000, "1" * 20000, "[a](b" * 4000, "MetaCorp x\n" * 2000, "it.It" * 4000]
)
def test_odd_texts_take_no_more_than_linear_time(text: str) -> None:
    started = time.process_time()
    blocks(text)
    money.find(text)
    dates.find(text)
    modelnames.find(text)
    assert time.process_time() - started < 2


def test_a_sentence_with_names_of_two_capitals_is_no_row() -> None:
    text = "Acme is up against bigger names: PloverLabs, GrindleSaid Labs and Polly. It fell."
    assert [block.of(text) for block in blocks(text)] == [text]
