"""Reading articles: every kind of input, real encodings, and inputs that are broken."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import Skipped, read, values
from kg.articles.dates import iso
from kg.articles.decode import CONTROL, decode
from kg.articles.find import READ
from kg.articles.html import article as html_article
from kg.articles.html import words
from kg.articles.values import UnreadableError
from kg.model import Article

STORY = "Meta hires three\n\nMeta has “hired” Zoë Müller – who was at Café AI."
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Meta hires three | The Wire</title>
<meta property="og:title" content="Meta hires three">
<meta property="article:published_time" content="2025-06-30T10:00:00Z">
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Wire"></head>
<body><nav><a href="/">Home</a> <a href="/ai">AI</a></nav><article><h1>Meta hires three</h1>
<p>Meta has hired Zoë Müller from Café AI, according to two people who know of the matter.</p>
<h2>Others who moved</h2><ul><li>Ada Byron left Initech for Meta.</li><li>Max Power stays.</li></ul>
<table><tr><th>Name</th><th>Employer</th></tr><tr><td>Ada Byron</td><td>Meta</td></tr></table>
<p>Nobody at the companies wanted to say more than that on Monday.</p></article>
<footer>Copyright 2019</footer></body></html>"""


def one(*sources: str | Path) -> Article:
    (value,) = read(sources)
    assert isinstance(value, Article), value
    return value


def reason(*sources: str | Path) -> str:
    (value,) = read(sources)
    assert isinstance(value, Skipped), value
    return value.reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"b.txt": "Beta story", "a.txt": "Alpha story", "c/a.txt": "Gamma story"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode(encoding))
    assert one(tmp_path / "a.txt") == Article("a", STORY, title="Meta hires three")


def test_utf_8_with_a_few_bytes_of_windows_1252(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Zoë “Müller” at Café AI, ".encode() + b"don\x92t")
    assert one(tmp_path / "a.txt").text == "Zoë “Müller” at Café AI, don’t"


def test_text_is_what_text_mode_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\n Meta\r\n\r\nhired Bob.\rToday \n")
    assert one(tmp_path / "a.txt").text == (tmp_path / "a.txt").read_text()


def test_stray_characters_are_replaced_one_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Meta\x00 hired Bob." + b" More of it." * 20)
    assert one(tmp_path / "a.txt").text.startswith("Meta\ufffd hired Bob.")


@given(st.binary(max_size=300))
def test_decode_gives_storable_text_or_refuses(raw: bytes) -> None:
    try:
        text = decode(raw)
    except UnreadableError:
        return
    assert not CONTROL.search(text)
    assert text.encode().decode() == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Meta hires three\n\nBody.", "Meta hires three"),
        ("Article\n\nHow Meta hires\n\nBody.", "How Meta hires"),
        ("# Meta hires three\nBody.", "Meta hires three"),
        ("Meta has hired three people.\nBody.", None),
        ("Meta hires three", None),
        ("Meta " * 50 + "\nBody.", None),
    ],
)
def test_title_of_plain_text(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert one(tmp_path / "a.txt").title == title


def test_front_matter(tmp_path: Path) -> None:
    head = 'title: "Meta: three"\ndate: 2025-06-30\nurl: https://wire.example/a\nauthor: [Ann, Bo]\npublisher: Wire'
    (tmp_path / "a.md").write_text(f"---\n{head}\n---\n\nMeta hired Bob.\n")
    expected = Article(
        "a", "Meta hired Bob.", "Meta: three", "2025-06-30", "https://wire.example/a", "Ann, Bo", "Wire"
    )
    assert one(tmp_path / "a.md") == expected


def test_front_matter_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2025-06-30\ntitle: Meta: three\n---\nMeta hired Bob.\n")
    assert "line 3" in reason(tmp_path / "a.md")


def test_front_matter_that_stands_for_billions_of_words(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 20)}]" for n in range(1, 30))]
    head = "\n".join([*levels, "title: *a29", "author: [Ann, *a29]"])
    (tmp_path / "a.md").write_text(f"---\n{head}\n---\nMeta hired Bob.\n")
    assert one(tmp_path / "a.md") == Article("a", "Meta hired Bob.", author="Ann")


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\nMeta hired Bob.\n---\nMore.")
    assert one(tmp_path / "a.txt").text == "---\nMeta hired Bob.\n---\nMore."


