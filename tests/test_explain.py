"""`kg explain`: names, what was found, what was blocked and why."""

from __future__ import annotations

import json
import sys

import pytest

from kg.cli import main


class Explain:
    """Runs `kg explain` in this process: its exit code, and what it printed."""

    def __init__(self, patch: pytest.MonkeyPatch, printed: pytest.CaptureFixture[str]) -> None:
        self.patch, self.printed = patch, printed

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self.patch.setattr(sys, "argv", ["kg", "explain", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        assert isinstance(left.value.code, int)
        return left.value.code, *self.printed.readouterr()

    def lines(self, *arguments: str) -> list[str]:
        """The printed lines without indent, of a run that goes well."""
        code, out, err = self(*arguments)
        assert (code, err) == (0, "")
        return [line.strip() for line in out.splitlines()]


@pytest.fixture
def explain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    return Explain(monkeypatch, capsys)


def test_names_and_what_was_found(explain: Explain) -> None:
    lines = explain.lines("Meta hired Trapit Bansal from OpenAI.")
    assert lines[:2] == ["Meta hired Trapit Bansal from OpenAI.", "names"]
    assert "Trapit Bansal  Person" in lines
    assert any(line.endswith("done: subject Meta, object Trapit Bansal, from OpenAI") for line in lines)
    assert lines[-3:] == [
        "facts",
        "hired: Meta, Trapit Bansal, from OpenAI",
        "workedFor: Trapit Bansal, OpenAI",
    ]


def test_what_was_blocked_and_why(explain: Explain) -> None:
    lines = explain.lines("Meta acquired an office in Paris.")
    assert "object is no Company" in lines[lines.index("blocked") + 1]
    assert "no facts" in lines
    assert "idle" not in lines


def test_why_it_is_not_done(explain: Explain) -> None:
    lines = explain.lines("Meta denied reports that Google acquired Scale.")
    assert any("denied because of 'deny': subject Google, object Scale" in line for line in lines)
    assert lines[-1].startswith("acquired (denied): Google, Scale")


def test_all_shows_what_did_not_apply(explain: Explain) -> None:
    lines = explain.lines("--all", "Meta acquired an office in Paris.")
    assert " of 'acquired'" in lines[lines.index("idle") + 1]


def test_the_parse(explain: Explain) -> None:
    lines = explain.lines("--parse", "Meta hired Jane Roe.")
    assert ["Meta", "nsubj", "hired"] in [line.split() for line in lines]
    assert "<C0> hired <P1> ." in lines


def test_whom_a_pronoun_stands_for(explain: Explain) -> None:
    lines = explain.lines("Microsoft is growing. It acquired GitHub.")
    assert ["It", "Company", "=", "Microsoft", "(pronoun)"] in [line.split() for line in lines]


def test_json(explain: Explain) -> None:
    code, out, _ = explain("--json", "Meta acquired an office in Paris.")
    told = json.loads(out)
    assert code == 0
    assert told["facts"] == []
    (sentence,) = told["sentences"]
    assert sentence["mentions"][0] == {"words": "Meta", "type": "Company", "name": "Meta", "kind": "name"}
    assert {"blocked", "idle"} == {t["outcome"] for t in sentence["tries"]}


def test_what_looks_like_markup_or_moves_the_cursor(explain: Explain) -> None:
    _, out, _ = explain("He said [bold]this[/bold] \x1b[31mloudly.")
    assert "[bold]this[/bold]" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("text", ["", " \n"])
def test_nothing_to_explain_is_one_line(explain: Explain, text: str) -> None:
    code, out, err = explain(text)
    assert (code, out) == (1, "")
    assert err.startswith("kg: nothing to explain; give a sentence")


def test_standard_input(explain: Explain, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    stdin = io.TextIOWrapper(io.BytesIO(b"Meta hired Jane Roe.\n"))
    monkeypatch.setattr("sys.stdin", stdin)
    assert explain.lines("-")[-1] == "hired: Meta, Jane Roe"


def test_help_has_examples(explain: Explain) -> None:
    code, out, _ = explain("--help")
    assert code == 0
    assert '  kg explain "' in out.partition("Examples:")[2]
