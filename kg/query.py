"""Asking a graph in SPARQL: binding parameters to what it knows, running the query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.places import folder
from kg.queries import Parameter, Query, named, parse
from kg.sparql import bind, check, readable, undeclared
from kg.store import Graph, open_graph

__all__ = [
    "Answer",
    "Graph",
    "Table",
    "Term",
    "ask",
    "bound",
    "labels",
    "local_name",
    "open_graph",
    "prefixes",
    "run",
    "understand",
    "written",
]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
LABELS = """
SELECT DISTINCT ?entity ?label ?type ?preferred WHERE {
  { ?entity skos:prefLabel ?label . BIND (true AS ?preferred) }
  UNION { ?entity skos:altLabel ?label . BIND (false AS ?preferred) }
  ?entity a ?type . FILTER (STRSTARTS(STR(?type), STR(kg:)))
}
"""


@dataclass(frozen=True, slots=True)
class Table:
    """What SELECT finds; None in a row stands for no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def _repr_html_(self) -> str:
        """How a notebook shows the table: values in full, as text."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        rows = ("".join(f"<td>{escape(written(term))}</td>" for term in row) for row in self.rows)
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


Answer = Table | bool | tuple[ox.Triple, ...]


def written(term: Term | None) -> str:
    """An IRI or literal as the string that it holds; no value is an empty one."""
    return "" if term is None else str(getattr(term, "value", term))


def local_name(iri: str) -> str:
    """The part of an ontology's IRI after its namespace.

    >>> local_name("https://w3id.org/newskg/ontology#hired")
    'hired'
    """
    return iri.rpartition("#")[2]


def understand(query: str) -> Query:
    """The query that a word means: the name of one, a path ending in .rq, or SPARQL itself."""
    if query.endswith(".rq"):
        try:
            return parse(Path(query).stem, Path(query).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise KGError(f"no query file {query}; `kg queries` lists the named ones") from error
        except (OSError, UnicodeDecodeError) as error:
            raise KGError(f"cannot read the query {query}: {error}") from error
    return parse("", query) if "{" in query or len(query.split()) > 1 else named(query)


def ask(store: Graph, query: Query, values: Mapping[str, str] | None = None) -> Answer:
    """What the graph answers; `values` binds the query's parameters by name.

    A parameter that takes an entity is given by one of its names, in any case. Raises KGError where
    the query is wrong or not allowed, and where a parameter or a name is unknown.
    """
    text = bind(query.text, bound(store, query, values or {}))
    return run(store, text)


def run(store: Graph, text: str) -> Answer:
    """What the graph answers to SPARQL text; the ontology's prefixes need no declaration."""
    check(text)
    known = prefixes()
    if (unknown := undeclared(text, known)) is not None:
        raise KGError(
            f"the query uses the prefix {unknown}: without declaring it; known are {', '.join(sorted(known))}"
        )
    try:
        answer = store.query(text, prefixes=known)
        if isinstance(answer, ox.QuerySolutions):
            columns = tuple(v.value for v in answer.variables)
            return Table(columns, tuple(tuple(row[c] for c in columns) for row in answer))
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        return tuple(sorted(set(answer), key=str))
    except (SyntaxError, ValueError, OSError) as error:
        raise KGError(f"the query does not run: {readable(str(error), text)}") from error


@cache
def prefixes() -> dict[str, str]:
    """The prefixes of the ontology."""
    parser = ox.parse(path=str(folder("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    next(iter(parser), None)
    return dict(parser.prefixes)


def bound(store: Graph, query: Query, values: Mapping[str, str]) -> dict[str, list[str]]:
    """The terms that each given parameter stands for, as SPARQL writes them."""
    known = {parameter.name: parameter for parameter in query.parameters}
    title = f"the query {query.name!r}" if query.name else "this query"
    for name in values:
        if name not in known:
            has = f"has {', '.join(f'--{k}' for k in known)}" if known else "has no parameters"
            raise KGError(f"no parameter --{name}; {title} {has}")
    for parameter in known.values():
        if parameter.required and parameter.name not in values:
            raise KGError(f"{title} needs --{parameter.name}: {parameter.help}")
    return {name: _terms(store, known[name], value) for name, value in values.items()}


def _terms(store: Graph, parameter: Parameter, value: str) -> list[str]:
    if parameter.types == ("text",):
        return [str(ox.Literal(value))]
    if parameter.types == ("number",):
        try:
            return [str(ox.Literal(float(value)))]
        except ValueError as error:
            raise KGError(f"--{parameter.name} takes a number, not {value!r}") from error
    return [str(entity) for entity in _entities(store, parameter, value)]


def _entities(store: Graph, parameter: Parameter, value: str) -> list[ox.NamedNode]:
    """The entities of the parameter's types that are called so; preferred names go before others."""
    wanted = _folded(value)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    others, names = set(), set()
    for entity, label, kind, preferred in labels(store):
        fits = kind in parameter.types or "Entity" in parameter.types
        if fits:
            names.add(label)
        if _folded(label) == wanted and fits:
            found[preferred].add(entity)
        elif _folded(label) == wanted:
            others.add(kind)
    if entities := found[True] or found[False]:
        return [ox.NamedNode(entity) for entity in sorted(entities)]
    raise KGError(_unknown(parameter, value, others, names))


def labels(store: Graph) -> Iterator[tuple[str, str, str, bool]]:
    """Every name of every entity: (IRI, name, type, whether the name is the preferred one)."""
    table = run(store, LABELS)
    assert isinstance(table, Table)
    for entity, label, kind, preferred in table.rows:
        if isinstance(entity, ox.NamedNode) and isinstance(kind, ox.NamedNode):
            assert isinstance(label, ox.Literal)
            assert isinstance(preferred, ox.Literal)
            yield entity.value, label.value, local_name(kind.value), preferred.value == "true"


def _unknown(parameter: Parameter, value: str, kinds: set[str], names: set[str]) -> str:
    from rapidfuzz import fuzz, process

    if kinds:
        return f"{value!r} is a {' and a '.join(sorted(kinds))}; --{parameter.name} takes {' or '.join(parameter.types)}"
    near = process.extract(
        value, sorted(names), scorer=fuzz.WRatio, processor=_folded, limit=3, score_cutoff=70
    )
    hint = f"; did you mean {' or '.join(repr(name) for name, _, _ in near)}?" if near else ""
    what = "nothing called" if "Entity" in parameter.types else f"no {parameter.name}"
    return f"{what} {value!r} in this graph{hint}"


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).casefold()
