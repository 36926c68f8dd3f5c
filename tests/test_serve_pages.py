"""The pages of the server: search, things with their facts, RDF of the same, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from page_sample import ARTICLES, FACTS, META, Row, dataset
from served import served

from kg import export
from kg.graph.iris import article
from kg.page.content import content
from kg.serve.groups import groups

IMG = "<img src=x onerror=alert(1)>"
BREAK = "</script><script>alert(2)</script>\"'"
BASE = "https://w3id.org/newskg/id/"
SPIKED: list[Row] = [
    ("bad", "leads", f"Person/{IMG}", META, "done", {"role": IMG}, f"{IMG} leads Meta."),
    ("bad", "founded", f"Person/Ann {BREAK}", META, "talks", {}, f"Ann Lee may have founded Meta {BREAK}."),
]
TOLD = {**ARTICLES, "bad": (IMG, "2025-07-02", "javascript:alert(3)")}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("pages") / "graph.trig"
    export.write(dataset([*FACTS, *SPIKED], TOLD), path)
    with served(path, "--title", f"News {IMG}", "--workers", "2") as started:
        started.headers["Accept"] = "text/html"
        yield started


def text(client: httpx.Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def things(client: httpx.Client) -> list[str]:
    """The IRIs of all that has a page, one that tries to break out of it among each kind."""
    asked = {"query": "SELECT DISTINCT ?s { ?s a ?c FILTER(!CONTAINS(STR(?s), '#')) }"}
    answer = client.get("/sparql", params=asked, headers={"Accept": "application/sparql-results+json"})
    return [row["s"]["value"] for row in answer.json()["results"]["bindings"]]


def test_a_question_is_answered_with_its_quotes(client: httpx.Client) -> None:
    page = text(client, "/?q=who+did+Meta+hire+from+OpenAI%3F")
    assert "Lucas Beyer" in page
    assert "Meta has hired Lucas Beyer from OpenAI." in page
    assert 'href="https://example.org/a1"' in page
    assert 'href="/newskg/id/person/lucas-beyer"' in page
    assert "SELECT" in page
    assert "In talks" in text(client, "/?q=is+Meta+buying+Perplexity%3F") or "in talks" in text(
        client, "/?q=is+Meta+buying+Perplexity%3F"
    )


def test_a_name_finds_entities(client: httpx.Client) -> None:
    page = text(client, "/?q=facebook")
    assert re.search(r'href="/newskg/id/company/meta">Meta</a>.*\s*.*also Facebook', page)
    assert "&#39;zzz&#39; in this graph" in text(client, "/?q=zzz")


def test_the_first_page_shows_what_there_is(client: httpx.Client) -> None:
    page = text(client, "/")
    assert 'href="/?q=who%20' in page
    assert 'href="/newskg/id/company/meta"' in page
    assert "4 articles" in page


def test_an_entity_has_its_facts_by_relation_with_status_quote_and_source(client: httpx.Client) -> None:
    page = text(client, "/newskg/id/company/meta")
    for heading in ("hired", "invested in", "acquired", "part of Meta", "Timeline"):
        assert f">{heading}</h2>" in page, heading
    assert '<span class="badge talks">in talks</span>' in page
    assert '<span class="badge denied">denied</span>' in page
    assert "Meta is putting $14.3 billion into Scale AI for a 49% stake." in page
    assert "14.3 billion USD" in page
    assert "49 %" in page
    assert 'href="https://example.org/a2"' in page
    assert '<time datetime="2025-06">Jun 2025</time> Meta hired Lucas Beyer' in page
    assert "Also Facebook" in page


def test_the_facts_of_a_company_stand_by_the_part_it_has_in_them() -> None:
    shown = content(dataset())
    headings = [group.heading for group in groups(shown, f"{BASE}company/openai")]
    parts = ("headquartered in", "worked for OpenAI", "hired from OpenAI")
    assert [heading for heading in headings if heading in parts] == list(parts)


@pytest.mark.parametrize(
    "path",
    ["/newskg/id/company/meta", "/id/company/meta", f"/resource?iri={quote(BASE, safe='')}company%2Fmeta"],
)
@pytest.mark.parametrize(
    "media", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_an_entity_is_there_as_rdf(client: httpx.Client, path: str, media: str) -> None:
    answer = client.get(path, headers={"Accept": media})
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["vary"] == "Accept"
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.from_media_type(media))
    asked = f"ASK {{ <{BASE}company/meta> <http://www.w3.org/2004/02/skos/core#prefLabel> 'Meta' }}"
    assert store.query(asked)


def test_a_format_can_be_asked_for_by_a_link(client: httpx.Client) -> None:
    assert client.get("/newskg/id/company/meta?as=jsonld").headers["content-type"] == "application/ld+json"


def test_events_claims_and_articles_have_pages(client: httpx.Client) -> None:
    kinds = {iri.removeprefix(BASE).split("/")[0] for iri in things(client)}
    assert {"event", "claim", "article", "company", "person"} <= kinds
    for iri in things(client):
        assert client.get("/resource", params={"iri": iri}).status_code == 200
    assert "Meta has hired Lucas Beyer from OpenAI." in text(client, f"/id/{article('a1', '')}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/company/nobody", 404),
        ("/nothing", 404),
        ("/resource", 400),
        ("/resource?iri=no+iri", 400),
        (f"/id/{quote(IMG)}", 400),
        (f"/resource?iri=x:{quote('a>b')}", 400),
    ],
)
def test_what_is_not_there(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert IMG not in answer.text
    assert (
        client.get(path, headers={"Accept": "text/turtle"}).headers["content-type"].startswith("text/plain")
    )


def test_text_from_articles_is_never_markup(client: httpx.Client) -> None:
    pages = [
        "/",
        "/editor",
        f"/?q={quote(IMG)}",
        f"/?q={quote(BREAK)}",
        "/?q=who+leads+Meta",
        "/nothing",
        "/?q=Meta",
    ]
    pages += [f"/resource?iri={quote(iri, safe='')}" for iri in things(client)]
    for path in pages:
        page = client.get(path).text
        assert "<img" not in page, path
        assert "alert(2)</script>" not in page, path
        assert 'href="javascript' not in page, path
    assert "&lt;img src=x onerror=alert(1)&gt;" in text(client, "/newskg/id/company/meta")


def test_the_picture_is_the_page_of_kg_view(client: httpx.Client) -> None:
    answer = client.get("/picture")
    assert answer.status_code == 200
    assert 'id="picture"' in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_editor_comes_with_its_licences(client: httpx.Client) -> None:
    licences = text(client, "/assets/yasgui.licences.txt")
    for name in ("@zazuko/yasgui 4.6.2 (MIT)", "codemirror", "dompurify", "datatables.net", "Copyright"):
        assert name in licences
    assert {"who-hired-from", "timeline"} <= {query["name"] for query in client.get("/queries.json").json()}
    assert client.get("/assets/../app.py").status_code == 404
