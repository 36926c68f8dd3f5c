"""Fit the weights of kg/english/presence.toml: python docs/presence.py ARTICLES ANSWERS [ARTICLES ANSWERS …].

Each ARTICLES is a folder of .txt files, and ANSWERS one of .jsonl files that say what words of them stand for:
{"start": 15, "end": 17, "unsaid": false, "is": ["Acme"]}, by offsets; `is` has nothing where the text names no
such thing, and with `unsaid` the words are a job, a round or the like whose company the text does not say there.
Prints the TOML, and how often the right thing is chosen in a five-fold cross-validation by article.
"""

from __future__ import annotations

import functools
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from unittest.mock import patch
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from kg.english import reader
from kg.english.presence import KIN, KINDS, NOTHING, OPEN, Reference, Signs, compared, likeliest
from kg.model import Article, Entity
from kg.names import normal

RIDGE, FOLDS, SEEN = 2.0, 5, 15
# Weights that change nothing are left out; and that nothing is meant is believed less readily than the answers
# have it, for whoever reads on can still doubt what is read into a word.
SMALL, READINESS = 0.05, -1.0
OF_WORDS = {*KIN.values(), OPEN, NOTHING}
Numbers = npt.NDArray[np.float64]
Names = frozenset[str]
Answer = TypedDict("Answer", {"start": int, "end": int, "unsaid": bool, "is": list[str]})


@dataclass(frozen=True)
class Choice:
    """One reference: its article and kind, its candidates with their signs, which are right, and what was chosen."""

    article: str
    kind: str
    candidates: tuple[tuple[Signs, bool], ...]
    chosen_right: bool


def choices(articles: Path, answers: Path, one: reader.Reader) -> Iterator[Choice]:
    """The references of a folder's articles of which the answers tell what they stand for.

    What follows in an article is read as if each of them had been understood.
    """
    for file in sorted(answers.glob("*.jsonl")):
        told: list[Answer] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        seen: list[Choice] = []
        watched = functools.partial(_watched, file.stem, told, seen)
        with (
            patch("kg.english.references.likeliest", watched),
            patch("kg.english.coreference.likeliest", watched),
        ):
            one.marked(Article(file.stem, (articles / f"{file.stem}.txt").read_text("utf-8")))
        yield from seen


def _watched(
    article: str,
    told: Sequence[Answer],
    seen: list[Choice],
    weights: Mapping[Entity, float],
    reference: Reference,
) -> Entity | None:
    """What a reference stands for, noted with what there was to choose from."""
    chosen, meant = likeliest(weights, reference), _meant(told, reference)
    if meant is None or not weights:
        return chosen
    named: list[Entity | None] = [entity for entity in weights if _is(entity, meant)]
    right = named or [None]
    rows = tuple((signs, entity in right) for entity, signs in compared(weights, reference))
    if len(rows) > 1 and any(ok for _, ok in rows):
        seen.append(Choice(article, reference.kind, rows, chosen in right))
    return chosen if chosen in right else right[0]


def _meant(told: Sequence[Answer], reference: Reference) -> Names | None:
    """The names of what a reference stands for, none for what has no name; None where nobody knows.

    Nor does anybody where it is several things.
    """
    sentence, token = reference.setting.sentence, reference.token
    if token is not None:
        end = sentence.span(token.i, token.i + 1).end
        found = [each for each in told if each["end"] == end and not each["unsaid"]]
    else:
        extent = sentence.extent
        found = [each for each in told if each["unsaid"] and extent.start <= each["start"] < extent.end]
    answers = {frozenset(map(normal, each["is"])) for each in found}
    only = next(iter(answers)) if len(answers) == 1 else None
    return only if only is not None and len(only) < 2 else None


def _is(entity: Entity, names: Names) -> bool:
    own = {normal(name) for name in (entity.name, *entity.aliases)}
    return bool(own & names) or any(
        one.startswith(f"{other} ") or other.startswith(f"{one} ") for one in own for other in names
    )


def columns(choice: Choice, signs: Signs) -> Iterator[tuple[tuple[str, str], float]]:
    """The signs as those of all references and, but for words, as those of this kind."""
    for name, value in signs.items():
        yield ("all", name), value
        if name.partition(" ")[0] not in OF_WORDS:
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
    fitted["all", NOTHING] = round(fitted.get(("all", NOTHING), 0.0) + READINESS, 3)
    for kind in ("all", *KINDS):
        n, shares = score[kind, "n"], [score[kind, w] / max(1, score[kind, "n"]) for w in ("before", "now")]
        print(
            f"# {kind}: {n} references, right {shares[0]:.3f} as it was, {shares[1]:.3f} in cross-validation"
        )
    for kind in ("all", *KINDS):
        told = [(name, w) for (k, name), w in sorted(fitted.items()) if k == kind and abs(w) >= SMALL]
        print(f"\n[{kind}]")
        print("\n".join(f'"{name}" = {w}' for name, w in told))


if __name__ == "__main__":
    main(sys.argv[1:])
