"""The page in a real browser: it asks for nothing, complains of nothing, and answers clicks and keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_sample import FACTS, META, Row, dataset

from kg.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IMG = "<img src=x onerror=alert(1)>"
BREAK = "</script><script>alert(2)</script>"
SPIKED: list[Row] = [
    ("a1", "leads", f"Person/{IMG}", META, "done", {"role": IMG}, f"{IMG} leads Meta. href="),
    ("a4", "founded", "Person/Ann Lee", META, "done", {}, f"Ann Lee founded Meta {BREAK}."),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module", params=["usual", "large"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in its two kinds, which must do the same; the file is named for the kind."""
    articles = {"a1": ("Hires", "2025-06-26", "https://example.org/a1"), "a2": ("Stake", "2025-06-13", None)}
    told = {
        **articles,
        "a3": ("Talent", "2025-07-01", None),
        "a4": (IMG, "2025-07-02", "https://example.org/a4"),
    }
    path = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    page = render(dataset([*FACTS, *SPIKED], told), f"Talent {IMG}", large=request.param == "large")
    path.write_text(page, "utf-8")
    return path


# Where a thing or the middle of an edge is on the page, and how many edges are drawn.
SEEN_AT = {
    "usual": {
        "thing": "(t) => network.canvasToDOM({ x: t.x, y: t.y })",
        "edge": "(e) => network.canvasToDOM(network.body.edges[e.id].edgeType.getPoint(0.3))",
        "drawn": "drawnEdges.get().filter((e) => !e.hidden).length",
    },
    "large": {
        "thing": "(t) => { const { scale, x, y } = view(); return { x: t.x * scale + x, y: t.y * scale + y }; }",
        "edge": "(e) => { const at = view(), [a, b] = curve(e, at); return { x: 0.7 * a.x + 0.3 * b.x, y: 0.7 * a.y + 0.3 * b.y }; }",
        "drawn": "drawnGraph.filterEdges((id, e) => !e.hidden).length",
    },
}


