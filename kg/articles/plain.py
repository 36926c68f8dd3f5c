"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from kg.articles.dates import iso
from kg.articles.decode import clean
from kg.articles.values import UnreadableError
from kg.model import Article

MAX_TITLE = 200
MIN_WORDS = 3
MANY = 20
# The names that newsrooms, site generators and crawlers give to the same thing.
NAMES = {
    "title": ("title", "headline"),
    "published": ("published", "date", "datePublished", "date_published", "publishedAt", "published_at"),
    "url": ("url", "link", "canonical_url", "source_url"),
    "author": ("author", "authors", "byline", "creator"),
    "publisher": ("publisher", "source", "site", "sitename", "outlet"),
}


def article(id: str, text: str) -> Article:
    """The article of a decoded text; raises UnreadableError for front matter that is no YAML."""
    if text.startswith("---\n"):
        fields, body = _front_matter(text)
        if fields:
            return described(id, body, fields)
    return Article(id, text, title=_title(text))


def described(id: str, text: str, fields: Mapping[str, Any]) -> Article:
    """An article with what a mapping says of it, under any of the usual names."""
    found = {name: _first(fields, keys) for name, keys in NAMES.items()}
    return Article(
        id,
        text,
        title=_words(found["title"]),
        published=iso(found["published"]),
        url=_words(found["url"]),
        author=_words(found["author"]),
        publisher=_words(found["publisher"]),
    )


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    import frontmatter
    import yaml

    try:
        fields, body = frontmatter.parse(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise UnreadableError(f"has front matter that is no YAML{where}; put values in quotes") from error
    return fields, body


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    return next((fields[key] for key in keys if fields.get(key)), None)


def _words(value: object) -> str | None:
    """A text, or the texts of a list, on one line; None for anything else."""
    parts = value[:MANY] if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_word, parts))) or None


def _word(value: object) -> str | None:
    """Lists in lists are left alone: a few lines of YAML can stand for billions of them."""
    value = value.get("name") if isinstance(value, Mapping) else value
    return " ".join(clean(str(value)).split()) if isinstance(value, str | int | float) else None


def _title(text: str) -> str | None:
    """The first line where it stands like a title: short, not the end of a sentence, with text below.

    >>> _title("Meta hires three researchers\\n\\nMeta has hired ...")
    'Meta hires three researchers'
    >>> _title("Meta has hired three researchers.\\nThey worked at OpenAI.") is None
    True
    """
    for line in islice(filter(None, map(str.strip, text.split("\n"))), 2):
        if len(line.split()) >= MIN_WORDS:  # a lone "Article" or "Technology" is the page's, not the story's
            stands = len(line) <= MAX_TITLE and not line.endswith((".", ",", ";", ":"))
            return line.lstrip("# ") if stands and not text.rstrip().endswith(line) else None
    return None
