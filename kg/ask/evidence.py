"""The claims behind events: who says it, in which words, with what details."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.ask.answers import Quote, Told
from kg.ask.relations import Relation
from kg.ask.vocabulary import small_words
from kg.query import Graph, Table, local_name, run

CLAIMS = """
SELECT DISTINCT ?event ?relation ?status ?claim ?said ?subject ?object ?from ?role ?sum ?stake ?valuation
  ?valuationCurrency ?round ?date ?purpose ?attribution ?quote ?article ?title ?id ?published ?url
WHERE {
  VALUES ?event { EVENTS }
  ?event kg:status ?status ; kg:reportedIn ?claim .
  ?claim kg:relation ?relation ; kg:subject ?one ; kg:object ?two ; kg:status ?said ;
    prov:wasQuotedFrom ?article ; oa:hasSelector ?words .
  ?words oa:exact ?quote .
  ?one skos:prefLabel ?subject .
  OPTIONAL { ?two skos:prefLabel ?named }
  BIND (COALESCE(?named, STR(?two)) AS ?object)
  OPTIONAL { ?claim kg:formerEmployer ?left . ?left skos:prefLabel ?from }
  OPTIONAL { ?claim kg:role ?role }
  OPTIONAL { ?claim kg:sum ?sum }
  OPTIONAL { ?claim kg:stake ?stake }
  OPTIONAL { ?claim kg:valuation ?valuation . OPTIONAL { ?claim kg:valuationCurrency ?valuationCurrency } }
  OPTIONAL { ?claim kg:round ?round }
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?claim kg:purpose ?purpose }
  OPTIONAL { ?claim kg:attribution ?attribution }
  OPTIONAL { ?article dcterms:title ?title }
  OPTIONAL { ?article dcterms:identifier ?id }
  OPTIONAL { ?article dcterms:issued ?published }
  OPTIONAL { ?article <https://schema.org/url> ?url }
}
ORDER BY ?event ?published ?article ?claim
"""
DETAILS = ("from", "role", "sum", "stake", "valuation", "round", "date", "purpose")
KINDS = {"Amount": "amount", "gYear": "date"}
SCALES = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
Found = Mapping[str, str]


def told(store: Graph, events: Iterable[str], relations: Mapping[str, Relation]) -> dict[str, Told]:
    """What the graph tells of each event, by its IRI."""
    names = " ".join(f"<{event}>" for event in sorted(set(events)))
    if not names:
        return {}
    by_event: dict[str, list[Found]] = defaultdict(list)
    for row in rows(store, CLAIMS.replace("EVENTS", names)):
        by_event[row["event"]].append(row)
    return {event: _told(event, found, relations) for event, found in by_event.items()}


def rows(store: Graph, sparql: str) -> list[dict[str, str]]:
    """What a SELECT finds, as text; what has no value is left out."""
    table = run(store, sparql)
    assert isinstance(table, Table)
    return [
        {
            c: term.value
            for c, term in zip(table.columns, row, strict=True)
            if isinstance(term, ox.NamedNode | ox.Literal)
        }
        for row in table.rows
    ]


def spelt(total: str) -> str:
    """A sum as people write it.

    >>> spelt("14300000000 USD"), spelt("1700000000 EUR"), spelt("5000 SEK")
    ('$14.3 billion', '€1.7 billion', '5000 SEK')
    """
    number, _, currency = total.partition(" ")
    try:
        value = Decimal(number)
    except InvalidOperation:
        return total
    size, word = next(((s, w) for s, w in SCALES if value >= s), (1, ""))
    short = f"{(value / size).normalize():f}{word}"
    sign = small_words()["sums"]["signs"].get(currency)
    return f"{sign}{short}" if sign else f"{short} {currency}".strip()


def shown(name: str, row: Found) -> str | None:
    """A detail of a claim in words, None where it says nothing of it."""
    value = row.get(name)
    if value is None:
        return None
    if name == "sum":
        return spelt(value)
    if name == "valuation":
        return spelt(f"{value} {row.get('valuationCurrency', '')}")
    return f"{(Decimal(value) * 100).normalize():f}%" if name == "stake" else value


def _told(event: str, found: list[Found], relations: Mapping[str, Relation]) -> Told:
    first = found[0]
    name = local_name(first["relation"])
    relation = relations.get(name)
    kind = next((kind for held, kind in KINDS.items() if relation and held in relation.range), "entity")
    thing = spelt(first["object"]) if kind == "amount" else first["object"]
    return Told(
        relation=name,
        text=f"{first['subject']} {_verb(relation.label if relation else name)} {thing}",
        subject=first["subject"],
        object=thing,
        status=local_name(first["status"]).lower(),
        details=_details(found, thing),
        event=event,
        quotes=_quotes(found, thing),
        kind=kind,
    )


def _verb(label: str) -> str:
    """A relation's label as a verb: "part of" needs an "is"."""
    auxiliary = small_words()["auxiliaries"].get(label)
    return f"{auxiliary} {label}" if auxiliary else label


def _details(found: list[Found], thing: str) -> tuple[tuple[str, str], ...]:
    """Each detail once, in the order of the claims."""
    pairs = [(name, shown(name, row)) for name in DETAILS for row in found]
    return tuple(dict.fromkeys(("amount" if n == "sum" else n, v) for n, v in pairs if v and v != thing))


def _by_claim(found: list[Found]) -> Iterable[list[Found]]:
    """The rows of each claim; a claim has several where it holds several values of one name."""
    claims: dict[str, list[Found]] = defaultdict(list)
    for row in found:
        claims[row["claim"]].append(row)
    return claims.values()


def _quotes(found: list[Found], thing: str) -> tuple[Quote, ...]:
    """The words of the claims, the oldest first; the newest where they take back what others say is done."""
    quotes = tuple(dict.fromkeys(_quote(rows, thing) for rows in _by_claim(found)))
    taken_back = local_name(found[0]["status"]) != "Done" and any(q.status == "done" for q in quotes)
    return quotes[::-1] if taken_back else quotes


def _quote(rows: list[Found], thing: str) -> Quote:
    row = rows[0]
    return Quote(
        text=row["quote"],
        status=local_name(row["said"]).lower(),
        claim=row["claim"],
        article=row["article"],
        title=row.get("title") or row.get("id") or row["article"],
        published=row.get("published"),
        url=row.get("url"),
        attribution=row.get("attribution"),
        details=_details(rows, thing),
    )
