"""The ontology is complete, what follows from it is up to date, and Python knows its terms."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef

from kg.errors import KGError
from kg.ontology import (
    BASE,
    ENTITY_TYPES,
    GRAPH,
    KG,
    NAMESPACE,
    QUALIFIERS,
    RELATIONS,
    SHORTCUTS,
    prefixes,
    relation,
)

ROOT = Path(__file__).parent.parent
TERMS = sorted({s for s in GRAPH.subjects() if str(s).startswith(NAMESPACE)})
PROPERTY = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(term: URIRef) -> set[object]:
    return set(GRAPH.objects(term, RDF.type))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.rpartition("#")[2])
def test_every_term_says_what_it_is(term: URIRef) -> None:
    assert GRAPH.value(term, RDFS.label)
    assert str(GRAPH.value(term, SKOS.definition)).endswith(".")
    if kinds(term) & PROPERTY:
        assert GRAPH.value(term, RDFS.domain), "no domain"
        assert GRAPH.value(term, RDFS.range), "no range"


def test_every_term_that_is_mentioned_is_defined() -> None:
    mentioned = {term for triple in GRAPH for term in triple if isinstance(term, URIRef)}
    assert {term for term in mentioned if term.startswith(NAMESPACE)} == set(TERMS)


def test_there_are_no_blank_nodes() -> None:
    assert not [term for triple in GRAPH for term in triple if isinstance(term, BNode)]


def test_domains_entail_no_wrong_type() -> None:
    for told in SHORTCUTS.values():
        for end, predicate in ((told.domain, RDFS.domain), (told.range, RDFS.range)):
            inferred = GRAPH.value(KG[told.name], predicate)
            for kind in end - {"Year", "Amount"}:
                assert inferred in set(GRAPH.transitive_objects(KG[kind], RDFS.subClassOf)), (told.name, kind)


def test_roles_fit_the_ends_of_their_relation() -> None:
    for told in RELATIONS.values():
        for end, role in ((told.domain, told.subject_role), (told.range, told.object_role)):
            inferred = GRAPH.value(role, RDFS.range)
            for kind in end - {"Year", "Amount"}:
                assert inferred in set(GRAPH.transitive_objects(KG[kind], RDFS.subClassOf)), (told.name, kind)


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="hierd"):
        KG.hierd  # noqa: B018


def test_relations() -> None:
    assert len(RELATIONS) == 17
    assert RELATIONS["invested"].domain == {"Company", "Person"}
    assert RELATIONS["raised"].range == {"Amount"}
    assert RELATIONS["foundedIn"].range == {"Year"}
    assert {name for name, told in RELATIONS.items() if told.symmetric} == {"partneredWith", "competesWith"}
    assert RELATIONS["hired"].event_class == KG.Hire
    assert set(SHORTCUTS) - set(RELATIONS) == {"hiredFrom"}
    assert SHORTCUTS["hiredFrom"].relation == "hired"


def test_an_unknown_relation_is_named() -> None:
    with pytest.raises(KGError, match=r"'bought'.*acquired"):
        relation("bought")


def test_entity_types_and_qualifiers() -> None:
    assert ENTITY_TYPES == ("Company", "Lab", "Model", "Organization", "Person", "Place")
    assert QUALIFIERS["from"] == KG.formerEmployer
    assert set(QUALIFIERS) == {"from", "role", "amount", "stake", "round", "valuation", "date", "purpose"}


def test_prefixes_cover_every_kind_of_iri() -> None:
    assert prefixes()["company"] == f"{BASE}company/"
    assert prefixes("https://example.org/")["event"] == "https://example.org/event/"


def test_page_is_up_to_date() -> None:
    page = generate().page()
    assert (ROOT / "docs" / "ontology.html").read_text("utf-8") == page, "run python docs/generate.py"
    assert all(f"id='{term.rpartition('#')[2]}'" in page for term in TERMS)
    assert "src=" not in page
    assert "<link" not in page


def test_context_is_up_to_date_and_has_every_term() -> None:
    written = (ROOT / "ontology" / "context.jsonld").read_text("utf-8")
    assert written == generate().context(), "run python docs/generate.py"
    assert {term.rpartition("#")[2] for term in TERMS} <= set(json.loads(written)["@context"])


TWO_LINES = """
kg:sued a kg:Relation ; rdfs:label "sued" ; skos:definition "The subject takes the object to court." ;
  schema:domainIncludes kg:Company ; schema:rangeIncludes kg:Company .
"""
SUED = """
import sys
from pathlib import Path
import kg.places
kg.places.PACKAGE = Path(sys.argv[1]) / "kg"
from kg import export, graph, validate
from kg.model import Article, Entity, Evidence, Fact, Status
told = Evidence("a", 0, 6, "A sued", "")
sued = Fact("sued", Entity("Company", "A"), Entity("Company", "B"), Status.DONE, told)
built = graph.build([Article("a", "A sued B.")], [sued])
assert validate.validate(built) == []
print(export.turtle(built))
"""


def test_two_lines_of_turtle_add_a_relation(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    with (tmp_path / "ontology" / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(TWO_LINES)
    command = [sys.executable, "-c", SUED, str(tmp_path)]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert 'company:a a kg:Company ;\n  skos:prefLabel "A" ;\n  kg:sued company:b .' in written
    assert "event:sued--a--b a kg:Event ;\n  kg:object company:b ;\n  kg:relation kg:sued ;" in written
