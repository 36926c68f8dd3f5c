"""Frames: how English states each relation, read from frames/*.toml and checked as they are loaded."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.english.coded import roles
from kg.errors import KGError
from kg.ontology import RELATIONS

FOLDER = Path(__file__).with_name("frames")
SLOTS = ("subject", "object", "from", "role", "amount", "stake", "round", "valuation", "date", "purpose")
WAY_KEYS = {"verb", "noun", "adjective", "needs", "status", "typed", *SLOTS}
PHRASE_KEYS = {"phrase", "status", "about", "pairs", "known", "named", "where"}
FRAME_KEYS = {"relation", "qualifiers", "examples", "ways", "phrases", "unless"}


@dataclass(frozen=True, slots=True)
class Way:
    """A trigger word with the places of its slots in the parse; `typed` is one that no name of unknown type fills."""

    relation: str
    number: int
    pos: str
    lemmas: frozenset[str]
    slots: Mapping[str, str]
    needs: str | None
    status: str | None
    typed: str | None

    @property
    def name(self) -> str:
        """How the way is called in `rule`: relation and number."""
        return f"{self.relation}/way{self.number}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over coded sentences.

    `about` is the slot that the company spoken of fills, `known` one that only a seed or a unit's name may fill, `named` one
    that no pronoun fills; where `where` is given, it must stand somewhere in the sentence; with `pairs` the
    first name of a list stands in the relation to each of the others.
    """

    relation: str
    number: int
    pattern: str
    status: str | None
    about: str | None
    pairs: bool
    known: str | None
    named: str | None
    where: str | None

    @property
    def name(self) -> str:
        """How the phrase is called in `rule`: relation and number."""
        return f"{self.relation}/phrase{self.number}"


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the facts of the frame's relation that it states: (subject, object, *qualifiers)."""

    relation: str
    text: str
    facts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """All that is known of how one relation is stated; `unless` are words that state something else."""

    relation: str
    qualifiers: frozenset[str]
    ways: tuple[Way, ...]
    phrases: tuple[Phrase, ...]
    examples: tuple[Example, ...]
    unless: str | None = None


@functools.lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """All frames, in the order of their file names; raises KGError where one is not well-formed."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*.toml")))


@functools.cache
def frame_of(relation: str) -> Frame:
    """The frame of a relation; raises KGError where there is none.

    >>> frame_of("admired")
    Traceback (most recent call last):
    kg.errors.KGError: no frame says how 'admired' is stated; add one as frames/admired.toml
    """
    for frame in frames():
        if frame.relation == relation:
            return frame
    raise KGError(f"no frame says how {relation!r} is stated; add one as {FOLDER.name}/{relation}.toml")


def load(path: Path) -> Frame:
    """The frame of one file; raises KGError that says what is wrong and what is allowed."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KGError(f"{path.name}: not TOML: {error}") from error
    relation = table.get("relation", path.stem)
    if relation not in RELATIONS:
        raise KGError(
            f"{path.name}: no relation {relation!r} in the ontology; there are {', '.join(RELATIONS)}"
        )
    _known(path, table, FRAME_KEYS)
    examples = tuple(_examples(path, relation, table.get("examples", "")))
    if not examples:
        raise KGError(
            f"{path.name}: a frame needs examples, such as 'Meta bought Moltbook. -> Meta, Moltbook'"
        )
    return Frame(
        relation,
        frozenset(table.get("qualifiers", ())),
        tuple(_ways(path, relation, table.get("ways", []))),
        tuple(_phrases(path, relation, table.get("phrases", []))),
        examples,
        _unless(path, table),
    )


def _unless(path: Path, table: dict[str, Any]) -> str | None:
    try:
        roles(table.get("unless", ""))
    except KeyError as error:
        raise KGError(f"{path.name}: unless: {error!r}") from error
    return table.get("unless")


def _known(path: Path, table: dict[str, Any], allowed: set[str]) -> None:
    if unknown := set(table) - allowed:
        raise KGError(
            f"{path.name}: unknown {', '.join(sorted(unknown))}; allowed are {', '.join(sorted(allowed))}"
        )


def _ways(path: Path, relation: str, rows: list[dict[str, Any]]) -> Iterator[Way]:
    for number, row in enumerate(rows, 1):
        _known(path, row, WAY_KEYS)
        if not {"subject", "object"} <= set(row):
            raise KGError(f"{path.name}: way {number} needs the slots subject and object")
        slots = {key: row[key] for key in SLOTS if key in row}
        for pos in ("verb", "noun", "adjective"):
            if pos in row:
                yield Way(
                    relation,
                    number,
                    pos,
                    frozenset(row[pos]),
                    slots,
                    row.get("needs"),
                    row.get("status"),
                    row.get("typed"),
                )


def _phrases(path: Path, relation: str, rows: list[Any]) -> Iterator[Phrase]:
    for number, row in enumerate(rows, 1):
        row = {"phrase": row} if isinstance(row, str) else row
        _known(path, row, PHRASE_KEYS)
        try:
            groups = roles(row["phrase"])
        except (KeyError, ValueError) as error:
            raise KGError(f"{path.name}: phrase {number}: {error!r} in {row['phrase']!r}") from error
        missing = {"subject", "object"} - groups - {row.get("about")}
        if missing and not row.get("pairs"):
            raise KGError(
                f"{path.name}: phrase {number} lacks {', '.join(sorted(missing))}: {row['phrase']!r}"
            )
        yield Phrase(
            relation,
            number,
            row["phrase"],
            row.get("status"),
            row.get("about"),
            row.get("pairs", False),
            row.get("known"),
            row.get("named"),
            row.get("where"),
        )


def _examples(path: Path, relation: str, text: str) -> Iterator[Example]:
    for line in filter(None, map(str.strip, text.splitlines())):
        sentence, arrow, facts = line.rpartition(" -> ")
        if not arrow:
            raise KGError(f"{path.name}: an example needs ' -> ' and what it states, or 'nothing': {line!r}")
        stated = (
            () if facts == "nothing" else tuple(tuple(map(str.strip, f.split(","))) for f in facts.split(";"))
        )
        yield Example(relation, sentence, stated)
