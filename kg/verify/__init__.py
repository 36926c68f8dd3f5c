"""Whether the exports mean the same in every RDF engine that is here: counts of triples, values of queries."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.queries import Parameter, Query, all_queries
from kg.query import Graph, Table, local_name, open_graph, run
from kg.query import bound as bound_terms
from kg.sparql import bind
from kg.verify import jena, local, remote, virtuoso
from kg.verify.job import Engine, Job
from kg.verify.values import Values, of_table

ENGINES = (*local.ENGINES, jena.ENGINE, virtuoso.ENGINE)
FILES = ("graph.ttl", "graph.trig", "graph.nt", "graph.nq")
UNION = "graph.ttl"
FOREMOST = """
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?type ?label (COUNT(DISTINCT ?claim) AS ?told)
WHERE { ?claim a kg:Claim ; (kg:subject|kg:object) ?entity . ?entity a ?type ; skos:prefLabel ?label }
GROUP BY ?type ?label
ORDER BY DESC(?told) ?label
"""
OTHERWISE = {"text": "a", "number": "1"}


@dataclass(frozen=True)
class Row:
    """How one engine did beside what was written: `wrong` names what differs, `missing` why it did not run."""

    engine: str
    counts: Mapping[str, int] = field(default_factory=dict)
    same: int = 0
    queries: int = 0
    seconds: float = 0.0
    wrong: tuple[str, ...] = ()
    missing: str | None = None


def engines(names: Iterable[str] = (), addresses: Iterable[str] = ()) -> list[Engine]:
    """The engines of those names, all where none is named, and those behind the addresses.

    Raises KGError where a name is of no engine.
    """
    known = {engine.name.casefold(): engine for engine in ENGINES}
    chosen = [remote.engine(address) for address in addresses]
    for name in names:
        if name.casefold() not in known:
            raise KGError(f"no engine {name!r}; there are {', '.join(e.name for e in ENGINES)}")
        chosen.append(known[name.casefold()])
    return chosen or list(ENGINES)


def verify(folder: Path, engines: Iterable[Engine]) -> Iterator[Row]:
    """One row for each engine, compared with the files as written and with `kg query` on them.

    Raises KGError where the folder holds no graph.ttl.
    """
    files = tuple(path for name in FILES if (path := folder / name).is_file())
    if folder / UNION not in files:
        raise KGError(f"no {UNION} in {folder}; give the folder that `kg build` wrote")
    store = open_graph(folder / UNION)
    queries = {query.name: _filled(store, query) for query in all_queries()}
    job = Job(files, folder / UNION, queries)
    counts = {path.name: len(set(ox.parse(path=str(path)))) for path in files}
    wanted = {name: _own(store, text) for name, text in queries.items()}
    for engine in engines:
        yield _row(engine, job, counts, wanted)


def _row(engine: Engine, job: Job, counts: Mapping[str, int], wanted: Mapping[str, Values]) -> Row:
    if missing := engine.missing():
        return Row(engine.name, missing=missing)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kg-verify-") as scratch:
        outcome = engine.run(job, Path(scratch))
    seconds = time.monotonic() - started
    answers = outcome.answers
    wrong = [f"{name}: {what}" for name, what in outcome.failures.items()]
    wrong += [
        f"{n}: {found} triples, written were {counts[n]}"
        for n, found in outcome.counts.items()
        if found != counts[n]
    ]
    wrong += [
        f"{name}: {_difference(found, wanted[name])}"
        for name, found in answers.items()
        if found != wanted[name]
    ]
    same = sum(found == wanted[name] for name, found in answers.items())
    return Row(engine.name, outcome.counts, same, len(wanted), seconds, tuple(sorted(wrong)))


def _difference(found: Values, wanted: Values) -> str:
    lacks, extra = wanted - found, found - wanted
    examples = [f"{word} {min(rows)}" for word, rows in (("lacks", lacks), ("has", extra)) if rows]
    return f"{found.total()} rows for {wanted.total()}; {'; '.join(examples)}"


def _own(store: Graph, text: str) -> Values:
    answer = run(store, text)
    assert isinstance(answer, Table)
    return of_table(answer)


def _filled(store: Graph, query: Query) -> str:
    """The query with what it needs bound to the things that the graph tells most of."""
    given: dict[str, str] = {}
    for parameter in query.parameters:
        if parameter.required:
            given[parameter.name] = _foremost(store, parameter, set(given.values()))
    return bind(query.text, bound_terms(store, query, given))


def _foremost(store: Graph, parameter: Parameter, taken: set[str]) -> str:
    """The name of the entity of the parameter's types that most claims are about, beside those taken."""
    if parameter.types[0] in OTHERWISE:
        return OTHERWISE[parameter.types[0]]
    told = run(store, FOREMOST)
    assert isinstance(told, Table)
    for type_, label, _ in told.rows:
        assert isinstance(type_, ox.NamedNode)
        assert isinstance(label, ox.Literal)
        kind = local_name(type_.value)
        if (kind in parameter.types or "Entity" in parameter.types) and label.value not in taken:
            return label.value
    raise KGError(f"the graph knows no {' or '.join(parameter.types)} to ask about")
