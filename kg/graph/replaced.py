"""Articles that took the place of others of the same id, though nothing says that they are the same article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import DCTERMS, SDO

from kg.ontology import OA

ID, TITLE, URL = map(str, (DCTERMS.identifier, DCTERMS.title, SDO.url))
QUOTED, WORDS = str(OA.hasSelector), str(OA.exact)
OF_ITSELF = (ID, TITLE, URL)


@dataclass(frozen=True, slots=True, order=True)
class Replaced:
    """An id and the titles of the article that had it and of the one that has it now, "" where there is none."""

    id: str
    old: str
    new: str

    def __str__(self) -> str:
        return (
            f"the article {_clean(self.id)!r} of the store, {_named(self.old)}, was replaced by {_named(self.new)}; "
            'to keep both, give each an id of its own: another file name, or "id" in JSON lines'
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a graph holds by which to tell one article from another."""

    said: dict[str, str] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def quotes(self) -> set[str]:
        """The words behind its claims, without those of single roles."""
        return {words for selector, words in self.words.items() if selector in self.quoted}


def replaced(held: Iterable[ox.Quad], given: Iterable[ox.Quad]) -> tuple[Replaced, ...]:
    """The articles of `held` whose ids have other articles in `given`, sorted.

    Where both have an address, an article is another if title and address differ; else if the title differs and
    no quote is the same. A title that both lack tells nothing.
    """
    new = _articles(given)
    old = _articles(q for q in held if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value in new)
    return tuple(
        sorted(
            Replaced(new[name].said[ID], known.said.get(TITLE, ""), new[name].said.get(TITLE, ""))
            for name, known in old.items()
            if _another(known, new[name])
        )
    )


def _articles(quads: Iterable[ox.Quad]) -> Mapping[str, _Known]:
    """What is known of each article, by the name of its graph."""
    found: dict[str, _Known] = defaultdict(_Known)
    for quad in quads:
        what = quad.predicate.value
        if isinstance(quad.object, ox.Literal | ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
            known = found[quad.graph_name.value]
            if what in OF_ITSELF and quad.subject == quad.graph_name:
                known.said[what] = quad.object.value
            elif what == QUOTED:
                known.quoted.add(quad.object.value)
            elif what == WORDS and isinstance(quad.subject, ox.NamedNode):
                known.words[quad.subject.value] = quad.object.value
    return {name: known for name, known in found.items() if ID in known.said}


def _another(old: _Known, new: _Known) -> bool:
    titles, addresses = ([known.said.get(what) for known in (old, new)] for what in (TITLE, URL))
    if titles[0] == titles[1] and titles[0]:
        return False
    if all(addresses):
        return addresses[0] != addresses[1]
    told = titles[0] != titles[1] or (old.quotes and new.quotes)
    return bool(told) and not old.quotes & new.quotes


def _named(title: str) -> str:
    return f"“{_clean(title)}”" if title else "one without a title"


def _clean(text: str) -> str:
    """The text on one line without characters that move the cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
