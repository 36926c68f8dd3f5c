"""Whom to trust: signs for and against a fact, and what they weigh."""

from __future__ import annotations

import pytest

from kg.learned.scored import Score
from kg.learned.trust import Trust, fit, signs
from kg.learned.unsure import Unsure
from kg.model import Entity, Evidence, Fact, Span, Status

SCORE = Score(1.0, -3.0)
TEXT = "Acme bought Dell. It bought Dell."


def fact(subject: Span | None, rule: str = "acquired/way1") -> Fact:
    one, other = Entity("Company", "Acme"), Entity("Company", "Dell")
    return Fact(
        "acquired", one, other, Status.DONE, Evidence("a", 0, 17, TEXT[:17], rule), subject, Span(12, 16)
    )


def test_how_the_ends_are_named_is_a_sign() -> None:
    named, pronoun = (dict(signs(fact(span), SCORE, TEXT)) for span in (Span(0, 4), Span(18, 20)))
    assert named["rules:named"] == 1.0
    assert pronoun["rules:named"] == 0.0
    assert pronoun["rules:1:pronoun"] == 1.0


def test_what_the_article_makes_of_a_name_is_a_sign() -> None:
    told = dict(signs(fact(Span(0, 4)), SCORE, TEXT))
    assert (told["rules:1:often"], told["rules:2:often"]) == (0.1, 0.2)
    assert told["rules:1:head"] == 1.0
    assert told["rules:1:known"] == told["rules:1:words"] == 0.0


def test_what_the_model_did_not_see_is_a_sign() -> None:
    assert dict(signs(fact(None), None, TEXT))["rules:unseen"] == 1.0


def test_signs_tell_rules_and_model_apart() -> None:
    assert all(name.startswith("learned") for name, _ in signs(fact(None, "learned/acquired"), SCORE, TEXT))


def test_trust_follows_what_was_right() -> None:
    rows = [({"rules": 1.0, "x": float(n % 2)}, n % 2 == 0) for n in range(40)]
    fitted = fit(rows)
    assert fitted["x"] < 0 < fitted["rules"]


def test_certainty_grows_with_the_score() -> None:
    trust = Trust({"rules:score": 0.5}, 0.5)
    low, high = (trust.of(fact(None), Score(score, -3.0), TEXT) for score in (-3.0, 3.0))
    assert low < trust.cut < high


def test_no_signs_is_even_odds() -> None:
    assert Trust({}, 0.5).of(fact(None), SCORE, TEXT) == pytest.approx(0.5)


def test_no_fact_is_given_up_that_could_be_stated() -> None:
    trust = Trust(
        {
            "learned": -0.5,
            "learned:score": 1.2,
            "learned:acquired": 0.4,
            "learned:1:name": 0.3,
            "learned:open:seen open": 0.5,
        },
        0.55,
    )
    alone = fact(Span(0, 4), "learned/acquired")
    for odds in (-3.0, -0.5, 0.0, 0.05, 0.1, 0.2, 1.0, 5.0, None):
        score = None if odds is None else Score(odds, -odds)
        given = alone.replace(confidence=trust.of(alone, score, TEXT))
        assert trust.hopeful(alone.relation, score) or not trust.stated(given)
    assert not trust.hopeful("acquired", Score(-0.5, -3.0))
    assert trust.hopeful("acquired", Score(0.5, -3.0))


def test_who_may_not_be_meant_is_a_sign() -> None:
    sure = dict(signs(fact(Span(18, 20)), SCORE, TEXT))
    unsure = dict(signs(fact(Span(18, 20)), SCORE, TEXT, Unsure({Span(18, 20): 0.4}, {})))
    unnamed = dict(signs(fact(None), SCORE, TEXT, Unsure({}, {0: 0.3})))
    assert (sure["rules:unsure"], unsure["rules:unsure"], unnamed["rules:unsure"]) == (0.0, 0.4, 0.3)


def test_trust_stays_near_what_is_known_where_little_speaks() -> None:
    known = {"rules": 1.5, "rules:1:name": -0.5}
    assert fit([], known) == known
    moved = fit([({"rules": 1.0}, False)], known)
    assert 1.0 < moved["rules"] < 1.5
    assert moved["rules:1:name"] == -0.5
