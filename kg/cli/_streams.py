"""Standard input, output and errors as the commands need them, whatever they were started with."""

from __future__ import annotations

import io
import sys
from typing import TextIO


def prepare() -> None:
    """Let all that is printed be written whole or fail, and no character be a reason to stop."""
    sys.stdout = _whole(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name the terminal cannot show is no reason to stop


def _whole(stream: TextIO) -> TextIO:
    """The stream, behind a buffer where it has none (PYTHONUNBUFFERED): a bare file may write less than it is given."""
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(stream.buffer, io.RawIOBase):
        return stream
    return open(stream.fileno(), "w", buffering=1, encoding=stream.encoding, closefd=False)
