"""Finding the files that sources name: files, folders with all below, globs; sorted, each once."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from kg.articles.values import Skipped

READ = {
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".rss",
    ".atom",
}
# Documents that people keep among their articles and would miss if they went without a word.
NOT_READ = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub"}

MAGIC = re.compile(r"[*?\[]")
Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file, and the folder below which it was found; no folder where it was named itself."""

    path: Path
    folder: str = ""


def files(sources: Iterable[str | Path], without: Iterable[str | Path] = ()) -> list[File | Skipped]:
    """The files that the sources name, in one order whatever the order of the sources.

    What a folder or a glob holds of `without`, files and folders with all below, is left out.
    """
    apart = frozenset(map(os.path.realpath, without))
    found = [each for source in sources for each in _named(str(source), apart)]
    skipped = sorted({each for each in found if isinstance(each, Skipped)})
    kept: dict[str, File] = {}
    for file in sorted(each for each in found if isinstance(each, File)):
        first = kept.setdefault(os.path.realpath(file.path), file)
        if not file.folder:
            kept[os.path.realpath(file.path)] = File(first.path)
    return [*kept.values(), *skipped]


def no_articles(folder: str) -> Skipped:
    """What to say of a folder in which there is nothing to read."""
    return Skipped(folder, f"no articles in this folder ({', '.join(sorted(READ))})")


def _named(source: str, apart: Set[str]) -> Iterator[File | Skipped]:
    if os.path.isdir(source):
        yield from _below(Path(source), apart)
    elif os.path.lexists(source):
        yield File(Path(source))
    elif glob.has_magic(source):
        yield from _matching(source, apart)
    else:
        yield _missing(source)


def _missing(source: str) -> Skipped:
    """What to say of a path that is not there, or of which nobody may know whether it is."""
    try:
        os.lstat(source)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        return Skipped(source, f"cannot be opened ({error.strerror})")
    return Skipped(source, "no such file or folder")


def _matching(pattern: str, apart: Set[str]) -> Iterator[File | Skipped]:
    wanted = _apart_from(apart, os.path.dirname(MAGIC.split(pattern)[0]))
    matches = sorted(filter(wanted, glob.glob(pattern, recursive=True)))
    if not matches:
        yield Skipped(pattern, "matches no file")
    for match in matches:
        yield from _named(match, apart)


def _apart_from(apart: Set[str], start: str) -> Wanted:
    """Whether a path found from `start` on is none of `apart` nor below one, unless `start` is itself there."""
    above = set(_with_parents(os.path.realpath(start)))

    def wanted(path: str) -> bool:
        here, *parents = _with_parents(os.path.realpath(path))
        return here not in apart and not any(each in apart and each not in above for each in parents)

    return wanted


def _with_parents(path: str) -> Iterator[str]:
    yield path
    yield from map(str, Path(path).parents)


def _below(folder: Path, apart: Set[str]) -> Iterator[File | Skipped]:
    errors: list[OSError] = []
    wanted = _apart_from(apart, str(folder))
    seen = os.path.realpath(folder) in apart  # of its own output a command needs no complaint
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [
            name for name in folders if not name.startswith(".") and wanted(os.path.join(place, name))
        ]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in READ | NOT_READ and wanted(str(path)):
                seen = True
                yield _readable(File(path, str(folder)))
    yield from (Skipped(str(error.filename), f"cannot be opened ({error.strerror})") for error in errors)
    if not seen and not errors:
        yield no_articles(str(folder))


def _readable(file: File) -> File | Skipped:
    path = file.path
    if path.suffix.lower() in NOT_READ:
        return Skipped(str(path), f"{path.suffix} files are not read; save it as text or HTML")
    # Opening a pipe that nobody writes to would wait for ever.
    return Skipped(str(path), "is no file") if os.path.exists(path) and not os.path.isfile(path) else file
