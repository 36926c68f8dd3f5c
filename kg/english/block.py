"""A stretch of an article that is parsed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import Span

Kind = Literal["paragraph", "heading", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that is parsed by itself.

    A row has the spans of its `cells`, a list of names those of the line above it and of each name.
    """

    start: int
    end: int
    kind: Kind
    cells: tuple[Span, ...] = ()

    @property
    def parts(self) -> tuple[Span, ...]:
        """What is put together for parsing: the cells, otherwise the block itself."""
        return self.cells or (Span(self.start, self.end),)

    def of(self, text: str) -> str:
        """The words of the block."""
        return text[self.start : self.end]
