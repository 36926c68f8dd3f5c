"""Writes what follows from `ontology/kg.ttl`: `docs/ontology.html` and `ontology/context.jsonld`.

Run `python docs/generate.py` after a change to the ontology; a test compares the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from kg import files
from kg.ontology import GRAPH, KG, NAMESPACE, PREFIXES, RELATIONS, SCHEMA, local_name

ROOT = Path(__file__).parent.parent
ONTOLOGY = URIRef(NAMESPACE.rstrip("#"))
OUTSIDE = (
    *("skos:prefLabel", "skos:altLabel", "dcterms:title", "dcterms:issued", "dcterms:identifier"),
    *("dc:creator", "dc:publisher", "oa:exact", "oa:start", "oa:end"),
)
OUTSIDE_LINKS = ("oa:hasSelector", "prov:wasQuotedFrom", "owl:sameAs", "schema:url")
TERM_RANGES = {KG.Status, KG.Relation, KG.EntityType, RDF.Property}
ALIGNMENTS = (
    *((RDFS.subClassOf, "Subclass of"), (RDFS.subPropertyOf, "Subproperty of")),
    *((OWL.inverseOf, "Inverse of"), (SKOS.closeMatch, "Close match"), (SKOS.relatedMatch, "Related")),
)
SIGNATURE = (
    *((RDFS.domain, "Domain"), (URIRef(SCHEMA + "domainIncludes"), "Subjects")),
    *((RDFS.range, "Range"), (URIRef(SCHEMA + "rangeIncludes"), "Objects")),
    *((KG.ofRelation, "From events of"), (KG.eventClass, "Told by"), (KG.subjectRole, "Subject role")),
    *((KG.objectRole, "Object role"), (KG.tolerance, "Tolerance of sums"), (KG.qualifier, "Key in facts")),
)


def main() -> None:
    """Write both files."""
    files.write(ROOT / "docs" / "ontology.html", page())
    files.write(ROOT / "ontology" / "context.jsonld", context())


def context() -> str:
    """The JSON-LD context: all terms, and those of other vocabularies that graphs use."""
    used = {"kg", "xsd", *(term.partition(":")[0] for term in (*OUTSIDE, *OUTSIDE_LINKS))}
    entries: dict[str, Any] = {prefix: PREFIXES[prefix] for prefix in sorted(used)}
    entries |= {local_name(term): _entry(term) for term in terms()}
    entries |= {term.partition(":")[2]: {"@id": term} for term in OUTSIDE}
    entries |= {term.partition(":")[2]: {"@id": term, "@type": "@id"} for term in OUTSIDE_LINKS}
    return json.dumps({"@context": entries}, indent=1) + "\n"


def _entry(term: URIRef) -> str | dict[str, str]:
    if is_class(term) or (term, RDF.type, KG.Status) in GRAPH:
        return f"kg:{local_name(term)}"
    if (term, RDF.type, OWL.ObjectProperty) not in GRAPH:
        return {"@id": f"kg:{local_name(term)}"}
    kind = "@vocab" if GRAPH.value(term, RDFS.range) in TERM_RANGES else "@id"
    return {"@id": f"kg:{local_name(term)}", "@type": kind}


def terms() -> list[URIRef]:
    """All terms of the ontology, sorted."""
    found = {s for s in GRAPH.subjects() if isinstance(s, URIRef) and s.startswith(NAMESPACE)}
    return sorted(found)


def is_class(term: Node) -> bool:
    """Whether the term is a class or a datatype."""
    return bool({OWL.Class, RDFS.Datatype} & set(GRAPH.objects(term, RDF.type)))


def _subclass(term: Node, of: URIRef) -> bool:
    return of in set(GRAPH.transitive_objects(term, RDFS.subClassOf))


def _a(kind: URIRef) -> Callable[[URIRef], bool]:
    return lambda term: (term, RDF.type, kind) in GRAPH


SECTIONS: tuple[tuple[str, str, Callable[[URIRef], bool]], ...] = (
    ("Entity types", "What has a name in articles.", _a(KG.EntityType)),
    ("Relations", "What articles may state as a fact.", _a(KG.Relation)),
    ("Shortcuts", "What is derived beside the relations.", _a(KG.Shortcut)),
    ("Events", "What tells the relations.", lambda t: is_class(t) and _subclass(t, KG.Event)),
    ("Roles", "What joins an event to those who take part.", _a(KG.Role)),
    ("Statuses", "How far a thing has come.", _a(KG.Status)),
    ("Other classes", "What else there is, and what things have in common.", is_class),
    ("Other properties", "What events, claims and namings say further.", lambda _: True),
)


def sections() -> Iterator[tuple[str, str, list[URIRef]]]:
    """Each term once, in the first section that takes it."""
    left = terms()
    for title, about, takes in SECTIONS:
        here = [term for term in left if takes(term)]
        left = [term for term in left if term not in here]
        yield title, about, here


def page() -> str:
    """The reference page; it needs nothing beside itself."""
    parts = list(sections())
    menu = "".join(
        f"<details><summary><a href='#{_anchor(title)}'>{title}</a> <small>{len(here)}</small></summary>"
        + "".join(f"<a href='#{local_name(t)}'>{escape(local_name(t))}</a>" for t in here)
        + "</details>"
        for title, _, here in parts
    )
    body = "".join(
        f"<section><h2 id='{_anchor(title)}'>{title}</h2><p>{about}</p>"
        + (_relations_table() if title == "Relations" else "")
        + "".join(map(_article, here))
        + "</section>"
        for title, about, here in parts
    )
    title, about = (escape(str(GRAPH.value(ONTOLOGY, p))) for p in (DCTERMS.title, DCTERMS.description))
    frame = (ROOT / "docs" / "ontology.template.html").read_text("utf-8")
    values = {"title": title, "about": about, "facts": _facts(), "menu": menu, "body": body}
    for name, value in values.items():
        frame = frame.replace(f"<!-- {name} -->", value)
    return frame


def _facts() -> str:
    rows = (
        ("Namespace", f"<code>{NAMESPACE}</code>"),
        ("Preferred prefix", "<code>kg:</code>"),
        ("Version", escape(str(GRAPH.value(ONTOLOGY, OWL.versionInfo)))),
        ("Licence", _link(GRAPH.value(ONTOLOGY, DCTERMS.license))),
    )
    return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)


def _relations_table() -> str:
    rows = "".join(
        f"<tr><td><a href='#{r.name}'>{r.name}</a></td><td>{_names(r.domain)}</td>"
        f"<td>{'↔' if r.symmetric else '→'}</td><td>{_names(r.range)}</td><td>{_link(r.event_class)}</td></tr>"
        for r in RELATIONS.values()
    )
    head = "<tr><th>Relation</th><th>Subject</th><th></th><th>Object</th><th>Told by</th></tr>"
    return f"<div class='wide'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"


def _names(types: frozenset[str]) -> str:
    return ", ".join(sorted(types))


def _article(term: URIRef) -> str:
    name = local_name(term)
    symmetric = ("<dt>Symmetric</dt><dd>yes</dd>") if _a(OWL.SymmetricProperty)(term) else ""
    rows = "".join(_row(term, predicate, label) for predicate, label in (*SIGNATURE, *ALIGNMENTS))
    return (
        f"<article id='{name}'><h3><a href='#{name}'>kg:{name}</a> <small>{_value(term, RDFS.label)}</small></h3>"
        f"<p>{_value(term, SKOS.definition)}</p><dl>{rows}{symmetric}</dl></article>"
    )


def _value(term: URIRef, predicate: URIRef) -> str:
    return escape(str(GRAPH.value(term, predicate) or ""))


def _row(term: URIRef, predicate: URIRef, label: str) -> str:
    values = sorted(GRAPH.objects(term, predicate), key=str)
    return f"<dt>{label}</dt><dd>{', '.join(map(_link, values))}</dd>" if values else ""


def _link(term: Node | None) -> str:
    if isinstance(term, Literal):
        return f"<code>{escape(str(term))}</code>"
    iri = str(term)
    if iri.startswith(NAMESPACE):
        return f"<a href='#{iri[len(NAMESPACE) :]}'>kg:{escape(iri[len(NAMESPACE) :])}</a>"
    return f"<a href='{escape(iri)}' rel='external'>{escape(_short(iri))}</a>"


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _anchor(title: str) -> str:
    return f"section-{title.lower().replace(' ', '-')}"


if __name__ == "__main__":
    main()
