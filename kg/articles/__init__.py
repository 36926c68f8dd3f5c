"""Reading articles: files, folders, globs and standard input in; `Article` or `Skipped` values out.

`Article.text` is the article as a reader sees it, and what all offsets of facts refer to:

- plain text: the whole file, decoded, the title included;
- front matter (`---`, YAML, `---`): what follows it, without blank lines around it;
- HTML: the title, then the article's own words, one paragraph, heading, list item or table row a line;
- JSON, one value or a line each: the value of `text`;
- feeds: the title, then the words of the entry.

Line ends are read as Python's text mode reads them (`\\r\\n` and `\\r` become `\\n`), a byte order mark
is dropped, and each character that a UTF-8 file or a Turtle literal cannot carry (NUL, most control
characters, lone surrogates) becomes U+FFFD, one for one.
"""

from kg.articles.read import read
from kg.articles.values import Skipped

__all__ = ["Skipped", "read"]
