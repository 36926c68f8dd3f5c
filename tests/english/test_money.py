"""Sums and percentages: a table of forms, and offsets that hold for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.english import money

ONE_SUM = {
    "$14.3 billion": "14300000000 USD",
    "US$500m": "500000000 USD",
    "$14B": "14000000000 USD",
    "$1.5bn": "1500000000 USD",
    "€500m": "500000000 EUR",
    "£20 million": "20000000 GBP",
    "¥30bn": "30000000000 JPY",
    "₹100 crore": "1000000000 INR",
    "Rs 2 lakh crore": "2000000000000 INR",
    "200 million yuan": "200000000 CNY",
    "RMB 3 billion": "3000000000 CNY",
    "A$20m": "20000000 AUD",
    "C$5M": "5000000 CAD",
    "HK$7.8 billion": "7800000000 HKD",
    "S$2m": "2000000 SGD",
    "1.2 billion euros": "1200000000 EUR",
    "SEK 300 million": "300000000 SEK",
    "300 million USD": "300000000 USD",
    "$250K": "250000 USD",
    "$27,000,000": "27000000 USD",
    "$5.5-billion": "5500000000 USD",
    "14.3 billion dollars": "14300000000 USD",
    "14.3-billion-dollar": "14300000000 USD",
    "half a billion dollars": "500000000 USD",
    "half-billion-dollar": "500000000 USD",
    "a quarter of a billion dollars": "250000000 USD",
    "$157-billion": "157000000000 USD",
    "$13 Trillion": "13000000000000 USD",
    "$32\xa0billion": "32000000000 USD",
    "500 dollars": "500 USD",
}


@pytest.mark.parametrize(("words", "amount"), ONE_SUM.items())
def test_a_sum_in_a_sentence(words: str, amount: str) -> None:
    text = f"It paid {words}, they say."
    (found,) = money.find(text)
    assert (found.span.of(text), str(found.amount)) == (words, amount)


@pytest.mark.parametrize(
    "text",
    [
        "a multibillion-dollar bet",
        "Meta’s Billion-Dollar plan",
        "49% of $TSLA",
        "in 2016, 2,000 people",
        "billions",
    ],
)
def test_no_sum(text: str) -> None:
    assert money.find(text) == []


RANGES = {
    "$2-3 billion": ("2000000000 USD", "3000000000 USD"),
    "$2 to $3 billion": ("2000000000 USD", "3000000000 USD"),
    "$50 million to $60 million": ("50000000 USD", "60000000 USD"),
    "between $60,000 and $100,000": ("60000 USD", "100000 USD"),
    "20 to 30 million euros": ("20000000 EUR", "30000000 EUR"),
    "$100m–$200m": ("100000000 USD", "200000000 USD"),
}


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range_is_one_find(text: str, ends: tuple[str, str]) -> None:
    (found,) = money.find(text)
    assert (str(found.amount), str(found.until)) == ends


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("$85 million (€75 million)", ["$85 million", "€75 million"]),
        ("from $4 billion to $17 billion", ["$4 billion", "$17 billion"]),
        ("$10m and $20m", ["$10m", "$20m"]),
        ("$100 million to 20 companies", ["$100 million"]),
        ("a $3 million Series A and $2016", ["$3 million", "$2016"]),
    ],
)
def test_two_sums_that_are_no_range(text: str, sums: list[str]) -> None:
    found = money.find(text)
    assert [f.span.of(text) for f in found] == sums
    assert all(f.until is None for f in found)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("up to $100 million", "upper"),
        ("as much as $100 million", "upper"),
        ("more than $5bn", "lower"),
        ("$100 million+ packages", "lower"),
        ("about $5bn", "approximate"),
        ("paid $5bn", ""),
    ],
)
def test_hedges(text: str, hedge: str) -> None:
    (found,) = money.find(text)
    assert [h for h in ("upper", "lower", "approximate") if getattr(found, h)] == ([hedge] if hedge else [])


def test_the_yen_sign_means_yuan_where_the_text_speaks_of_yuan() -> None:
    assert money.find("¥3bn, or 3 billion yuan")[0].amount.currency == "CNY"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("49%", "0.49"),
        ("49 percent", "0.49"),
        ("49 per cent", "0.49"),
        ("a 49-percent stake", "0.49"),
        ("5.5 %", "0.055"),
    ],
)
def test_percents(text: str, share: str) -> None:
    assert [str(f.share) for f in money.percents(text)] == [share]


def test_fractions_only_when_asked() -> None:
    assert money.percents("one-third of it") == money.percents("5 percentage points") == []
    assert [str(f.share) for f in money.percents("one-third, or half", fractions=True)] == [
        "0.3333",
        "0.5000",
    ]


@given(
    st.lists(st.sampled_from([*ONE_SUM, *RANGES, " ", " and ", "-", "5", "%", "half", "x", "to"])).map(
        "".join
    )
    | st.text()
)
def test_finds_are_ordered_stretches_of_the_text(text: str) -> None:
    spans = [f.span for f in money.find(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in money.percents(text, fractions=True))


def test_two_sums_may_share_their_scale() -> None:
    assert [str(f.amount) for f in money.find("$4.5 or $5 billion")] == ["4500000000 USD", "5000000000 USD"]
