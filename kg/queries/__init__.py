"""Questions worth asking, one `.rq` file each: its first comment line is the help, `# --name` lines its parameters."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KGError

FOLDER = Path(__file__).parent
PARAMETER = re.compile(
    r"^#\s*--(?P<name>\w+)\s+(?P<types>[^:()]+?)\s*(?P<optional>\(optional\))?\s*:\s*(?P<help>.+)$"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the user may or must bind.

    `types` are the entity types it may name; ("text",) and ("number",) take the value as it is.
    """

    name: str
    types: tuple[str, ...]
    help: str
    required: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query with its help and parameters."""

    name: str
    help: str
    text: str
    parameters: tuple[Parameter, ...] = ()


def parse(name: str, text: str) -> Query:
    """The query of a text, with what its comments declare.

    >>> query = parse("ages", "# How old people are\\n# --person Person (optional): who\\nSELECT ...")
    >>> query.help, query.parameters[0].name, query.parameters[0].required
    ('How old people are', 'person', False)
    """
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    told = comments[0].lstrip("# ") if comments and not PARAMETER.match(comments[0]) else ""
    matches = filter(None, map(PARAMETER.match, comments))
    return Query(name, told, text, tuple(_parameter(match) for match in matches))


def _parameter(match: re.Match[str]) -> Parameter:
    types = tuple(t.strip() for t in match["types"].split(","))
    return Parameter(match["name"], types, match["help"].strip(), not match["optional"])


@cache
def all_queries() -> tuple[Query, ...]:
    """The named queries, by name."""
    return tuple(parse(p.stem, p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.rq")))


def named(name: str) -> Query:
    """The query of that name; raises KGError with the nearest names where there is none."""
    queries = {query.name: query for query in all_queries()}
    if name not in queries:
        near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kg queries` lists them"
        raise KGError(f"no query {name!r}; {hint}")
    return queries[name]
