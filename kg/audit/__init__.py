"""Tracing a graph back to its articles: is every name, sum, date and quote in a claim really there?

Words of the article are taken as such, or through one of the normalisations that `HOW` lists. What is
derived from claims, events and the names of things, must be in a claim or a naming.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, SKOS, Dataset, URIRef
from rdflib.term import Identifier

from kg.audit.claims import HOW, Known, Origins, Traced, origins, trace
from kg.graph.rdf import Shortener, by_subject, dataset_prefixes, union
from kg.model import Article
from kg.ontology import KG, QUALIFIERS, local_name

__all__ = ["HOW", "Audit", "Orphan", "audit"]

COPIED = (*QUALIFIERS.values(), KG.sum, KG.amountText, KG.currency, KG.valuationCurrency)


@dataclass(frozen=True, slots=True, order=True)
class Orphan:
    """Something in the graph without a source: the node, which of its roles, the value, what is amiss."""

    node: str
    role: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.node}: {self.role} {self.value!r}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome: how many claims, how many values by how they were found, and the orphans, sorted."""

    claims: int
    found: Mapping[str, int]
    orphans: tuple[Orphan, ...]


def audit(dataset: Dataset, articles: Iterable[Article]) -> Audit:
    """Trace all claims of the data set, whichever graphs they are in, back to the articles."""
    known = by_subject(union(dataset))
    claims = [node for node, said in known.items() if KG.Claim in said.get(RDF.type, ())]
    term = Shortener(dataset_prefixes(dataset)).term
    found: Counter[str] = Counter()
    orphans = set()
    for traced in _all(claims, known, origins(known, articles)):
        if traced.how in HOW:
            found[traced.how] += 1
        else:
            value = term(traced.value) if isinstance(traced.value, URIRef) else str(traced.value)
            orphans.add(Orphan(term(traced.node), traced.role, value, traced.how))
    return Audit(len(claims), {how: found[how] for how in HOW if found[how]}, tuple(sorted(orphans)))


def _all(claims: Iterable[Identifier], known: Known, places: Origins) -> Iterator[Traced]:
    for claim in claims:
        yield from trace(claim, known, places)
    for event, said in known.items():
        if KG.reportedIn in said:
            yield from _event(event, known)
    yield from _labels(known)


def _event(event: Identifier, known: Known) -> Iterator[Traced]:
    """What an event has that none of its claims says."""
    said = known[event]
    claims = [known.get(claim, {}) for claim in said[KG.reportedIn]]
    for role in COPIED:
        stated = {value for claim in claims for value in (*claim.get(role, ()), *_ends(claim))}
        for value in said.get(role, ()):
            if value not in stated:
                yield Traced(event, local_name(role), value, "is in none of its claims")


def _ends(claim: Mapping[Identifier, Iterable[Identifier]]) -> Iterator[Identifier]:
    """A claim's subject and object, which are an event's roles under other names."""
    yield from claim.get(KG.subject, ())
    yield from claim.get(KG.object, ())


def _labels(known: Known) -> Iterator[Traced]:
    """The names of things that no article gives them."""
    named: dict[Identifier, set[Identifier]] = {}
    for said in known.values():
        for thing in said.get(KG.names, ()):
            named.setdefault(thing, set()).update(*(said.get(role, ()) for role in (KG.name, KG.alias)))
    for thing, said in known.items():
        for role in ("prefLabel", "altLabel"):
            for label in said.get(SKOS[role], ()):
                if label not in named.get(thing, ()):
                    yield Traced(thing, role, label, "is no name that an article gives it")
