"""What an engine is asked to do with the exports, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.verify.values import Values


@dataclass(frozen=True)
class Job:
    """What an engine is given: files to count the triples of, and queries to run on the file `union`."""

    files: tuple[Path, ...]
    union: Path
    queries: Mapping[str, str]


@dataclass
class Outcome:
    """What came of a job: triples by file name and rows by query, or what went wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    answers: dict[str, Values] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Engine:
    """An RDF engine: its name, why it cannot run here (None where it can), and how it does a job."""

    name: str
    missing: Callable[[], str | None]
    run: Callable[[Job, Path], Outcome]


def attempt(
    outcome: Outcome, job: Job, count: Callable[[Path], int], answer: Callable[[str], Values]
) -> Outcome:
    """The outcome with all files counted and all queries answered; what an engine refuses is a failure."""
    for file in job.files:
        try:
            outcome.counts[file.name] = count(file)
        except Exception as error:  # whatever an engine raises is what the reader wants to know
            outcome.failures[file.name] = _line(error)
    for name, text in job.queries.items():
        try:
            outcome.answers[name] = answer(text)
        except Exception as error:
            outcome.failures[name] = _line(error)
    return outcome


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
