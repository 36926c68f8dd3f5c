"""Events, derived from the claims of all articles: one event for one happening, however often told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import DCTERMS, PROV, RDF, URIRef
from rdflib.term import Identifier

from kg.errors import KGError
from kg.facts import amount
from kg.graph import iris
from kg.graph.identity import Clues, Group, groups
from kg.graph.terms import Triple
from kg.model import Amount
from kg.ontology import KG, QUALIFIERS, RELATIONS, Relation, local_name

Properties = Mapping[URIRef, Sequence[Identifier]]
DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
CARRIED = (*QUALIFIERS.values(), KG.currency, KG.amountText, KG.sum, KG.valuationCurrency)


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as events need it; `day` is its article's date of publication, "" where unknown."""

    iri: URIRef
    base: str
    day: str
    relation: Relation
    subject: URIRef
    object: Identifier
    status: URIRef
    properties: Properties = field(hash=False, repr=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What all claims of an event share: the relation and the things it joins."""
        pair = [str(self.subject), str(self.object)]
        if self.relation.symmetric:
            pair.sort()
        if self.relation.range == {"Amount"} and self.relation.tolerance is not None:
            pair[1] = ""
        return self.relation.name, pair[0], pair[1]

    @property
    def clues(self) -> Clues:
        """What tells this claim's event from others of the same things."""
        said = self.properties.get
        return Clues(
            str(self.iri),
            sums=tuple(sorted(amount(str(s)) for s in said(KG.sum, ()))),
            years=tuple(sorted(int(d[:4]) for d in said(KG.date, ()) if d[:4].isdecimal())),
            rounds=tuple(sorted(str(r).casefold() for r in said(KG.round, ()))),
        )


def told(subjects: Mapping[URIRef, Properties]) -> Iterator[Told]:
    """The claims among the subjects of all article graphs; raises KGError where one is incomplete."""
    for iri, said in subjects.items():
        if KG.Claim in said.get(RDF.type, ()):
            try:
                yield _told(iri, said, subjects)
            except (KeyError, IndexError) as error:
                raise KGError(f"the claim {iri} is incomplete or uses an unknown term: {error}") from error


def _told(iri: URIRef, said: Properties, subjects: Mapping[URIRef, Properties]) -> Told:
    article = URIRef(said[PROV.wasQuotedFrom][0])
    issued = subjects[article].get(DCTERMS.issued, [""])
    return Told(
        iri=iri,
        base=iris.base_of(article),
        day=str(issued[0])[:10],
        relation=RELATIONS[local_name(URIRef(said[KG.relation][0]))],
        subject=URIRef(said[KG.subject][0]),
        object=said[KG.object][0],
        status=URIRef(said[KG.status][0]),
        properties=said,
    )


def event_triples(claims: Iterable[Told]) -> Iterator[Triple]:
    """The events that the claims tell of, and which claim tells of which."""
    pairs: dict[tuple[str, str, str], dict[str, Told]] = defaultdict(dict)
    for claim in claims:
        pairs[claim.key][str(claim.iri)] = claim
    for claims_of_pair in pairs.values():
        first = min(claims_of_pair.values(), key=lambda c: c.iri)
        clues = [claim.clues for claim in claims_of_pair.values()]
        tolerance = first.relation.tolerance
        found = [sorted(clues)] if tolerance is None else groups(clues, tolerance)
        for group, name in zip(found, _names(found, claims_of_pair), strict=True):
            yield from _event(name, [claims_of_pair[clue.claim] for clue in group])


def _event(event: URIRef, claims: list[Told]) -> Iterator[Triple]:
    """One event with its roles, status, qualifiers and claims.

    Only claims of the event's own status lend it their qualifiers: what was merely talked of, or
    denied, is no part of what was done.
    """
    status = summary(claims)
    told_of = claims[0].relation
    yield event, RDF.type, told_of.event_class
    yield event, KG.relation, KG[told_of.name]
    yield event, KG.status, status
    for claim in claims:
        yield event, KG.reportedIn, claim.iri
        yield claim.iri, KG.event, event
        yield event, told_of.subject_role, claim.subject
        if claim.status == status:
            for role in CARRIED:
                for value in claim.properties.get(role, ()):
                    yield event, role, value
        if claim.status == status or told_of.range != {"Amount"}:
            yield event, told_of.object_role, claim.object


def summary(claims: Iterable[Told]) -> URIRef:
    """The status of an event: done if any claim says so that no later article denies.

    Else it is what was published last, ties denied; talk takes nothing back.
    """
    told = list(claims)
    denied = {claim.day for claim in told if claim.status == KG.Denied}
    done = {claim.day for claim in told if claim.status == KG.Done}
    if any(not any(_later(no, yes) for no in denied) for yes in done):
        return KG.Done
    rest = [claim for claim in told if claim.status != KG.Done]
    return max((claim.day, claim.status == KG.Denied, claim.status) for claim in rest)[-1]


def _later(one: str, other: str) -> bool:
    """Whether one date is after the other as far as both are known; of what is no date nothing is known.

    >>> _later("2025-07-14", "2025-05"), _later("2025-07-14", "2025-07"), _later("2025-07-14", "")
    (True, False, False)
    """
    dates = DATE.fullmatch(one) and DATE.fullmatch(other)
    return dates is not None and one > other and not one.startswith(other)


def _names(found: list[Group], claims: Mapping[str, Told]) -> list[URIRef]:
    """The IRIs of the events of one pair, told apart by sum, year or round where there are several."""
    firsts = [_first_clues(group, claims) for group in found]
    endings = [parts[:1] for parts in firsts]
    if _ambiguous(endings):
        endings = firsts
    if _ambiguous(endings):
        endings = [
            [*parts, iris.slug(group[0].claim[-8:])] for parts, group in zip(firsts, found, strict=True)
        ]
    claim = min(claims.values(), key=lambda c: c.iri)
    return [iris.event(claim.base, [*_stem(claim), *ending]) for ending in endings]


def _ambiguous(endings: list[list[str]]) -> bool:
    return len({tuple(ending) for ending in endings}) < len(endings)


def _stem(claim: Told) -> list[str]:
    """Relation, subject and object as parts of a slug, with the type where it is not the usual one."""
    relation, *pair = claim.key
    parts = [iris.kebab(relation)]
    for end in pair:
        if end.startswith(claim.base):
            kind, _, name = end.removeprefix(claim.base).partition("/")
            parts += [name] if kind in ("company", "person", "model", "place") else [kind, name]
        elif end:
            parts.append(iris.slug(end))
    return parts


def _first_clues(group: Group, claims: Mapping[str, Told]) -> list[str]:
    """The sum, the year and the round that the earliest claims of a group give, as parts of a slug."""
    if claims[group[0].claim].relation.tolerance is None:
        return []
    early = sorted(group, key=lambda clues: (claims[clues.claim].day or "9", clues.claim))
    sums: list[Amount] = [s for clues in early for s in clues.sums]
    years = [y for clues in early for y in clues.years]
    rounds = [r for clues in early for r in clues.rounds]
    return [*map(iris.sum_slug, sums[:1]), *map(str, years[:1]), *map(iris.slug, rounds[:1])]
