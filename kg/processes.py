"""Articles read by several processes side by side, each with a reader of its own."""

from __future__ import annotations

import functools
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from kg.articles import Skipped
from kg.errors import KGError
from kg.model import Article
from kg.pipeline import Left, Reading, attempt, together
from kg.readers import Reader, accounting

Load = Callable[[], Reader]


def extract(articles: Sequence[Article | Skipped], load: Load, processes: int) -> Iterator[Reading | Skipped]:
    """What `pipeline.extract` gives, in the same order, from so many processes.

    `load` makes the reader in each of them, so it must be importable there and hashable. Raises what it raises, and
    KGError where a process is killed, or where the reader keeps account.
    """
    pool = ProcessPoolExecutor(
        min(processes, max(len(articles), 1)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_ending,
    )
    try:
        yield from together(pool.map(functools.partial(_attempt, load), articles))
    except BrokenProcessPool as error:
        raise KGError(
            "a process that was reading has been killed, perhaps for want of memory; try fewer with --jobs"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _ending() -> None:
    """End at Ctrl-C at once and without a word: the first process says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _attempt(load: Load, article: Article | Skipped) -> Reading | Skipped | Left:
    return attempt(article, _reader(load))


@functools.lru_cache(maxsize=1)
def _reader(load: Load) -> Reader:
    reader = load()
    if accounting(reader):
        raise KGError("this reader keeps account of all that it reads; leave out --jobs")
    return reader
