"""Whose "its" a title has: the company for which the text says that the person stands."""

import pytest

from kg.english import reader
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Ann Lee, who co-founded Stripe and is its chief executive, works with Oracle.", "Stripe"),
        ("Oracle paid more. Ann Lee set Stripe up. Oracle agreed. Ann Lee, its chief, smiled.", "Stripe"),
        ("Oracle grew. Ann Lee, until last year president of Stripe, is its chairman.", "Oracle"),
        ("Oracle runs Stripe. Stripe fell. At Oracle, the chief executive is Ann Lee.", "Oracle"),
    ],
)
def test_a_title_is_of_the_company_that_the_person_stands_for(text: str, firm: str) -> None:
    found = [f for f in reader.load().read(Article("a", text)) if f.relation == "leads"]
    assert [getattr(f.object, "name", "") for f in found] == [firm]
