"""Whether a graph is as `ontology/shapes.ttl` says it must be.

pyshacl checks what SHACL says without SPARQL. The SPARQL constraints of the same file are run by
Oxigraph, which does in seconds what takes pyshacl minutes on a graph of a few hundred articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox
from rdflib import SH, Dataset, Graph, URIRef
from rdflib.term import Identifier, Node

from kg.graph import terms
from kg.graph.rdf import Shortener, dataset_prefixes, union
from kg.ontology import GRAPH
from kg.places import folder

FOCUS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?class ?focus WHERE { ?focus a ?kind . ?kind rdfs:subClassOf* ?class }
"""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: the node, what is wrong with it, and the property and value if known.

    Terms are in Turtle; `path` and `value` are "" where the shape is about the node as a whole.
    """

    node: str
    message: str
    path: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = f" ({' '.join(filter(None, (self.path, self.value)))})" if self.path or self.value else ""
        return f"{self.node}: {self.message}{place}"


def validate(dataset: Dataset) -> list[Violation]:
    """All violations in the union of the data set's graphs, sorted; empty where it conforms."""
    graph = _graph(dataset)
    write = Shortener(dataset_prefixes(dataset))
    rules = shapes()
    queried = list(_queried(graph, rules, write))
    rules.remove((None, SH.sparql, None))
    return sorted({*queried, *_checked(graph, rules, write)})


def shapes() -> Graph:
    """The shapes."""
    return Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")


def _graph(dataset: Dataset) -> Graph:
    """The union and the ontology, whose subclasses and role annotations the shapes ask for."""
    graph = Graph()
    for triple in (*union(dataset), *GRAPH):
        graph.add(triple)
    return graph


def _checked(graph: Graph, rules: Graph, write: Shortener) -> Iterator[Violation]:
    import pyshacl

    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inplace=True)
    assert isinstance(report, Graph)
    for result in report.subjects(SH.resultSeverity):
        node, path, value = (
            _term(report.value(result, each), write) for each in (SH.focusNode, SH.resultPath, SH.value)
        )
        message = str(report.value(result, SH.resultMessage))
        yield Violation(node, message, path, "" if value == node else value)


def _queried(graph: Graph, rules: Graph, write: Shortener) -> Iterator[Violation]:
    store = ox.Store()
    store.extend(ox.Quad(*map(terms.to_oxigraph, triple)) for triple in graph)  # type: ignore[arg-type]
    header = "".join(
        f"PREFIX {rules.value(each, SH.prefix)}: <{rules.value(each, SH.namespace)}>\n"
        for each in rules.objects(None, SH.declare)
    )
    for shape, constraint in rules.subject_objects(SH.sparql):
        query = header + str(rules.value(constraint, SH.select))
        message = str(rules.value(constraint, SH.message))
        for focus in _focus_nodes(store, rules, shape):
            for solution in _select(store, query, ("this", focus)):
                yield _found(focus, solution, message, write)


def _focus_nodes(store: ox.Store, rules: Graph, shape: Node) -> Iterator[ox.NamedNode]:
    yield from (ox.NamedNode(str(node)) for node in rules.objects(shape, SH.targetNode))
    for kind in rules.objects(shape, SH.targetClass):
        for solution in _select(store, FOCUS, ("class", ox.NamedNode(str(kind)))):
            yield cast(ox.NamedNode, solution["focus"])


def _select(store: ox.Store, query: str, given: tuple[str, ox.NamedNode]) -> ox.QuerySolutions:
    variable, node = given
    return cast(ox.QuerySolutions, store.query(query, substitutions={ox.Variable(variable): node}))


def _found(focus: ox.NamedNode, solution: ox.QuerySolution, message: str, write: Shortener) -> Violation:
    """The violation: `?value` is the node that is wrong, and the focus the property or class it is about."""

    def filled(match: re.Match[str]) -> str:
        return _term(terms.from_oxigraph(solution[match[1]]), write)

    node = _term(terms.from_oxigraph(solution["value"]), write)
    return Violation(node, re.sub(r"\{\?(\w+)\}", filled, message), write.term(URIRef(focus.value)))


def _term(term: Node | None, write: Shortener) -> str:
    return write.term(term) if isinstance(term, Identifier) else ""
