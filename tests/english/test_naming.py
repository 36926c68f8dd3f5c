"""Which words name something, and which names are one thing's."""

import pytest

from kg.english import reader
from kg.english.coreference import Mention
from kg.english.marked import Marked
from kg.model import Article
from tests.english.reads import said


def named(marked: Marked) -> set[str]:
    """What the names, pronouns left out, of a sentence stand for."""
    mentions = [item.value for item in marked.items if isinstance(item.value, Mention)]
    return {str(mention.entity) for mention in mentions if mention.kind == "name"}


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
    assert said(text) & {("acquired", new, "Plunderbird") for new in ("Grindle", "Nuvolo")}


def test_a_company_is_called_by_its_own_name_and_not_by_its_product() -> None:
    text = "Snap bought WaveOptics. Snapchat has 400 million users. Snapchat's owner is led by Evan Spiegel."
    assert ("acquired", "Snap", "WaveOptics") in said(text)


def test_somebody_who_was_elsewhere_is_not_renamed() -> None:
    assert ("hired", "Meta", "Jane Roe") in said("Jane Roe, formerly of Google, joined Meta.")


def test_a_capitalised_title_names_nobody() -> None:
    text = "Plunderbird’s Chief Business Officer, Robert Kyncl, welcomed the plan. Nuvolo agreed."
    assert said(text) == {("worksFor", "Robert Kyncl", "Plunderbird")}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hark secured a $70 million Series A led by Accel.", "Hark"),
        ("Figure has raised $67 million from Accel.", "Figure"),
    ],
)
def test_a_word_that_opens_a_story_may_be_a_name(text: str, named: str) -> None:
    assert ("invested", "Accel", named) in said(text)


def test_no_name_in_an_ordinary_opening() -> None:
    assert said("Demand raised prices. Revenue climbed to $5 million.") == set()


def test_who_owns_the_buyer_is_not_the_buyer() -> None:
    found = said("DeepMind was acquired by Alphabet-owned Google in 2014.")
    assert {fact for fact in found if fact[0] == "acquired"} == {("acquired", "Google", "DeepMind")}


def test_a_rival_is_not_in_the_list_before_it() -> None:
    found = said("Accel is backing Grindle, a Plunderbird rival.")
    assert ("invested", "Accel", "Grindle") in found
    assert ("invested", "Accel", "Plunderbird") not in found


def test_the_second_syllable_of_a_given_name_is_part_of_it() -> None:
    assert ("founded", "Lee Hae-jin", "Plunderbird") in said("Plunderbird founder Lee Hae-jin spoke.")


def test_a_rival_by_kind_is_not_called_rival() -> None:
    found = said("Nuvolo grew. Competitor Plunderbird raised $8 million.")
    assert ("raised", "Plunderbird", "8000000 USD") in found


def test_a_label_in_capitals_names_nobody() -> None:
    found = said("- Hardware and Compute Growth: Nuvolo bought Plunderbird to expand its Llama 9 platform.")
    assert not {subject for _, subject, _ in found} & {"Compute Growth", "Hardware"}


def test_models_side_by_side_are_one() -> None:
    found = said("Plunderbird released its Gemini Llama 8B model.")
    assert {(r, o) for r, _, o in found} == {("developed", "Gemini Llama 8B")}


def test_a_name_with_its_legal_form_is_whole() -> None:
    text = "A bus by Plunderbird Apollo is seen. Nuvolo said it would team up with Plunderbird Inc. on buses."
    assert ("partneredWith", "Nuvolo", "Plunderbird") in said(text)


