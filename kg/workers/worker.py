"""The process that answers queries: requests as JSON lines on standard input, replies on standard output.

A reply is a JSON line with its status, type and length, and then so many bytes. Whatever a query does to
this process, the server lives on; and one that runs strangers' SPARQL can open neither file nor connection.
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

Answering = Callable[[dict[str, Any]], Reply]


def main(kind: str, folder: str, bounds: str) -> None:
    """Answer questions of a kind, "sparql" or "ask", until the input ends or the server goes."""
    limits = Limits(**json.loads(bounds))
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    answer = answering(kind, ox.Store.read_only(folder), limits)
    confine(limits, alone=kind == "sparql")
    send(replies, Reply(200, "text/plain", b"ready"))
    for line in requests:
        send(replies, answer(json.loads(line)))


def answering(kind: str, store: ox.Store, limits: Limits) -> Answering:
    """What answers questions of that kind about the store."""
    if kind == "ask":
        from kg.workers.asking import asker

        return asker(store, limits)
    return lambda asked: sparql(store, asked, limits)


def confine(limits: Limits, *, alone: bool) -> None:
    """Give this process no more memory than it may have; `alone`, no file or connection but those it has."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    if alone:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    os.nice(5)  # the server comes first


def send(replies: BinaryIO, reply: Reply) -> None:
    """Write one reply."""
    head = {"status": reply.status, "type": reply.type, "length": len(reply.content)}
    replies.write(json.dumps(head).encode() + b"\n" + reply.content)
    replies.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
