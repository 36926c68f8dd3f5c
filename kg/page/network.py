"""The page of graphs of usual size: pyvis fills kg's own template, so that nothing is fetched or read as HTML.

pyvis's built-in template links stylesheets and scripts on other hosts and takes labels as HTML. Here
its Network holds nodes, edges and options, and its Jinja environment renders assets/page.html.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import KGError
from kg.page import frame
from kg.page.bends import bends
from kg.page.communities import communities, legend_of
from kg.page.content import Content, Thing
from kg.page.edges import degrees, edges, graph_of, radius
from kg.page.layout import positions
from kg.page.look import legend, look, statuses

# The order counts: each may use what those before it define.
SCRIPTS = (
    *("plain", "base", "glyphs", "labels", "light", "picture", "panel"),
    *("search", "filters", "narrow", "table", "export", "start"),
)
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "zoomSpeed": 0.6,
    },
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
}
LINE = 18.0  # the height of a label with its margin, in pixels
LETTER = 6.6  # the mean width of a letter
STRAIGHT = 300  # entities; beyond them only edges of the same pair bend, since curves take longer to draw


def page(shown: Content, title: str, entities: int) -> str:
    """The page of what is shown of a graph with so many entities."""
    from pyvis.network import Network

    drawn = edges(shown.facts)
    network = Network(directed=True, heading=title)
    network.set_template_dir(str(frame.ASSETS), frame.TEMPLATE)
    degree = degrees(drawn)
    graph = graph_of(len(shown.things), drawn)
    places = positions(graph, _boxes(shown, degree))
    groups = communities(graph, len(look()["communities"]))
    member = {number: group for group, numbers in enumerate(groups) for number in numbers}
    extra = {"title": title, "entities": entities, "communities": legend_of(shown.things, groups)}
    network.templateEnv.globals.update(frame.parts(_vis(), SCRIPTS), shown=_shown(shown, extra))
    circles = [(*places[number], radius(degree[number])) for number in range(len(shown.things))]
    for number, thing in enumerate(shown.things):
        x, y, size = circles[number]
        place = {"x": x, "y": y, "size": size, "community": member.get(number, len(groups))}
        network.add_node(number, label=thing.name, **place, **_thing(thing))
    ends = ((number, (edge["from"], edge["to"])) for number, edge in enumerate(drawn))
    bent = bends(ends, circles, around=len(circles) <= STRAIGHT)
    # Not by add_edge, which compares each edge with all before it.
    network.edges = [{**edge, "bend": bent[number]} for number, edge in enumerate(drawn)]
    network.set_options(json.dumps(OPTIONS))
    return str(network.generate_html())


def _thing(thing: Thing) -> dict[str, Any]:
    return {"kind": thing.type, "iri": thing.iri, "aliases": thing.aliases, "links": thing.links}


def _boxes(shown: Content, degree: Mapping[int, int]) -> dict[int, tuple[float, float]]:
    """The room that each entity takes with its label below it."""
    return {
        number: (
            max(2 * radius(degree[number]), LETTER * min(len(thing.name), 28)) + 18,
            2 * radius(degree[number]) + LINE + 14,
        )
        for number, thing in enumerate(shown.things)
    }


def _shown(shown: Content, extra: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **extra,
        "facts": [asdict(fact) for fact in shown.facts],
        "sources": [asdict(source) for source in shown.sources],
        "relations": shown.relations,
        "types": legend(thing.type for thing in shown.things),
        "statuses": statuses(),
    }


def _vis() -> str:
    """The drawing library that comes with pyvis."""
    pyvis = importlib.util.find_spec("pyvis")
    folders = list(pyvis.submodule_search_locations or ()) if pyvis else []
    found = sorted(path for f in folders for path in Path(f).glob("lib/vis-9.1*/vis-network.min.js"))
    if not found:
        raise KGError("pyvis lacks its file lib/vis-9.1.2/vis-network.min.js; install pyvis 0.3.2 again")
    return found[-1].read_text(encoding="utf-8")
