"""Where somebody who is hired came from."""

from __future__ import annotations

from kg.english import reader
from kg.english.origins import with_origin
from kg.model import Article

TEXT = "Udemy has hired Elena Park. She used to work for Coursera, where she ran search."


def test_a_job_that_is_not_certain_enough_to_be_stated_may_tell_it() -> None:
    facts = list(reader.load().read(Article("a", TEXT)))
    left = [f for f in facts if f.relation == "workedFor"]
    hired = [f.replace(qualifiers=()) for f in facts if f.relation == "hired"]
    (plain,) = with_origin(hired)
    assert "from" not in plain.roles
    (told,) = with_origin(hired, left)
    assert str(told.roles["from"].value) == "Coursera"
