"""Engines that run inside this process: rdflib and Oxigraph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.store.files import FORMATS
from kg.verify.job import Engine, Job, Outcome, attempt
from kg.verify.values import Values, of_json, values

RDFLIB_FORMATS = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads"}


def rdflib(job: Job, _: Path) -> Outcome:
    """Each file parsed, and the queries run, by rdflib."""
    from rdflib import Dataset, Graph

    def count(file: Path) -> int:
        dataset = Dataset()
        dataset.parse(file, format=RDFLIB_FORMATS[file.suffix])
        return sum(1 for _ in dataset.quads())

    graph = Graph().parse(job.union, format="turtle")

    def answer(text: str) -> Values:
        return of_json(graph.query(text).serialize(format="json") or b"")

    return attempt(Outcome(), job, count, answer)


def oxigraph(job: Job, _: Path) -> Outcome:
    """Each file loaded, and the queries run, by Oxigraph."""

    def loaded(file: Path) -> ox.Store:
        store = ox.Store()
        store.bulk_load(path=str(file), format=FORMATS[file.suffix])
        return store

    store = loaded(job.union)

    return attempt(Outcome(), job, lambda file: len(loaded(file)), lambda text: values(store.query(text)))


ENGINES = (Engine("rdflib", lambda: None, rdflib), Engine("Oxigraph", lambda: None, oxigraph))
