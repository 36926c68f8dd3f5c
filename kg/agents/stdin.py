"""Standard input that a signal can end: whoever waits for the next line would otherwise wait for the client."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """A context in which SIGINT and SIGTERM end `sys.stdin`, as if nothing more came."""
    if sys.platform == "win32":  # it cannot wait for standard input and a pipe at once
        yield
        return
    given, (bell, pull) = sys.stdin, os.pipe()
    os.set_blocking(pull, False)

    def end(*_: object) -> None:
        with suppress(BlockingIOError):
            os.write(pull, b".")

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_Ending(given.fileno(), bell)), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = given
        for each, handler in before.items():
            signal.signal(each, handler)
        os.close(bell)
        os.close(pull)


class _Ending(io.RawIOBase):
    """Reads a file descriptor until it ends or something comes from another one."""

    def __init__(self, source: int, bell: int) -> None:
        super().__init__()
        self._source, self._bell = source, bell

    def readable(self) -> bool:
        return True

    def readinto(self, space: Buffer, /) -> int:
        ready, _, _ = select.select([self._source, self._bell], [], [])
        return 0 if self._bell in ready else os.readv(self._source, [space])