NAMED = {
    "Shares went to American Hollow Partners and the European Grain Fund.": {
        "American Hollow Partners",
        "European Grain Fund",
    },
    "Plover Bio, Inc. today hired Jane Roe.": {"Plover Bio", "Jane Roe"},
    "Plover AI raises $40M to build smarter cameras.": {"Plover AI"},
    "NuvoloAI Announces $75 Million Investment Led by Vista Harbour Partners": {
        "NuvoloAI",
        "Vista Harbour Partners",
    },
    "Magnor of Canada builds small cars.": {"Magnor", "Canada"},
    "The Bank of America hired Jane Roe.": {"Bank of America", "Jane Roe"},
    "Hark Bio (San Diego) | $55M | Series B | ARCH Grain Partners": {
        "Hark Bio",
        "San Diego",
        "ARCH Grain Partners",
    },
    "IN: Jane Roe → Anthropic, from Google.": {"Jane Roe", "Anthropic", "Google"},
    "Google's VP of Engineering Claire Roe will be back in March.": {"Google", "Claire Roe"},
    "Deputy Bureau Chief Thyagara Grindle said so.": {"Thyagara Grindle"},
    "The agency is watching, Chair Lina Roe said on Monday.": {"Lina Roe"},
    "In the spring she went to The Ivy.": {"Ivy"},
    "She joins Plover from Petcove Health and Wellness Company.": {"Plover", "Petcove Health and Wellness"},
    "Bain Capital and General Catalyst led the round.": {"Bain Capital", "General Catalyst"},
    "It was started by Mary Roe and Ji-ho Maeng, who had been at Meta.": {"Mary Roe", "Ji-ho Maeng", "Meta"},
    "Current AI, a public-interest initiative backed by Google, has raised money.": {"Current AI", "Google"},
    "Commerce Director Jane Roe is leaving.": {"Commerce", "Jane Roe"},
    "Google fired its co-founder Yuhai (Tony) Roe in May.": {"Google", "Yuhai (Tony) Roe"},
    "The House Committee on Oversight and Reform hired Jane Roe.": {
        "House Committee on Oversight and Reform",
        "Jane Roe",
    },
    "In May Ford Motor and SK On hired Jane Roe.": {"Ford Motor", "SK On", "Jane Roe"},
    "The model has overtaken Llama on Hugging Face.": {"Llama", "Hugging Face"},
    "Generative AI, a technology that Google uses, is new.": {"Google"},
    "The firm is not connected with the Californian Tilera.": {"Tilera"},
    "The software start-up 6plover was sold to Google.": {"6plover", "Google"},
    "Joining Northgate Ventures in the round was Google.": {"Northgate Ventures", "Google"},
    "Running Tide, which Google backed, has closed.": {"Running Tide", "Google"},
    "Berlin-based Norvane, Munich-based Tessary and Google met.": {
        "Berlin",
        "Norvane",
        "Munich",
        "Tessary",
        "Google",
    },
}


@pytest.mark.parametrize("text", NAMED)
def test_names_are_whole_and_nothing_else_is_one(text: str) -> None:
    marked = reader.load().marked(Article("a", text))
    assert set().union(*map(named, marked)) == NAMED[text]


def test_a_firm_listed_with_its_seat_is_no_place() -> None:
    text = "Berlin-based Norvane, Munich-based Tessary and Paris-based Lumenly met."
    (marked,) = reader.load().marked(Article("a", text))
    assert [item.type for item in marked.items] == ["Place", "Company"] * 3


def test_capitals_inside_of_sentences_tell_a_name_at_the_start_of_one() -> None:
    text = "Google backed Surge in May. It sold Surge in June. Surge was hired by Jane Roe."
    assert "Surge" in named(reader.load().marked(Article("a", text))[2])


@pytest.mark.parametrize(
    ("headline", "fact"),
    [
        (
            "Plunder AI Raises $130 Million at $1.2 Billion Valuation",
            ("raised", "Plunder AI", "130000000 USD"),
        ),
        ("Nuvolo Robotics Acquires Zorblat for $40 Million", ("acquired", "Nuvolo Robotics", "Zorblat")),
        ("Zorbly Introduces the Beta Release of Zonos: A Small TTS Model", ("developed", "Zorbly", "Zonos")),
        (
            "NuvoDoc Announces Partnership with WebMD to bring Help to Clinics",
            ("partneredWith", "NuvoDoc", "WebMD"),
        ),
        (
            "Arden Health Partners With Microsoft on Claims",
            ("partneredWith", "Arden Health", "Microsoft"),
        ),
        ("Arm Partners with Samsung & TSMC on New Designs", ("partneredWith", "Arm", "TSMC")),
        ("Harmon Partners Leads $12 Million Round in Zorblat", ("invested", "Harmon Partners", "Zorblat")),
    ],
)
def test_the_verb_of_a_headline_is_no_part_of_a_name(headline: str, fact: tuple[str, str, str]) -> None:
    relation, subject, object_ = fact
    found = said(f"{headline}\n\nNothing else was said.")
    assert fact in found or (relation, object_, subject) in found


