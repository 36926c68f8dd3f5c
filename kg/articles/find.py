"""Finding the files that sources name: files, folders with all below, globs; sorted, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.articles.values import Skipped

READ = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".rss", ".atom"}
# Documents that people keep among their articles and would miss if they went without a word.
NOT_READ = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"}


def files(sources: Iterable[str | Path]) -> list[Path | Skipped]:
    """The files that the sources name, in one order whatever the order of the sources."""
    found = [each for source in sources for each in _named(str(source))]
    skipped = sorted({each for each in found if isinstance(each, Skipped)})
    paths: dict[Path, Path] = {}
    for path in sorted(each for each in found if isinstance(each, Path)):
        paths.setdefault(path.resolve(), path)
    return [*paths.values(), *skipped]


def _named(source: str) -> Iterator[Path | Skipped]:
    path = Path(source)
    if path.is_dir():
        yield from _below(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(source):
        yield from _matching(source)
    else:
        yield Skipped(source, "no such file or folder")


def _matching(pattern: str) -> Iterator[Path | Skipped]:
    matches = sorted(glob.glob(pattern, recursive=True))
    if not matches:
        yield Skipped(pattern, "matches no file")
    for match in matches:
        yield from _named(match)


def _below(folder: Path) -> Iterator[Path | Skipped]:
    errors: list[OSError] = []
    seen = False
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in READ | NOT_READ:
                seen = True
                yield _wanted(path)
    yield from (Skipped(str(error.filename), f"cannot be opened ({error.strerror})") for error in errors)
    if not seen and not errors:
        yield Skipped(str(folder), f"no articles in this folder ({', '.join(sorted(READ))})")


def _wanted(path: Path) -> Path | Skipped:
    if path.suffix.lower() in NOT_READ:
        return Skipped(str(path), f"{path.suffix} files are not read; save it as text or HTML")
    # Opening a pipe that nobody writes to would wait for ever.
    return Skipped(str(path), "is no file") if path.exists() and not path.is_file() else path
