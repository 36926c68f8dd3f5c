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
                told = " ".join(self._spelling.iri(e.iri) for item in term.items for e in item.entities)
                yield f"VALUES {self._spelling.variable(id(term), slot.lower())} {{ {told} }}"
        held = [(slot, term) for slot, term in atom.slots if not isinstance(term, Anything | Sum | Matching)]
        columns = [[m.relation for m in atom.sense.means]]
        columns += [[self._role(means, slot) for means in atom.sense.means] for slot, _ in held]
        names, table = self._table(columns, event)
        yield from table
        status = "kg:Done" if atom.inner else "?status"
        ends = [self._spelling.term(term, columns[i][0]) for i, (_, term) in enumerate(held, 1)]
        parts = [f"{name} {end}" for name, end in zip(names[1:], ends, strict=True)]
        parts.sort(key=lambda part: " ?" in part)
        parts += [f"kg:relation {names[0]}", f"kg:status {status}"]
        yield f"{event} {' ; '.join(parts)} ."
        yield from self._distinct(atom, ends)
        for slot, term in held:
            implied = frozenset[str]().union(*(types_of(m, slot, self.relations) for m in atom.sense.means))
            yield from self._kinds(term, implied)
        yield from self._filters(atom, event)

    def _role(self, means: Means, slot: str) -> str:
        """The property by which an event of a relation holds what fills the slot."""
        relation, end = self.relations[means.relation], means.slots[slot]
        named = {"subject": relation.subject_role, "object": relation.object_role, **ROLES}
        return named.get(end, end)

    def _table(self, columns: list[list[str]], event: str) -> tuple[list[str], list[str]]:
        """The relation and the roles as they stand in a triple: terms where all meanings agree, else variables.

        Engines plan one pattern with such a table far better than a union of patterns.
        """
        suffix = event.removeprefix("?event")
        free = ["?relation", *(f"?part{i}" for i in range(1, len(columns)))]
        names = [
            f"kg:{column[0]}" if len(set(column)) == 1 else f"{name}{'_' if suffix else ''}{suffix}"
            for name, column in zip(free, columns, strict=True)
        ]
        varied = [i for i, name in enumerate(names) if name.startswith("?")]
        if not varied:
            return names, []
        rows = dict.fromkeys(
            " ".join(f"kg:{columns[i][row]}" for i in varied) for row in range(len(columns[0]))
        )
        cells = " ".join(f"({row})" for row in rows)
        return names, [f"VALUES ({' '.join(names[i] for i in varied)}) {{ {cells} }}"]

    def _distinct(self, atom: Atom, ends: list[str]) -> Iterator[str]:
        """Where a relation holds both ways, both sides are held by the same role, but nothing is its own partner."""
        mutual = any(self.relations[m.relation].symmetric for m in atom.sense.means)
        if mutual and len(ends) == 2 and any(end.startswith("?") for end in ends):
            yield f"FILTER ({ends[0]} != {ends[1]})"

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
