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
MOST_OPERATORS = 2000  # the engine works on a chain of them by recursion
OPERATORS = set("!^|&=<>+-*/")
REFUSED = {
    "SERVICE": "calls another server",
    "FROM": "reads other graphs",
    "LOAD": "reads other graphs",
}
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
UPDATES = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n\r]*)
    |(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]+)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*)
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


class RefusedError(KGError):
    """What a query asks for is nothing that any query gets here."""


def check(query: str, *, datasets: bool = False) -> None:
    """Raise KGError where the query would read anything but the graph, change it, or is too complex.

    What is refused on principle raises RefusedError. With `datasets` the query may choose among the named
    graphs (FROM), which is safe in an engine that looks for them nowhere else.
    """
    plain = ESCAPE.sub(_character, query)
    for text in {query, plain}:  # engines differ in whether they read escapes before all else
        _check(text, {word for word in REFUSED if not (datasets and word == "FROM")})


def _check(query: str, refused: set[str]) -> None:
    depth = brackets = operators = 0
    for token in tokens(query):
        if token.kind == "word":
            _check_word(token.text.upper(), refused)
        depth += (token.text in "{([") - (token.text in "})]") if token.kind == "mark" else 0
        brackets += token.kind == "mark" and token.text in "{(["
        operators += token.kind == "mark" and token.text in OPERATORS
        if depth > DEEPEST or brackets > MOST_BRACKETS or operators > MOST_OPERATORS:
            raise KGError(
                f"the query is too complex; at most {DEEPEST} brackets may nest, {MOST_BRACKETS} in all, "
                f"with {MOST_OPERATORS} operators"
            )


def _check_word(word: str, refused: set[str]) -> None:
    if word in refused:
        raise RefusedError(f"{word} {REFUSED[word]}, which is not allowed; a query sees the given graph only")
    if word in UPDATES:
        raise KGError(f"{word} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE can run")


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


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


def chooses(query: str) -> bool:
    """Whether the query itself says which graphs it reads, by FROM or FROM NAMED.

    >>> chooses("SELECT * FROM <http://x/g> { ?s ?p ?o }")
    True
    >>> chooses('SELECT ?from { ?from ?p "a FROM <b>", "c"@from } # FROM <d>')
    False
    """
    depth, before = 0, ""
    for token in tokens(query):
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
        elif token.kind == "word" and depth == 0 and before != "@" and token.text.upper() == "FROM":
            return True
        before = token.text
    return False


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


def readable(message: str, text: str) -> str:
    """The engine's message on one line, without its list of all that it expected."""
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message, re.DOTALL)
    if not place:
        return " ".join(message.split())
    reasons = [part.strip() for part in place[3].split(", ") if len(part.split()) > 3 and ".." not in part]
    lines, line, column = text.splitlines(), int(place[1]), int(place[2])
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    found = f"{rest[:30]!r} is not expected there" if rest else "something is missing there"
    return f"line {line}, column {column}: {'; '.join(reasons) or found}"
