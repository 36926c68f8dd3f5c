"""The gazetteer: readable, without two meanings of one name, refused with reasons where it is wrong."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import frontmatter
import pytest

from kg import seeds
from kg.errors import KGError
from kg.names import normal
from kg.places import folder

HEAD = """@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix c: <https://w3id.org/newskg/id/company/> .
"""


def test_load_knows_the_main_classes() -> None:
    classes = Counter(seed.entity.type for seed in seeds.load())
    assert set(classes) == {"Company", "Lab", "Model", "Organization", "Person"}
    assert sum(classes.values()) >= 500


def test_id_tells_the_class() -> None:
    assert all(seed.entity.id.startswith(f"{seed.entity.type.lower()}/") for seed in seeds.load())


def test_a_safe_name_means_one_entity() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for seed in seeds.load():
        for name in seed.safe:
            owners[name].add(seed.entity.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_names_of_a_class_differ_in_normal_form() -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for seed in seeds.load():
        for name in seed.safe:
            owners[seed.entity.type, normal(name, seed.entity.type)].add(seed.entity.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_ambiguous_names_are_kept_apart() -> None:
    known = {seed.entity.id: seed for seed in seeds.load()}
    assert known["company/scale-ai"].ambiguous == ("Scale",)
    assert "Scale" not in known["company/scale-ai"].safe
    assert known["company/target"].safe == ("Target Corporation",)


def test_same_as_is_a_wikidata_item() -> None:
    links = [link for seed in seeds.load() for link in seed.same_as]
    assert links
    assert len(links) == len(set(links))
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", link) for link in links)


def test_file_is_sorted_within_each_class() -> None:
    text = (folder("seeds") / "entities.ttl").read_text(encoding="utf-8")
    subjects = re.findall(r"^([clmop]):(\S+) a kg:", text, re.M)
    assert subjects == sorted(subjects)


@pytest.mark.parametrize(
    "body",
    [
        'c:meta a kg:Company ; skos:altLabel "Meta" .',
        'c:meta skos:prefLabel "Meta" .',
        'c:meta a kg:Company ; skos:prefLabel "Meta", "Facebook" .',
        '<https://example.org/meta> a kg:Company ; skos:prefLabel "Meta" .',
        '[] a kg:Company ; skos:prefLabel "Meta" .',
        "c:meta a kg:Company ; skos:prefLabel",
    ],
    ids=["no name", "no class", "two names", "foreign IRI", "blank node", "no Turtle"],
)
def test_what_is_no_gazetteer_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "entities.ttl"
    path.write_text(HEAD + body)
    with pytest.raises(KGError):
        seeds.read(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KGError, match="nowhere"):
        seeds.read(tmp_path / "nowhere.ttl")


ARTICLES = sorted((folder("seeds") / "articles").glob("*.txt"))


def test_there_are_a_dozen_articles_or_more() -> None:
    assert len(ARTICLES) >= 12


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_states_its_title_and_date(path: Path) -> None:
    article = frontmatter.load(str(path))
    assert article["title"]
    assert isinstance(article["date"], date)
    assert path.stem.startswith(f"{article['date']:%Y-%m}-")
    assert 150 <= len(article.content.split()) <= 350
