"""Measures the pictures: seconds until one first sees a graph, and milliseconds a frame while moving it.

python docs/frames.py [SIZE …]     (needs playwright, and Chromium on the path; prints a table)

In one run it makes graphs of invented news and opens each as pyvis's default page, as a pyvis page with the
layout made beforehand, as kg's page of usual graphs and as kg's page of large graphs, in headless Chromium
that draws with the processor alone. The times depend on the machine; what counts is how they compare.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late

from kg.page import forces, large, network
from kg.page.communities import parts
from kg.page.content import Content, Detail, Saying, Source, Statement, Thing

SIZES = (300, 1_000, 2_000, 10_000, 50_000)  # entities; the edges are twice as many
KINDS = ("Company", "Person", "Person", "Lab", "Model", "Organization", "Place")
RELATIONS = {
    "hired": "hired",
    "invested": "invested",
    "developed": "developed",
    "partneredWith": "partnered with",
}
LONGEST = 60  # seconds to wait for a page to show something
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# The first frame after the first one in which something was drawn on a canvas.
WATCH = """(() => {
  let drawn = false;
  const mark = () => {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => requestAnimationFrame(() => console.debug(`seen ${performance.now()}`)));
  };
  const watched = [
    [CanvasRenderingContext2D, ["fill", "stroke"]],
    [WebGLRenderingContext, ["drawArrays", "drawElements"]],
    [WebGL2RenderingContext, ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]],
  ];
  for (const [{ prototype }, names] of watched)
    for (const name of names) {
      const draw = prototype[name];
      prototype[name] = function (...all) { mark(); return draw.apply(this, all); };
    }
})()"""
# Drags the picture by a few pixels in each of 30 frames, at most for 20 seconds; the first three do not count.
DRAG = """() => new Promise((done) => {
  const at = (x, y) => ({ bubbles: true, cancelable: true, composed: true, view: window, clientX: x, clientY: y,
    button: 0, buttons: 1, pointerId: 1, pointerType: "mouse", isPrimary: true });
  const start = [innerWidth * 0.55, innerHeight * 0.6];
  const target = document.elementFromPoint(...start);
  const send = (what, n) => {
    const where = at(start[0] - n * 4, start[1] - n * 3);
    target.dispatchEvent(new PointerEvent("pointer" + what, where));
    target.dispatchEvent(new MouseEvent("mouse" + what, where));
  };
  let n = 0, began = 0;
  const step = () => {
    if (n === 3) began = performance.now();
    const spent = performance.now() - began;
    if (n === 33 || (n > 5 && spent > 20000)) { send("up", n); return done(spent / (n - 3)); }
    send("move", ++n);
    requestAnimationFrame(step);
  };
  send("move", 0);
  send("down", 0);
  requestAnimationFrame(step);
})"""


def invented(entities: int) -> Content:
    """News of so many entities in communities of all sizes, with twice as many facts, the same every time."""
    chance = random.Random(1)
    pairs = sorted(_pairs(entities, 2 * entities, chance))
    things = tuple(
        Thing(f"https://example.org/{n}", KINDS[n % len(KINDS)], _name(n, chance), (), ())
        for n in range(entities)
    )
    sources = tuple(
        Source(f"News {n}", "9 Jun 2025", f"https://example.org/a{n}") for n in range(entities // 10)
    )
    facts = tuple(_fact(pair, things, chance.randrange(len(sources)), chance) for pair in pairs)
    return Content(things, facts, sources, RELATIONS)


def _pairs(entities: int, edges: int, chance: random.Random) -> set[tuple[int, int]]:
    """Within a community who has many edges gets more; one edge in seven goes elsewhere."""
    group: list[int] = []
    while len(group) < entities:
        size = min(int(6 * chance.paretovariate(0.9)), max(12, entities // 25), entities - len(group))
        group += [group[-1] + 1 if group else 0] * size
    ends: list[list[int]] = [[] for _ in range(group[-1] + 1)]
    found: set[tuple[int, int]] = set()
    for number, own in enumerate(group):
        other = chance.choice(ends[own]) if ends[own] else chance.randrange(number + 1)
        ends[own] += [number, other] if group[other] == own else [number]
        found.add((min(number, other), max(number, other)))
    while len(found) < edges:
        own = group[chance.randrange(entities)]
        away = own if chance.random() < 6 / 7 else group[chance.randrange(entities)]
        one, two = chance.choice(ends[own]), chance.choice(ends[away])
        found.add((min(one, two), max(one, two)))
    return {pair for pair in found if pair[0] != pair[1]}


def _name(number: int, chance: random.Random) -> str:
    syllables = (
        "ka",
        "ri",
        "mo",
        "ta",
        "len",
        "sor",
        "vi",
        "na",
        "du",
        "bel",
        "qua",
        "zen",
        "ox",
        "ar",
        "mi",
    )
    words = ("".join(chance.choices(syllables, k=chance.randrange(2, 4))).capitalize() for _ in range(2))
    return f"{' '.join(words)} {number}"


def _fact(pair: tuple[int, int], things: tuple[Thing, ...], source: int, chance: random.Random) -> Statement:
    one, two = pair
    relation = chance.choice(list(RELATIONS))
    status = chance.choices(("Done", "Talks", "Denied"), (90, 8, 2))[0]
    quote = (
        f"{things[one].name} {RELATIONS[relation]} {things[two].name}, people familiar with the matter said."
    )
    detail = (Detail("date", "Jun 2025"),)
    saying = Saying(source, quote, status, "", detail)
    month = f"20{chance.randrange(18, 26)}-0{chance.randrange(1, 10)}"
    return Statement(relation, one, two, things[two].name, status, detail, (saying,), (), (month, month))


def default(shown: Content, places: list[tuple[int, int]] | None = None) -> str:
    """The page of pyvis as it comes, but with its scripts inside; with places these are kept."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="800px")
    for number, thing in enumerate(shown.things):
        at = {} if places is None else {"x": places[number][0], "y": places[number][1]}
        net.add_node(number, label=thing.name, shape="dot", **at)
    # add_edge compares each edge with all before it.
    net.edges = [
        {"from": f.subject, "to": f.object, "arrows": "to", "title": f.relation} for f in shown.facts
    ]
    if places is not None:
        net.set_options('{"physics": {"enabled": false}, "layout": {"improvedLayout": false}}')
    return str(net.generate_html())


