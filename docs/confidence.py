"""Fit the weights of kg/english/confidence.toml: python docs/confidence.py ARTICLES GOLD [ARTICLES GOLD …].

Each ARTICLES is a folder of .txt files and GOLD one of .jsonl files with their facts. Ridge-penalised
logistic regression by Newton's method; prints the TOML, and the error of a five-fold cross-validation
by article.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from kg import facts
from kg.english import reader
from kg.english.confidence import Signs, supported
from kg.english.consolidate import consolidate
from kg.evaluate import judge, read
from kg.evaluate.stated import stated
from kg.model import Article

RIDGE, FOLDS, SEEN = 3.0, 5, 8
Row = tuple[int, Signs, bool]


def rows(articles: Path, gold: Path, one: reader.Reader) -> list[tuple[Signs, bool]]:
    """The signs of each fact that is read in the articles, and whether it is right."""
    known = read(gold)
    found: list[tuple[Signs, bool]] = []
    for path in sorted(articles.glob("*.txt")):
        if path.stem not in known:
            continue
        read_ = list(one.found(Article(path.stem, path.read_text("utf-8"))))
        rated = list(supported(consolidate(f for f, _ in read_), read_))
        told = [stated(facts.to_json(fact)) for fact, _ in rated]
        verdict = judge(known[path.stem], told)
        right = {id(p) for _, p in verdict.right}
        judged = right | {id(p) for p in verdict.wrong}
        found += [(s, id(t) in right) for (_, s), t in zip(rated, told, strict=True) if id(t) in judged]
    return found


def fit(table: list[tuple[Signs, bool]]) -> dict[str, float]:
    """The weight of each sign that occurs often enough."""
    counts = Counter(sign for signs, _ in table for sign in signs)
    names = sorted(s for s, n in counts.items() if n >= SEEN)
    x = np.array([[1.0, *(float(n in signs) for n in names)] for signs, _ in table])
    y = np.array([float(right) for _, right in table])
    w, penalty = np.zeros(len(names) + 1), RIDGE * np.eye(len(names) + 1)
    penalty[0, 0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + penalty
        w += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ w)
    return dict(zip(["always", *names], (round(float(v), 3) for v in w), strict=True))


def chances(weights: dict[str, float], table: list[tuple[Signs, bool]]) -> np.ndarray:
    """The chance of each row."""
    totals = [weights["always"] + sum(weights.get(s, 0.0) for s in signs) for signs, _ in table]
    return 1 / (1 + np.exp(-np.array(totals)))


def main(arguments: list[str]) -> None:
    """Read, fit, print."""
    one = reader.load()
    folders = [Path(a) for a in arguments]
    table = [r for a, g in zip(folders[::2], folders[1::2], strict=True) for r in rows(a, g, one)]
    told = []
    for fold in range(FOLDS):
        size = len(table) // FOLDS + 1
        held = table[fold * size : (fold + 1) * size]
        rest = table[: fold * size] + table[(fold + 1) * size :]
        told.append(chances(fit(rest), held))
    p, y = np.concatenate(told), np.array([float(right) for _, right in table])
    bins = np.minimum((p * 10).astype(int), 9)
    error = sum(abs(p[bins == b].sum() - y[bins == b].sum()) for b in range(10)) / len(p)
    print(f"# {len(y)} facts, {y.mean():.3f} right; cross-validated calibration error {error:.3f},")
    print(
        f"# Brier score {((p - y) ** 2).mean():.3f} ({(y.mean() * (1 - y.mean())):.3f} with one chance for all)"
    )
    print("[weights]")
    for name, value in fit(table).items():
        print(f'"{name}" = {value}')


if __name__ == "__main__":
    main(sys.argv[1:])
