"""The page for large graphs: when it is chosen, what it holds, where things lie, and how its table is turned."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from page_sample import FACTS, META, Row, dataset, drawn_anew
from rdflib import Dataset
from test_page import EVIL, parsed
from test_page_browser import Opened, browser, seek  # noqa: F401  (browser is a fixture)

from kg import export, files
from kg.cli import group
from kg.page import render, write
from kg.page.communities import parts
from kg.page.content import Content, Saying, Source, Statement, Thing
from kg.page.forces import places
from kg.page.write import page_of

SIZE = 1_200


def star(size: int) -> Content:
    """A company that hired everybody else, each with a quote of its own."""
    things = [Thing("https://example.org/0", "Company", "Acme", ("Acme Corp",), ())]
    things += [Thing(f"https://example.org/{n}", "Person", f"Person {n}", (), ()) for n in range(1, size)]
    facts = [
        Statement(
            "hired",
            0,
            n,
            f"Person {n}",
            "Done",
            (),
            (Saying(0, f"Acme hired {n}.", "Done", "", ()),),
            (),
            None,
        )
        for n in range(1, size)
    ]
    return Content(tuple(things), tuple(facts), (Source("Hires", "2025", ""),), {"hired": "hired"})


def blocks(page: str) -> list[Any]:
    found = re.findall(
        r'<script type="application/json" id="(?:graph|words)">(.*?)</script>', page, re.DOTALL
    )
    return [json.loads(text) for text in found]


def is_large(page: str) -> bool:
    return "globalThis.sigma" in page


@pytest.fixture(scope="module")
def page() -> str:
    return render(dataset(), "Talent", large=True)


def test_the_number_of_entities_chooses_the_page() -> None:
    assert is_large(page_of(star(1_001), "Hires"))
    assert not is_large(page_of(star(60), "Hires"))
    assert is_large(page_of(star(60), "Hires", large=True))
    assert not is_large(page_of(star(1_001), "Hires", large=False))


def test_beyond_its_most_the_best_connected_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MOST_LARGE", 1_100)
    graph, words = blocks(page_of(star(SIZE), "Hires"))
    assert graph["entities"] == SIZE
    assert len(graph["labels"]) == len(words["iris"]) == 1_100
    assert graph["labels"][0] == "Acme"


def test_columns_hold_each_fact_with_its_words(page: str) -> None:
    graph, words = blocks(page)
    names, facts = graph["labels"], graph["facts"]
    relations = list(graph["relations"])
    told = {
        (names[s], relations[r], names[o] if o >= 0 else words["texts"][str(n)]): words["facts"][n]
        for n, (s, r, o) in enumerate(zip(facts["subject"], facts["relation"], facts["object"], strict=True))
    }
    details, sayings = told["Meta", "invested", "Scale AI"]
    assert [text for _, text, *_ in details] == ["14.3 billion USD", "49 %", "15 billion USD"]
    assert "Meta is putting $14.3 billion into Scale AI for a 49% stake." in {
        words["quotes"][s[1]] for s in sayings
    }
    assert ("Anthropic", "raised", "3.5 billion USD") in told
    assert len(words["quotes"]) == len(set(words["quotes"]))


def test_what_articles_say_stays_inside_the_json_blocks(page: str) -> None:
    hire: Row = ("a1", "hired", META, f"Person/{EVIL.replace('/', '')}", "done", {"role": EVIL}, EVIL)
    spiked = render(dataset([hire], {"a1": (EVIL, "2025", "javascript:alert(1)")}), EVIL, large=True)
    elements = parsed(spiked)
    assert [tag for tag, _ in elements.found] == [tag for tag, _ in parsed(page).found]
    assert len(elements.scripts) == 4
    assert "\u2028" not in spiked.split('id="words">')[1].split("</script>")[0]
    graph, words = blocks(spiked)
    assert graph["sources"] == [{"title": EVIL, "issued": "2025", "url": ""}]
    assert words["quotes"] == [EVIL]


def test_nothing_outside_the_page_is_named_and_only_known_scripts_run(page: str) -> None:
    for tag, attributes in parsed(page).found:
        assert tag not in {"link", "iframe", "object", "embed", "base", "img"}
        assert not {"src", "href", "srcset", "style", "onclick", "onload"} & attributes.keys()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert "sourceMappingURL" not in page


def test_the_page_carries_the_licences_of_what_draws_it(page: str) -> None:
    for name in ("sigma 3.0.3 (MIT)", "graphology 0.26.0 (MIT)", "Permission is hereby granted"):
        assert name in page


def test_same_bytes_whatever_the_hash_seed_and_the_order_of_facts(page: str) -> None:
    for seed in ("1", "2"):
        assert drawn_anew(seed, large=True) == page


def test_view_takes_the_page_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    files.write(path, export.trig(dataset(FACTS[:2])))
    assert is_large(CliRunner().invoke(group, ["view", str(path), "-o", "-", "--large"]).stdout)
    assert not is_large(CliRunner().invoke(group, ["view", str(path), "-o", "-"]).stdout)


def test_an_empty_graph_gives_a_page() -> None:
    assert blocks(render(Dataset(), large=True))[0]["labels"] == []


def test_communities_lie_together_and_nothing_lies_on_another() -> None:
    graph = nx.connected_caveman_graph(12, 25)
    found = parts(graph)
    at = places(graph, found)
    assert at == places(graph, found)
    assert sorted(number for members in found for number in members) == list(graph)
    assert len(set(at)) == len(at)
    within = [
        _far(at[a], at[b])
        for cave in range(0, 300, 25)
        for a in range(cave, cave + 25)
        for b in range(cave, a)
    ]
    across = [_far(at[a], at[b]) for a in range(300) for b in range(a) if a // 25 != b // 25]
    assert sum(within) / len(within) < 0.4 * sum(across) / len(across)


def _far(one: tuple[int, int], two: tuple[int, int]) -> float:
    return float(((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "large.html"
    path.write_text(page_of(star(SIZE), "Hires"), "utf-8")
    return path


def test_a_long_table_is_turned_like_pages(browser: Any, large: Path) -> None:  # noqa: F811
    opened = Opened(browser, large)
    page = opened.page
    page.click("#show-table")
    rows, where = page.locator("#table tbody tr"), page.locator("#table .turn [role=status]")
    assert rows.count() == 250
    assert page.locator("#table caption").inner_text() == "1,199 facts"
    page.get_by_role("button", name="Last", exact=True).click()
    assert where.inner_text() == "1,001 to 1,199"
    assert "Acme hired 1199." in page.locator("#table tbody").inner_text()
    seek(page, "person 7")
    assert rows.count() == 1
    assert where.count() == 0
    assert opened.complaints == []
    page.context.close()


def test_the_keyboard_moves_the_picture(browser: Any, large: Path) -> None:  # noqa: F811
    opened = Opened(browser, large)

    def pressed(key: str) -> dict[str, float]:
        """The view once the frames have come that the key asks for."""
        opened.page.keyboard.press(key)
        frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        found: dict[str, float] = opened.page.evaluate(f"{frames}.then(view)")
        return found

    before = opened.page.evaluate("view()")
    moved, closer, whole = pressed("ArrowRight"), pressed("+"), pressed("0")
    assert moved["x"] == pytest.approx(before["x"] - 90)
    assert closer["scale"] == pytest.approx(1.4 * before["scale"])
    assert whole == pytest.approx(before, rel=0.01)
    opened.page.context.close()


def test_only_what_is_near_is_in_the_light(browser: Any, large: Path) -> None:  # noqa: F811
    opened = Opened(browser, large)
    seek(opened.page, "person 7")
    assert opened.page.evaluate("[...lit.things].map((n) => things[n].label).sort()") == ["Acme", "Person 7"]
    assert float(opened.page.evaluate("layers.nodes.style.opacity")) < 0.3
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("[lit, layers.nodes.style.opacity]") == [None, "1"]
    opened.page.context.close()


def test_without_webgl_the_table_is_there(browser: Any, large: Path) -> None:  # noqa: F811
    opened = Opened(browser, large, hide_webgl=True)
    assert opened.page.locator("#table tbody tr").count() == 250
    opened.page.click("#show-picture")
    assert "has no WebGL" in opened.page.locator("#picture").inner_text()
    seek(opened.page, "person 7")
    assert opened.page.locator("#panel h2").inner_text() == "Person 7"
    assert opened.complaints == []
    opened.page.context.close()


def test_the_benchmark_measures_every_page(browser: Any) -> None:  # noqa: F811
    script = Path(__file__).parent.parent / "docs" / "frames.py"
    env = {**os.environ, "PYTHONPATH": str(script.parent.parent)}
    done = subprocess.run([sys.executable, script, "40"], env=env, capture_output=True, text=True, check=True)
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()[2:]]
    assert [row[2] for row in rows] == [
        "pyvis as it comes",
        "pyvis, layout beforehand",
        "kg, usual page",
        "kg, large page",
    ]
    assert all(re.fullmatch(r"[\d.]+ s", row[5]) and re.fullmatch(r"[\d,]+ ms", row[6]) for row in rows)
