"""Whose money it is: a partner who is said to invest does so for the fund."""

from __future__ import annotations

from kg.english.claims import Filler
from kg.english.coded import matches
from kg.english.coreference import investor
from kg.english.marked import Marked

PARTNER = "(general |managing |founding |venture |senior |operating )?(partner|principal|managing director|investor)"
PHRASES = (
    "{fund:Company} 's (@premod )*{person:Person}",
    f"{{fund:Company}} {PARTNER} {{person:Person}}",
    f"{{person:Person}} ,? ?(an? |the )?{PARTNER} (at|of|with) {{fund:Company}}",
    "{person:Person} (of|at|from) {fund:Company}",
)


def principal(subject: Filler, marked: Marked) -> Filler:
    """The fund that a person is named with as one of its partners, else the subject itself."""
    if subject.item is None or subject.item.type != "Person":
        return subject
    for phrase in PHRASES:
        for match in matches(phrase, marked.coded.text):
            person, fund = (marked.coded.items_in(*match.span(name))[0] for name in ("person", "fund"))
            found = Filler.of(fund)
            if person == subject.item and found.entity and investor(found.entity):
                return found
    return subject
