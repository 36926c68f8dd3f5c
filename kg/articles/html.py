"""News pages: the article's own words, and the title, date, author and publisher that the page states."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.articles.dates import iso
from kg.articles.decode import clean, decode, mark
from kg.articles.values import MAX_CHARACTERS, UnreadableError, too_long
from kg.model import Article

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
RULE = re.compile(r"^[|\s:-]*\|[|\s:-]*$")
SHOWN = "//text()[not(parent::script or parent::style)]"
BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote")
# Where pages state the day of publication. Dates found anywhere else (in the text, the address, the
# copyright line) are guesses, and a wrong date would move every "last week" of the article.
DATES = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//*[@itemprop='datePublished']/@*[name()='content' or name()='datetime']",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='parsely-pub-date'"
    " or @name='sailthru.date' or @name='dc.date' or @name='DC.date.issued' or @name='dcterms.issued'"
    " or @name='dcterms.created' or @name='citation_publication_date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//header//time/@datetime",
)


def article(id: str, raw: bytes, url: str | None = None) -> Article:
    """The article of a page; raises UnreadableError where the page holds none."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it would say, we say
    tree = _tree(decode_page(raw))
    published = _published(tree)
    found: Any = None
    try:
        found = trafilatura.bare_extraction(tree, url=url, include_comments=False, with_metadata=True)
    except Exception as error:  # the library names no family of errors
        raise UnreadableError(f"is a page that cannot be taken apart ({error!r})") from error
    text = _tidy(found.text or "") if found else ""
    if not text:
        raise UnreadableError("is a page in which no article text was found")
    title = _line(found.title)
    page = Article(id, titled(title, text), title, published, url or found.url)
    return replace(page, author=_line(found.author), publisher=_line(found.sitename))


def words(fragment: str) -> str:
    """The text of a piece of HTML, one block a line; markup that says nothing gives ''."""
    from lxml import html

    if not fragment.strip():
        return ""
    root = html.fragment_fromstring(clean(fragment), create_parent="div")
    for part in root.iter(*BLOCKS):
        part.text, part.tail = "\n" + (part.text or ""), "\n" + (part.tail or "")
    for part in root.iter("script", "style"):
        part.text = ""
    return _tidy(str(root.text_content()))


def titled(title: str | None, text: str) -> str:
    """The text below its title, which it may already begin with."""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def decode_page(raw: bytes) -> str:
    """The page as text: by byte order mark, by the encoding it declares, or by its bytes."""
    declared = CHARSET.search(raw[:4096])
    if declared and not mark(raw):
        name = declared.group(1).decode("ascii").lower()
        # Browsers read pages that say Latin-1 as Windows-1252, and so do their authors.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name
        try:
            return clean(codecs.decode(raw, name)) if name != "utf-8" else decode(raw)
        except (LookupError, ValueError, TypeError):
            pass
    return decode(raw)


def _tree(page: str) -> Any:
    """The parsed page; raises UnreadableError where the parser would drop part of it without a word."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(DECLARATION.sub("", page).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableError("is a page in which no article text was found") from error
    if any("depth" in entry.message or "too long" in entry.message for entry in parser.error_log):
        raise UnreadableError("is a page nested too deeply to be read whole")
    if (count := sum(map(len, tree.xpath(SHOWN)))) > 2 * MAX_CHARACTERS:
        raise too_long(count, MAX_CHARACTERS, "characters")  # trafilatura would take minutes
    return tree


def _published(tree: Any) -> str | None:
    stated = [*_linked_dates(tree), *(value for path in DATES for value in tree.xpath(path))]
    return next(filter(None, map(iso, stated)), None)


def _linked_dates(tree: Any) -> Iterator[object]:
    """The datePublished of the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            todo = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while todo:
            part = todo.pop(0)
            if isinstance(part, dict):
                yield part.get("datePublished")
                part = part.get("@graph")
            todo += part if isinstance(part, list) else []


def _tidy(text: str) -> str:
    """Lines without blanks around them, table rows without their frame, no run of empty lines."""
    lines = (line.strip() for line in clean(text).split("\n"))
    lines = (line.strip("| ") if line.startswith("|") else line for line in lines if not RULE.match(line))
    return "\n".join(line for line in lines if line)


def _line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text else None
