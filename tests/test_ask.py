"""Questions in plain words: what they find, what they refuse, and the SPARQL that they become."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from asked import graph

from kg.ask import Asker
from kg.graph import rdf, terms


@pytest.fixture(scope="module")
def asker() -> Asker:
    store = ox.Store()
    for triple in rdf.union(graph()):
        store.add(ox.Quad(*map(terms.to_oxigraph, triple)))  # type: ignore[arg-type]
    return Asker(store)


def test_a_question_is_answered_with_its_quotes(asker: Asker) -> None:
    answer = asker.answer("who did Meta hire from OpenAI?")
    assert answer.kind == "found"
    assert {row.name for row in answer.rows} == {"Ada King", "Bo Li", "Cy Ray"}
    assert answer.rows[0].told[0].quotes[0].title


def test_an_unknown_name_is_corrected(asker: Asker) -> None:
    answer = asker.answer("who did Mtea hire?")
    assert (answer.kind, answer.near) == ("unknown name", ("Meta",))
