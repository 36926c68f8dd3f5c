"""From facts to a graph: events, claims, shortcuts; exact removal; readable IRIs."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from graph_sample import (
    AGREED,
    BEYER,
    CALLED_OFF,
    CONSIDERED,
    FIRST,
    META,
    OPENAI,
    SCALE,
    SECOND,
    deal,
    fact,
    first_facts,
    money,
    sample,
    second_facts,
)
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF, SKOS, XSD, BNode, Dataset, Graph, Literal, URIRef

from kg import export, graph
from kg.errors import KGError
from kg.graph import iris
from kg.graph.rdf import union
from kg.model import Article, Entity, Evidence, Fact, Qualifier, Status
from kg.ontology import BASE, KG, OA
from kg.validate import validate

HIRED_BY_META = """
PREFIX kg: <https://w3id.org/newskg/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?role ?when ?quote WHERE {
  ?h a kg:Hire ; kg:employer/skos:prefLabel "Meta" ; kg:formerEmployer/skos:prefLabel "OpenAI" ;
     kg:employee/skos:prefLabel ?name ; kg:status kg:Done ; kg:reportedIn ?claim .
  ?claim oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?h kg:role ?role } OPTIONAL { ?h kg:date ?when } }
"""
STAKE = URIRef(f"{BASE}event/invested--meta--scale-ai--14-3-billion-usd")
BID = URIRef(f"{BASE}event/acquired--meta--perplexity")


def iri(path: str) -> URIRef:
    return URIRef(BASE + path)


@pytest.fixture(scope="module")
def built() -> Dataset:
    return graph.build(*sample())


@pytest.fixture(scope="module")
def merged(built: Dataset) -> Graph:
    whole = Graph()
    for triple in union(built):
        whole.add(triple)
    return whole


def test_who_was_hired_from_where(merged: Graph) -> None:
    rows = [tuple(map(str, row)) for row in merged.query(HIRED_BY_META)]  # type: ignore[arg-type]
    assert rows == [("Lucas Beyer", "researcher", "None", "Meta hired Lucas Beyer from OpenAI.")]


def test_one_event_told_twice_keeps_both_sums(merged: Graph) -> None:
    assert set(merged.objects(STAKE, KG.amount)) == {
        Literal(Decimal(14_300_000_000)),
        Literal(Decimal(14_800_000_000)),
    }
    assert set(map(str, merged.objects(STAKE, KG.amountText))) == {"$14.3 billion", "$14.8 billion"}
    assert merged.value(STAKE, KG.stake) == Literal(Decimal("0.49"))
    assert merged.value(STAKE, KG.date) == Literal("2025-06", datatype=XSD.gYearMonth)
    assert len(set(merged.objects(STAKE, KG.reportedIn))) == 2


def test_what_was_talked_of_then_denied_is_never_a_shortcut(merged: Graph) -> None:
    assert merged.value(BID, KG.status) == KG.Denied
    assert {merged.value(c, KG.status) for c in merged.objects(BID, KG.reportedIn)} == {KG.Talks, KG.Denied}
    assert not list(merged.triples((None, KG.acquired, None)))


def test_shortcuts_of_done_events(merged: Graph) -> None:
    assert (iri("company/meta"), KG.hired, iri("person/lucas-beyer")) in merged
    assert (iri("person/lucas-beyer"), KG.hiredFrom, iri("company/openai")) in merged
    assert (iri("company/anthropic"), KG.raised, Literal("13000000000 USD")) in merged
    assert (iri("company/scale-ai"), KG.foundedIn, Literal("2016", datatype=XSD.gYear)) in merged


def test_symmetric_relations_go_both_ways(merged: Graph) -> None:
    both = {(iri("company/meta"), iri("company/openai")), (iri("company/openai"), iri("company/meta"))}
    assert set(merged.subject_objects(KG.competesWith)) == both
    assert len(set(merged.subjects(RDF.type, KG.Rivalry))) == 1


def test_a_claim_quotes_its_article(built: Dataset) -> None:
    article = built.graph(iri("article/a1"))
    for quote in article.objects(None, OA.hasSelector):
        start, end = (int(str(article.value(quote, each))) for each in (OA.start, OA.end))
        assert FIRST.text[start:end] == str(article.value(quote, OA.exact))


def test_words_of_each_role(built: Dataset) -> None:
    article = built.graph(iri("article/a1"))
    claim = article.value(predicate=KG.relation, object=KG.hired)
    words = {
        article.value(each, KG.ofRole): str(article.value(each, OA.exact))
        for each in article.objects(claim, KG.roleEvidence)
    }
    assert words == {KG.subject: "Meta", KG.object: "Lucas Beyer", KG.formerEmployer: "OpenAI"}


def test_no_triple_is_in_two_graphs_and_no_node_is_blank(built: Dataset) -> None:
    quads = list(built.quads())
    assert len({quad[:3] for quad in quads}) == len(quads)
    assert not [term for quad in quads for term in quad if isinstance(term, BNode)]


def test_entities_have_labels(merged: Graph) -> None:
    assert merged.value(iri("company/meta"), SKOS.prefLabel) == Literal("Meta")
    assert merged.value(iri("company/meta"), SKOS.altLabel) == Literal("Facebook")


def test_known_iris_become_same_as() -> None:
    known = {"company/meta": ["http://www.wikidata.org/entity/Q380"]}
    built = graph.build(*sample(), known=known)
    assert (iri("company/meta"), OWL.sameAs, URIRef(known["company/meta"][0])) in built.default_graph


def test_the_order_of_articles_and_facts_does_not_matter() -> None:
    articles, facts = sample()
    whole = export.trig(graph.build(articles, facts))
    for seed in range(5):
        mixed = random.Random(seed)
        assert export.trig(graph.build(mixed.sample(articles, 2), mixed.sample(facts, len(facts)))) == whole


def test_removing_an_article_leaves_no_trace() -> None:
    alone = export.trig(graph.build([FIRST], first_facts()))
    dataset = graph.build(*sample())
    assert export.trig(dataset) != alone
    graph.remove(dataset, "a2")
    graph.derive(dataset)
    assert export.trig(dataset) == alone


def test_adding_later_is_as_building_at_once() -> None:
    dataset = graph.build([FIRST], first_facts())
    graph.add(dataset, SECOND, second_facts())
    graph.derive(dataset)
    assert export.trig(dataset) == export.trig(graph.build(*sample()))


def test_adding_again_replaces() -> None:
    dataset = graph.build(*sample())
    graph.add(dataset, SECOND, second_facts()[:1])
    graph.derive(dataset)
    assert export.trig(dataset) == export.trig(
        graph.build([FIRST, SECOND], [*first_facts(), second_facts()[0]])
    )


def test_another_base() -> None:
    whole = export.trig(graph.build(*sample(), "https://example.org/news"))
    assert "@prefix company: <https://example.org/news/company/> ." in whole
    assert BASE not in whole


@pytest.mark.parametrize("base", ["no scheme", "https://example.org/#", "https://example.org/<", ""])
def test_a_base_that_others_cannot_begin_with_is_refused(base: str) -> None:
    with pytest.raises(KGError, match="not an IRI to begin others with"):
        graph.build(*sample(), base)


def test_what_is_talked_of_lends_nothing_to_what_is_done() -> None:
    sure = fact(FIRST, "Meta hired Lucas Beyer", "hired", META, BEYER)
    unsure = sure.replace(
        status=Status.TALKS, qualifiers=(Qualifier("from", OPENAI), Qualifier("role", "boss"))
    )
    merged = graph.build([FIRST], [sure, unsure]).default_graph
    (event,) = merged.subjects(RDF.type, KG.Hire)
    assert merged.value(event, KG.role) is None
    assert not list(merged.triples((None, KG.hiredFrom, None)))


def test_the_last_published_claim_decides_between_talks_and_denied() -> None:
    denied, talks = second_facts()[2], first_facts()[3]
    older = Article(**{**{f: getattr(SECOND, f) for f in SECOND.__dataclass_fields__}, "published": "2024"})
    merged = graph.build([FIRST, older], [denied, talks]).default_graph
    assert merged.value(BID, KG.status) == KG.Talks


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14")], KG.Denied),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07")], KG.Denied),
        ([(AGREED, "2024"), (CALLED_OFF, "2025-07-14T08:00:00Z")], KG.Denied),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-05-06")], KG.Done),
        ([(AGREED, "2025-05-06T08:00:00Z"), (CALLED_OFF, "2025-05-06T20:00:00Z")], KG.Done),
        ([(AGREED, "2025-05"), (CALLED_OFF, "2025-05-20")], KG.Done),
        ([(AGREED, "2025-05-20"), (CALLED_OFF, "2025")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-04-30")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, None)], KG.Done),
        ([(AGREED, None), (CALLED_OFF, "2025-07-14")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "no day")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"), (AGREED, "2025-09-01")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"), (AGREED, None)], KG.Done),
        ([(AGREED, "2025-05-06"), (CONSIDERED, "2025-07-14")], KG.Done),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"), (CONSIDERED, "2025-06-01")], KG.Denied),
        ([(AGREED, "2025-05-06"), (CALLED_OFF, "2025-07-14"), (CONSIDERED, "2025-09-01")], KG.Talks),
    ],
)
def test_a_later_denial_takes_back_what_was_done(told: list[tuple[str, str | None]], status: URIRef) -> None:
    articles, facts = deal(*told)
    found = graph.build(articles, facts)
    (event,) = found.default_graph.subjects(RDF.type, KG.Acquisition)
    assert found.default_graph.value(event, KG.status) == status
    plain = (OPENAI.id, KG.acquired, "company/windsurf")
    assert ((iri(plain[0]), plain[1], iri(plain[2])) in found.default_graph) is (status == KG.Done)
    assert validate(found) == []
    assert export.trig(graph.build(articles[::-1], facts[::-1])) == export.trig(found)


def test_equal_claims_count_once_and_the_surest_wins() -> None:
    one = fact(FIRST, "Meta and OpenAI compete.", "competesWith", META, OPENAI, confidence=0.5)
    article = graph.build([FIRST], [one, one.replace(confidence=0.9)]).graph(iri("article/a1"))
    assert list(article.objects(None, KG.confidence)) == [Literal(Decimal("0.9"))]


def test_a_thing_is_not_related_to_itself() -> None:
    one = fact(FIRST, "Meta and OpenAI compete.", "competesWith", META, META)
    assert not list(graph.build([FIRST], [one]).default_graph)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda f: f.replace(evidence=Evidence("a9", 0, 4, "Meta", "")), "unknown articles: a9"),
        (lambda f: f.replace(evidence=Evidence("a1", 1, 5, "Meta", "")), "does not say 'Meta' at 1-5"),
        (lambda f: f.replace(relation="bought"), "unknown relation 'bought'"),
        (lambda f: f.replace(qualifiers=(Qualifier("colour", "red"),)), "unknown qualifier 'colour'"),
        (lambda f: f.replace(object=Entity("Robot", "R2")), "unknown entity type 'Robot'"),
    ],
)
def test_a_wrong_fact_is_named(wrong, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KGError, match=message):
        graph.build([FIRST], [wrong(first_facts()[0])])


def test_the_union_cannot_be_derived_from(tmp_path: Path, built: Dataset) -> None:
    export.write(built, tmp_path / "graph.ttl")
    with pytest.raises(KGError, match=r"graph\.trig"):
        graph.derive(graph.load(tmp_path / "graph.ttl"))


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(NAMES, NAMES)
def test_any_name_gives_a_graph_that_reads_back(one: str, other: str) -> None:
    article = Article(one, f"{one}|{other}", title=other, url=other, author=one)
    evidence = Evidence(article.id, 0, len(article.text), article.text, one)
    who, what = Entity("Company", one, (other,)), Entity("Model", other)
    dataset = graph.build(
        [article],
        [Fact("developed", who, what, Status.DONE, evidence, qualifiers=(Qualifier("date", other),))],
    )
    expected = export.nquads(dataset)
    back = Dataset()
    back.parse(data=export.trig(dataset), format="trig")
    assert len(back) == len(expected.splitlines())
    assert export.nquads(back) == expected


@given(st.text(max_size=200))
def test_slugs_are_short_safe_and_stay_as_they_are(text: str) -> None:
    slug = iris.slug(text)
    assert 0 < len(slug) <= iris.LONGEST + 9
    assert "--" not in slug
    assert not set(slug) & set(" <>\"{}|\\^`/#?%:.,;'()")
    assert iris.slug(slug) == slug


@given(st.lists(st.text(max_size=20), unique=True, min_size=2, max_size=4))
def test_articles_never_share_an_iri(identifiers: list[str]) -> None:
    assert len({iris.article(each, BASE) for each in identifiers}) == len(identifiers)


def test_funding_rounds_of_one_company_are_told_apart() -> None:
    text = "Acme raised $1 million, $1.02 million, $5 million."
    article, acme = Article("f", text), Entity("Company", "Acme")
    facts = [fact(article, text, "raised", acme, money(sum_)) for sum_ in ("1e6", "1.02e6", "5e6")]
    merged = graph.build([article], facts).default_graph
    sums = {
        frozenset(map(str, merged.objects(event, KG.sum)))
        for event in merged.subjects(RDF.type, KG.FundingRound)
    }
    assert sums == {frozenset({"1000000 USD", "1020000 USD"}), frozenset({"5000000 USD"})}
    assert iri("event/raised--acme--5-million-usd") in set(merged.subjects())


def test_scale_is_the_same_under_its_name_and_its_id() -> None:
    assert iris.entity(Entity("Company", "Scale AI"), BASE) == iris.entity(SCALE, BASE)
