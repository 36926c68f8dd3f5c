"""What a signal does while a command is at work."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def handled(number: signal.Signals, handler: Any) -> Iterator[None]:
    """A context in which a signal is handled so, and behind it as before."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)
