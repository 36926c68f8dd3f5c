"""What `kg ask` answers: values that hold what was found, the words behind it, and what was asked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

FOUND, NOTHING, UNKNOWN, AMBIGUOUS, REFUSED = "found", "nothing", "unknown name", "ambiguous name", "refused"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one article, with what that article says of the event: "done", "talks" or "denied".

    `details` are pairs of name and value that the article gives: from, role, amount, stake, date and so on.
    """

    text: str
    status: str
    claim: str
    article: str
    title: str
    published: str | None = None
    url: str | None = None
    attribution: str | None = None
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the graph holds it: `text` in plain words, `details` as pairs of name and value
    from all articles together.

    `kind` is "entity", "amount" or "date", by what its object is.
    """

    relation: str
    text: str
    subject: str
    object: str
    status: str
    details: tuple[tuple[str, str], ...]
    event: str
    quotes: tuple[Quote, ...]
    kind: str = "entity"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: an entity, a value or a whole event, with the events behind it.

    `status` is "done" where all that was asked of it is done, else "talks" or "denied". `dated` is false where a time was asked for and only the article's own date falls into it.
    """

    name: str
    iri: str | None
    told: tuple[Told, ...]
    dated: bool = True
    status: str = "done"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question; `kind` is "found", "nothing", "unknown name", "ambiguous name" or "refused".

    `verdict` is "yes", "talks", "denied" or "unknown" where the question asks whether something is so. `near` holds
    names like an unknown one, or those that a shared one may mean; `examples` are questions to ask instead.
    """

    question: str
    kind: str
    text: str
    verdict: str | None = None
    rows: tuple[Row, ...] = ()
    sparql: str | None = None
    near: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as plain lists and dictionaries; what is empty is left out."""
        return {
            name: value for name, value in dataclasses.asdict(self).items() if value not in (None, (), "")
        }
