"""`kg evaluate`: compare extracted facts with facts known to be right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.evaluate import Change, Counts, Verdict
    from kg.evaluate.stated import Stated

SHOWN = (
    "article",
    "relation",
    "subject",
    "object",
    "status",
    "from",
    "role",
    "amount",
    "stake",
    "date",
    "evidence",
)

EXAMPLES = """\b
Examples:
  kg evaluate gold/ facts.jsonl --errors 20
  kg evaluate gold.jsonl new.jsonl --compare old.jsonl
  kg evaluate gold/ facts.jsonl --reliability
"""


@click.command(short_help="Compare extracted facts with facts known to be right.", epilog=EXAMPLES)
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("found", metavar="PRED", type=click.Path(path_type=Path))
@click.option(
    "--compare",
    "old",
    type=click.Path(path_type=Path),
    help="An earlier PRED: show what was gained and lost.",
)
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Show the first N wrong and N missed facts.",
)
@click.option("--reliability", is_flag=True, help="Show how often facts of each confidence are right.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(gold: Path, found: Path, old: Path | None, errors: int, reliability: bool, as_json: bool) -> None:
    """Compare the facts in PRED, as `kg extract` writes them, with those in GOLD: each a .jsonl file or a
    folder of them. In GOLD a name may be a list of names that are equally right. Articles that GOLD
    does not know are left out.
    """
    from kg.evaluate import changes, evaluate, read

    known, new = read(gold), read(found)
    verdict = evaluate(known, new)
    changed = changes(read(old), new, known) if old else []
    left_out = sorted(new.keys() - known.keys())
    if as_json:
        told = summary(verdict) | {"articles": len(known), "left_out": left_out}
        told |= {"errors": mistakes(verdict, errors)} if errors else {}
        told |= {"changes": [_change(change) for change in changed]} if old else {}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if reliability:
        click.echo("\n".join(_reliability(verdict)))
        return
    lines = [*table(verdict), *_errors(verdict, errors), *_changed(changed)]
    lines += [f"left out, as GOLD does not know them: {', '.join(left_out)}"] if left_out else []
    total = verdict.total
    lines += [
        f"{len(known)} article{'s' * (len(known) != 1)}  P {total.precision:.3f}  R {total.recall:.3f}  F1 {total.f1:.3f}"
        f"  ({len(verdict.neutral)} that follow from right facts left out of account)"
    ]
    click.echo("\n".join(lines))


def summary(verdict: Verdict) -> dict[str, Any]:
    """The numbers as JSON values, shares rounded to four digits."""
    return {
        "micro": _counts(verdict.total),
        "neutral": len(verdict.neutral),
        "relations": {name: _counts(counts) for name, counts in verdict.by("relation").items()},
        "statuses": {name: _counts(counts) for name, counts in verdict.by("status").items()},
        "qualifiers": {name: {"right": n, "of": of} for name, (n, of) in verdict.qualifiers().items()},
    }


def mistakes(verdict: Verdict, most: int) -> dict[str, list[dict[str, Any]]]:
    """The first wrong and the first missed facts, as they were read."""
    return {kind: [_line(f) for f in getattr(verdict, kind)[:most]] for kind in ("wrong", "missed")}


def table(verdict: Verdict) -> Iterable[str]:
    """The numbers as lines of text."""
    yield f"{'':16}{'right':>7}{'wrong':>7}{'missed':>7}{'P':>8}{'R':>8}{'F1':>8}"
    for grouping in ("relation", "status"):
        for name, c in verdict.by(grouping).items():
            yield f"{name:16}{c.right:>7}{c.wrong:>7}{c.missed:>7}{c.precision:>8.3f}{c.recall:>8.3f}{c.f1:>8.3f}"
        yield ""
    for name, (right, of) in verdict.qualifiers().items():
        yield f"{name:16}{right:>7} of {of}"


def _errors(verdict: Verdict, most: int) -> Iterable[str]:
    for kind, facts in mistakes(verdict, most).items():
        for line in facts:
            yield f"{kind.upper():7} {json.dumps(line, ensure_ascii=False)}"


def _changed(changed: Iterable[Change]) -> Iterable[str]:
    marks = {True: "right", False: "wrong", None: "open"}
    for change in changed:
        kind = "GAINED" if change.gained else "LOST"
        yield f"{kind:6} {marks[change.right]:5} {json.dumps(_line(change.fact), ensure_ascii=False)}"


def _reliability(verdict: Verdict) -> Iterable[str]:
    from kg.evaluate.reliability import reliability

    told = reliability(verdict)
    yield f"{'confidence':12}{'facts':>7}{'mean':>8}{'right':>8}"
    for row in told.rows:
        yield f"{row.low:.2f} to {row.high:.2f}{row.facts:>7}{row.mean:>8.3f}{row.right:>8.3f}"
    yield f"{told.facts} facts  calibration error {told.error:.3f}  Brier score {told.brier:.3f}"


def _change(change: Change) -> dict[str, Any]:
    return {"gained": change.gained, "right": change.right, "fact": _line(change.fact)}


def _line(fact: Stated) -> dict[str, Any]:
    return {key: fact.line[key] for key in SHOWN if key in fact.line}


def _counts(counts: Counts) -> dict[str, float]:
    shares = {name: round(getattr(counts, name), 4) for name in ("precision", "recall", "f1")}
    return {"right": counts.right, "wrong": counts.wrong, "missed": counts.missed, **shares}
