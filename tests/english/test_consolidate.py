"""Which of the facts of one article another of its facts makes needless."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article

FOUNDER = "Jane Roe, the founder of Quillon Systems, put $2 million into Norvane in 2019."


def facts(text: str, relation: str) -> set[tuple[str, str]]:
    """The status and the sum of each fact of the relation."""
    read = reader.load().read(Article("a", text))
    return {
        (str(f.status), str(f.roles["amount"].value) if "amount" in f.roles else "")
        for f in read
        if f.relation == relation
    }


def test_a_share_of_another_sum_is_told_beside_the_purchase_of_the_whole() -> None:
    text = "Amazon invested $700 million in Rivolo in 2019. Last week Amazon acquired Rivolo for $3 billion."
    assert facts(text, "invested") == {("done", "700000000 USD")}
    assert facts(text, "acquired") == {("done", "3000000000 USD")}


@pytest.mark.parametrize("share", ["Amazon invested in Rivolo.", "Amazon invested $3 billion in Rivolo."])
def test_the_same_money_told_as_a_share_is_the_purchase(share: str) -> None:
    text = f"Amazon acquired Rivolo for $3 billion. {share}"
    assert facts(text, "invested") == set()
    assert facts(text, "acquired") == {("done", "3000000000 USD")}


def test_what_somebody_put_in_stands_where_his_company_only_talks_of_it() -> None:
    text = f"{FOUNDER} Quillon Systems is in talks to buy Norvane."
    assert facts(text, "invested") == {("done", "2000000 USD")}
    assert facts(text, "acquired") == {("talks", "")}


def test_what_somebody_put_in_for_his_company_is_its_own() -> None:
    text = "Jane Roe, the founder of Quillon Systems, invested in Norvane. Quillon Systems invested $2 million in Norvane."
    assert facts(text, "invested") == {("done", "2000000 USD")}
