"""Claims with their sources: what an article says, in which words, and where they stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.lookup.about import label, node, shown
from kg.lookup.reader import Reader, text
from kg.query import Term, local_name

MOST = 200
CLAIMS = """
SELECT DISTINCT ?claim ?relation ?status ?now ?one ?other ?quote ?start ?end ?article ?title ?issued ?url ?attribution WHERE {
  %s
  ?claim a kg:Claim ; kg:relation ?relation ; kg:status ?status ; kg:subject ?subject ; kg:object ?object ;
    prov:wasQuotedFrom ?article ; oa:hasSelector ?words .
  ?words oa:exact ?quote ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?claim kg:event ?event . ?event kg:status ?now }
  OPTIONAL { ?subject skos:prefLabel ?from } OPTIONAL { ?object skos:prefLabel ?to }
  BIND (COALESCE(?from, STR(?subject)) AS ?one) BIND (COALESCE(?to, STR(?object)) AS ?other)
  OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:issued ?issued }
  OPTIONAL { ?article schema:url ?url } OPTIONAL { ?claim kg:attribution ?attribution }
} ORDER BY ?relation ?one ?other DESC(?issued) ?claim LIMIT %d
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is stated: the words, their place in the article's text, and the article.

    `says` is what this article says of it: done, talks or denied.
    """

    quote: str
    start: int
    end: int
    title: str
    article: str
    claim: str
    says: str
    date: str | None = None
    url: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact in words, its status over all articles, and one source of it."""

    fact: str
    status: str
    source: Source


async def of(reader: Reader, iri: str) -> list[Stated]:
    """The claims in which the thing has a part."""
    return await _claims(reader, f"?claim ?role {node(iri)} .")


async def between(reader: Reader, one: str, other: str) -> list[Stated]:
    """The claims in which both things have a part."""
    return await _claims(reader, f"?claim ?role {node(one)} ; ?part {node(other)} .")


async def named(reader: Reader, claims: Iterable[str]) -> list[Stated]:
    """The claims of those IRIs."""
    return await _claims(reader, f"VALUES ?claim {{ {' '.join(map(node, claims))} }}")


async def behind(reader: Reader, things: Iterable[str], *, most: int) -> list[Stated]:
    """The claims that speak of at least one of the things, or are among them; those that speak of more first."""
    values = " ".join(map(node, things))
    pattern = f"""{{ SELECT ?claim (COUNT(DISTINCT ?thing) AS ?parts) WHERE {{ VALUES ?thing {{ {values} }}
      {{ ?claim a kg:Claim ; ?role ?thing }} UNION {{ ?thing a kg:Claim BIND (?thing AS ?claim) }}
    }} GROUP BY ?claim ORDER BY DESC(?parts) ?claim LIMIT {most} }}"""
    return await _claims(reader, pattern)


async def _claims(reader: Reader, pattern: str) -> list[Stated]:
    return [_stated(row) for row in await reader.rows(CLAIMS % (pattern, MOST))]


def _stated(row: dict[str, Term]) -> Stated:
    relation = local_name(text(row, "relation"))
    source = Source(
        text(row, "quote"),
        int(text(row, "start")),
        int(text(row, "end")),
        text(row, "title") or text(row, "article"),
        text(row, "article"),
        text(row, "claim"),
        local_name(text(row, "status")).lower(),
        text(row, "issued") or None,
        text(row, "url") or None,
        text(row, "attribution") or None,
    )
    fact = f"{text(row, 'one')} {label(relation)} {shown(text(row, 'other'))}"
    return Stated(fact, local_name(text(row, "now")).lower() or source.says, source)