class Opened:
    """A page with all that it asked for, complained of and popped up."""

    def __init__(self, browser: Browser, file: Path, *, hide_webgl: bool = False, **options: Any) -> None:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce", **options
        )
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._popped)
        if hide_webgl:
            get = "HTMLCanvasElement.prototype.getContext"
            hidden = f"const get = {get}; {get} = function (kind, all) {{ return kind === '2d' ? get.call(this, kind, all) : null; }}"
            self.page.add_init_script(hidden)
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("body.ready")

        self.seen_at = SEEN_AT[file.stem]

    def _said(self, message: Any) -> None:
        """Where a processor draws for WebGL, its driver tells that this is slow: that is no complaint of ours."""
        if "GL Driver Message" not in message.text:
            self.complaints.append(message.text)

    def click(self, kind: str, which: str) -> None:
        """Clicks on the first thing or edge of which this JavaScript is true."""
        rows = "things" if kind == "thing" else "edges"
        point = self.page.evaluate(f"({self.seen_at[kind]})({rows}.find({which}))")
        area = self.page.locator("#picture").bounding_box()
        assert area is not None
        self.page.mouse.click(area["x"] + point["x"], area["y"] + point["y"])

    def _popped(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    one = Opened(browser, file)
    yield one
    assert one.requests == [file.as_uri()]
    assert one.complaints == []
    one.page.context.close()


def seek(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_search_finds_a_company_by_its_other_name(opened: Opened) -> None:
    seek(opened.page, "facebook")
    assert opened.page.locator("#panel h2").inner_text() == "Meta"
    assert "Also Facebook" in opened.page.locator("#panel").inner_text()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel").is_hidden()


def test_arrows_move_in_the_results(opened: Opened) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("a")
    names = opened.page.locator("#results .name").all_inner_texts()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert len(names) > 2
    assert opened.page.locator("#panel h2").inner_text() == names[1]


def test_a_click_on_an_entity_shows_its_quotes_with_their_source(opened: Opened) -> None:
    opened.click("thing", "(t) => t.label === 'Lucas Beyer'")
    panel = opened.page.locator("#panel")
    panel.wait_for(state="visible")
    assert "Meta has hired Lucas Beyer from OpenAI." in panel.locator("blockquote").all_inner_texts()
    assert panel.get_by_role("link", name="Hires").first.get_attribute("href") == "https://example.org/a1"
    assert "Jun 2025" in panel.inner_text()


def test_a_click_on_a_line_shows_its_facts(opened: Opened) -> None:
    opened.click("edge", "(e) => e.status === 'Talks'")
    text = opened.page.locator("#panel").inner_text()
    assert "In talks" in text
    assert "Meta had talked of buying Perplexity." in text


def test_what_articles_say_shows_as_text(opened: Opened) -> None:
    seek(opened.page, "ann lee")
    panel = opened.page.locator("#panel")
    assert panel.get_by_role("link", name=IMG).count() == 1
    assert BREAK in panel.locator("blockquote").inner_text()
    panel.get_by_role("button", name="Meta").first.click()
    assert IMG in panel.inner_text()
    opened.page.click("#show-table")
    assert IMG in opened.page.locator("#table").inner_text()
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.scripts.length") == 4


def test_filters_leave_out_what_is_unticked(opened: Opened) -> None:
    opened.page.get_by_role("checkbox", name="Denied").uncheck()
    opened.page.get_by_role("checkbox", name="People").uncheck()
    assert "10 of 16 entities" in opened.page.locator("#counts").inner_text()
    opened.page.click("#show-table")
    text = opened.page.locator("#table tbody").inner_text()
    assert "no acquisition" not in text
    assert "Beyer" not in text
    opened.page.get_by_role("button", name="Show everything", exact=True).first.click()
    assert "16 entities" in opened.page.locator("#counts").inner_text()


def counts(page: Page) -> str:
    return page.locator("#counts").inner_text()


def test_dates_leave_out_facts_of_other_months(opened: Opened) -> None:
    """Llama 4 came out in April and Wang founded his company in 2016; most dates are those of articles."""
    opened.page.get_by_label("To month").fill("2025-05")
    assert "4 of 16 entities · 2 of " in counts(opened.page)
    assert "1 of 4 articles" in counts(opened.page)
    opened.page.get_by_label("From month").fill("2025-01")
    opened.page.click("#show-table")
    assert opened.page.locator("#table tbody tr").count() == 1
    assert "Llama 4" in opened.page.locator("#table tbody").inner_text()
    opened.page.get_by_role("button", name="Show everything", exact=True).first.click()
    assert opened.page.get_by_label("To month").input_value() == ""
    assert opened.page.locator("#table tbody tr").count() == opened.page.evaluate("facts.length")


def test_a_month_can_be_typed_again_without_losing_it(opened: Opened) -> None:
    since = opened.page.get_by_label("From month")
    since.fill("2025-06")
    since.focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.type("2024")
    assert since.input_value() == "2024-06"
    assert opened.page.evaluate("state.narrow.since") == "2024-06"


def test_an_end_before_the_beginning_is_marked(opened: Opened) -> None:
    opened.page.get_by_label("From month").fill("2025-06")
    opened.page.get_by_label("To month").fill("2025-01")
    assert opened.page.get_by_label("To month").get_attribute("aria-invalid") == "true"
    assert "0 of 16 entities · 0 of" in counts(opened.page)


def test_facts_of_too_few_articles_are_left_out(opened: Opened) -> None:
    """Two facts are told twice; a former employer counts among their entities."""
    least = opened.page.get_by_label("Least number of articles")
    least.focus()
    opened.page.keyboard.press("ArrowUp")
    assert "4 of 16 entities · 2 of" in counts(opened.page)
    seek(opened.page, "meta")
    assert opened.page.locator("#panel .fact").count() == 2
    assert opened.page.evaluate(opened.seen_at["drawn"]) == 2


def test_a_line_shows_only_the_facts_that_pass(opened: Opened) -> None:
    opened.page.evaluate("choose({ edge: edges.find((e) => e.status === 'Talks').id })")
    opened.page.get_by_label("Least number of articles").fill("2")
    assert "No facts pass the filters." in opened.page.locator("#panel").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_saved_with_its_ground(browser: Browser, file: Path, scheme: str) -> None:
    one = Opened(browser, file, color_scheme=scheme)
    one.page.locator("#save").focus()
    with one.page.expect_download() as saving:
        one.page.keyboard.press("Enter")
    saved = Path(saving.value.path()).read_bytes()
    corner = one.page.evaluate("[...snapshot().getContext('2d').getImageData(0, 0, 1, 1).data]")
    size = one.page.evaluate("[snapshot().width, snapshot().height]")
    assert saving.value.suggested_filename == "talent-img-src-x-onerror-alert-1.png"
    assert saved.startswith(b"\x89PNG")
    assert [int.from_bytes(saved[n : n + 4], "big") for n in (16, 20)] == size
    assert corner == ([18, 21, 27, 255] if scheme == "dark" else [251, 250, 248, 255])
    assert one.complaints == []
    one.page.click("#show-table")
    assert one.page.locator("#save").is_hidden()
    one.page.context.close()


def seen(page: Page, *selectors: str) -> list[bool]:
    return [page.locator(selector).first.is_visible() for selector in selectors]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_gets_picture_legend_and_open_quotes_in_light_colours(
    browser: Browser, file: Path, scheme: str
) -> None:
    one = Opened(browser, file, color_scheme=scheme)
    seek(one.page, "meta")
    folded = one.page.locator("#panel details").count()
    one.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    one.page.emulate_media(media="print")
    assert folded > 0
    assert one.page.locator("#panel details:not([open])").count() == 0
    assert seen(one.page, "#printed canvas", ".legend .name", "#panel blockquote", "h1") == [True] * 4
    assert seen(one.page, ".views", ".search", ".zoom", ".narrow", "#picture", "#panel .close") == [False] * 6
    assert one.page.evaluate("css('--text')") == "#1b2130"
    corner = "[...document.querySelector('#printed canvas').getContext('2d').getImageData(0, 0, 1, 1).data]"
    assert one.page.evaluate(corner) == [255] * 4
    one.page.emulate_media(media="screen")
    one.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert seen(one.page, "#picture", "#printed canvas") == [True, False]
    assert one.page.evaluate("css('--text')") == ("#e9ebf0" if scheme == "dark" else "#1b2130")
    one.page.context.close()


def test_the_table_prints_over_several_pages_without_the_picture(opened: Opened) -> None:
    opened.page.get_by_label("From month").fill("2025-06")
    opened.page.click("#show-table")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    assert seen(opened.page, "#table caption", "#printed canvas", "#filters") == [True, False, False]
    height, inside = opened.page.evaluate("[table.clientHeight, table.scrollHeight]")
    assert height == inside > 800
    assert opened.page.locator("#printed").inner_text() == "Facts from 2025-06"


def test_colours_by_community_come_with_a_legend_that_filters(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("radio", name="type").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "community"
    first = page.locator(".community li").first
    assert first.inner_text().startswith("around ")
    meta = "things.find((t) => t.label === 'Meta')"
    assert page.evaluate(f"thingColor({meta}) === color(shown.communities[{meta}.community])")
    first.get_by_role("checkbox").uncheck()
    left = page.evaluate("things.filter((t) => t.community > 0).length")
    assert f"{left} of 16 entities" in counts(page)
    page.get_by_role("radio", name="type").check(force=True)
    assert counts(page).startswith("16 entities")
    assert page.locator(".community").count() == 0


def test_the_table_holds_every_fact(opened: Opened) -> None:
    opened.page.click("#show-table")
    assert opened.page.locator("#table tbody tr").count() == opened.page.evaluate("facts.length")


def test_names_do_not_overlap(opened: Opened) -> None:
    boxes = opened.page.evaluate("placed.map((l) => [l.left, l.top, l.left + l.width, l.top + l.height])")
    assert len(boxes) > (25 if "network.body" in opened.seen_at["edge"] else 12)
    for number, (a, b, c, d) in enumerate(boxes):
        for e, f, g, h in boxes[:number]:
            assert c <= e or g <= a or d <= f or h <= b


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, file: Path, scheme: str) -> None:
    """WCAG asks for a contrast of 4.5 to 1."""
    one = Opened(browser, file, color_scheme=scheme)
    contrast = one.page.evaluate(
        """() => {
          const lum = (hex) => [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16) / 255)
            .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
            .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
          const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          const pairs = [["text", "paper"], ["text", "card"], ["muted", "card"], ["muted", "soft"], ["accent", "card"], ["talks", "talks-soft"], ["denied", "denied-soft"]];
          return Math.min(...pairs.map(([a, b]) => ratio(lum(css("--" + a)), lum(css("--" + b)))));
        }"""
    )
    one.page.context.close()
    assert contrast >= 4.5
