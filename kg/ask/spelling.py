"""How SPARQL spells names, unknowns, dates and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.ask.meaning import Matching, Named, Several, Term, Time, Var

NAMESPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/newskg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LOCAL = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
IRI = re.compile(r"(?P<space>[^\s<>\"{}|\\^`]*/(?P<kind>[a-z]+)/)(?P<local>[^/#]+)")


@dataclass
class Spelling:
    """The variables and prefixes of one query."""

    prefixes: dict[str, str] = field(default_factory=dict)
    variables: dict[int, str] = field(default_factory=dict)

    def term(self, term: Term, role: str) -> str:
        match term:
            case Named():
                return self.iri(term.entities[0].iri)
            case Several():
                return self.variable(id(term), role)
            case Var():
                return self.variable(term.number, role)
        raise TypeError(f"no term of a triple: {term}")

    def variable(self, number: int, role: str) -> str:
        if number not in self.variables:
            name, count = f"?{role}", 2
            while name in self.variables.values() or name in ("?event", "?date", "?status"):
                name, count = f"?{role}{count}", count + 1
            self.variables[number] = name
        return self.variables[number]

    def iri(self, iri: str) -> str:
        """The IRI of an entity, short where its end allows."""
        match = IRI.fullmatch(iri)
        if (
            match
            and LOCAL.fullmatch(match["local"])
            and self.prefixes.get(match["kind"], match["space"]) == match["space"]
        ):
            self.prefixes[match["kind"]] = match["space"]
            return f"{match['kind']}:{match['local']}"
        return f"<{iri}>"

    def head(self, text: str) -> str:
        known = {**NAMESPACES, **self.prefixes}
        used = sorted(name for name in known if re.search(rf"\b{name}:", text))
        return "".join(f"PREFIX {name}: <{known[name]}>\n" for name in used)


def during(time: Time, when: str) -> str:
    """A bound on a date of any precision; what is known too vaguely to tell is left out.

    >>> during(Time(">=", "2025-06"), "?when")
    'SUBSTR(?when, 1, 7) >= "2025-06"'
    """
    length, date = len(time.date), f'"{time.date}"'
    match time.than:
        case "in":
            return f"STRSTARTS({when}, {date})"
        case "<":
            return f'CONCAT({when}, "-99") < {date}'
        case "<=":
            return f'SUBSTR(CONCAT({when}, "-99"), 1, {length}) <= {date}'
    return f"SUBSTR({when}, 1, {length}) {time.than} {date}"


def matches(matching: Matching, variable: str) -> str:
    text = f"LCASE({variable})"
    if matching.every:
        return " && ".join(f'CONTAINS({text}, "{word}")' for word in matching.phrases)
    names = "|".join(re.escape(phrase).replace("\\ ", "[ -]") for phrase in matching.phrases)
    before = "^|,|and |/|interim |acting |new |its |the |co-|first " if matching.whole else "^|[^a-z]"
    after = "$|,| and |/| until | of the company" if matching.whole else "$|[^a-z]"
    return f'REGEX({text}, "({before})({names})({after})")'.replace("\\", "\\\\")
