"""The page of large graphs: drawn by sigma.js with WebGL, laid out beforehand, its graph packed into columns."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader

from kg.page import frame
from kg.page.communities import LEAST, legend_of, parts
from kg.page.content import Content
from kg.page.edges import degrees, edges, graph_of, radius
from kg.page.forces import places
from kg.page.look import look
from kg.page.pack import packed, words_of

# The order counts: each may use what those before it define.
SCRIPTS = (
    *("packed", "base", "glyphs", "labels", "light", "programs", "large", "panel"),
    *("search", "filters", "narrow", "table", "export", "start"),
)


def page(shown: Content, title: str, entities: int) -> str:
    """The page of what is shown of a graph with so many entities."""
    drawn = edges(shown.facts)
    graph, degree = graph_of(len(shown.things), drawn), degrees(drawn)
    groups = parts(graph)
    colored = [members for members in groups[: len(look()["communities"])] if len(members) >= LEAST]
    member = {number: group for group, numbers in enumerate(colored) for number in numbers}
    columns = {
        "title": title,
        "entities": entities,
        "communities": legend_of(shown.things, colored),
        "places": [end for place in places(graph, groups) for end in place],
        "sizes": [radius(degree[number]) for number in range(len(shown.things))],
        "member": [member.get(number, len(colored)) for number in range(len(shown.things))],
        **packed(shown, drawn),
    }
    template = Environment(loader=FileSystemLoader(frame.ASSETS), autoescape=False).get_template(
        frame.TEMPLATE
    )
    blocks = {"packed": frame.block(columns), "words": frame.block(words_of(shown))}
    return template.render(heading=title, **blocks, **frame.parts(_sigma(), SCRIPTS))


def _sigma() -> str:
    """The drawing library with the licences of its parts, as these ask for."""
    return f"/*\n{frame.asset('sigma.licences.txt')}*/\n{frame.asset('sigma.min.js')}"
