"""What a run prints about itself."""

from __future__ import annotations

from kg.articles import Skipped
from kg.model import Amount, Entity, Evidence, Fact, Qualifier, Status
from kg.report import count, plain

BOB, META, HOOLI = Entity("Person", "Bob"), Entity("Company", "Meta"), Entity("Company", "Hooli")
SAID = Evidence("a", 0, 4, "text", "test")


def test_count_and_plain() -> None:
    facts = [
        Fact("hired", META, BOB, Status.DONE, SAID, qualifiers=(Qualifier("from", HOOLI),)),
        Fact("acquired", META, HOOLI, Status.TALKS, SAID),
        Fact("acquired", META, HOOLI, Status.DENIED, SAID),
        Fact("raised", META, Amount(1, "USD"), Status.DONE, SAID),  # type: ignore[arg-type]
    ]
    found = count(2, facts, [Skipped("b.txt", "is empty")], ["out/graph.ttl"])
    assert found.entities == {"Company": 2, "Person": 1}
    assert plain(found).splitlines() == [
        "2 articles, 3 entities (2 Company, 1 Person)",
        "wrote out/graph.ttl",
        "facts               done   talks  denied     all",
        "acquired               0       1       1       2",
        "hired                  1       0       0       1",
        "raised                 1       0       0       1",
        "all                    2       1       1       4",
        "skipped: b.txt: is empty",
    ]


def test_of_nothing() -> None:
    assert plain(count(1, [], [])).splitlines()[0] == "1 article, 0 entities"
    assert count(1, [], []).rows() == [("all", "0", "0", "0", "0")]
