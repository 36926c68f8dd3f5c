"""How the server ends: what still runs has a moment, and is then answered by saying so."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOMENT = 2.0  # seconds that answers have to be finished


class Server(uvicorn.Server):
    """A server that stops what takes too long when it is to end, without a word."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, give what runs a moment, stop it, and end."""
        for server in self.servers:
            server.close()
        if running := set(self.server_state.tasks):
            _, late = await asyncio.wait(running, timeout=MOMENT)
            for task in late:
                task.cancel()
        await super().shutdown(sockets)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Around an app: a request that is stopped is answered with 503, unless its answer has begun."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except asyncio.CancelledError:
            if not begun:
                await PlainTextResponse("the server ends\n", 503)(scope, receive, send)
