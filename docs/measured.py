"""Measures the readers on KnowledgeNet and CORE through the product: each text read as one article.

    python docs/measured.py rules|learned|both [--knowledgenet FILE] [--core FILE] [--fold 3] [--mentions] [--model FOLDER]

The data are not part of kg: KnowledgeNet (CC BY-SA 4.0) as one passage a line, CORE (CC BY 4.0) as
published. A fact of kg counts for a property by its relation and by the words that name its two ends.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from kg import readers
from kg.learned.sources import PAIRED, PROPERTIES, joined
from kg.learned.trust import kind
from kg.model import Article, Fact, Span
from kg.readers import Reader

Place = tuple[int, int]
Found = tuple[str, Place, Place]
JOBS = ("worksFor", "workedFor", "leads", "hired")
CHIEF = ("ceo", "chief executive", "managing director")
ORDERLESS = ("partneredWith", "competesWith")


@click.command()
@click.argument("name")
@click.option("--knowledgenet", type=click.Path(path_type=Path))
@click.option("--core", type=click.Path(path_type=Path))
@click.option("--fold", default=3, show_default=True)
@click.option("--mentions", is_flag=True, help="Pairs of words, as kg extract --mentions gives them.")
@click.option("--model", type=click.Path(path_type=Path), help="A folder that kg train wrote.")
def main(
    name: str, knowledgenet: Path | None, core: Path | None, fold: int, model: Path | None, *, mentions: bool
) -> None:
    """Print the tables of the reader NAME for the data that are given."""
    reader = _reader(name, model)
    if mentions:
        reader = readers.by_mention(reader)
    if knowledgenet:
        lines = map(json.loads, knowledgenet.read_text("utf-8").splitlines())
        print_table(properties([line for line in lines if line["fold"] == fold], reader))
    if core:
        print_pairs(json.loads(core.read_text("utf-8")), reader)


def _reader(name: str, model: Path | None) -> Reader:
    if model is None:
        return readers.load(name)
    from kg.english.reader import load
    from kg.learned import reader, weights

    made = {"learned": reader.Learned, "both": reader.Both}[name]
    return made(load(), weights.load(model))


# --- KnowledgeNet ---------------------------------------------------------------------------------


def mapped(fact: Fact) -> Iterator[Found]:
    """What a fact says in KnowledgeNet's properties, where both ends are named in the text."""
    if fact.subject_span is None or fact.object_span is None:
        return
    one, other = _place(fact.subject_span), _place(fact.object_span)
    if fact.relation in JOBS:
        yield ("EMPLOYEE_OR_MEMBER_OF", *((other, one) if fact.relation == "hired" else (one, other)))
    if fact.relation == "acquired":
        yield "SUBSIDIARY_OF", other, one
    for name, (relation, turned) in PROPERTIES.items():
        if relation == fact.relation and (name != "CEO" or _chief(fact)):
            yield (name, *((other, one) if turned else (one, other)))


def _described(fact: Fact, text: str) -> bool:
    """Whether an end is a description such as "the company": KnowledgeNet marks names and pronouns only."""
    ends = (fact.subject_span, fact.subject), (fact.object_span, fact.object)
    return any(kind(thing, span, text) == "description" for span, thing in ends)


def _chief(fact: Fact) -> bool:
    """Whether a leader is called the chief executive; where the text says no role, it counts as well."""
    role = fact.roles.get("role")
    return role is None or any(word in str(role.value).lower() for word in CHIEF)


def _place(span: Span) -> Place:
    return span.start, span.end


def properties(passages: Iterable[dict[str, Any]], reader: Reader) -> dict[str, Counter[str]]:
    """Right, wrong and missed facts for each property: ends match where their words overlap."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in PROPERTIES}
    for passage in passages:
        article = Article(passage["id"], passage["text"])
        facts = [f for f in reader.read(article) if not _described(f, article.text)]
        found = {each for fact in facts if fact.status != "denied" for each in mapped(fact)}
        used: set[Found] = set()
        for known in passage["facts"]:
            hits = {
                f for f in found if f[0] == known["p"] and _hit(f[1], known["s"]) and _hit(f[2], known["o"])
            }
            used |= hits
            counts[known["p"]]["right" if hits else "missed"] += 1
        for each in found - used:
            if each[0] in passage["annotated"]:
                counts[each[0]]["wrong"] += 1
    return counts


def _hit(one: Iterable[int], other: Iterable[int]) -> bool:
    (a, b), (c, d) = one, other
    return max(a, c) < min(b, d)


def print_table(counts: dict[str, Counter[str]]) -> None:
    """Precision, recall and F1 for each property and in all."""
    for name, each in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        right, wrong, missed = each["right"], each["wrong"], each["missed"]
        p, r = right / max(right + wrong, 1), right / max(right + missed, 1)
        click.echo(f"{name:24} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}")


# --- CORE -----------------------------------------------------------------------------------------


def print_pairs(rows: list[dict[str, Any]], reader: Reader) -> None:
    """For each relation of CORE the share found and the direction; how often unrelated pairs are joined."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row["relation"], Counter())[verdict(row, reader)] += 1
    for name, each in sorted(counts.items()):
        number = sum(each.values())
        told = {"found": each["right"] + each["turned"], "turned": each["turned"], "other": each["other"]}
        click.echo(f"{name:24} of {number:4}: " + "  ".join(f"{k} {v}" for k, v in told.items()))


def verdict(row: dict[str, Any], reader: Reader) -> str:
    """What is said of a sentence's two companies: right, turned round, another relation, or none."""
    text, spans = joined(row["context"])
    ends = [(spans[row[f"{e}_start"]][0], spans[row[f"{e}_end"]][1]) for e in ("e1", "e2")]
    wanted, second_is_subject = PAIRED.get(row["relation"], ("", False))
    if second_is_subject != bool(row["invert_relation"]):
        ends.reverse()
    told = {"none"}
    for fact in reader.read(Article(row["id"], text)):
        if fact.subject_span and fact.object_span:
            own = _place(fact.subject_span), _place(fact.object_span)
            straight, turned = _both(own, ends), _both(own, ends[::-1])
            if straight or turned:
                right = straight or fact.relation in ORDERLESS
                told.add("other" if fact.relation != wanted else "right" if right else "turned")
    return next(v for v in ("right", "turned", "other", "none") if v in told)


def _both(own: tuple[Place, Place], ends: list[Place]) -> bool:
    return _hit(own[0], ends[0]) and _hit(own[1], ends[1])


if __name__ == "__main__":
    main()
