"""Which words name something, and which names are one thing's."""

import pytest

from kg.english import reader
from kg.model import Article


def facts(text: str) -> set[tuple[str, str, str]]:
    found = reader.load().read(Article("a", text))
    return {(fact.relation, str(fact.subject), str(fact.object)) for fact in found}


@pytest.mark.parametrize(
    "text",
    [
        "Nuvolo (formerly Zorblat) makes locks. Zorblat bought Plunderbird.",
        "Grindle, a Boston, Mass.-based maker of locks that was formerly known as Zorblat, bought Plunderbird.",
        "The start-up Zorblat has renamed itself Grindle. Grindle bought Plunderbird.",
        "Zorblat, now called Grindle, bought Plunderbird.",
    ],
)
def test_an_earlier_name_is_the_present_company(text: str) -> None:
    assert facts(text) & {("acquired", new, "Plunderbird") for new in ("Grindle", "Nuvolo")}


def test_somebody_who_was_elsewhere_is_not_renamed() -> None:
    assert ("hired", "Meta", "Jane Roe") in facts("Jane Roe, formerly of Google, joined Meta.")


def test_a_capitalised_title_names_nobody() -> None:
    text = "Plunderbird’s Chief Business Officer, Robert Kyncl, welcomed the plan. Nuvolo agreed."
    assert facts(text) == {("worksFor", "Robert Kyncl", "Plunderbird")}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hark secured a $70 million Series A led by Accel.", "Hark"),
        ("Figure has raised $67 million from Accel.", "Figure"),
    ],
)
def test_a_word_that_opens_a_story_may_be_a_name(text: str, named: str) -> None:
    assert ("invested", "Accel", named) in facts(text)


def test_no_name_in_an_ordinary_opening() -> None:
    assert facts("Demand raised prices. Revenue climbed to $5 million.") == set()


def test_who_owns_the_buyer_is_not_the_buyer() -> None:
    found = facts("DeepMind was acquired by Alphabet-owned Google in 2014.")
    assert {fact for fact in found if fact[0] == "acquired"} == {("acquired", "Google", "DeepMind")}


def test_a_rival_is_not_in_the_list_before_it() -> None:
    found = facts("Accel is backing Grindle, a Plunderbird rival.")
    assert ("invested", "Accel", "Grindle") in found
    assert ("invested", "Accel", "Plunderbird") not in found


def test_the_second_syllable_of_a_given_name_is_part_of_it() -> None:
    assert ("founded", "Lee Hae-jin", "Plunderbird") in facts("Plunderbird founder Lee Hae-jin spoke.")


def test_a_rival_by_kind_is_not_called_rival() -> None:
    found = facts("Nuvolo grew. Competitor Plunderbird raised $8 million.")
    assert ("raised", "Plunderbird", "8000000 USD") in found


def test_a_label_in_capitals_names_nobody() -> None:
    found = facts("- Hardware and Compute Growth: Nuvolo bought Plunderbird to expand its Llama 9 platform.")
    assert not {subject for _, subject, _ in found} & {"Compute Growth", "Hardware"}


def test_models_side_by_side_are_one() -> None:
    found = facts("Plunderbird released its Gemini Llama 8B model.")
    assert {(r, o) for r, _, o in found} == {("developed", "Gemini Llama 8B")}


def test_a_name_with_its_legal_form_is_whole() -> None:
    text = "A bus by Plunderbird Apollo is seen. Nuvolo said it would team up with Plunderbird Inc. on buses."
    assert ("partneredWith", "Nuvolo", "Plunderbird") in facts(text)
