"""The default graph, derived from the article graphs: entities, events and shortcuts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import cast

import pyoxigraph as ox
from rdflib import OWL, RDF, SKOS, Dataset, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import KGError
from kg.graph import terms
from kg.graph.events import Properties, event_triples, told
from kg.graph.terms import Triple
from kg.ontology import GRAPH, KG

SHORTCUTS = files(__package__).joinpath("shortcuts.rq").read_text("utf-8")


def derive(dataset: Dataset) -> None:
    """Replace the default graph of `dataset` by what its article graphs say.

    Raises KGError where the data set has triples but no article graph, as a file of the union has.
    """
    subjects = article_subjects(dataset)
    default = dataset.default_graph
    if not subjects and len(default):
        raise KGError("the graph has no article graphs to derive from; use the file graph.trig")
    default.remove((None, None, None))
    events = list(event_triples(told(subjects)))
    for triple in (*entity_triples(subjects.values()), *events, *shortcut_triples(events)):
        default.add(triple)


def article_subjects(dataset: Dataset) -> dict[URIRef, Properties]:
    """All subjects of the article graphs with their properties; values are sorted."""
    subjects: dict[URIRef, dict[URIRef, list[Identifier]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, graph in dataset.quads((None, None, None, None)):
        if graph is not None and graph != dataset.default_graph.identifier:
            subjects[URIRef(str(subject))][URIRef(str(predicate))].append(cast(Identifier, value))
    for properties in subjects.values():
        for values in properties.values():
            values.sort(key=str)
    return dict(subjects)


def entity_triples(subjects: Iterable[Properties]) -> Iterator[Triple]:
    """The entities with type and labels; the name that most articles give is the preferred one."""
    namings: dict[URIRef, list[Properties]] = defaultdict(list)
    for said in subjects:
        if KG.Naming in said.get(RDF.type, ()):
            namings[URIRef(said[KG.names][0])].append(said)
    for entity, given in namings.items():
        yield from _entity(entity, given)


def _entity(entity: URIRef, namings: list[Properties]) -> Iterator[Triple]:
    names = Counter(str(name) for said in namings for name in said.get(KG.name, ()))
    best = min(names, key=lambda name: (-names[name], len(name), name))
    others = {str(alias) for said in namings for alias in said.get(KG.alias, ())} | set(names)
    yield entity, SKOS.prefLabel, Literal(best)
    for other in others - {best}:
        yield entity, SKOS.altLabel, Literal(other)
    for said in namings:
        for kind in said.get(KG.type, ()):
            yield entity, RDF.type, kind
        for same in said.get(KG.sameThing, ()):
            yield entity, OWL.sameAs, same


def shortcut_triples(events: Iterable[Triple]) -> Iterator[Triple]:
    """The plain edges that `shortcuts.rq` constructs from events and the ontology."""
    store = ox.Store()
    store.extend(_quads(cast(Iterable[Triple], GRAPH)))
    store.extend(_quads(events))
    for triple in cast(ox.QueryTriples, store.query(SHORTCUTS)):
        subject, predicate, value = (terms.from_oxigraph(term) for term in triple)
        yield subject, predicate, value


def _quads(triples: Iterable[Triple]) -> Iterator[ox.Quad]:
    for subject, predicate, value in triples:
        yield ox.Quad(*(terms.to_oxigraph(term) for term in (subject, predicate, value)))  # type: ignore[arg-type]
