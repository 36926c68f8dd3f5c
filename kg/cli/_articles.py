"""What the commands that read articles share: their arguments, the reader, progress, complaints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.articles import Skipped, read
from kg.model import Article
from kg.pipeline import Reading, extract, ordered
from kg.readers import DEFAULT, Reader, account, by_mention, load

WRITTEN = click.Path(path_type=Path, readable=False)
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Sources:
    """Where articles come from, and who reads them; `account` is what the reader tells once all is read.

    `without` is what the command writes: it is not read where it lies in a folder of articles.
    """

    paths: tuple[str, ...]
    urls: tuple[str, ...]
    feeds: tuple[str, ...]
    model: str | None
    reader: str
    quiet: bool
    jobs: int | None = None
    mentions: bool = False
    without: tuple[Path, ...] = ()
    account: dict[str, Any] = field(default_factory=dict)

    def readings(self) -> Iterator[Reading | Skipped]:
        """What the reader finds, article by article in the order of their ids."""
        found = read(self.paths, urls=self.urls, feeds=self.feeds, without=self.without)
        articles = ordered(found)
        if not any(isinstance(each, Article) for each in articles):
            return iter(articles)  # type: ignore[arg-type]
        from kg import processes

        made = Made(self.reader, self.model, mentions=self.mentions)
        jobs = self.jobs or processes.fitting(articles, self.reader)
        told = processes.extract(articles, made, jobs) if jobs > 1 else self._told(articles, made())
        return _shown(told, total=len(articles), quiet=self.quiet)

    def _told(self, articles: Iterable[Article | Skipped], reader: Reader) -> Iterator[Reading | Skipped]:
        yield from extract(articles, reader)
        self.account.update(account(reader))


@dataclass(frozen=True, slots=True)
class Made:
    """How a process makes the reader that is asked for."""

    name: str
    model: str | None
    mentions: bool

    def __call__(self) -> Reader:
        """The reader; raises KGError where there is none."""
        reader = load(self.name, self.model)
        return by_mention(reader) if self.mentions else reader


def articles(command: Command) -> Command:
    """The arguments of a command that reads articles; it gets them as keyword `sources`."""
    for option in (
        click.option(
            "-j",
            "--jobs",
            metavar="N",
            type=click.IntRange(1),
            help="Processes that read side by side, with half a gigabyte of memory each. If not given, two for "
            "more than a few articles, and else one.",
        ),
        click.option("--quiet", is_flag=True, help="No progress bar, no report."),
        click.option("--model", metavar="NAME", help="The spaCy model to read with, a package or a folder."),
        click.option(
            "--reader",
            metavar="NAME",
            default=DEFAULT,
            show_default=True,
            help="Who reads: rules, learned (a small model), both, lm (a language model; see docs/readers.md), "
            "or one that another package brings.",
        ),
        click.option(
            "--feed", "feeds", multiple=True, metavar="FEED", help="Read an RSS or Atom feed (network)."
        ),
        click.option("--url", "urls", multiple=True, metavar="URL", help="Read a web page (network)."),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):
        command = option(command)
    return command


def sources(options: dict[str, Any], *, without: Iterable[Path] = ()) -> Sources:
    """The sources that a command was given, without what it writes; a command given none is used wrongly."""
    given = Sources(**options, without=tuple(without))
    if not (given.paths or given.urls or given.feeds):
        raise click.UsageError("give at least one PATH: a file, a folder, a glob, or - for standard input")
    return given


def complain(skipped: Iterable[Skipped]) -> None:
    """One line on stderr for each input that was skipped."""
    for each in skipped:
        click.secho(f"kg: skipped {each}", fg="yellow", err=True)


def _shown(readings: Iterable[Reading | Skipped], *, total: int, quiet: bool) -> Iterator[Reading | Skipped]:
    """The readings, with a bar on stderr where a person is looking."""
    if quiet or not sys.stderr.isatty():
        yield from readings
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(readings, "reading", total=total, console=Console(stderr=True), transient=True)
