"""A question as SPARQL that rdflib and Oxigraph both run, written to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.ask.fit import types_of
from kg.ask.meaning import (
    About,
    Anything,
    Atom,
    Between,
    Condition,
    Matching,
    Named,
    Question,
    Several,
    Sum,
    Term,
    Value,
    Var,
    Whole,
)  # fmt: skip
from kg.ask.patterns import Means
from kg.ask.relations import Relation
from kg.ask.spelling import Spelling, during, matches

# Engines find the same faster where what may be missing stands last; filters stand there to be read last.
LATE = ("OPTIONAL", "BIND", "FILTER")
ROLES = {"from": "formerEmployer"}
VALUES = {"sum": "sum", "stake": "stake", "valuation": "valuation", "round": "round", "role": "role"}


@dataclass
class Writer:
    """Writes one question; `relations` say in which roles events hold what the question names."""

    relations: Mapping[str, Relation]
    _spelling: Spelling = field(default_factory=Spelling)

    def select(self, question: Question) -> str:
        """The query: columns answer, name, event and one more for each further event, status, quote, article."""
        if isinstance(question.asked, Var):
            self._spelling.variables[question.asked.number] = "?answer"
        events = events_of(question)
        selective = sorted(question.conditions, key=_open)
        lines = [line for c in selective for line in self._condition(c, question, events)]
        lines += self._named(question)
        lines.sort(key=lambda line: line.startswith(LATE))
        columns = (
            ["?answer", "?name"]
            if isinstance(question.asked, Var)
            else ["?answer"]
            if question.asked and not isinstance(question.asked, Whole)
            else []
        )
        columns += [
            *events.values(),
            "?status",
            *(["?date"] if self._dated(question) else []),
            *(["?sum" if question.order.by == "sum" else "?when"] if question.order else []),
            "?quote",
            "?article",
        ]
        body = "\n".join(f"  {line}" for line in lines)
        text = f"SELECT DISTINCT {' '.join(columns)}\nWHERE {{\n{body}\n}}\nORDER BY {self._order(question, columns)}\n"
        return self._spelling.head(text) + text

    # ------------------------------------------------------------------ conditions

    def _condition(
        self, condition: Condition, question: Question, events: Mapping[int, str]
    ) -> Iterator[str]:
        event = events[condition.number]
        first = next(iter(events.values())) == event
        match condition:
            case Atom():
                yield from self._atom(condition, event)
            case About():
                yield f"{event} kg:status ?status ."
                path = "kg:subject" if condition.subject else "kg:subject|kg:object|kg:formerEmployer"
                yield from self._told(event, condition.mood)
                yield f"?claim {path} {self._spelling.term(condition.thing, 'thing')} ."
                yield from self._kinds(condition.thing, frozenset())
            case Between():
                yield f"{event} kg:status ?status ."
                yield from self._told(event, "")
                for term in (condition.one, condition.other):
                    yield f"FILTER EXISTS {{ ?claim kg:subject|kg:object|kg:formerEmployer {self._spelling.term(term, 'thing')} }}"
        if isinstance(condition, Atom | About):
            if first and isinstance(condition, Atom):
                yield from self._told(event, condition.mood)
            if first and self._dated(question):
                yield f"OPTIONAL {{ {event} kg:date|kg:year ?date }}"
            if first:
                yield from self._value(question, event)
            if isinstance(condition, Atom):
                yield from self._unless(condition, event)
            yield from self._times(condition, event, first=first)

    def _atom(self, atom: Atom, event: str) -> Iterator[str]:
        for slot, term in atom.slots:
            if isinstance(term, Several):
                names = " ".join(self._spelling.iri(e.iri) for item in term.items for e in item.entities)
                yield f"VALUES {self._spelling.variable(id(term), slot.lower())} {{ {names} }}"
        blocks = [list(self._meaning(means, atom, event)) for means in atom.sense.means]
        if len(blocks) == 1:
            yield from blocks[0]
        else:
            for index, block in enumerate(blocks):
                yield "} UNION {" if index else "{"
                yield from (f"  {line}" for line in block)
            yield "}"
        yield from self._filters(atom, event)

    def _meaning(self, means: Means, atom: Atom, event: str) -> Iterator[str]:
        """The triples of an event of one relation."""
        relation = self.relations[means.relation]
        parts = [f"kg:relation kg:{relation.name}", f"kg:status {'kg:Done' if atom.inner else '?status'}"]
        ends: dict[str, str] = {}
        for slot, term in atom.slots:
            end = means.slots[slot]
            if isinstance(term, Anything | Sum | Matching):
                continue
            role = {"subject": relation.subject_role, "object": relation.object_role}.get(end) or ROLES.get(
                end, end
            )
            ends[end] = self._spelling.term(term, role)
            parts.append(f"kg:{role} {ends[end]}")
        yield f"{event} {' ; '.join(parts)} ."
        if relation.symmetric and len(ends) == 2 and any(value.startswith("?") for value in ends.values()):
            yield f"FILTER ({ends['subject']} != {ends['object']})"
        for slot, term in atom.slots:
            yield from self._kinds(term, types_of(means, slot, self.relations))

    def _unless(self, atom: Atom, event: str) -> Iterator[str]:
        """What a later article contradicts by an event of another relation: nobody works where they have left."""
        other = atom.sense.unless
        if other is None or other.relation not in self.relations:
            return
        relation = self.relations[other.relation]
        ends = {
            end: self._spelling.term(term, end)
            for slot, term in atom.slots
            if (end := other.slots.get(slot)) and not isinstance(term, Matching)
        }
        if {"subject", "object"} <= ends.keys():
            gone = (
                f"?left kg:{relation.subject_role} {ends['subject']} ; kg:{relation.object_role} {ends['object']} ; "
                f"kg:relation kg:{relation.name} ; kg:status kg:Done"
            )
            if atom.inner:
                yield f"FILTER NOT EXISTS {{ {gone} }}"
                return
            yield "OPTIONAL { ?article dcterms:issued ?issued }"
            yield (
                f"FILTER NOT EXISTS {{\n    {gone} ; kg:reportedIn ?since .\n"
                "    ?since prov:wasQuotedFrom ?later . OPTIONAL { ?later dcterms:issued ?day }\n"
                "    FILTER (!BOUND(?day) || !BOUND(?issued) || STR(?day) >= STR(?issued))\n  }"
            )

    def _filters(self, atom: Atom, event: str) -> Iterator[str]:
        for slot, term in atom.slots:
            name = next((m.slots[slot] for m in atom.sense.means), "")
            name = "sum" if isinstance(term, Sum) else name
            variable = f"?{name}{event.removeprefix('?event')}"
            match term:
                case Sum():
                    yield f"{event} kg:sum {variable} ."
                    number = f'xsd:decimal(STRBEFORE({variable}, " "))'
                    yield f'FILTER ({number} {term.than} {term.value} && STRAFTER({variable}, " ") = "{term.currency}")'
                case Matching():
                    yield f"{event} kg:{VALUES.get(name, name)} {variable} ."
                    yield f"FILTER ({matches(term, variable)})"

    def _kinds(self, term: Term, implied: frozenset[str]) -> Iterator[str]:
        """The types of something unknown, where the relation does not imply them."""
        if not isinstance(term, Var) or not term.types or (implied and implied <= term.types):
            return
        variable = self._spelling.variable(term.number, "thing")
        if len(term.types) == 1:
            yield f"{variable} a kg:{next(iter(term.types))} ."
        else:
            kinds = " ".join(f"kg:{kind}" for kind in sorted(term.types))
            yield f"VALUES ?type {{ {kinds} }} {variable} a ?type ."

    def _told(self, event: str, mood: str) -> Iterator[str]:
        """The claims that tell of the event, and their words."""
        yield f"{event} kg:reportedIn ?claim ."
        status = f"kg:status kg:{mood.capitalize()} ; " if mood else ""
        yield f"?claim {status}prov:wasQuotedFrom ?article ; oa:hasSelector ?words ."
        yield "?words oa:exact ?quote ."

    def _value(self, question: Question, event: str) -> Iterator[str]:
        asked = question.asked
        if isinstance(asked, Value) and asked.name in VALUES:
            yield f"OPTIONAL {{ ?claim kg:{VALUES[asked.name]} ?answer }}"
        elif isinstance(asked, Value):
            yield "BIND (?date AS ?answer)"
        if question.order:
            yield f"{event} kg:status kg:Done ."
        if question.order and question.order.by == "date" and question.order.descending:
            yield "OPTIONAL { ?article dcterms:issued ?issued }"
            yield "BIND (STR(COALESCE(?date, ?issued)) AS ?when)"
        elif question.order and question.order.by == "date":
            yield "BIND (STR(?date) AS ?when)"
        if question.order and question.order.by == "sum":
            yield f"{event} kg:sum ?sum ."

    def _times(self, condition: Atom | About, event: str, *, first: bool) -> Iterator[str]:
        if not condition.times:
            return
        strict = isinstance(condition, Atom) and condition.sense.strict
        date = "?date" if first else f"?date{event.removeprefix('?event')}"
        when = f"STR({date})"
        if not first:
            yield f"{event} kg:date|kg:year {date} ."
        elif not strict:
            if not (isinstance(condition, Atom) and condition.sense.unless):
                yield "OPTIONAL { ?article dcterms:issued ?issued }"
            when = "STR(COALESCE(?date, ?issued))"
        yield from (f"FILTER ({during(time, when)})" for time in condition.times)

    def _named(self, question: Question) -> Iterator[str]:
        if isinstance(question.asked, Var):
            yield "?answer skos:prefLabel ?name ."

    def _dated(self, question: Question) -> bool:
        first = question.conditions[0]
        asked = isinstance(question.asked, Value) and question.asked.name == "date"
        ordered = question.order is not None and question.order.by == "date"
        return asked or ordered or (isinstance(first, Atom | About) and bool(first.times))

    def _order(self, question: Question, columns: list[str]) -> str:
        if question.order and question.order.by == "sum":
            value = 'xsd:decimal(STRBEFORE(?sum, " "))'
        elif question.order and question.order.by == "date":
            value = "?when"
        else:
            return " ".join(c for c in columns if c in ("?name", "?event", "?answer", "?article", "?quote"))
        return f"{'DESC' if question.order.descending else 'ASC'}({value}) ?event"


def events_of(question: Question) -> dict[int, str]:
    """The variable of each condition's event, the first plain, the others numbered."""
    return {c.number: f"?event{i if i > 1 else ''}" for i, c in enumerate(question.conditions, 1)}


def _open(condition: Condition) -> int:
    """Whether a condition names nothing; engines find the named ones first where they stand first."""
    terms = [term for _, term in condition.slots] if isinstance(condition, Atom) else [0]
    return int(not any(isinstance(term, Named | Several | int) for term in terms))
