"""The picture of the whole graph, drawn once, by a process of its own, when somebody first wants to see it."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

PATIENCE = 600.0  # seconds that drawing may take
DRAW = "from kg.cli import main; main()"
# The page itself names, by hash, what may run in it; a header can add what a page cannot say.
HEADERS = {"Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"}


@dataclass(eq=False, slots=True)
class Picture:
    """The file with the picture of a graph, which is there once it is drawn."""

    graph: Path
    title: str
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def file(self) -> Path:
        """The file, drawn where it is not there yet; HTTPException where it cannot be drawn."""
        path = self.graph.with_name("picture.html")
        async with self._one:
            if not path.is_file():
                await self._draw(path)
        return path

    async def _draw(self, path: Path) -> None:
        command = (
            sys.executable,
            "-c",
            DRAW,
            "view",
            str(self.graph),
            "-o",
            str(path),
            "--title",
            self.title,
        )
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        try:
            _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
        except TimeoutError as error:
            process.kill()
            raise HTTPException(503, "the graph is too large to be drawn") from error
        if process.returncode:
            raise HTTPException(500, f"the picture cannot be drawn: {told.decode(errors='replace').strip()}")


async def picture(request: Request) -> Response:
    """The page that `kg view` writes."""
    drawn = request.app.state.picture
    assert isinstance(drawn, Picture)
    return FileResponse(await drawn.file(), media_type="text/html", headers=HEADERS)
