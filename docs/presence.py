"""Fit the weights of kg/english/presence.toml: python docs/presence.py ARTICLES GOLD [ARTICLES GOLD …].

Each ARTICLES is a folder of .txt files and GOLD one of .jsonl files with their facts. Where the sentence of
a fact names one end only by a word such as "it", or not at all, the fact tells what is meant. Prints the
TOML, and how often the right thing is chosen in a five-fold cross-validation by article.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from kg.english import reader
from kg.english.presence import KINDS, Reference, Signs, compared, elsewhere, likeliest
from kg.english.salience import Mention
from kg.evaluate import read
from kg.evaluate.stated import Stated
from kg.model import Article, Entity
from kg.names import normal

RIDGE, FOLDS, SEEN = 2.0, 5, 15
# The ends of relations that may be a company, by which the weights are fitted.
COMPANY_ENDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("worksFor", "workedFor", "leads", "founded"), ("object",)),
    **dict.fromkeys(
        ("hired", "raised", "committed", "developed", "headquarteredIn", "foundedIn"), ("subject",)
    ),
    **dict.fromkeys(
        ("invested", "acquired", "partOf", "partneredWith", "competesWith"), ("subject", "object")
    ),
}
Numbers = npt.NDArray[np.float64]
# A reference, its candidates with their signs, and what was chosen.
Seen = tuple[Reference, dict[Entity, Signs], Entity | None]


@dataclass(frozen=True)
class Choice:
    """One reference: its article and kind, its candidates with their signs, which are right, and what was chosen."""

    article: str
    kind: str
    candidates: tuple[tuple[Signs, bool], ...]
    chosen_right: bool


def choices(articles: Path, gold: Path, one: reader.Reader) -> Iterator[Choice]:
    """The references of a folder's articles of which the gold tells what they stand for."""
    for name, facts in read(gold).items():
        text = (articles / f"{name}.txt").read_text("utf-8")
        seen: list[Seen] = []
        watched = functools.partial(_watched, seen)
        with (
            patch("kg.english.references.likeliest", watched),
            patch("kg.english.coreference.likeliest", watched),
        ):
            sentences = {m.sentence.extent.start: m for m in one.marked(Article(name, text))}
        for start, marked in sentences.items():
            told = [each for each in seen if each[0].setting.sentence.extent.start == start]
            mentions = (item.value for item in marked.items if isinstance(item.value, Mention))
            named = {m.entity for m in mentions if m.kind == "name"}
            meant = _meant(marked.sentence.extent.of(text), named, facts)
            words = [each for each in told if each[0].kind != "about"]
            if meant and len({chosen for _, _, chosen in words}) <= 1:
                yield from (_choice(name, each, meant) for each in words or told)


def _watched(seen: list[Seen], weights: Mapping[Entity, float], reference: Reference) -> Entity | None:
    """What `likeliest` chooses, noted with what it chose from."""
    chosen = likeliest(weights, reference)
    rest = elsewhere(weights, reference)
    if len(rest) > 1 and chosen in rest:
        seen.append((reference, dict(compared(rest, reference)), chosen))
    return chosen


def _meant(sentence: str, named: set[Entity], facts: Sequence[Stated]) -> frozenset[str]:
    """The names of the one thing that facts of the sentence are of and that it does not name; else none."""
    plain, whole = f" {normal(sentence)} ", " ".join(sentence.split())
    found = set()
    for fact in facts:
        evidence = " ".join(str(fact.line["evidence"]).split())
        if evidence not in whole and whole not in evidence:
            continue
        for end in COMPANY_ENDS.get(fact.relation, ()):
            names = getattr(fact, end)
            if not any(_is(e, names) for e in named) and not any(f" {n} " in plain for n in names):
                found.add(names)
    return found.pop() if len(found) == 1 else frozenset()


def _is(entity: Entity, names: frozenset[str]) -> bool:
    own = {normal(name) for name in (entity.name, *entity.aliases)}
    return bool(own & names) or any(
        one.startswith(f"{other} ") or other.startswith(f"{one} ") for one in own for other in names
    )


def _choice(article: str, told: Seen, meant: frozenset[str]) -> Choice:
    reference, candidates, chosen = told
    rows = tuple((signs, _is(entity, meant)) for entity, signs in candidates.items())
    return Choice(article, reference.kind, rows, chosen is not None and _is(chosen, meant))


def columns(choice: Choice, signs: Signs) -> Iterator[tuple[tuple[str, str], float]]:
    """The signs as those of all references and as those of this kind."""
    for name, value in signs.items():
        yield ("all", name), value
        yield (choice.kind, name), value


def fit(table: Sequence[Choice]) -> dict[tuple[str, str], float]:
    """The weights by which the right candidates are likeliest, none of them large."""
    counts = Counter(key for c in table for signs, _ in c.candidates for key, _ in columns(c, signs))
    names = sorted(key for key, n in counts.items() if n >= SEEN)
    places = {key: i for i, key in enumerate(names)}
    rows = [(c, signs, ok) for c in table for signs, ok in c.candidates]
    x = np.zeros((len(rows), len(names)))
    for row, (choice, signs, _) in zip(x, rows, strict=True):
        for key, value in columns(choice, signs):
            if key in places:
                row[places[key]] = value
    good = np.array([float(each) for _, _, each in rows])
    sizes = [len(c.candidates) for c in table]
    starts, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: Numbers) -> tuple[float, Numbers]:
        odds = x @ w
        odds = np.exp(odds - np.maximum.reduceat(odds, starts)[group])
        share = odds / np.add.reduceat(odds, starts)[group]
        total = np.maximum(np.add.reduceat(share * good, starts), 1e-12)
        slope = x.T @ (share - share * good / total[group]) + RIDGE * w
        return float(-np.log(total).sum() + RIDGE * (w @ w) / 2), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {key: round(float(w), 3) for key, w in zip(names, best, strict=True)}


def right(weights: Mapping[tuple[str, str], float], choice: Choice) -> bool:
    """Whether the weights choose what is meant."""
    odds = [
        (sum(weights.get(key, 0.0) * v for key, v in columns(choice, signs)), ok)
        for signs, ok in choice.candidates
    ]
    return max(odds, key=lambda each: each[0])[1]


def main(folders: Sequence[str]) -> None:
    """Print the weights and how well they choose."""
    one = reader.load()
    pairs = zip(folders[::2], folders[1::2], strict=True)
    every = [c for articles, gold in pairs for c in choices(Path(articles), Path(gold), one)]
    table = [c for c in every if any(ok for _, ok in c.candidates)]
    folds = [[c for c in table if crc32(c.article.encode()) % FOLDS == n] for n in range(FOLDS)]
    score: Counter[tuple[str, str]] = Counter()
    for n, apart in enumerate(folds):
        weights = fit([c for m, fold in enumerate(folds) if m != n for c in fold])
        for choice in apart:
            for kind in (choice.kind, "all"):
                score[kind, "n"] += 1
                score[kind, "before"] += choice.chosen_right
                score[kind, "now"] += right(weights, choice)
    fitted = fit(table)
    for kind in ("all", *KINDS):
        n, shares = score[kind, "n"], [score[kind, w] / max(1, score[kind, "n"]) for w in ("before", "now")]
        print(
            f"# {kind}: {n} references, right {shares[0]:.3f} as it was, {shares[1]:.3f} in cross-validation"
        )
    for kind in ("all", *KINDS):
        print(f"\n[{kind}]")
        print("\n".join(f'"{name}" = {w}' for (k, name), w in sorted(fitted.items()) if k == kind))


if __name__ == "__main__":
    main(sys.argv[1:])
