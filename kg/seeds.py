"""The gazetteer: who is known beforehand, under which names, read from `seeds/entities.ttl`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KGError
from kg.model import Entity
from kg.places import folder

BASE = "https://w3id.org/newskg/id/"
_KG = "https://w3id.org/newskg/ontology#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PREFERRED = "http://www.w3.org/2004/02/skos/core#prefLabel"
_OTHER = "http://www.w3.org/2004/02/skos/core#altLabel"
_AMBIGUOUS = f"{_KG}ambiguousLabel"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"

Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True, order=True)
class Seed:
    """A known entity: its `aliases` are the other names that mean it by themselves.

    `ambiguous` are names that are also an ordinary word, a first name, a surname or somebody else's
    name; the preferred name may be among them. `same_as` are IRIs of the same thing elsewhere.
    """

    entity: Entity
    ambiguous: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def safe(self) -> tuple[str, ...]:
        """The names that mean this entity wherever they stand.

        >>> Seed(Entity("Company", "Scale AI"), ambiguous=("Scale",)).safe
        ('Scale AI',)
        """
        return tuple(name for name in (self.entity.name, *self.entity.aliases) if name not in self.ambiguous)


@lru_cache(maxsize=1)
def load() -> tuple[Seed, ...]:
    """The seeds that come with kg, in the order of their ids; raises KGError where the file is no gazetteer.

    >>> {seed.entity.id: seed for seed in load()}["company/meta"].safe[:2]
    ('Meta', 'Facebook')
    """
    return read(folder("seeds") / "entities.ttl")


def read(path: Path) -> tuple[Seed, ...]:
    """The seeds of a Turtle file, in the order of their ids."""
    subjects: defaultdict[str, Values] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subjects[_value(quad.subject)][quad.predicate.value].append(_value(quad.object))
    except (OSError, SyntaxError) as error:
        raise KGError(f"{path}: not a readable Turtle file: {error}") from error
    return tuple(_seed(iri, subjects[iri]) for iri in sorted(subjects))


def _seed(iri: str, values: Values) -> Seed:
    names, types = values.get(_PREFERRED, []), values.get(_TYPE, [])
    if not iri.startswith(BASE) or len(names) != 1 or len(types) != 1 or not types[0].startswith(_KG):
        raise KGError(f"{iri}: a seed needs an IRI under {BASE}, one kg: class and one skos:prefLabel")
    entity = Entity(
        types[0].removeprefix(_KG), names[0], tuple(values.get(_OTHER, ())), iri.removeprefix(BASE)
    )
    return Seed(entity, tuple(values.get(_AMBIGUOUS, ())), tuple(sorted(values.get(_SAME, ()))))


def _value(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    raise KGError(f"{term}: the gazetteer has no blank nodes")
