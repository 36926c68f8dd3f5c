"""From what a query found to an answer in plain words."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal

from kg.ask.answers import FOUND, NOTHING, Answer, Quote, Row, Told
from kg.ask.meaning import About, Atom, Between, Order, Question, Value, Var
from kg.ask.write import events_of

STATES = {"talks": "talked about, not done", "denied": "denied, not done"}
BEST_FIRST = {"done": 0, "talks": 1, "denied": 2}
SAYS_NOTHING = "Nothing in this graph says so."
MOST_NAMED = 40
Found = Sequence[Mapping[str, str]]


def answer(question: Question, found: Found, told: Mapping[str, Told]) -> Answer:
    """The answer to a question from the rows of its query and what is told of their events."""
    rows = _rows(question, found, told)
    if question.asked is None:
        return _verdict(rows)
    if not rows:
        return Answer("", NOTHING, SAYS_NOTHING)
    if isinstance(question.asked, Value):
        return _value(question.asked, rows)
    if question.order:
        return _foremost(question.order, rows, found)
    if isinstance(question.conditions[0], About | Between) and not isinstance(question.asked, Var):
        return Answer("", FOUND, _numbers(rows), rows=tuple(rows))
    return _counted(rows) if question.count else _listed(rows)


def nearest(rows: Sequence[Row], words: str) -> str:
    """What the graph says instead, where it says nothing of what was asked; `words` introduce it."""
    told = list(dict.fromkeys(_with_status(told) for row in rows for told in row.told[:1]))
    more = f", and {len(told) - 3} more" if len(told) > 3 else ""
    return f"{words}: {'; '.join(told[:3])}{more}."


# ---------------------------------------------------------------------- rows


def _rows(question: Question, found: Found, told: Mapping[str, Told]) -> list[Row]:
    """One row for each thing found, with all its events: what is done first, the newest first."""
    columns = [variable[1:] for variable in events_of(question).values()]
    gathered: dict[str, list[Mapping[str, str]]] = {}
    for row in found:
        key = row["answer"] if isinstance(question.asked, Var) else row["event"]
        gathered.setdefault(key, []).append(row)
    rows = [_row(question, group, columns, told) for group in gathered.values()]
    if question.order:
        return rows
    rows.sort(key=_newest, reverse=True)
    return sorted(rows, key=lambda row: (BEST_FIRST[row.status], not row.dated))


def _row(question: Question, group: Found, columns: Sequence[str], told: Mapping[str, Told]) -> Row:
    behind = [_events(question, group, column, told) for column in columns]
    events = tuple(dict.fromkeys(event for found in behind for event in found))
    condition = question.conditions[0]
    timed = isinstance(condition, Atom | About) and bool(condition.times)
    dated = not timed or any("date" in row for row in group)
    name = group[0]["name"] if isinstance(question.asked, Var) else events[0].text if events else ""
    iri = group[0]["answer"] if isinstance(question.asked, Var) else None
    return Row(name, iri, events, dated, _status(question, behind))


def _events(question: Question, group: Found, column: str, told: Mapping[str, Told]) -> list[Told]:
    """The events of a row in one column, the directest first."""
    first = question.conditions[0]
    means = [m.relation for m in first.sense.means] if isinstance(first, Atom) else []
    found = (told[event] for event in dict.fromkeys(row[column] for row in group) if event in told)
    return sorted(found, key=lambda t: means.index(t.relation) if t.relation in means else len(means))


def _status(question: Question, behind: Sequence[Sequence[Told]]) -> str:
    """The worst of what is asked about, of each event the best that is told."""
    states = [
        min((told.status for told in events), key=BEST_FIRST.__getitem__)
        for condition, events in zip(question.conditions, behind, strict=True)
        if events and not (isinstance(condition, Atom) and condition.inner)
    ]
    return max(states, key=BEST_FIRST.__getitem__, default="done")


def _newest(row: Row) -> str:
    """The day of the latest article behind a row."""
    return max((quote.published or "" for told in row.told for quote in told.quotes), default="")


# ---------------------------------------------------------------------- words


def _verdict(rows: list[Row]) -> Answer:
    if not rows:
        return Answer("", NOTHING, SAYS_NOTHING, "unknown")
    state = rows[0].status
    if state != "done":
        return Answer("", FOUND, f"{STATES[state].capitalize()}.", state, tuple(rows))
    kept = tuple(row for row in rows if row.status == "done")
    if not kept[0].dated:
        return Answer("", FOUND, f"Reported then, without a date: {kept[0].name}.", "yes", kept)
    return Answer("", FOUND, f"Yes: {kept[0].name}.", "yes", kept)


def _listed(rows: list[Row]) -> Answer:
    parts = [f"{head}{_names(kept)}." for head, kept in _parts(rows)]
    return Answer("", FOUND, " ".join(parts), rows=tuple(rows))


def _counted(rows: list[Row]) -> Answer:
    parts = [
        f"{head}{len(kept)}{': ' if kept else ''}{_names(kept)}." for head, kept in _parts(rows, count=True)
    ]
    return Answer("", FOUND, f"The articles name {' '.join(parts)}", rows=tuple(rows))


def _numbers(rows: list[Row]) -> str:
    parts = [f"{head}{len(kept)} {'fact' if len(kept) == 1 else 'facts'}." for head, kept in _parts(rows)]
    return " ".join(parts)


def _parts(rows: list[Row], *, count: bool = False) -> Iterable[tuple[str, list[Row]]]:
    """The rows by how sure they are, each kind with the words that introduce it."""
    done = [row for row in rows if row.status == "done"]
    sure, loose = [row for row in done if row.dated], [row for row in done if not row.dated]
    if sure or count:
        yield "", sure
    if loose:
        yield "Reported then, without a date: ", loose
    for state, words in STATES.items():
        if kept := [row for row in rows if row.status == state]:
            yield f"{words.capitalize()}: ", kept


def _value(asked: Value, rows: list[Row]) -> Answer:
    """What the articles say of a sum, a date, a stake: each value once, with the words that give it."""
    name = "amount" if asked.name == "sum" else asked.name
    given: dict[str, list[Told]] = {}
    for told in (told for row in rows for told in row.told[:1]):
        for value in dict.fromkeys(v for quote in told.quotes for v in _values(told, quote, name)):
            quotes = tuple(quote for quote in told.quotes if value in _values(told, quote, name))
            details = tuple(dict.fromkeys(detail for quote in quotes for detail in quote.details))
            given.setdefault(value, []).append(dataclasses.replace(told, quotes=quotes, details=details))
    if not given:
        return Answer("", NOTHING, f"This graph has no such {asked.name}.", rows=tuple(rows))
    several = len(given) > 1 and name != "date"
    texts = [_valued(value, told[0], several=several) for value, told in given.items()]
    found = tuple(Row(value, None, tuple(told)) for value, told in given.items())
    return Answer("", FOUND, f"{'; '.join(texts)}.", rows=found)


def _valued(value: str, told: Told, *, several: bool) -> str:
    """A value with its date where there are several, and with its status where it is not done."""
    dates = (
        [date for quote in told.quotes for name, date in quote.details if name == "date"] if several else []
    )
    more = ", ".join(filter(None, [*dates[:1], STATES.get(told.status)]))
    return f"{value} ({more})" if more else value


def _values(told: Told, quote: Quote, name: str) -> list[str]:
    """The values of one name that an article gives, be it a detail of the event or its object."""
    if told.kind == name:
        return [told.object]
    return [value for key, value in quote.details if key == name]


def _foremost(order: Order, rows: list[Row], found: Found) -> Answer:
    """The first of the rows and those level with it; of sums, the first in each currency."""
    column = "sum" if order.by == "sum" else "when"
    values: dict[str, str] = {}
    for row in found:
        if column in row:
            values[row["event"]] = min(values.get(row["event"], row[column]), row[column])
    ranked = sorted(values, key=lambda event: _rank(values[event]), reverse=order.descending)
    best: dict[str, str] = {}
    for event in ranked:
        best.setdefault(values[event].partition(" ")[2], values[event])
    first = {event for event in ranked if values[event] in best.values()}
    kept = [_only(row, first) for row in rows if any(told.event in first for told in row.told)]
    if not kept:
        return Answer("", NOTHING, SAYS_NOTHING)
    text = "; ".join(_with_value(row, order, values) for row in kept)
    unsure = order.by == "sum" and kept[0].told[0].kind != "amount"
    note = ", of those whose sum the articles give" if unsure else ""
    return Answer("", FOUND, f"{text}{note}.", rows=tuple(kept))


def _only(row: Row, events: Container[str]) -> Row:
    """The row with only those of its events."""
    return dataclasses.replace(row, told=tuple(told for told in row.told if told.event in events))


def _rank(value: str) -> tuple[Decimal, str]:
    number, _, currency = value.partition(" ")
    return (Decimal(number), "") if currency else (Decimal(0), value)


def _with_value(row: Row, order: Order, values: Mapping[str, str]) -> str:
    """A row with the sum or the date that puts it first, where its text lacks it."""
    told = row.told[0]
    name = "amount" if order.by == "sum" else "date"
    value = next((v for key, v in told.details if key == name), None)
    if value is None and told.event in values:
        value = f"reported {values[told.event]}" if order.by == "date" else told.object
    return f"{row.name} ({value})" if value and value not in row.name else row.name


def _with_status(told: Told) -> str:
    return told.text if told.status == "done" else f"{told.text} ({STATES[told.status]})"


def _names(rows: Iterable[Row]) -> str:
    """Names joined as people join them.

    >>> _names([Row(name, None, ()) for name in ("A", "B", "C")])
    'A, B and C'
    """
    names = list(dict.fromkeys(row.name for row in rows))
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
