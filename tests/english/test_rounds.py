"""Money that goes to "the company" goes to the one that the article's investors put it into."""

from __future__ import annotations

from kg.english import reader
from kg.model import Article

TEXT = (
    "Brightmill, the maker of lithography machines, is investing $300 million in Veylora AI. "
    "The French start-up said that it had raised $500 million in a Series C round that Brightmill leads. "
    "{more}"
)


def told(more: str = "") -> set[tuple[str, str, str]]:
    facts = reader.load().read(Article("a", TEXT.format(more=more)))
    return {
        (f.relation, str(f.subject), str(f.object)) for f in facts if f.relation in ("raised", "invested")
    }


def test_the_round_is_that_of_the_one_company_invested_in() -> None:
    assert told("Existing investors, including Nvidia, took part as well.") == {
        ("invested", "Brightmill", "Veylora AI"),
        ("raised", "Veylora AI", "500000000 USD"),
        ("invested", "Nvidia", "Veylora AI"),
    }


def test_a_name_keeps_its_own_round() -> None:
    assert ("raised", "Brightmill", "200000000 USD") in told(
        "Brightmill itself raised $200 million last year."
    )


def sums(text: str) -> dict[str, str]:
    """The sum of each investor."""
    facts = reader.load().read(Article("a", text))
    return {
        str(f.subject): str(f.roles["amount"].value) if "amount" in f.roles else ""
        for f in facts
        if f.relation == "invested"
    }


def test_a_sum_is_an_investors_own_or_nobodys() -> None:
    assert sums("Accel provided $17 million in funding for Acme Robotics.") == {"Accel": "17000000 USD"}
    assert sums("Amazon invested $4 billion in Anthropic.") == {"Amazon": "4000000000 USD"}
    assert sums("Acme Robotics raised $150 million from SoftBank and others.") == {"SoftBank": ""}
    assert sums("Acme Robotics raised $150 million from SoftBank.") == {"SoftBank": "150000000 USD"}
    assert sums("BlackRock is in talks to lead a $300 million investment in Groq.") == {"BlackRock": ""}
