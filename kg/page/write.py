"""Chooses the page: pyvis's for graphs of usual size, sigma.js's for large ones."""

from __future__ import annotations

from rdflib import Dataset

from kg.page import large as large_page
from kg.page import network
from kg.page.content import Content, content
from kg.page.foremost import foremost

MOST = 1_000  # entities on the usual page; with more neither its layout nor its drawing keeps up
MOST_LARGE = 50_000  # entities on the large page


def render(dataset: Dataset, title: str = "Knowledge graph", *, large: bool | None = None) -> str:
    """The graph as one HTML page without any outside part; the same graph gives the same text.

    A graph with more than MOST entities gets the page for large graphs, unless `large` says otherwise. Of
    a graph that is too large for its page the best connected entities are shown, and the page says so.
    """
    return page_of(content(dataset), title, large=large)


def page_of(everything: Content, title: str, *, large: bool | None = None) -> str:
    """The same for what a page is to show."""
    count = len(everything.things)
    if large if large is not None else count > MOST:
        return large_page.page(foremost(everything, MOST_LARGE), title, count)
    return network.page(foremost(everything, MOST), title, count)
