"""Whose a model is: a company that has "released" another's model only offers it."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

from kg.english.claims import Attempt
from kg.english.modelnames import WORDS
from kg.model import Entity, Status
from kg.names import normal

FILE = Path(__file__).with_suffix(".toml")
# A number, size or version in a model's name: "3.1", "70B", "R1", "4o".
VERSION = re.compile(r"[A-Za-z]?\d{1,3}(?:\.\d+)*[A-Za-z]{0,2}")


def checked(attempt: Attempt) -> Attempt:
    """The attempt, blocked where it says, and does not deny, of a company that it developed what is known to be another's."""
    subject, model = (each and each.entity for each in (attempt.subject, attempt.object))
    denied = attempt.judged.status == Status.DENIED
    if attempt.relation != "developed" or attempt.blocked or denied or not subject or not model:
        return attempt
    return attempt.block("the model is another's") if anothers(model, subject) else attempt


def anothers(model: Entity, company: Entity) -> bool:
    """Whether a model is of a family that another company makes, by its name and what the gazetteer of makers says.

    >>> llama, nvidia = Entity("Model", "Llama 3.1 70B"), Entity("Company", "Nvidia")
    >>> anothers(llama, nvidia), anothers(Entity("Model", "Llama Nemotron"), nvidia)
    (True, False)
    """
    named = _family().fullmatch(model.name)
    if named is None or not all(word in _variants() or VERSION.fullmatch(word) for word in _words(named[2])):
        return False
    names = [f"{normal(name)} " for name in (company.name, *company.aliases)]
    makers = tuple(f"{normal(maker)} " for maker in _table()["makers"][named[1]])
    return not any(name.startswith(makers) for name in names)


def _words(rest: str) -> list[str]:
    """The words behind a family's name: " 3.1-70B"."""
    return re.split(r"[ -]", rest)[1:]


@functools.lru_cache(maxsize=1)
def _family() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(map(re.escape, _table()['makers']))})((?:[ -].*)?)")


@functools.lru_cache(maxsize=1)
def _variants() -> frozenset[str]:
    """The words behind a family's name that tell which of its models is meant, and not that it is another's."""
    known = {*WORDS["variants"], *WORDS["small_variants"], *_table()["editions"]["words"].split()}
    return frozenset(known - _table()["makers"].keys())


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))
