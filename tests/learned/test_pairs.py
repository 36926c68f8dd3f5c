"""Pairs of things in a sentence, and what the model sees of them."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.english.marked import Marked
from kg.learned.features import features, view
from kg.learned.heads import HEADS, head, reads
from kg.learned.pairs import Pair, counts, pairs
from kg.model import Article


def marked(text: str) -> list[Marked]:
    return reader.load().marked(Article("a", text))


def found(text: str) -> list[tuple[Pair, Marked]]:
    article = marked(text)
    named = counts(article)
    return [(pair, each) for each in article for pair in pairs(each, named)]


def told(text: str) -> list[tuple[str, str]]:
    names = [(p.first.entity, p.second.entity) for p, _ in found(text)]
    return [(str(a), str(b)) for a, b in names]


def test_each_two_things_are_one_pair_in_the_order_of_the_text() -> None:
    assert told("IBM bought Acme Robotics from Dell.") == [
        ("IBM", "Acme Robotics"),
        ("IBM", "Dell"),
        ("Acme Robotics", "Dell"),
    ]


def test_a_thing_makes_no_pair_with_itself() -> None:
    assert all(a != b for a, b in told("IBM said that IBM would sell what IBM owns to Dell."))


def test_two_persons_and_two_sums_make_no_pair() -> None:
    assert told("Jane Doe met John Roe.") == []
    assert all("None" in pair for pair in told("Acme Robotics raised $5 million and then $6 million."))


def test_names_are_no_features() -> None:
    (one, here), (other, there) = (found(text)[0] for text in ("Intel bought Dell.", "Cisco bought Adobe."))
    assert features(one, view(here), here) == features(other, view(there), there)


def test_rivals_for_an_end_are_counted() -> None:
    by_name = {
        (str(p.first.entity), str(p.second.entity)): p.rivals
        for p, _ in found("Jane Doe, CEO of IBM, spoke after John Roe, CEO of Dell.")
    }
    assert by_name["Jane Doe", "IBM"][0] == by_name["Jane Doe", "IBM"][2] == 0
    assert by_name["Jane Doe", "Dell"][0] == 1
    assert by_name["Jane Doe", "Dell"][1] == 1


@pytest.mark.parametrize("name", HEADS)
def test_each_head_reads_some_pair_of_fitting_types(name: str) -> None:
    text = "Jane Doe of IBM and the OpenAI lab FAIR made GPT-4 in Paris with Dell for $5 million in 2019; Claude followed John Roe and Google for $6 million, in London, since 2020."
    turned = name.endswith("<")
    assert any(reads(name, pair) for pair, _ in found(text)) or turned or "Lab" in text
    assert head(name[:-1], turned=turned) == name


def test_a_very_long_sentence_has_no_pairs() -> None:
    assert told("IBM said that " + "very " * 200 + "much of Dell was sold.") == []
