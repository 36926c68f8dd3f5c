"""The process that answers queries: requests as JSON lines on standard input, replies on standard output.

A reply is a JSON line with its status, type and length, and then so many bytes. Whatever a query does to
this process, the server lives on; and the process can open nothing, neither a file nor a connection.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.workers.answers import Reply, sparql
from kg.workers.limits import Limits

Job = Callable[[ox.Store, dict[str, Any], Limits], Reply]


def main(folder: str, bounds: str) -> None:
    """Answer until the input ends, or the server goes."""
    limits = Limits(**json.loads(bounds))
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    store = ox.Store.read_only(folder)
    confine(limits)
    send(replies, Reply(200, "text/plain", b"ready"))
    for line in requests:
        asked = json.loads(line)
        send(replies, JOBS[asked.pop("job", "sparql")](store, asked, limits))


def confine(limits: Limits) -> None:
    """Give this process no more memory than it may have, and no file or connection beyond those it has open."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    os.nice(5)  # the server comes first


def send(replies: BinaryIO, reply: Reply) -> None:
    """Write one reply."""
    head = {"status": reply.status, "type": reply.type, "length": len(reply.content)}
    replies.write(json.dumps(head).encode() + b"\n" + reply.content)
    replies.flush()


JOBS: dict[str, Job] = {"sparql": sparql}

if __name__ == "__main__":
    main(*sys.argv[1:])
