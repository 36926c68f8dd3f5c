"""Feeds and addresses, served on loopback; nothing is fetched unless asked for."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.articles import Skipped, read
from kg.errors import KGError
from kg.model import Article

PAGE = """<html><head><title>Meta hires three</title></head><body><article><h1>Meta hires three</h1>
<p>Meta has hired Ada Byron from Initech, said two people who know of the matter on Monday.</p>
<p>Nobody at the companies wanted to say more than that on Monday.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Wire</title>
<item><title>Whole story</title><link>http://127.0.0.1/whole-story</link>
<pubDate>Mon, 30 Jun 2025 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>Meta hired Ada.</p><p>LONG</p>]]></content:encoded></item>
<item><title>Teaser</title><link>SITE/story</link><description>Meta has ...</description></item>
<item><title>Lost</title><link>SITE/gone</link><description>Initech bought Hooli.</description></item>
</channel></rss>""".replace("LONG", "It is a long story. " * 30)


class Site(BaseHTTPRequestHandler):
    """A news site with one page, one feed, and a bomb."""

    def do_GET(self) -> None:
        site = f"http://{self.headers['Host']}"
        found = {
            "/story": ("text/html", PAGE.encode()),
            "/note.txt": ("text/plain", b"Meta hired Bob."),
            "/feed": ("application/rss+xml", FEED.replace("SITE", site).encode()),
            "/bomb": ("text/html", gzip.compress(b"x" * 12_000_000)),
        }.get(self.path)
        self.send_response(200 if found else 404)
        if self.path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", found[0] if found else "text/plain")
        self.end_headers()
        self.wfile.write(found[1] if found else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page(site: str) -> None:
    (article,) = read([], urls=[f"{site}/story"])
    assert isinstance(article, Article)
    assert (article.id, article.title, article.url) == ("story", "Meta hires three", f"{site}/story")
    assert "Ada Byron" in article.text


def test_a_plain_page(site: str) -> None:
    assert list(read([], urls=[f"{site}/note.txt"])) == [
        Article("note", "Meta hired Bob.", url=f"{site}/note.txt")
    ]


def test_a_feed_with_teasers(site: str) -> None:
    whole, teaser, lost = read([], feeds=[f"{site}/feed"])
    assert isinstance(whole, Article)
    assert whole.text.startswith("Whole story\n\nMeta hired Ada.\nIt is")
    assert (whole.id, whole.published, whole.publisher) == (
        "whole-story",
        "2025-06-30T10:00:00+00:00",
        "The Wire",
    )
    assert isinstance(teaser, Article)
    assert "Ada Byron" in teaser.text
    assert isinstance(lost, Article)
    assert lost.text == "Lost\n\nInitech bought Hooli."


def test_a_feed_in_a_file_is_read_without_the_network(tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(FEED)
    assert [each.text for each in read([tmp_path]) if isinstance(each, Article)][
        1
    ] == "Teaser\n\nMeta has ..."


@pytest.mark.parametrize(("path", "reason"), [("/nix", "404"), ("/bomb", "more than the 10,000,000")])
def test_what_cannot_be_fetched_is_skipped(site: str, path: str, reason: str) -> None:
    (skipped,) = read([], urls=[site + path])
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "http://", "http://127.0.0.1:1/"])
def test_only_addresses_are_fetched(url: str) -> None:
    (skipped,) = read([], urls=[url])
    assert isinstance(skipped, Skipped)


def test_a_feed_that_is_not_there(tmp_path: Path) -> None:
    (skipped,) = read([], feeds=[str(tmp_path / "nix")])
    assert skipped == Skipped(str(tmp_path / "nix"), "No such file or directory")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(KGError, match="httpx feedparser"):
        list(read([], urls=["http://127.0.0.1:1/"]))