def test_html(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    article = one(tmp_path / "a.html")
    lines = article.text.split("\n")
    assert article.title == lines[0] == "Meta hires three"
    assert (article.published, article.author, article.publisher) == (
        "2025-06-30T10:00:00Z",
        "Ann Lee",
        "The Wire",
    )
    assert {"Others who moved", "- Ada Byron left Initech for Meta.", "Ada Byron | Meta"} <= set(lines)
    assert "Home" not in article.text


def test_html_in_an_old_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"))
    assert "Zoë Müller" in one(tmp_path / "a.html").text


def test_html_date_in_json_ld_and_never_invented() -> None:
    stated = (
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2025-06-29"}]}</script></head>'
    )
    bare = PAGE.replace("article:published_time", "og:nothing")
    assert html_article("a", bare.replace("</head>", stated).encode()).published == "2025-06-29"
    assert html_article("a", bare.encode()).published is None


@pytest.mark.parametrize(
    "page", ["<html></html>", "<p>", "<!-- x -->", "<html><body><script>1</script></body></html>"]
)
def test_html_without_text_is_an_error(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page)
    assert "no article text" in reason(tmp_path / "a.html")


def nested(depth: int) -> bytes:
    opened = PAGE.replace("<article>", "<article>" + "<div>" * depth)
    return opened.replace("</article>", "</div>" * depth + "</article>").encode()


def test_html_below_many_elements_is_read_whole() -> None:
    assert "Nobody at the companies" in html_article("a", nested(300)).text


def test_html_below_too_many_elements_is_refused() -> None:
    with pytest.raises(UnreadableError, match="nested too deeply"):
        html_article("a", nested(5000))


def test_words_of_a_fragment() -> None:
    assert words("<p>A &amp; b<script>x()</script></p>tail<ul><li>1<li>2</ul>") == "A & b\ntail\n1\n2"


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {
                "id": "x1",
                "text": "Meta hired \ud800.",
                "headline": "T",
                "date": "30 June 2025",
                "author": {"name": "Ann"},
            }
        ),
        "{not json",
        "",
        '{"title": "no text"}',
        "[]",
        '{"text": " "}',
        '{"text": "No id."}',
    ]
    (tmp_path / "l.jsonl").write_text("\ufeff" + "\n".join(lines))
    found = list(read([tmp_path / "l.jsonl"]))
    articles = [each for each in found if isinstance(each, Article)]
    assert articles == [
        Article("x1", "Meta hired \ufffd.", title="T", published="2025-06-30", author="Ann"),
        Article("l-7", "No id."),
    ]
    skipped = [str(each).removeprefix(str(tmp_path)) for each in found if isinstance(each, Skipped)]
    assert [each.split(":")[0] for each in skipped] == [
        "/l.jsonl, line 2",
        "/l.jsonl, line 4",
        "/l.jsonl, line 5",
        "/l.jsonl, article l-6",
    ]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_one_json_value(tmp_path: Path, indent: int | None, encoding: str) -> None:
    story = {"text": "Meta hired.", "headline": "T", "date": "30 June 2025"}
    (tmp_path / "a.json").write_text(json.dumps(story, indent=indent), encoding=encoding)
    assert one(tmp_path / "a.json") == Article("a", "Meta hired.", title="T", published="2025-06-30")
    several = [story, {"id": 7, "body": "Ada"}, {"title": "no text"}, {"text": " "}]
    (tmp_path / "b.json").write_text(json.dumps(several, indent=indent), encoding=encoding)
    one_story, ada, untold, empty = read([tmp_path / "b.json"])
    assert [one_story, ada] == [
        Article("b-1", "Meta hired.", title="T", published="2025-06-30"),
        Article("7", "Ada"),
    ]
    assert [str(untold), str(empty)] == [
        f'{tmp_path / "b.json"}, item 3: has no "text"',
        f"{tmp_path / 'b.json'}, article b-4: is empty",
    ]


def test_json_lines_by_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": "One"}\n{broken\n{"text": "Two"}\n')
    first, broken, last = read([tmp_path / "a.json"])
    assert [first, last] == [Article("a-1", "One"), Article("a-3", "Two")]
    assert isinstance(broken, Skipped)


