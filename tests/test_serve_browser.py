"""The server's pages in a real browser: nothing asked of other hosts, nothing complained of, no text run as a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from page_sample import FACTS, dataset
from served import served
from test_page_browser import browser  # noqa: F401
from test_serve_pages import BREAK, IMG, SPIKED, TOLD

from kg import export

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TITLES = "SELECT ?title ?name { ?a dcterms:title ?title . ?x skos:prefLabel ?name FILTER(CONTAINS(?name, '<') && CONTAINS(?title, '<')) }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("seen") / "graph.trig"
    export.write(dataset([*FACTS, *SPIKED], TOLD), path)
    with served(path, "--title", f"News {IMG}", "--workers", "2") as client:
        yield str(client.base_url).rstrip("/")


class Seen:
    """A page of the server, with all that it asked for, complained of and popped up."""

    def __init__(self, browser: Browser, address: str, *, bypass_csp: bool = False) -> None:  # noqa: F811
        size = {"width": 1280, "height": 800}
        self.page = browser.new_context(viewport=size, bypass_csp=bypass_csp).new_page()
        self.address, self.requests, self.complaints = address, list[str](), list[str]()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    def go(self, path: str) -> None:
        """Open a page of the server."""
        self.page.goto(self.address + path)

    def query(self, text: str) -> None:
        """Run a query in the editor."""
        self.go(f"/editor#query={quote(text)}")
        self.page.wait_for_selector("body.ready")
        self.page.locator(".yasqe_queryButton").click()
        self.page.wait_for_selector(".yasr_results td, .errorResult")

    def forgive(self, part: str) -> None:
        """Drop complaints with those words."""
        self.complaints[:] = [said for said in self.complaints if part not in said]


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Seen]:  # noqa: F811
    one = Seen(browser, address)
    yield one
    assert {url for url in one.requests if not url.startswith((address, "data:"))} == set()
    assert one.complaints == []
    assert one.page.locator("img").count() == 0
    one.page.context.close()


def test_from_a_question_to_an_entity(seen: Seen) -> None:
    seen.go("/")
    seen.page.fill(".ask input", "who did Meta hire from OpenAI?")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(".answer")
    assert "Lucas Beyer" in seen.page.locator(".answer .text").inner_text()
    seen.page.locator(".answer h2 a").first.click()
    assert seen.page.locator("h1").inner_text() in ("Lucas Beyer", "Xiaohua Zhai")
    seen.page.get_by_role("link", name="Meta", exact=True).first.click()
    assert "Also Facebook" in seen.page.locator(".head").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?q={quote(IMG)}",
        f"/?q={quote(BREAK)}",
        "/?q=who+leads+Meta",
        "/id/company/meta",
        "/id/article/bad",
    ],
)
def test_names_and_titles_show_as_text(seen: Seen, path: str) -> None:
    seen.go(path)
    assert IMG in seen.page.locator("body").inner_text()


def test_the_picture_shows_them_as_text(seen: Seen) -> None:
    seen.go("/picture")
    seen.page.wait_for_selector("body.ready")
    assert IMG in seen.page.locator("h1").inner_text()


# The editor's sanitizer reads results in a document of its own, and the browser tells what it stops there.
NOISE = "Content Security Policy"


def test_the_editor_runs_examples(seen: Seen) -> None:
    seen.go("/editor")
    seen.page.wait_for_selector("body.ready")
    seen.page.select_option("#examples", "who-hired-from")
    seen.page.wait_for_selector(".yasr_results td")
    assert "Lucas Beyer" in seen.page.locator(".yasr_results").inner_text()
    seen.page.wait_for_timeout(500)
    place = seen.page.locator(".yasr_results td").first.bounding_box()
    assert place is not None
    assert place["y"] < 700  # right below the query: the table has the stylesheet that it adds
    seen.forgive(NOISE)


def test_the_editor_shows_results_as_text(seen: Seen) -> None:
    seen.query(TITLES)
    assert IMG in seen.page.locator(".yasr_results").inner_text()
    seen.forgive(NOISE)


def test_the_editor_runs_nothing_even_where_the_policy_is_off(browser: Browser, address: str) -> None:  # noqa: F811
    free = Seen(browser, address, bypass_csp=True)
    free.query(TITLES)
    free.page.wait_for_timeout(500)
    assert IMG in free.page.locator(".yasr_results").inner_text()
    assert free.complaints == []
    free.page.context.close()


def test_the_editor_tells_what_is_wrong_with_a_query(seen: Seen) -> None:
    seen.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert "SERVICE calls another server" in seen.page.locator(".yasr").inner_text()
    seen.forgive("403")
