"""Dates: stated ones, ones seen from the article's date, numbers that are none, and offsets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.english import dates

PUBLISHED = "2025-06-13T08:00:00Z"  # a Friday

STATED = {
    "in June 2025": "2025-06",
    "on June 12, 2025": "2025-06-12",
    "Jun 11, 2025": "2025-06-11",
    "the 12th of June 2025": "2025-06-12",
    "on 12 June 2025": "2025-06-12",
    "Sept. 3, 2024": "2024-09-03",
    "on 2020-03-05": "2020-03-05",
    "in 2016": "2016",
    "since 2019": "2019",
    "founded 2016": "2016",
    "the 2018 deal": "2018",
    "mid-2024": "2024",
    "(2016)": "2016",
    "in Q3 2024": "2024",
    "March 2021": "2021-03",
    "the summer of 2024": "2024",
}
SEEN_FROM = {
    "today": "2025-06-13",
    "yesterday": "2025-06-12",
    "on Monday": "2025-06-09",
    "next Friday": "2025-06-20",
    "this week": "2025-06",
    "3 weeks ago": "2025-05",
    "last month": "2025-05",
    "earlier this year": "2025",
    "last year": "2024",
    "two years ago": "2023",
    "12 June": "2025-06-12",
    "July 4": "2025-07-04",
    "20 June": "2025-06-20",
    "in August": "2025-08",
    "since August": "2024-08",
    "last June": "2024-06",
    "next June": "2026-06",
    "in October": "2024-10",
    "in June": "2025-06",
    "in December": "2024-12",
    "by March": "2026-03",
}


@pytest.mark.parametrize(("words", "iso"), STATED.items())
def test_a_stated_date(words: str, iso: str) -> None:
    assert [f.iso for f in dates.find(f"It began {words}, they say.")] == [iso]


@pytest.mark.parametrize(("words", "iso"), SEEN_FROM.items())
def test_words_seen_from_the_articles_date(words: str, iso: str) -> None:
    text = f"They said so {words}."
    assert [f.iso for f in dates.find(text, PUBLISHED)] == [iso]
    assert dates.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "its 2016 employees",
        "$2016",
        "GPT-2016",
        "Office 2016 is old",
        "2000 people",
        "in the 2010s",
        "2,016",
        "He may go",
        "August Capital",
        "a HAL-2001",
        "Black Friday deals",
        "11/06/2025",
    ],
)
def test_no_date(text: str) -> None:
    assert dates.find(text, PUBLISHED) == []


def test_an_impossible_day_leaves_the_year() -> None:
    assert [f.iso for f in dates.find("February 30, 2024")] == ["2024"]


def test_nothing_finer_than_the_articles_own_date() -> None:
    assert [f.iso for f in dates.find("yesterday, last month and last year", "2025-06")] == [
        "2025-05",
        "2024",
    ]
    assert dates.find("yesterday", "some day") == []


@given(
    st.lists(st.sampled_from([*STATED, *SEEN_FROM, " ", " and ", "-", "5", ", "])).map("".join) | st.text()
)
def test_finds_are_ordered_stretches_of_the_text(text: str) -> None:
    spans = [f.span for f in dates.find(text, PUBLISHED)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
