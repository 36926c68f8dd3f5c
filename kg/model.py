"""The values that travel between the stages: articles, mentions, entities, evidence and facts.

All are frozen; a stage returns new values and never amends its input. Offsets are character
offsets into `Article.text`, end exclusive.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from html import escape
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One news article; `id` is the file stem or the given id and unique within a build.

    `published` is an ISO date or date-time as stated by the source, or None.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span.

        >>> Span(0, 4).of("Meta hired")
        'Meta'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A named thing of an ontology class: Company, Person, Lab, Model, Organization or Place.

    `id` is empty until resolution gives it, then a path such as "company/meta".
    """

    type: str
    name: str
    aliases: tuple[str, ...] = field(default=(), compare=False)
    id: str = ""

    def __str__(self) -> str:
        return self.name

    def _repr_html_(self) -> str:
        """How a notebook shows the entity.

        >>> Entity("Company", "Meta", ("Facebook",))._repr_html_()
        '<b>Meta</b> <small>Company, also Facebook</small>'
        """
        also = f", also {escape(', '.join(self.aliases))}" if self.aliases else ""
        return f"<b>{escape(self.name)}</b> <small>{escape(self.type)}{also}</small>"


def identity(thing: object) -> object:
    """What makes two ends of facts the same: an entity's type and name, of anything else its text."""
    return (thing.type, thing.name) if isinstance(thing, Entity) else str(thing)


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A sum of money; `currency` is an ISO 4217 code.

    >>> str(Amount(Decimal("14.3e9"), "USD"))
    '14300000000 USD'
    """

    value: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.currency}"


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A calendar year."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


class Status(StrEnum):
    """Whether the text presents a fact as having happened, as talked about, or as not so."""

    DONE = "done"
    TALKS = "talks"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one article that state a fact: `article.text[start:end] == quote` always holds."""

    article: str
    start: int
    end: int
    quote: str
    rule: str


QualifierValue = Entity | Amount | Decimal | str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One further role of a fact, such as `from`, `role` or `amount`, with the words that state it.

    The value of `from` is an Entity, of `amount` and `valuation` an Amount, of `stake` a Decimal
    between 0 and 1, of `date` an ISO date cut to what is known ("2025", "2025-06"), of all others text.
    """

    name: str
    value: QualifierValue
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one article says: a relation of the ontology between two things, with status and evidence.

    `subject_span` and `object_span` are the words that name the two within the article; None
    where a role is not named in the text. `attribution` is who the article says said so.
    """

    relation: str
    subject: Entity
    object: Entity | Amount | Year
    status: Status
    evidence: Evidence
    subject_span: Span | None = None
    object_span: Span | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    attribution: str | None = None
    confidence: float = 1.0

    @property
    def roles(self) -> Mapping[str, Qualifier]:
        """The qualifiers by name."""
        return MappingProxyType({q.name: q for q in self.qualifiers})

    def replace(self, **changes: Any) -> Fact:
        """A copy with some fields changed."""
        return dataclasses.replace(self, **changes)
