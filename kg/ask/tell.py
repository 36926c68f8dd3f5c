"""From what a query found to an answer in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.ask.answers import FOUND, NOTHING, Answer, Row, Told
from kg.ask.meaning import About, Atom, Question, Value, Var
from kg.ask.write import events_of

STATES = {"talks": "talked about, not done", "denied": "denied, not done"}
NAMED = {
    "sum": "sum",
    "stake": "stake",
    "valuation": "valuation",
    "round": "round",
    "role": "role",
    "date": "date",
}


def answer(question: Question, found: Sequence[Mapping[str, str]], told: Mapping[str, Told]) -> Answer:
    """The answer to a question from the rows of its query and what is told of their events."""
    rows = list(_rows(question, found, told))
    if question.asked is None:
        return _verdict(rows)
    if not rows:
        return Answer("", NOTHING, "Nothing in this graph says so.")
    if isinstance(question.asked, Value):
        return _value(question, question.asked, rows)
    if question.order:
        rows = _foremost(question, rows, found)
    return _counted(rows) if question.count else _listed(rows, question)


def _rows(question: Question, found: Sequence[Mapping[str, str]], told: Mapping[str, Told]) -> Iterable[Row]:
    """One row for each thing found, with all its events; done ones first."""
    events = [variable[1:] for variable in events_of(question).values()]
    gathered: dict[str, list[Mapping[str, str]]] = {}
    for row in found:
        key = row.get("answer") if isinstance(question.asked, Var) else row["event"]
        gathered.setdefault(key or "", []).append(row)
    rows = [
        _row(question, group, [told[e] for e in _events(group, events) if e in told])
        for group in gathered.values()
    ]
    timed = _timed(question)
    order = {"done": 0, "talks": 1, "denied": 2}
    newest_first = sorted(rows, key=_newest, reverse=True)
    kept = (
        rows if question.order else sorted(newest_first, key=lambda row: (order[_outer(row)], not row.dated))
    )
    return kept if timed else [_with_date(row) for row in kept]


def _newest(row: Row) -> str:
    """The day of the latest article behind a row."""
    return max((quote.published or "" for told in row.told for quote in told.quotes), default="")


def _with_date(row: Row) -> Row:
    return Row(row.name, row.iri, row.told)


def _events(group: Sequence[Mapping[str, str]], columns: Sequence[str]) -> list[str]:
    """The events of a row, those that are asked about before those that narrow it down."""
    return list(dict.fromkeys(row[column] for column in columns for row in group if column in row))


def _row(question: Question, group: Sequence[Mapping[str, str]], told: list[Told]) -> Row:
    first = group[0]
    dated = any("date" in row for row in group)
    if isinstance(question.asked, Var):
        return Row(first.get("name", first["answer"]), first["answer"], tuple(told), dated)
    return Row(told[0].text if told else first["event"], None, tuple(told), dated)


def _outer(row: Row) -> str:
    """The status of a row: the best of its first event's kind."""
    states = [told.status for told in row.told if told.relation == row.told[0].relation]
    return next((s for s in ("done", "talks", "denied") if s in states), "done")


def _timed(question: Question) -> bool:
    first = question.conditions[0]
    return isinstance(first, Atom | About) and bool(first.times)


def _verdict(rows: list[Row]) -> Answer:
    if not rows:
        return Answer("", NOTHING, "Nothing in this graph says so.", "unknown")
    states = {_outer(row) for row in rows}
    if "done" in states:
        kept = tuple(row for row in rows if _outer(row) == "done")
        text = (
            f"Yes: {kept[0].name}."
            if any(row.dated for row in kept)
            else "It was reported then; no article gives the date."
        )
        return Answer("", FOUND, text, "yes", kept)
    state = "talks" if "talks" in states else "denied"
    return Answer("", FOUND, f"{STATES[state].capitalize()}.", state, tuple(rows))


def _listed(rows: list[Row], question: Question) -> Answer:
    parts = []
    done = [row for row in rows if _outer(row) == "done"]
    if sure := _names(row for row in done if row.dated):
        parts.append(f"{sure}.")
    if loose := _names(row for row in done if not row.dated):
        parts.append(f"Reported then, without a date: {loose}.")
    for state, words in STATES.items():
        if names := _names(row for row in rows if _outer(row) == state):
            parts.append(f"{words.capitalize()}: {names}.")
    return Answer("", FOUND, " ".join(parts), rows=tuple(rows))


def _counted(rows: list[Row]) -> Answer:
    done = [row for row in rows if _outer(row) == "done" and row.dated]
    loose = [row for row in rows if _outer(row) == "done" and not row.dated]
    parts = [f"{len(done)}{': ' + _names(done) if done else ''}."]
    if loose:
        parts.append(f"Reported then, without a date: {len(loose)} more: {_names(loose)}.")
    for state, words in STATES.items():
        if others := [row for row in rows if _outer(row) == state]:
            parts.append(f"{words.capitalize()}: {len(others)}: {_names(others)}.")
    return Answer("", FOUND, " ".join(parts), rows=tuple(rows))


def _value(question: Question, asked: Value, rows: list[Row]) -> Answer:
    """What the events say of a sum, a date, a stake: each value once, with the events that give it."""
    name = "amount" if asked.name == "sum" else asked.name
    given: dict[str, list[Told]] = {}
    for row in rows:
        for told in row.told[:1]:
            for value in _values(told, name):
                given.setdefault(
                    value if told.status == "done" else f"{value} ({STATES[told.status]})", []
                ).append(told)
    if not given:
        text = f"No article in this graph gives the {NAMED[asked.name]}."
        return Answer("", NOTHING, text, rows=tuple(rows))
    found = tuple(Row(value, None, tuple(told)) for value, told in given.items())
    return Answer("", FOUND, f"{'; '.join(given)}.", rows=found)


def _values(told: Told, name: str) -> list[str]:
    found = [value for key, value in told.details if key == name]
    if name == "amount" and told.relation in ("raised", "committed"):
        return [told.object]
    if name == "date" and told.relation == "foundedIn":
        return [told.object]
    return found


def _foremost(question: Question, rows: list[Row], found: Sequence[Mapping[str, str]]) -> list[Row]:
    """The first row, and those that are level with it."""
    return rows[:1]


def _names(rows: Iterable[Row]) -> str:
    """Names joined as people join them.

    >>> _names([Row(name, None, ()) for name in ("A", "B", "C")])
    'A, B and C'
    """
    names = list(dict.fromkeys(row.name for row in rows))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
