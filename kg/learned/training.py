"""Training: logistic regression for all heads at once, over hashed features, with nothing left to chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.errors import KGError
from kg.learned.examples import Example
from kg.learned.heads import HEADS, INDEX
from kg.learned.trust import Trust
from kg.learned.weights import BUCKETS, USUAL, Numbers, Places, Weights, places, whole

# A feature that fewer pairs have teaches nothing that holds elsewhere.
RARE = 3
STEPS = 30
STRENGTH = 1.0
DOUBT = -3.0


@dataclass(frozen=True)
class Table:
    """Examples as arrays: the buckets of each, and for each head 1 for yes, 0 for no, -1 for unknown."""

    sources: tuple[str, ...]
    texts: tuple[str, ...]
    found: tuple[Places, ...]
    answers: npt.NDArray[np.int8]

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.found)

    def only(self, chosen: npt.NDArray[np.bool_]) -> Table:
        """The rows that are chosen."""
        kept = np.flatnonzero(chosen)
        return Table(
            tuple(self.sources[i] for i in kept),
            tuple(self.texts[i] for i in kept),
            tuple(self.found[i] for i in kept),
            self.answers[kept],
        )

    def agreement(self, weights: Weights) -> Counter[str]:
        """How many answers the weights give rightly, wrongly, and miss, where a score above 0 is a yes."""
        counts: Counter[str] = Counter()
        for found, answers in zip(self.found, self.answers, strict=True):
            said = weights.scores(found) > 0
            counts["right"] += int((said & (answers == 1)).sum())
            counts["wrong"] += int((said & (answers == 0)).sum())
            counts["missed"] += int((~said & (answers == 1)).sum())
        return counts


def table(examples: Iterable[Example]) -> Table:
    """The examples as arrays."""
    sources, texts, found, answers = [], [], [], []
    for example in examples:
        row = np.full(len(HEADS), -1, dtype=np.int8)
        for head, answer in example.answers:
            row[INDEX[head]] = answer
        sources.append(example.source)
        texts.append(example.text)
        found.append(places(example.features))
        answers.append(row)
    stacked = np.array(answers, dtype=np.int8).reshape(-1, len(HEADS))
    return Table(tuple(sources), tuple(texts), tuple(found), stacked)


def join(tables: Iterable[Table]) -> Table:
    """The rows of all tables."""
    each = list(tables)
    return Table(
        tuple(s for t in each for s in t.sources),
        tuple(x for t in each for x in t.texts),
        tuple(f for t in each for f in t.found),
        np.concatenate([t.answers for t in each]),
    )


def folds(rows: Table, number: int) -> npt.NDArray[np.int64]:
    """Which of `number` parts each row belongs to; rows of one text stay together."""
    return np.array([crc32(text.encode("utf-8")) % number for text in rows.texts], dtype=np.int64)


def train(rows: Table, *, strength: float = STRENGTH) -> Weights:
    """The weights that fit the rows best, none of them large; without cuts yet.

    Raises KGError where scipy, the only thing that training needs beyond kg, is not installed.
    """
    try:
        from scipy import sparse
        from scipy.optimize import minimize
    except ImportError as error:
        raise KGError("training needs scipy; install it with: pip install 'kg[train]'") from error
    columns, matrix = _matrix(rows, sparse)
    start = np.zeros((len(columns) + 1, len(HEADS)))
    start[-1] = DOUBT
    best = minimize(
        _loss(matrix, rows.answers, strength),
        start.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS, "maxcor": 6},
    )
    fitted = best.x.reshape(start.shape)
    return _weights(columns, fitted[:-1], fitted[-1])


def _matrix(rows: Table, sparse: Any) -> tuple[Places, Any]:
    """The buckets that are not rare, and a matrix of rows by them, scaled as at reading."""
    ends = np.cumsum([0, *(len(f) for f in rows.found)])
    values = np.repeat([(USUAL / max(len(f), 1)) ** 0.5 for f in rows.found], np.diff(ends))
    full = sparse.csr_matrix(
        (values.astype(np.float32), np.concatenate(rows.found), ends), shape=(len(rows.found), BUCKETS)
    )
    columns = np.flatnonzero(full.getnnz(axis=0) >= RARE)
    return columns, full[:, columns].tocsr()


def _loss(matrix: Any, answers: npt.NDArray[np.int8], strength: float) -> Any:
    known = (answers >= 0).astype(np.float32)
    yes = (answers > 0).astype(np.float32)
    turned = matrix.T.tocsr()

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(-1, answers.shape[1]).astype(np.float32)
        scores = matrix @ weights[:-1] + weights[-1]
        errors = strength * known * (1 / (1 + np.exp(-scores)) - yes)
        fit = (known * (np.logaddexp(0, scores) - yes * scores)).sum(dtype=np.float64)
        size = (weights[:-1].astype(np.float64) ** 2).sum() / 2
        slope = np.vstack([turned @ errors + weights[:-1], errors.sum(axis=0)[None]])
        return float(strength * fit + size), slope.astype(np.float64).ravel()

    return loss


def _weights(columns: Places, fitted: Numbers, biases: Numbers) -> Weights:
    rounded, scales = whole(fitted)
    used = np.flatnonzero(np.abs(rounded).sum(axis=1) > 0)
    rows = np.full(BUCKETS, -1, dtype=np.int64)
    rows[columns[used]] = np.arange(len(used))
    return Weights(HEADS, rows, rounded[used], scales, biases, Trust({}, 0.5))
