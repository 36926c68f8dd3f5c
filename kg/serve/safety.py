"""What every answer of the server has, and which requests it does not take: the Host header, security headers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The editor's table adds one stylesheet of its own, always the same, so that columns can be drawn wider.
TABLE_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
EDITOR_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' {TABLE_STYLE}")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
}


def name_of(host: str) -> str:
    """The name in a Host header, without its port; empty where it has none.

    >>> name_of("LOCALHOST:8000"), name_of("[::1]:80"), name_of("a b")
    ('localhost', '::1', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or "" if not set(host) & set(" /@?#\\,") else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Safe:
    """Around an app: takes only requests to the server's own names, and sets the security headers.

    A page elsewhere may let a name of its own lead to this machine and so read what is served here;
    the Host header then names that page's host.
    """

    app: ASGIApp
    names: Iterable[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or name_of(hosts[0]) not in self.names:
            wrong = PlainTextResponse("this server is not known by the name in the Host header\n", 400)
            return await wrong(scope, receive, with_headers)
        return await self.app(scope, receive, with_headers)