def test_json_without_an_article_is_passed_over_in_folders(folder: Path) -> None:
    (folder / "settings.json").write_text('{"port": 1}')
    assert len(list(read([folder]))) == 3
    for sources in ([folder / "settings.json"], [f"{folder}/*.json"], [folder, folder / "settings.json"]):
        *_, skipped = read(sources)
        assert str(skipped) == (
            f'{folder / "settings.json"}: holds no article: no object with a "text", and no array of such'
        )
    (folder / "broken.json").write_text('{"text": ')
    (skipped,) = (each for each in read([folder]) if isinstance(each, Skipped))
    assert str(skipped).startswith(f"{folder / 'broken.json'}: is not JSON (")


def test_a_folder_with_nothing_but_settings_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("[1, 2]")
    assert "no articles in this folder" in reason(tmp_path)


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text('{"id": "ä", "text": "Ü"}\n', encoding="utf-16")
    assert one(tmp_path / "l.jsonl") == Article("ä", "Ü")


def test_a_line_without_end_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.articles.jsonlines.MAX_BYTES", 100)
    (tmp_path / "l.jsonl").write_text(f'{{"text": "{"x" * 5000}"}}\n{{"text": "short"}}\n')
    long, short = read([tmp_path / "l.jsonl"])
    assert isinstance(long, Skipped)
    assert isinstance(short, Article)