def before(graph: nx.Graph) -> list[tuple[int, int]]:
    """Places as of the large page, with room for the larger entities of pyvis."""
    return [(3 * x, 3 * y) for x, y in forces.places(graph, parts(graph))]


def usual(shown: Content) -> str:
    """kg's page of usual graphs, also for more entities than it is meant for: then with the large page's layout."""
    kept = network.positions
    if len(shown.things) > 1_000:
        network.positions = lambda graph, boxes: dict(enumerate(before(graph)))
    try:
        return network.page(shown, "Invented news", len(shown.things))
    finally:
        network.positions = kept


def pages(shown: Content) -> Iterator[tuple[str, Callable[[], str]]]:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(shown.things)))
    graph.add_edges_from((fact.subject, fact.object) for fact in shown.facts)
    if len(shown.things) <= 10_000:
        yield "pyvis as it comes", lambda: default(shown)
        yield "pyvis, layout beforehand", lambda: default(shown, before(graph))
        yield "kg, usual page", lambda: usual(shown)
    yield "kg, large page", lambda: large.page(shown, "Invented news", len(shown.things))


def measured(browser: Browser, file: Path) -> tuple[float | None, float | None]:
    """Seconds to the first picture, milliseconds a frame; None where that took too long."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(LONGEST * 1000)
    page.route("http*://**", lambda route: route.abort())  # pyvis's page asks for stylesheets elsewhere
    page.add_init_script(WATCH)
    try:
        with page.expect_console_message(lambda message: message.text.startswith("seen ")) as seen:
            page.goto(file.as_uri(), wait_until="commit")
    except Late:
        return None, None
    return float(seen.value.text.split()[1]) / 1000, dragged(page)


def dragged(page: Page) -> float | None:
    earlier = page.screenshot()
    frame = float(page.evaluate(DRAG))
    return frame if page.screenshot() != earlier else None


def main(sizes: list[int]) -> None:
    print(
        "| entities | edges | page | file | made in | first picture | a frame |\n|---:|---:|---|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        for size in sizes:
            shown = invented(size)
            for name, write in pages(shown):
                file, began = Path(place) / "page.html", time.perf_counter()
                file.write_text(write(), "utf-8")
                made = time.perf_counter() - began
                browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                first, frame = measured(browser, file)
                browser.close()
                shows = f"over {LONGEST} s" if first is None else f"{first:.1f} s"
                moves = "—" if frame is None else f"{frame:,.0f} ms"
                megabytes = f"{file.stat().st_size / 1e6:.1f} MB"
                cells = (f"{size:,}", f"{len(shown.facts):,}", name, megabytes, f"{made:.1f} s", shows, moves)
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
