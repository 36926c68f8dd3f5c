"""SPARQL as text: what may run here, and where values can be bound, decided on tokens before parsing.

A query may read the graph it is given and nothing else, and may not be nested so deeply that it takes
the engine down with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import KGError

DEEPEST = 100
MOST_BRACKETS = 1000
REFUSED = {
    "SERVICE": "calls another server",
    "FROM": "reads other graphs",
    "LOAD": "reads other graphs",
}
UPDATES = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n\r]*)
    |(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]+)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:[\w.:%\\-]*)
    |(?P<word>[^\W\d_][\w-]*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A keyword, name, variable, literal or mark of a query; `end` is the offset after it."""

    kind: str
    text: str
    end: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, without white space and comments.

    >>> [t.text for t in tokens("ASK { ?s a <http://x#y> } # {")]
    ['ASK', '{', '?s', 'a', '<http://x#y>', '}']
    """
    for match in TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(match.lastgroup, match[0], match.end())


def check(query: str) -> None:
    """Raise KGError where the query would read anything but the graph, change it, or is too deep."""
    depth = brackets = 0
    for token in tokens(query):
        if token.kind == "word":
            _check_word(token.text.upper())
        depth += (token.text in "{([") - (token.text in "})]") if token.kind == "mark" else 0
        brackets += token.kind == "mark" and token.text in "{(["
        if depth > DEEPEST or brackets > MOST_BRACKETS:
            raise KGError(
                f"the query is too complex; at most {DEEPEST} brackets may nest, {MOST_BRACKETS} in all"
            )


def _check_word(word: str) -> None:
    if word in REFUSED:
        raise KGError(f"{word} {REFUSED[word]}, which is not allowed; a query sees the given graph only")
    if word in UPDATES:
        raise KGError(f"{word} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE can run")


def undeclared(query: str, known: Iterable[str]) -> str | None:
    """The first prefix that the query uses and neither declares nor finds among the known ones.

    >>> undeclared("PREFIX a: <http://a/> ASK { a:x b:y c:z }", ["b"])
    'c'
    """
    declared, before = set(known), ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return prefix
        before = token.text.upper()
    return None


def bind(query: str, values: dict[str, list[str]]) -> str:
    """The query with variables bound to one of several terms each, given as SPARQL writes them.

    The terms come from the graph or from a serializer, never from what a user typed. Raises KGError
    where the query has no WHERE clause to bind in.

    >>> bind("SELECT * WHERE { ?s ?p ?o }", {"s": ["<http://x/a>"]})
    'SELECT * WHERE { VALUES ?s { <http://x/a> } ?s ?p ?o }'
    """
    if not values:
        return query
    bound = " ".join(f"VALUES ?{name} {{ {' '.join(terms)} }}" for name, terms in values.items())
    before = ""
    for token in tokens(query):
        if token.text == "{" and before == "WHERE":
            return f"{query[: token.end]} {bound}{query[token.end :]}"
        before = token.text.upper()
    raise KGError("a query with parameters needs a WHERE clause, written as WHERE { ... }")
