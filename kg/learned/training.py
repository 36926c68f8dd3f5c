"""Training: logistic regression for all heads at once, over hashed features, with nothing left to chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.errors import KGError
from kg.learned.examples import Example
from kg.learned.heads import HEADS, INDEX
from kg.learned.trust import Trust
from kg.learned.weights import BUCKETS, USUAL, Numbers, Places, Weights, whole

# A feature that fewer pairs have teaches nothing that holds elsewhere.
RARE = 3
STEPS, FEW = 30, 8
STRENGTH = 1.0
DOUBT = -3.0
# The parts of cross-validation, the cuts that are tried, and from how many stated pairs on it is worth it.
PARTS = 3
CUTS = (-1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5)
ENOUGH = 50


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
        found.append(example.found)
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


def train(rows: Table, *, near: Weights | None = None, strength: float = STRENGTH) -> Weights:
    """The weights that fit the rows best, none of them large; without trust and cuts yet.

    Weights that were fitted to almost the same rows may be given to begin with: that is quicker. Raises KGError where scipy, the only thing that training needs beyond kg, is not installed.
    """
    try:
        from scipy import sparse
        from scipy.optimize import minimize
    except ImportError as error:
        raise KGError("training needs scipy; install it with: pip install 'kg[train]'") from error
    columns, matrix = _matrix(rows, sparse)
    start = _start(columns, near)
    best = minimize(
        _loss(matrix, rows.answers, strength),
        start.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": FEW if near else STEPS, "maxcor": 6},
    )
    fitted = best.x.reshape(start.shape)
    return _weights(columns, fitted[:-1], fitted[-1])


def _start(columns: Places, near: Weights | None) -> Numbers:
    """Where the search for weights begins: at nothing but doubt, or at known weights."""
    start = np.zeros((len(columns) + 1, len(HEADS)))
    start[-1] = DOUBT
    if near is not None:
        rows = near.rows[columns]
        start[:-1][rows >= 0] = near.weights[rows[rows >= 0]] * near.scales
        start[-1] = near.biases
    return start


def cuts(tables: Sequence[Table]) -> dict[str, float]:
    """For each relation the log odds from which its pairs of mentions are most often rightly found.

    Found by cross-validation over texts whose mentions are annotated; relations of which they hold few
    are left out.
    """
    if not tables:
        return {}
    rows = join(tables)
    part, scores = folds(rows, PARTS), np.zeros(rows.answers.shape)
    for number in range(PARTS):
        weights = train(rows.only(part != number))
        for i in np.flatnonzero(part == number):
            scores[i] = weights.scores(rows.found[i])
    found = {}
    for relation in sorted({head[:-1] for head in HEADS}):
        mine = [INDEX[head] for head in HEADS if head[:-1] == relation]
        known = rows.answers[:, mine] >= 0
        answers, score = rows.answers[:, mine][known], scores[:, mine][known]
        if (answers > 0).sum() >= ENOUGH:
            found[relation] = max(CUTS, key=lambda cut: (_f1(answers > 0, score >= cut), cut))
    return found


def _f1(right: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> float:
    return float(2 * (right & told).sum() / max(right.sum() + told.sum(), 1))


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