PIECES = [
    b"---\n",
    b"title: x\n",
    b"{",
    b'"text": "',
    b'"}',
    b"\n",
    b"<p>",
    b"<table><td>",
    b"&#0;",
    b"<!--",
    b"\xff\xfe",
    b"Meta",
    b"\x00",
]
PIECES += [
    b"<html>",
    b"<rss><channel><item>",
    b"<title>",
    b"</",
    b"\xed\xa0\x80",
    b"\r",
    b"]]>",
    b"<?xml?>",
    b"\xe2\x80\x9c",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=9), max_size=20),
    st.sampled_from(sorted(READ | {""})),
)
def test_whatever_is_in_a_file_is_read_or_skipped(pieces: list[bytes], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(b"".join(pieces))
        found = list(read([path]))
    for each in found:
        if isinstance(each, Article):
            assert each.text.strip()
            assert not CONTROL.search("".join(map(str, dataclasses.astuple(each))))
        else:
            assert "\n" not in each.reason


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b"\xff\xfe\x00", "not utf-16"),
        ("a.txt", bytes(range(256)) * 9, "is not text"),
        ("a.txt", b"\x00\x01\x02\x03" * 100, "is not text"),
        ("a.md", b"---\ntitle: x\n---\n", "is empty"),
        ("a.jsonl", b"\x00\xff\n", "is not UTF-8"),
        ("a.jsonl", b"", "is empty"),
        ("a.ndjson", b"\xef\xbb\xbf\n \n", "is empty"),
        ("a.json", b"", "is empty"),
        ("a.json", b"[" * 100_000, "is not JSON"),
        ("a.json", b'"text"', "holds no article"),
        ("a.rss", b"hello", "is no RSS or Atom feed"),
    ],
)
def test_broken_files(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert expected in reason(tmp_path / name)


def test_files_that_are_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(values.MAX_BYTES + 1)
    (tmp_path / "b.txt").write_text("word " * (values.MAX_CHARACTERS // 5 + 1))
    assert "bytes" in reason(tmp_path / "a.txt")
    assert "characters" in reason(tmp_path / "b.txt")


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert reason(tmp_path / "nix") == "no such file or folder"
    assert reason(f"{tmp_path}/*.nix") == "matches no file"
    assert "cannot be opened" in reason(tmp_path / "gone.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reason(tmp_path) == "is no file"


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "a.txt").write_text("Meta")
    monkeypatch.setattr(Path, "open", refuse)
    assert reason(tmp_path / "a.txt") == "cannot be opened (Permission denied)"


def test_a_loop_of_links_does_not_stop_the_others(folder: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    *articles, skipped = read([folder])
    assert len(articles) == 3
    assert str(skipped) == f"{folder / 'loop.txt'}: cannot be opened (Too many levels of symbolic links)"
    assert reason(folder / "loop.txt").startswith("cannot be opened")


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8")
def test_a_name_that_is_not_utf_8_does_not_stop_the_others(folder: Path) -> None:
    name = os.fsdecode(b"lat\xe9\n.txt")
    (folder / name).write_text("Delta story")
    *articles, skipped = read([folder])
    assert len(articles) == 3
    assert str(skipped) == f"{folder}/lat\ufffd\ufffd.txt: has a name that is not UTF-8; rename it"


def test_a_path_that_is_too_long_does_not_stop_the_others(folder: Path) -> None:
    for long in (folder / f"{'x' * 300}.txt", folder / ("x" * 300) / "a.txt"):
        *articles, skipped = read([folder, long])
        assert len(articles) == 3
        assert str(skipped) == f"{long}: cannot be opened (File name too long)"


def test_a_folder_that_may_not_be_entered_does_not_stop_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(real: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def state(path: Any, **options: Any) -> os.stat_result:
            if str(path).startswith(f"{folder}/c/"):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, **options)

        return state

    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, refuse(getattr(os, name)))
    for sources in ([folder], [folder / "b.txt", folder / "a.txt", folder / "c" / "a.txt"]):
        *articles, skipped = read(sources)
        assert len(articles) == 2
        assert str(skipped) == f"{folder / 'c' / 'a.txt'}: cannot be opened (Permission denied)"


def test_folders(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "paper.pdf").write_bytes(b"%PDF")
    found = list(read([folder]))
    assert [each.text for each in found if isinstance(each, Article)] == [
        "Alpha story",
        "Beta story",
        "Gamma story",
    ]
    assert [Path(each.source).name for each in found if isinstance(each, Skipped)] == ["paper.pdf"]


def test_what_is_left_out_of_folders_and_globs(folder: Path) -> None:
    def texts(*sources: str | Path, without: Path) -> list[str]:
        values = read(sources, without=[without])
        return [each.text if isinstance(each, Article) else each.reason for each in values]

    assert texts(folder, without=folder / "c") == ["Alpha story", "Beta story"]
    assert texts(f"{folder}/**/*.txt", without=folder / "c") == ["Alpha story", "Beta story"]
    assert texts(folder, without=folder / "a.txt") == ["Beta story", "Gamma story"]
    assert texts(folder / "a.txt", without=folder / "a.txt") == ["Alpha story"]
    assert texts(folder / "c", without=folder / "c") == ["Gamma story"]
    assert texts(f"{folder}/c/*.txt", without=folder) == ["Gamma story"]
    assert texts(f"{folder}/c/*", without=folder / "c" / "a.txt") == ["matches no file"]


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    assert "no articles in this folder" in reason(tmp_path)


def test_order_does_not_depend_on_the_order_of_the_sources(folder: Path) -> None:
    sources = [folder / "b.txt", folder / "a.txt", folder / "c" / "a.txt", folder / "nix"]
    expected = list(read(sources))
    for seed in range(5):
        random.Random(seed).shuffle(sources)
        assert list(read(sources)) == expected


def test_the_same_article_twice_counts_once(folder: Path) -> None:
    (folder / "again").mkdir()
    (folder / "again" / "b.txt").write_text("Beta story")
    (folder / "link.txt").symlink_to(folder / "b.txt")
    ids = [
        each.id for each in read([folder, folder / "b.txt", f"{folder}/*.txt"]) if isinstance(each, Article)
    ]
    assert ids[:2] == ["a", "b"]
    assert len(ids) == 3


def test_two_articles_never_share_an_id(folder: Path) -> None:
    ids = [each.id for each in read([folder]) if isinstance(each, Article)]
    assert len(set(ids)) == 3
    assert ids[2].startswith("a-")


def test_a_broken_input_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    assert len([each for each in read([folder, folder / "nix"]) if isinstance(each, Article)]) == 2


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (STORY, "stdin"),
        (PAGE, "stdin"),
        ('{"id": "x", "text": "Meta"}', "x"),
        ('{\n  "id": "x",\n  "text": "Meta"\n}', "x"),
        ('[ {"text": "Meta"}\n]', "stdin-1"),
        ("[Reuters] Meta hired Ada.", "stdin"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, id: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    article = one("-")
    assert article.id == id
    assert "<" not in article.text


@pytest.mark.parametrize(
    "stated", ["2025", "June 2025", "30 June", "06/07/2025", "2025-13-01", "yesterday", "", None, 7]
)
def test_a_date_that_is_not_all_there_is_none(stated: object) -> None:
    assert iso(stated) is None


@given(st.text(max_size=40))
def test_dates_never_raise(stated: str) -> None:
    found = iso(stated)
    assert found is None or found[:4].isdigit()
