"""When facts hold: of the event where its date is told, else of the articles."""

from __future__ import annotations

from page_sample import META, Row, dataset

from kg.page.content import content
from kg.page.times import span


def test_the_event_s_date_goes_before_the_articles() -> None:
    found = {(f.relation, f.text): f.when for f in content(dataset()).facts}
    assert found["developed", "Llama 4"] == ("2025-04", "2025-04")
    assert found["founded", "Scale AI"] == ("2016-01", "2016-12")
    assert found["invested", "Scale AI"] == ("2025-06", "2025-07")


def test_without_any_date_there_is_no_month() -> None:
    hire: Row = ("a1", "hired", META, "Person/Ann Lee", "done", {}, "Meta hired Ann Lee.")
    assert content(dataset([hire], {"a1": ("Hire", "", None)})).facts[0].when is None


def test_a_month_that_is_none_leaves_its_year() -> None:
    assert span(["2025-13"]) == ("2025-01", "2025-12")
    assert span(["20256", ""]) is None
