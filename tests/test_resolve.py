"""Resolution: what becomes one entity, what must not, and that order and repetition do not matter."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Amount, Entity, Evidence, Fact, Qualifier, QualifierValue, Status
from kg.resolve import resolve
from kg.resolve.spelling import alike
from kg.seeds import Seed

SEEDS = (
    Seed(Entity("Company", "Meta", ("Facebook", "Meta Platforms"), "company/meta")),
    Seed(Entity("Company", "Apple", (), "company/apple")),
    Seed(Entity("Company", "OpenAI", (), "company/openai")),
    Seed(Entity("Company", "Scale AI", (), "company/scale-ai"), ambiguous=("Scale",)),
    Seed(Entity("Company", "Target", (), "company/target"), ambiguous=("Target",)),
    Seed(Entity("Company", "Andreessen Horowitz", ("a16z",), "company/andreessen-horowitz")),
    Seed(Entity("Lab", "FAIR", ("Facebook AI Research",), "lab/fair"), ambiguous=("FAIR",)),
    Seed(Entity("Model", "Llama 3", (), "model/llama-3")),
    Seed(Entity("Person", "Elon Musk", (), "person/elon-musk"), ambiguous=("Musk",)),
)
PLACE = Entity("Place", "Atlantis")


def company(name: str, *aliases: str) -> Entity:
    return Entity("Company", name, aliases)


def person(name: str, *aliases: str) -> Entity:
    return Entity("Person", name, aliases)


def said(article: str, start: int, **change: object) -> Fact:
    evidence = Evidence(article, start, start + 4, "said", "rule")
    return Fact("basedOn", company("Acme"), PLACE, Status.DONE, evidence).replace(**change)


def resolved(*told: tuple[str, Entity]) -> list[Entity]:
    """What entities of articles become, each being told in a fact of its own."""
    facts = [said(article, i, relation=f"r{i}", subject=one) for i, (article, one) in enumerate(told)]
    found = {fact.relation: fact.subject for fact in resolve(facts, SEEDS)}
    return [found[f"r{i}"] for i in range(len(told))]


def ids(*told: tuple[str, Entity]) -> list[str]:
    return [entity.id for entity in resolved(*told)]


@pytest.mark.parametrize(
    "entity",
    [
        company("Meta"),
        company("Facebook"),
        company("Meta Platforms, Inc."),
        company("META"),
        Entity("Organization", "Facebook"),
    ],
)
def test_gazetteer_names(entity: Entity) -> None:
    [found] = resolved(("a", entity))
    assert (found.id, found.name, found.type) == ("company/meta", "Meta", "Company")
    assert "Facebook" in found.aliases


@pytest.mark.parametrize("entity", [person("Meta"), Entity("Model", "Meta"), Entity("Place", "Meta")])
def test_never_across_types(entity: Entity) -> None:
    assert ids(("a", entity), ("a", company("Meta"))) == [f"{entity.type.lower()}/meta", "company/meta"]


def test_same_normal_form_is_one() -> None:
    assert ids(("a", company("Acme Inc.")), ("b", company("ACME"))) == ["company/acme"] * 2


def test_same_name_of_two_types_stays_two() -> None:
    assert ids(("a", company("Acme")), ("b", Entity("Lab", "Acme"))) == ["company/acme", "lab/acme"]


def test_canonical_name_is_the_most_frequent_that_shortens_no_other() -> None:
    told = [("a", company("Zed")), ("b", company("Zed")), ("c", company("Zed Systems", "Zed"))]
    assert {entity.name for entity in resolved(*told)} == {"Zed Systems"}
    assert resolved(*told)[0].aliases == ("Zed",)


def test_short_name_needs_a_link() -> None:
    assert ids(("a", company("Scale"))) == ["company/scale"]
    assert ids(("a", company("Scale")), ("b", company("Scale AI"))) == ["company/scale", "company/scale-ai"]
    assert ids(("a", company("Scale")), ("a", company("Scale AI"))) == ["company/scale-ai"] * 2
    assert ids(("a", company("Scale")), ("b", company("Scale AI", "Scale"))) == ["company/scale-ai"] * 2
    assert ids(("a", company("Scale", "Scale AI"))) == ["company/scale-ai"]


def test_ambiguous_preferred_name_needs_the_same_class() -> None:
    assert ids(("a", company("Target"))) == ["company/target"]
    assert ids(("a", Entity("Lab", "Target"))) == ["lab/target"]


def test_short_name_of_two_things_stays_apart() -> None:
    told = ("a", company("Zed Bank", "Zed")), ("b", company("Zed Air", "Zed")), ("c", company("Zed"))
    assert ids(*told) == ["company/zed-bank", "company/zed-air", "company/zed"]


def test_a_known_name_that_shortens_another_stays_apart() -> None:
    told = ("a", company("Apple Hospitality", "Apple")), ("b", company("Apple"))
    assert ids(*told) == ["company/apple-hospitality", "company/apple"]


def test_introduced_acronym() -> None:
    lab = Entity("Lab", "Fundamental AI Research", ("FAIR",))
    assert ids(("a", lab), ("b", Entity("Lab", "FAIR"))) == ["lab/fair"] * 2
    told = ("a", company("Zenith Widget Company", "ZWC")), ("b", company("ZWC"))
    assert len(set(ids(*told))) == 1


def test_surname_means_the_only_person_of_its_article() -> None:
    told = ("a", person("Ada Zuse")), ("a", person("Zuse")), ("b", person("Zuse")), ("c", person("Zuse"))
    assert ids(*told) == ["person/ada-zuse", "person/ada-zuse", "person/zuse", "person/zuse-2"]


def test_surname_of_two_persons_of_an_article_stays_apart() -> None:
    told = ("a", person("Elon Musk")), ("a", person("Kimbal Musk")), ("a", person("Musk"))
    assert ids(*told) == ["person/elon-musk", "person/kimbal-musk", "person/musk"]


def test_surname_with_the_full_name_beside_it() -> None:
    assert ids(("a", person("Musk", "Elon Musk"))) == ["person/elon-musk"]
    assert ids(("a", person("Zuse", "Ada Zuse")), ("b", person("Ada Zuse"))) == ["person/ada-zuse"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Llama 3", "Llama 4"), ("Llama 3", "Llama 3.1"), ("GPT-4", "GPT-4o"), ("GPT-4", "GPT-4.1")],
)
def test_numbers_distinguish(one: str, other: str) -> None:
    assert len(set(ids(("a", Entity("Model", one, (other,))), ("b", Entity("Model", other))))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Llama 3", "Llama-3"), ("GPT4o", "GPT-4o"), ("Qwen2.5-VL", "Qwen 2.5 VL")],
)
def test_spellings_of_a_model(one: str, other: str) -> None:
    assert len(set(ids(("a", Entity("Model", one)), ("b", Entity("Model", other))))) == 1


def test_run_together_and_misspelt() -> None:
    assert ids(("a", company("Open AI"))) == ["company/openai"]
    assert ids(("a", company("Andreesen Horowitz"))) == ["company/andreessen-horowitz"]
    assert len(set(ids(("a", company("Zenith Widgets")), ("b", company("Zenith Wigdets"))))) == 1


def test_two_spellings_in_one_article_are_two_things() -> None:
    assert len(set(ids(("a", company("Zenith Widgets")), ("a", company("Zenith Wigdets"))))) == 2


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("Company", "northern widgets", "northern widget", True),
        ("Company", "northern widgets", "southern widgets", False),
        ("Company", "acme capital fund 1", "acme capital fund 2", False),
        ("Person", "daniel zuse", "daniela zuse", False),
        ("Person", "ada hoffman", "ada hoffmann", True),
        ("Person", "ada peterson", "ada petersen", False),
    ],
)
def test_alike(kind: str, one: str, other: str, same: bool) -> None:
    assert alike(one, other, kind) is same


def test_given_ids_are_kept_and_never_joined() -> None:
    told = (
        ("a", Entity("Company", "Acme", (), "company/acme-2")),
        ("b", Entity("Company", "Acme", (), "company/acme")),
        ("c", company("Zeta")),
        ("d", Entity("Company", "Zeta", (), "company/zeta-of-old")),
    )
    assert ids(*told) == ["company/acme-2", "company/acme", "company/zeta-of-old", "company/zeta-of-old"]


def test_former_employer_is_resolved() -> None:
    hired = said("a", 0, qualifiers=(Qualifier("from", Entity("Organization", "Facebook")),))
    [found] = resolve([hired], SEEDS)
    assert isinstance(found.roles["from"].value, Entity)
    assert found.roles["from"].value.id == "company/meta"


def test_equal_facts_of_an_article_become_one() -> None:
    role, sum_ = Qualifier("role", "chief"), Qualifier("amount", Amount(Decimal(5), "USD"))
    facts = [
        said("a", 9, subject=company("Facebook"), object=company("Acme"), qualifiers=(sum_,), confidence=0.9),
        said("a", 1, subject=company("Meta"), object=company("Acme"), qualifiers=(role,), confidence=0.5),
        said("a", 5, subject=company("Meta"), object=company("Acme"), status=Status.TALKS),
        said("b", 1, subject=company("Meta"), object=company("Acme")),
    ]
    found = resolve(facts, SEEDS)
    assert [(f.evidence.article, f.evidence.start, f.status) for f in found] == [
        ("a", 1, "done"),
        ("a", 5, "talks"),
        ("b", 1, "done"),
    ]
    assert found[0].qualifiers == (role, sum_)
    assert found[0].confidence == 0.9


def test_a_thing_is_not_related_to_itself() -> None:
    own = said("a", 0, subject=company("Meta"), object=company("Facebook"))
    back = said("a", 1, subject=company("Meta"), qualifiers=(Qualifier("from", company("Facebook")),))
    [found] = resolve([own, back], SEEDS)
    assert found.qualifiers == ()


NAMES = [
    "Meta", "Facebook", "Scale", "Scale AI", "Open AI", "OpenAI", "Musk", "Elon Musk", "Kimbal Musk", "FAIR",
    "Andreesen Horowitz", "Zed", "Zed Systems", "Zed Systems Inc.", "Zedsystems", "Zenith Widgets",
    "Zenith Wigdets", "Zenith Widgetz", "Llama 3", "Llama-3", "Llama 4", "The", "!", "Apple Zed", "Apple",
]  # fmt: skip
KINDS = ["Company", "Lab", "Organization", "Person", "Model"]
things = st.builds(
    Entity,
    st.sampled_from(KINDS),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
)
values: st.SearchStrategy[QualifierValue] = things
told = st.builds(
    said,
    st.sampled_from("abc"),
    st.integers(0, 3),
    subject=things,
    object=things,
    qualifiers=st.lists(st.builds(Qualifier, st.just("from"), values), max_size=1).map(tuple),
)
news = st.lists(told, max_size=12)


@given(news, st.randoms(use_true_random=False))
def test_order_does_not_matter(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled, SEEDS) == resolve(facts, SEEDS)


@given(news)
def test_resolving_again_changes_nothing(facts: list[Fact]) -> None:
    once = resolve(facts, SEEDS)
    again = resolve(once, SEEDS)
    assert again == once
    assert [fact.subject.aliases for fact in again] == [fact.subject.aliases for fact in once]


@given(news)
def test_types_stay_apart_and_ids_are_unique(facts: list[Fact]) -> None:
    found = resolve(facts, SEEDS)
    entities = {
        entity for fact in found for entity in (fact.subject, fact.object) if isinstance(entity, Entity)
    }
    assert all(entity.id.startswith(f"{entity.type.lower()}/") for entity in entities)
    assert len({entity.id for entity in entities}) == len(entities)


@given(st.lists(st.tuples(st.sampled_from("abc"), things), max_size=6))
def test_persons_and_models_keep_their_class(told: list[tuple[str, Entity]]) -> None:
    for (_, before), after in zip(told, resolved(*told), strict=True):
        assert after.type == before.type or {after.type, before.type} <= {"Company", "Lab", "Organization"}
