"""A running `kg serve` for tests, and a client for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from kg.cli import __file__ as cli

ROOT = Path(cli).parents[2]


@contextmanager
def served(graph: Path | str, *options: str) -> Iterator[httpx.Client]:
    """A client of a server of the graph, on a free port of the loopback."""
    with running(graph, *options) as (client, _):
        yield client


@contextmanager
def running(graph: Path | str, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """The same with the server's process."""
    code = "from kg.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(graph), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        address = re.search(r"http://\S+/", said)
        assert address, said + process.stderr.read()
        with httpx.Client(base_url=address[0], timeout=60, trust_env=False) as client:
            yield client, process
    finally:
        process.terminate()
        process.wait(20)
