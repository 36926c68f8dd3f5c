"""Standard input, output and errors as the commands need them, whatever they were started with."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import NoReturn, TextIO


class Closed(io.RawIOBase):
    """What stands for a stream that was closed beforehand; its use raises OSError with the stream's name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def readable(self) -> bool:
        """True, so that the attempt is told, not that nobody may try."""
        return True

    def writable(self) -> bool:
        """True, for the same reason."""
        return True

    def fileno(self) -> NoReturn:
        """Raises OSError."""
        raise OSError(errno.EBADF, "is closed", self.name)

    def readinto(self, buffer: object) -> NoReturn:
        """Raises OSError."""
        raise OSError(errno.EBADF, "is closed", self.name)

    def write(self, some: object) -> NoReturn:
        """Raises OSError."""
        raise OSError(errno.EBADF, "is closed", self.name)


def prepare() -> None:
    """Let all that is printed be written whole or fail, and no character or closed stream be a traceback."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _occupy()
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BufferedReader(Closed("standard input")))
    sys.stdout = _whole(sys.stdout or io.TextIOWrapper(Closed("standard output"), write_through=True))
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name the terminal cannot show is no reason to stop


def _occupy() -> None:
    """Take the numbers of closed streams, or the next file that is opened would get what is printed."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)


def _whole(stream: TextIO) -> TextIO:
    """The stream, behind a buffer where it has none (PYTHONUNBUFFERED): a bare file may write less than it is given."""
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(stream.buffer, io.FileIO):
        return stream
    return open(stream.fileno(), "w", buffering=1, encoding=stream.encoding, closefd=False)
