"""The traps: short texts with the facts that a careful reader finds in them, and how the reader does.

A trap passes when every fact of `facts` is found, with its status and the qualifiers it names, and nothing
else is, in whatever status, but what `also` allows and what follows from these. A fact is written
"relation: subject, object", then a status if it is not done, then qualifiers such as "from OpenAI"; "|"
parts answers that are equally right. Run as a script it prints the share passed of each class.
"""

from __future__ import annotations

import dataclasses
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import facts as jsonlines
from kg import readers
from kg.evaluate.follows import follows
from kg.evaluate.stated import Stated, as_sum, names, same, same_sum, stated
from kg.model import Article, Entity, Fact, Status
from kg.ontology import RELATIONS
from kg.readers import Reader

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Expected:
    """A fact that should be, or may be, found: its core, the statuses that are right, its qualifiers."""

    written: str
    core: Stated
    statuses: frozenset[str]
    qualifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Trap:
    """A text with the facts that must be found in it and those that may be."""

    text: str
    facts: tuple[Expected, ...]
    also: tuple[Expected, ...]


@dataclass(frozen=True)
class Traps:
    """The traps of one class, with the least share of them that must pass."""

    name: str
    floor: float
    traps: tuple[Trap, ...]


def load() -> list[Traps]:
    """All classes, in the order of their files' names."""
    return [_class(path) for path in sorted(FOLDER.glob("*.toml"))]


def _class(path: Path) -> Traps:
    table = tomllib.loads(path.read_text("utf-8"))
    traps = (
        Trap(row["text"], tuple(map(expected, row["facts"])), tuple(map(expected, row.get("also", ()))))
        for row in table["traps"]
    )
    return Traps(path.stem, table["floor"], tuple(traps))


def expected(written: str) -> Expected:
    """The fact that is written in one line.

    >>> expected("hired: Meta, Jane Roe, talks|denied, from OpenAI").qualifiers
    (('from', 'OpenAI'),)
    """
    relation, _, rest = written.partition(": ")
    subject, thing, *further = rest.split(", ")
    assert relation in RELATIONS, written
    said = [f for f in further if set(f.split("|")) <= {s.value for s in Status}]
    statuses = said[0].split("|") if said else ["done"]
    qualifiers = [(q.partition(" ")[0], q.partition(" ")[2]) for q in further if q not in said]
    assert all(name in jsonlines.QUALIFIERS and value for name, value in qualifiers), written
    line: dict[str, Any] = {"relation": relation, "subject": subject.split("|"), "object": thing.split("|")}
    line |= {"status": statuses[0], **dict(qualifiers)}
    line |= {"from": dict(qualifiers).get("from", "").split("|")}
    if "amount" in line:
        line["amount"], line["currency"] = line["amount"].split()
    return Expected(written, stated(line), frozenset(statuses), tuple(qualifiers))


def failures(trap: Trap, found: Iterable[Fact]) -> Iterator[str]:
    """What is wrong with the facts found in a trap's text; nothing where it passes."""
    facts = [(fact, _stated(fact)) for fact in found]
    for wanted in trap.facts:
        yield from _missed(wanted, facts)
    allowed = [*trap.facts, *trap.also]
    neutral = list(follows([each.core for each in allowed]))
    for fact, said in facts:
        right = any(_same(each.core, said) and said.status in each.statuses for each in allowed)
        if not right and not any(same(said, other) for other in neutral):
            yield f"wrong: {_shown(fact)} [{fact.evidence.rule}]"


def _missed(wanted: Expected, facts: list[tuple[Fact, Stated]]) -> Iterator[str]:
    alike = [(fact, said) for fact, said in facts if _same(wanted.core, said)]
    right = [fact for fact, said in alike if said.status in wanted.statuses]
    if not right:
        was = f", found as {alike[0][1].status}" if alike else ""
        yield f"missed: {wanted.written}{was}"
    for name, value in wanted.qualifiers if right else ():
        got = right[0].roles.get(name)
        if got is None or not _agree(value, got.value):
            yield f"qualifier: {wanted.written}: {name} is {got.value if got else 'missing'}"


def _agree(wanted: str, got: object) -> bool:
    if isinstance(got, Entity):
        return bool(names(wanted.split("|")) & names([got.name, *got.aliases]))
    sums = as_sum(wanted), as_sum(got)
    if sums[0] and sums[1]:
        return same_sum(sums[0], sums[1])
    return wanted.casefold() in str(got).casefold()


def _same(wanted: Stated, found: Stated) -> bool:
    return same(wanted, dataclasses.replace(found, status=wanted.status))


def _stated(fact: Fact) -> Stated:
    """The found fact for comparison; the names that the seeds know a thing by are as right as the one given."""
    line = jsonlines.to_json(fact)
    ends = {"subject": fact.subject, "object": fact.object}
    line |= {k: [e.name, *e.aliases] for k, e in ends.items() if isinstance(e, Entity)}
    return stated(line)


def _shown(fact: Fact) -> str:
    status = "" if fact.status == Status.DONE else f", {fact.status}"
    return f"{fact.relation}: {fact.subject}, {fact.object}{status}"


def read(traps: Traps, reader: Reader) -> dict[str, list[str]]:
    """Each text of a class with what is wrong in it."""
    return {trap.text: list(failures(trap, reader.read(Article("trap", trap.text)))) for trap in traps.traps}


def main(wanted: list[str]) -> None:
    """Print the failures and the share passed of the wanted classes, of all if none is named.

    "--reader NAME" has another reader than the default.
    """
    name = readers.DEFAULT
    if wanted[:1] == ["--reader"]:
        _, name, *wanted = wanted
    reader = readers.load(name)
    passed = total = 0
    lines = []
    for traps in load():
        if wanted and traps.name not in wanted:
            continue
        results = read(traps, reader)
        failed = {text: wrong for text, wrong in results.items() if wrong}
        for text, wrong in failed.items():
            print(f"{traps.name}: {text}", *wrong, sep="\n    ")
        right = len(results) - len(failed)
        passed, total = passed + right, total + len(results)
        lines.append(
            f"{traps.name:14}{right:>5} of {len(results):>3}  {right / len(results):.3f}  {traps.floor:.2f}"
        )
    print("", *lines, f"{'all':14}{passed:>5} of {total:>3}  {passed / max(total, 1):.3f}", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