def test_a_label_is_no_part_of_a_name_nor_hides_one() -> None:
    text = "Exclusive: Thessaly AI, a nine-month-old start-up created by Jane Roe, is in talks to raise $400 million."
    assert ("raised", "Thessaly AI", "400000000 USD") in said(text)


def test_the_name_of_a_section_is_no_company() -> None:
    text = "Business - Nuvolo Cuts Jobs: Jane Roe stepped down as chief executive. The Boston firm let go fifty people."
    assert said(text) >= {("workedFor", "Jane Roe", "Nuvolo"), ("headquarteredIn", "Nuvolo", "Boston")}


def test_what_a_company_is_stands_before_its_name() -> None:
    assert ("acquired", "GrindleFoundries", "Zorblat") in said("Chipmaker GrindleFoundries bought Zorblat.")


def test_a_pronoun_that_opens_a_sentence_is_no_company_of_that_name() -> None:
    assert said("Nothing else was said. The round was led by Accel.") == set()
    assert ("raised", "Nothing", "96000000 USD") in said("Carl Pei's start-up Nothing raised $96 million.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ada Morrow, M.D., president of Candlewick Therapeutics, agreed.",
            {"Ada Morrow", "Candlewick Therapeutics"},
        ),
        (
            "Jane Roe built the sales team at UiPath in Central Europe.",
            {"Jane Roe", "UiPath", "Central Europe"},
        ),
        (
            "Jane Roe leads research at the Indian Institute of Astrophysics.",
            {"Jane Roe", "Indian Institute of Astrophysics"},
        ),
        ("About Nuvolo -- Nuvolo makes locks and was bought by Grindle.", {"Nuvolo", "Grindle"}),
    ],
)
def test_a_name_ends_before_a_degree_a_seat_or_a_dash(text: str, names: set[str]) -> None:
    (marked,) = reader.load().marked(Article("a", text))
    assert named(marked) == names


def test_a_degree_stands_between_nobody_and_a_title() -> None:
    text = "It will take years, said Ada Morrow, M.D., president and CEO of Candlewick Therapeutics."
    assert ("leads", "Ada Morrow", "Candlewick Therapeutics") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI said its chatbots are popular. It launched Tinkle, an API for developers.",
        "Meta's AI researchers launched a dashboard called Tinkle.",
        "Google released Tinkle, a leaderboard on which AI models can be compared.",
    ],
)
def test_what_is_launched_beside_models_is_none(text: str) -> None:
    assert not any(relation == "developed" for relation, *_ in said(text))


def test_what_is_called_ai_is_a_model_though_it_is_launched_like_a_thing() -> None:
    assert ("developed", "Google", "Tinkle") in said("Google released Tinkle, an AI system that writes code.")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("It was bought by the telecoms group Nuvolo Norte.", "Company"),
        ("Jane Roe, a veteran of Grindle Imaging, agreed.", "Company"),
        ("The plan pleased Élodie Quarrow, whom nobody had asked.", "Person"),
    ],
)
def test_the_words_around_and_in_a_name_tell_its_type(text: str, type_: str) -> None:
    (marked,) = reader.load().marked(Article("a", text))
    assert type_ in {item.type for item in marked.items if "Roe" not in str(item.value)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prime Forge wants to help.", "Prime Forge"),
        ("What Grindle Forge intends is known. Grindle Forge bought Zetta Works.", "Grindle Forge"),
        ("It was founded by ex-Googlers Jane Roe and Ann Lee.", "Jane Roe"),
        ("Plover lost its head of AI models, Rui Peng, to Grindle.", "Rui Peng"),
        ("Plover published Plover-OSS-36B on Monday.", "Plover-OSS-36B"),
    ],
)
def test_names_of_ordinary_words_and_beside_titles(text: str, name: str) -> None:
    first = reader.load().marked(Article("a", text))[0]
    assert name in named(first)


def test_who_is_named_behind_a_title_with_models_in_it_is_a_person() -> None:
    text = "Plover Inc. lost its head of AI models, Rui Peng, to Grindle Inc."
    assert ("workedFor", "Rui Peng", "Plover") in said(text)
