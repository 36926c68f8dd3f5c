"""What the checks of the reader `lm` let pass: known facts in the place of a model's answers, right and wrong ones.

    python docs/gates.py FOLDER

The folder has `articles/` and `gold/`, facts as `kg extract` writes them with their evidence; a name may be
a list of names. No model is asked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.articles import read
from kg.english import money
from kg.facts import amount
from kg.lm.answer import Stated
from kg.lm.gates import Ground, Passed, gate
from kg.lm.reader import over
from kg.lm.settings import Settings
from kg.model import Article, Entity, Span, Status
from kg.names import normal
from kg.ontology import RELATIONS

ORDER = ("Company", "Person", "Model", "Lab", "Organization", "Place", "Amount", "Year")
NEAR = 50


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def main(folder: Path) -> None:
    """Print how many facts of FOLDER pass the checks, as they are, turned round, and with talk told as done."""
    model = over(Settings(model="none", key="none", cache=None))
    counts: Counter[tuple[str, str]] = Counter()
    for article in read([str(folder / "articles")]):
        gold = folder / "gold" / f"{getattr(article, 'id', '')}.jsonl"
        if isinstance(article, Article) and gold.exists():
            lines = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
            counts.update(tried(lines, model._ground(article)))
    for (told, outcome), count in sorted(counts.items()):
        click.echo(f"{count:6} {told}: {outcome}")


def tried(lines: list[dict[str, Any]], ground: Ground) -> Iterator[tuple[str, str]]:
    """What was told and what became of it, for each fact and for what is wrong with it made up."""
    types = {normal(name): e.type for e in _entities(ground) for name in (e.name, *e.aliases)}
    for line in lines:
        right = _stated(line, ground.article.text, types)
        outcome = _outcome(right, ground)
        yield f"{right.status} told as {right.status}", outcome
        if right.status != Status.DONE:
            yield f"{right.status} told as done", _outcome(_with(right, status=Status.DONE), ground)
        elif _turnable(right) and outcome == "done":
            ends = {"subject": right.object, "object": right.subject}
            kinds = {"subject_type": right.object_type, "object_type": right.subject_type}
            yield "turned round", _outcome(_with(right, **ends, **kinds), ground)


def _outcome(stated: Stated, ground: Ground) -> str:
    found = gate(stated, Span(0, len(ground.article.text)), ground)
    return str(found.fact.status) if isinstance(found, Passed) else f"dropped, {found}"


def _with(stated: Stated, **changes: Any) -> Stated:
    values = {name: getattr(stated, name) for name in Stated.__dataclass_fields__}
    return Stated(**(values | changes))


def _turnable(stated: Stated) -> bool:
    relation = RELATIONS[stated.relation]
    fits = stated.object_type in relation.domain and stated.subject_type in relation.range
    return fits and not relation.symmetric


def _stated(line: dict[str, Any], text: str, types: dict[str, str]) -> Stated:
    quote, relation = line.get("evidence", ""), RELATIONS[line["relation"]]
    subject, thing = _name(line["subject"], quote, text), _object(line, quote, text)
    return Stated(
        quote=quote,
        relation=relation.name,
        subject=subject,
        subject_type=_type(types.get(normal(subject)), relation.domain),
        object=thing,
        object_type=_type(types.get(normal(thing)), relation.range),
        status=Status(line.get("status", "done")),
    )


def _type(known: str | None, types: frozenset[str]) -> str:
    return known if known in types else next(type_ for type_ in ORDER if type_ in types)


def _object(line: dict[str, Any], quote: str, text: str) -> str:
    """The words of the object: of a sum those in the evidence that come to it."""
    if "Amount" not in RELATIONS[line["relation"]].range:
        return _name(line["object"], quote, text)
    wanted = [amount(value) for value in _list(line["object"])]
    for found in money.find(quote):
        near = (abs(found.amount.value - w.value) <= w.value / NEAR for w in wanted)
        if any(near):
            return found.span.of(quote)
    return _list(line["object"])[0]


def _name(names: str | list[str], quote: str, text: str) -> str:
    """The name that the evidence has, else one that the article has."""
    return next((name for place in (quote, text) for name in _list(names) if name in place), _list(names)[0])


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _entities(ground: Ground) -> Iterator[Entity]:
    for marked in ground.sentences:
        for item in marked.items:
            entity = getattr(item.value, "entity", None)
            if isinstance(entity, Entity):
                yield entity


if __name__ == "__main__":
    main()
