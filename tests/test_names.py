"""Normal forms: what counts as the same name, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import normal, slug

SAME = [
    ("Company", "Scale AI, Inc.", "scale ai"),
    ("Company", "Toyota Motor Co., Ltd.", "Toyota Motor"),
    ("Company", "Société Générale S.A.", "Societe Generale"),
    ("Company", "AT&T Inc.", "AT and T"),
    ("Company", "McDonald’s", "McDonald's"),
    ("Company", "The Washington Post", "Washington Post"),
    ("Company", "C3 A.I.", "C3 AI"),
    ("Company", "Robert Bosch GmbH & Co. KG", "Robert Bosch"),
    ("Company", "Yahoo!", "Yahoo"),
    ("Model", "Llama-4", "Llama 4"),
    ("Model", "GPT4o", "GPT-4o"),
    ("Model", "Qwen2.5-VL", "Qwen 2.5 VL"),
    ("Person", "Dr. Fei-Fei Li", "Fei Fei Li"),
    ("Person", "Łukasz Kaiser", "Lukasz Kaiser"),
]
DIFFERENT = [
    ("Model", "GPT-4", "GPT-4o"),
    ("Model", "GPT-4.1", "GPT-41"),
    ("Model", "Llama 3", "Llama 3.1"),
    ("Model", "Command R", "Command R+"),
    ("Company", "Meta", "Meta Holdings"),
    ("Company", "H Company", "Company"),
    ("Person", "Alice Wang", "Bob Wang"),
    ("Person", "Timothy Co", "Timothy"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_same(kind: str, one: str, other: str) -> None:
    assert normal(one, kind) == normal(other, kind)


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_different(kind: str, one: str, other: str) -> None:
    assert normal(one, kind) != normal(other, kind)


@given(st.text(), st.sampled_from(["Company", "Person", "Model"]))
def test_normal_form_is_its_own_normal_form(name: str, kind: str) -> None:
    assert normal(normal(name, kind), kind) == normal(name, kind)


@given(st.from_regex(r"\w*[A-Za-z]\w*", fullmatch=True))
def test_a_name_is_never_reduced_to_nothing(name: str) -> None:
    assert normal(name)


@given(st.text(st.characters()))
def test_slug_is_safe_in_an_iri(name: str) -> None:
    assert slug(name)
    assert all(c.isalnum() or c in "-." for c in slug(name))
    assert not slug(name).endswith((".", "-"))
