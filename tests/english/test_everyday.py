"""Names and clauses as newsrooms write them every day."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.model import Article, Fact


def read(text: str) -> list[Fact]:
    return reader.load().read(Article("everyday", text))


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object_"),
    [
        ("The start-up, Greenlight Grid, drew money from Bo Lind.", "invested", "Bo Lind", "Greenlight Grid"),
        ("Cisco bought chip designer Orrindale.", "acquired", "Cisco", "Orrindale"),
        ("The purchase of Pellworth by Cisco closed.", "acquired", "Cisco", "Pellworth"),
        ("Ji-woo Han, who left Samsung in 2021, agreed.", "workedFor", "Ji-woo Han", "Samsung"),
        ("Gemma Whitfield founded Acme Robotics.", "founded", "Gemma Whitfield", "Acme Robotics"),
        ("Acme Robotics hired CTO Peter Oh and Ed Nash.", "hired", "Acme Robotics", "Peter Oh"),
        ("Investors in Acme Robotics include Wing VC and GV.", "invested", "Wing VC", "Acme Robotics"),
        (
            "SEOUL (Reuters) - Samsung completed its acquisition of Acme Robotics.",
            "acquired",
            "Samsung",
            "Acme Robotics",
        ),
        ("Salesforce on Tuesday appointed Ann Lee as president.", "leads", "Ann Lee", "Salesforce"),
    ],
)
def test_names(text: str, relation: str, subject: str, object_: str) -> None:
    assert (relation, subject, object_) in {
        (f.relation, getattr(f.subject, "name", ""), getattr(f.object, "name", "")) for f in read(text)
    }


def test_the_first_word_of_a_name_opens_a_sentence() -> None:
    text = "Cisco will buy smaller peer Pellucid Data for $1.4 billion. Cisco is from San Jose. Pellucid's investors include GV."
    assert ("invested", "Pellucid Data") in {(f.relation, getattr(f.object, "name", "")) for f in read(text)}


def test_a_name_in_an_aside_does_nothing_outside_it() -> None:
    found = read("Acme Robotics, whose rivals include Cisco and Intel, bought Zetta Works.")
    assert [str(f.subject) for f in found if f.relation == "acquired"] == [
        str(next(f.subject for f in found if f.relation == "competesWith"))
    ]


def test_whoever_is_hired_comes_from_where_they_were_hired_last() -> None:
    text = (
        "Ann Lee will be joining Cisco as its head of sales. Lee joined Plaid through its acquisition of Acme Robotics"
        " in 2019."
    )
    hired = {str(f.subject): f.roles["from"].value for f in read(text) if f.relation == "hired"}
    assert {getattr(v, "name", "") for v in hired.values()} == {"Plaid", "Acme Robotics"}
