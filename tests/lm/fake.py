"""A chat endpoint on the loopback that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]
HOURS = 60.0


@dataclass(frozen=True)
class Reply:
    """What goes back: a status and a body; `late` seconds pass before."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    late: float = 0.0


@dataclass
class Fake:
    """The endpoint: replies in turn, the last one for ever; a function replies by what it was asked."""

    url: str = ""
    replies: list[Reply | Callable[[Asked], Reply]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def reply(self, asked: Asked) -> Reply:
        """The reply to the latest question."""
        self.asked.append(asked)
        now = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return now if isinstance(now, Reply) else now(asked)

    @property
    def articles(self) -> list[str]:
        """The pieces of articles that were asked about."""
        return [article(asked) for asked in self.asked]


def article(asked: Asked) -> str:
    """The piece that a question is about."""
    return str(asked["messages"][1]["content"]).partition("\n")[2].rpartition("\n")[0]


def says(content: Any, **choice: Any) -> Reply:
    """A chat completion with that content, JSON unless it is a text."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    message = {"role": "assistant", "content": text} | choice.pop("message", {})
    first = {"index": 0, "message": message, "finish_reason": "stop"} | choice
    usage = {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100}
    return Reply(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [first],
            "usage": usage,
        }
    )


def states(*rows: Any) -> Reply:
    """An answer in the form asked for."""
    return says({"facts": list(rows)})


def row(quote: str, relation: str, subject: str, object: str, **others: Any) -> dict[str, Any]:
    """A fact as a model states it, between companies unless told otherwise."""
    roles = [{"name": name, "words": words} for name, words in others.pop("roles", {}).items()]
    types = {"subject_type": "Company", "object_type": "Company", "status": "done"}
    return {
        "quote": quote,
        "relation": relation,
        "subject": subject,
        "object": object,
        **types,
        **others,
        "roles": roles,
    }


def fails(status: int, message: str = "no", **headers: str) -> Reply:
    """An error as endpoints tell it."""
    return Reply({"error": {"message": message, "code": None, "param": None}}, status, headers)


@contextmanager
def serving() -> Iterator[Fake]:
    """The endpoint while it runs."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = fake.reply({**asked, "path": self.path, "key": self.headers["Authorization"]})
            fake.over.wait(reply.late)
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                headers = {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(body)),
                } | reply.headers
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the client has gone: that is what a test of time-outs wants

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.over.set()
        server.shutdown()
        server.server_close()
