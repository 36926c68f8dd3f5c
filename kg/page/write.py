"""Writes the page: pyvis fills kg's own template, so that nothing is fetched and nothing is read as HTML.

pyvis's built-in template links stylesheets and scripts on other hosts and takes labels as HTML. Here
its Network holds nodes, edges and options, and its Jinja environment renders assets/page.html, where
all that comes from articles sits in one JSON block and a content security policy names, by hash, the
only scripts and styles that may run.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Dataset

from kg.errors import KGError
from kg.page.bends import bends
from kg.page.communities import communities
from kg.page.content import Content, Statement, Thing, content, mutual
from kg.page.foremost import foremost
from kg.page.layout import positions
from kg.page.look import legend, look, statuses

ASSETS = Path(__file__).parent / "assets"
# The order counts: each may use what those before it define.
SCRIPTS = (
    "base",
    "glyphs",
    "labels",
    "picture",
    "panel",
    "search",
    "filters",
    "narrow",
    "table",
    "export",
    "start",
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
MOST = 1000  # entities on one page; with more, neither the layout nor the browser keeps up
LINE = 18.0  # the height of a label with its margin, in pixels
LETTER = 6.6  # the mean width of a letter


def render(dataset: Dataset, title: str = "Knowledge graph") -> str:
    """The graph as one HTML page without any outside part; the same graph gives the same text.

    Of a graph with more than MOST entities the page shows the best connected ones, and says so.
    """
    from pyvis.network import Network

    everything = content(dataset)
    shown = foremost(everything, MOST)
    edges = _edges(shown.facts)
    network = Network(directed=True, heading=title)
    network.set_template_dir(str(ASSETS), "page.html")
    degrees = Counter(end for edge in edges for end in {edge["from"], edge["to"]})
    graph = _graph(shown, edges)
    places = positions(graph, _boxes(shown, degrees))
    groups = communities(graph, len(look()["communities"]))
    member = {number: group for group, numbers in enumerate(groups) for number in numbers}
    extra = {"entities": len(everything.things), "communities": list(_communities(shown, groups))}
    network.templateEnv.globals.update(_parts(shown, title, extra))
    circles = [(*places[number], radius(degrees[number])) for number in range(len(shown.things))]
    for number, thing in enumerate(shown.things):
        x, y, size = circles[number]
        network.add_node(
            number,
            label=thing.name,
            x=x,
            y=y,
            size=size,
            community=member.get(number, len(groups)),
            **_thing(thing),
        )
    bent = bends(((number, (edge["from"], edge["to"])) for number, edge in enumerate(edges)), circles)
    for number, edge in enumerate(edges):
        network.add_edge(edge.pop("from"), edge.pop("to"), bend=bent[number], **edge)
    network.set_options(json.dumps(OPTIONS))
    return str(network.generate_html())


def radius(degree: int) -> float:
    """The radius in pixels of an entity with that many edges.

    >>> radius(0), radius(9), radius(1000)
    (7.0, 15.4, 32.0)
    """
    return min(32.0, round(7 + 2.8 * math.sqrt(degree), 1))


def _thing(thing: Thing) -> dict[str, Any]:
    return {"kind": thing.type, "iri": thing.iri, "aliases": thing.aliases, "links": thing.links}


Key = tuple[int, int, str, str]


def _edges(facts: Sequence[Statement]) -> list[dict[str, Any]]:
    """One edge for all facts with the same ends, relation and status, bent where a pair has several."""
    found: dict[Key, list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.object is not None and fact.object != fact.subject:
            key = (fact.subject, fact.object, fact.relation, fact.status)
            found.setdefault(key, []).append(number)
    for key, numbers in _implied(facts, {_pair(key) for key in found}).items():
        found[key] = numbers
    return [_edge(key, found[key]) for key in sorted(found)]


def _implied(facts: Sequence[Statement], joined: set[tuple[int, int]]) -> dict[Key, list[int]]:
    """Edges for what facts imply between things that no fact joins, as a hire does for the former employer."""
    found: dict[Key, list[int]] = {}
    for number, fact in enumerate(facts):
        for name, one, other in fact.shortcuts:
            key = (one, other, name, fact.status)
            if _pair(key) not in joined:
                found.setdefault(key, []).append(number)
    return found


def _pair(key: Key) -> tuple[int, int]:
    return min(key[:2]), max(key[:2])


def _edge(key: Key, numbers: list[int]) -> dict[str, Any]:
    one, other, relation, status = key
    said = {"relation": relation, "status": status, "facts": numbers, "mutual": mutual(relation)}
    return {"from": one, "to": other, **said}


def _graph(shown: Content, edges: list[dict[str, Any]]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(shown.things)))
    graph.add_edges_from((edge["from"], edge["to"]) for edge in edges)
    return graph


def _boxes(shown: Content, degrees: Mapping[int, int]) -> dict[int, tuple[float, float]]:
    """The room that each entity takes with its label below it."""
    return {
        number: (
            max(2 * radius(degrees[number]), LETTER * min(len(thing.name), 28)) + 18,
            2 * radius(degrees[number]) + LINE + 14,
        )
        for number, thing in enumerate(shown.things)
    }


def _communities(shown: Content, groups: list[list[int]]) -> Iterator[dict[str, Any]]:
    """Label and colours of each community, named for its best connected entity, and of all other entities."""
    for number, (members, colors) in enumerate(zip(groups, look()["communities"], strict=False)):
        yield {"name": number, "label": f"around {shown.things[members[0]].name}", **colors}
    if sum(map(len, groups)) < len(shown.things):
        yield {"name": len(groups), **look()["others"]}


def _parts(shown: Content, title: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    """What the template takes beside nodes and edges: styles, scripts, their policy, and the facts."""
    style = _asset("page.css")
    scripts = [_safe(_vis()), _safe("".join(_asset(f"{name}.js") for name in SCRIPTS))]
    return {
        "style": style,
        "scripts": scripts,
        "policy": _policy(style, scripts),
        "shown": {
            "title": title,
            **extra,
            "facts": [asdict(fact) for fact in shown.facts],
            "sources": [asdict(source) for source in shown.sources],
            "relations": shown.relations,
            "types": legend(thing.type for thing in shown.things),
            "statuses": statuses(),
        },
    }


def _policy(style: str, scripts: list[str]) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _safe(script: str) -> str:
    """A script that cannot end its own element, without the address of its source map."""
    script = script.replace("</script", "<\\/script").replace("\r\n", "\n")
    return "\n".join(line for line in script.split("\n") if not line.startswith("//# sourceMappingURL"))


def _vis() -> str:
    """The drawing library that comes with pyvis."""
    pyvis = importlib.util.find_spec("pyvis")
    folders = list(pyvis.submodule_search_locations or ()) if pyvis else []
    found = sorted(path for f in folders for path in Path(f).glob("lib/vis-9.1*/vis-network.min.js"))
    if not found:
        raise KGError("pyvis lacks its file lib/vis-9.1.2/vis-network.min.js; install pyvis 0.3.2 again")
    return found[-1].read_text(encoding="utf-8")
