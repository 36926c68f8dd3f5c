"""Articles read by several processes side by side, each with a reader of its own."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from kg.articles import Skipped
from kg.errors import KGError
from kg.model import Article
from kg.pipeline import Left, Reading, attempt, together
from kg.readers import Reader, accounting

Load = Callable[[], Reader]
# Readers of which two may be loaded without asking: they need one processor and half a gigabyte each.
LIGHT = frozenset({"rules", "learned", "both"})
# From so many characters of text on, two that read save more time than the second takes to start.
MANY = 50_000


def fitting(articles: Sequence[Article | Skipped], reader: str) -> int:
    """How many processes read the articles fastest without taking more than a gigabyte: one or two.

    >>> fitting([Article("a", "Meta hired Bob Roe.")], "both")
    1
    """
    texts = [len(each.text) for each in articles if isinstance(each, Article)]
    enough = len(texts) > 1 and sum(texts) >= MANY
    return 2 if enough and reader in LIGHT and _processors() > 1 else 1


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract(articles: Sequence[Article | Skipped], load: Load, processes: int) -> Iterator[Reading | Skipped]:
    """What `pipeline.extract` gives, in the same order, from so many processes.

    `load` makes the reader in each of them, so it must be importable there and hashable. Raises what it raises, and
    KGError where a process is killed, or where the reader keeps account.
    """
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(
        min(processes, max(len(articles), 1)), mp_context=multiprocessing.get_context("spawn")
    )
    try:
        with _unheard():
            attempts = pool.map(functools.partial(_attempt, load), articles)
        yield from together(attempts)
    except BrokenProcessPool as error:
        raise KGError(
            "a process that was reading has been killed, perhaps for want of memory; try fewer with --jobs"
        ) from error
    except (KeyboardInterrupt, GeneratorExit):
        for child in multiprocessing.active_children():
            if child not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """What is started here does not hear Ctrl-C, for which the first process ends it; that can be told its main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _attempt(load: Load, article: Article | Skipped) -> Reading | Skipped | Left:
    return attempt(article, _reader(load))


@functools.lru_cache(maxsize=1)
def _reader(load: Load) -> Reader:
    reader = load()
    if accounting(reader):
        raise KGError("this reader keeps account of all that it reads; leave out --jobs")
    return reader
