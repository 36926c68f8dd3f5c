"""The picture: a graph as one HTML file that works offline and shows the words behind every fact."""

from __future__ import annotations

from kg.page.write import render

__all__ = ["render"]
