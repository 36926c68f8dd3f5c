"""The learned reader and both together, with weights that are trained here and with those that are shipped."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import facts
from kg.cli import group
from kg.english import reader
from kg.learned.reader import Both, Learned, load_both
from kg.learned.trust import Trust
from kg.learned.weights import WEIGHTS, Weights, load
from kg.model import Article
from tests.learned import taught

NEW = Article("new", "Brightforge acquired Lumenary in March.\n\nTallgrass praised Coppermine.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("taught")
    taught.write(place / "mine")
    told = run(
        "train", "--gold", f"mine={place / 'mine'}", "--licence", "mine=CC0", "-o", str(place / "model")
    )
    assert "| mine | CC0 | 18 |" in told
    return place


def run(*arguments: str) -> str:
    done = CliRunner().invoke(group, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def weights(folder: Path) -> Weights:
    return load(folder / "model")


def test_training_twice_gives_the_same_bytes(folder: Path) -> None:
    run("train", "--gold", f"mine={folder / 'mine'}", "--licence", "mine=CC0", "-o", str(folder / "again"))
    for file in (folder / "model").iterdir():
        assert file.read_bytes() == (folder / "again" / file.name).read_bytes()


def test_what_sources_cost_is_told_where_there_are_others(folder: Path) -> None:
    mine, other = (f"{name}={folder / 'mine'}" for name in ("mine", "other"))
    alone = run("train", "--gold", mine, "--measure", "-o", str(folder / "measured"))
    both = run("train", "--gold", mine, "--gold", other, "--measure", "-o", str(folder / "measured"))
    assert alone.count("not measured") == 1
    assert both.count(" points |") == 2


def test_the_model_knows_new_names_in_known_ways(folder: Path) -> None:
    learned = Learned(reader.load(), weights(folder))
    found = [(f.relation, str(f.subject), str(f.object), f.evidence.rule) for f in learned.read(NEW)]
    assert found == [("acquired", "Brightforge", "Lumenary", "learned/acquired")]


def test_evidence_and_ends_stand_in_the_text(folder: Path) -> None:
    for fact in Learned(reader.load(), weights(folder)).read(NEW):
        assert NEW.text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
        assert fact.subject_span
        assert fact.subject_span.of(NEW.text) == "Brightforge"


def test_what_the_rules_state_is_dropped_only_where_it_is_doubted(folder: Path) -> None:
    for sure, wanted in ((-4.0, []), (1.0, ["acquired"])):
        known = dataclasses.replace(weights(folder), trust=Trust({"rules": sure, "learned": 1.0}, 0.99))
        assert [f.relation for f in Both(reader.load(), known).read(NEW)] == wanted


def test_what_is_doubted_can_be_looked_at(folder: Path) -> None:
    known = dataclasses.replace(weights(folder), trust=Trust({"rules": -4.0, "learned": -9.0}, 0.99))
    stated, doubts = Both(reader.load(), known).with_doubts(NEW)
    (doubted,) = [f for f in doubts if f.relation == "acquired"]
    assert (stated, str(doubted.object)) == ([], "Lumenary")
    assert 0 < doubted.confidence < 0.1


def test_what_the_rules_read_as_denied_is_stated_however_doubtful(folder: Path) -> None:
    known = dataclasses.replace(weights(folder), trust=Trust({"rules": -9.0, "learned": -9.0}, 0.99))
    article = Article("a", "Brightforge denied that it acquired Lumenary.")
    assert [str(f.status) for f in Both(reader.load(), known).read(article)] == ["denied"]


def test_of_what_is_denied_nobody_else_did_it() -> None:
    both = load_both()
    (fact,) = both.read(Article("a", "Meta denied reports that Google acquired Scale."))
    assert (str(fact.subject), str(fact.status)) == ("Google", "denied")


@pytest.mark.parametrize(
    "text",
    [
        "Norvale Inc. is said to be in talks to acquire Hexagrove Inc.",
        "Norvale Inc., Quillstone Inc. Are Said to Be in Talks to Invest in Hexagrove Inc.",
        "Norvale has proposals for an acquisition of Hexagrove.",
    ],
)
def test_words_on_the_way_to_an_end_may_say_that_nothing_is_done(text: str) -> None:
    found = Learned(reader.load(), load()).read(Article("a", text))
    deals = [f for f in found if f.relation in ("acquired", "invested")]
    assert deals
    assert {str(f.status) for f in deals} == {"talks"}


def test_where_somebody_hired_came_from_the_model_may_tell() -> None:
    text = "Elena Park, who ran search at Coursera, joined Udemy as chief technology officer."
    hired = next(f for f in load_both().read(Article("a", text)) if f.relation == "hired")
    assert str(hired.roles["from"].value) == "Coursera"


def test_of_several_who_are_hired_each_came_from_where_the_surer_fact_says() -> None:
    text = (
        "Norvale has hired three people: Jane Roe, a former Google engineer; "
        "Omar Haddad, a former Meta engineer; and Ruth Feldman, a former OpenAI researcher."
    )
    hires = [f for f in load_both().read(Article("a", text)) if f.relation == "hired"]
    assert {str(f.object): str(f.roles["from"].value) for f in hires} == {
        "Jane Roe": "Google",
        "Omar Haddad": "Meta",
        "Ruth Feldman": "OpenAI",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Norvale has moved its headquarters from Leeds to Bristol.",
        "Norvale, with headquarters in Bristol and offices in Leeds, builds robots.",
    ],
)
def test_a_company_has_one_seat_in_a_sentence(text: str) -> None:
    found = load_both().read(Article("a", text))
    assert [str(f.object) for f in found if f.relation == "headquarteredIn"] == ["Bristol"]


def test_the_model_may_speak_of_the_company_left_unsaid() -> None:
    text = (
        "Norvale has raised $60 million in a Series C led by Accel. "
        "Sequoia Capital, Tallgrass Ventures and Quillstone are also taking part."
    )
    told = {f.evidence.rule for f in load_both().read(Article("a", text)) if str(f.subject) == "Quillstone"}
    assert told == {"learned/invested"}


def test_a_status_that_the_rules_judged_is_not_overruled(folder: Path) -> None:
    known = dataclasses.replace(weights(folder), trust=Trust({"rules": 3.0, "learned": 3.0}, 0.5))
    article = Article("a", "Brightforge denied that it acquired Lumenary.")
    assert {str(f.status) for f in Both(reader.load(), known).read(article)} == {"denied"}


@pytest.mark.parametrize("name", ["learned", "both"])
def test_the_shipped_readers_write_the_same_lines_twice(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Meta hired Jane Doe from OpenAI. Acme Robotics, based in Berlin, raised $5 million.")
    once, twice = (run("extract", "--reader", name, str(path)) for _ in range(2))
    assert once == twice
    assert {json.loads(line)["object"] for line in once.splitlines()} >= {"Berlin"}


def test_other_articles_change_nothing(tmp_path: Path) -> None:
    both = load_both()
    articles = [NEW, Article("b", "Meta hired Jane Doe from OpenAI, and Dell bought IBM.")]
    forth = [facts.dumps(f) for a in articles for f in both.read(a)]
    back = [facts.dumps(f) for a in reversed(articles) for f in both.read(a)]
    assert sorted(forth) == sorted(back)


def test_training_goes_on_from_a_model(folder: Path) -> None:
    more = ("--gold", f"mine={folder / 'mine'}", "--from", str(folder / "model"))
    run("train", *more, "-o", str(folder / "more"))
    assert (folder / "more" / WEIGHTS).read_bytes() == (folder / "model" / WEIGHTS).read_bytes()
    assert "goes on from another model" in (folder / "more" / "CARD.md").read_text()
    assert load(folder / "more").trust.cut == load(folder / "model").trust.cut == 0.75
    done = CliRunner().invoke(group, ["train", *more, "--encoder", "-o", str(folder / "none")])
    assert "kg[encoder]" in str(done.exception) or "has no encoder to tune further" in str(done.exception)


def test_a_price_may_stand_in_another_sentence() -> None:
    text = (
        "Norvane has bought Quillon Systems, a maker of sensors.\n\n"
        "Norvane agreed to pay $40 million to acquire Quillon Systems, the companies said."
    )
    deal = next(f for f in load_both().read(Article("a", text)) if f.relation == "acquired")
    assert (deal.evidence.start, str(deal.roles["amount"].value)) == (0, "40000000 USD")


def test_a_sum_of_another_verb_is_no_price() -> None:
    text = "Norvane raised $40 million in May, and in June its engineers moved in with Quillon, which it acquired."
    found = load_both().read(Article("a", text))
    assert all("amount" not in fact.roles for fact in found if fact.relation == "acquired")


def test_a_source_without_gold_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["train", "--gold", f"x={tmp_path}", "-o", str(tmp_path / "m")])
    assert "lacks" in str(done.exception)
