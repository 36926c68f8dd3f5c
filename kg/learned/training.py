"""Training: logistic regression for all heads at once, over hashed features, with nothing left to chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import KGError
from kg.learned.examples import Answers, Example, answers
from kg.learned.heads import HEADS, INDEX, JOINING
from kg.learned.trust import Trust
from kg.learned.weights import BUCKETS, USUAL, Mix, Numbers, Places, Weights, whole

# A feature that fewer pairs have teaches nothing that holds elsewhere.
RARE = 3
STEPS, FEW = 60, 8
STRENGTH = 1.0
DOUBT = -3.0
# The cuts that are tried (lower ones fitted few texts too closely), and from how many stated pairs on it is worth it.
CUTS = (-0.25, 0.0, 0.25, 0.5)
ENOUGH = 50


def train(rows: Sequence[Example], *, near: Weights | None = None, strength: float = STRENGTH) -> Weights:
    """The weights that fit the examples best, none of them large; without encoder, trust and cuts yet.

    Weights that were fitted to almost the same examples may be given to begin with: that is quicker. Raises
    KGError where scipy is not installed.
    """
    try:
        from scipy import sparse
        from scipy.optimize import minimize
    except ImportError as error:
        raise KGError("training needs scipy; install it with: pip install 'kg[train]'") from error
    columns, matrix = _matrix([found for row in rows for found in row.found], sparse)
    start = _start(columns, near)
    best = minimize(
        _loss(matrix, answers(rows), strength),
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


def judged(rows: Iterable[Example], weights: Weights) -> tuple[Numbers, Numbers]:
    """What the arrays and what the encoder of the weights say of all pairs (pairs by heads each)."""
    plain, encoded = [np.empty((0, len(HEADS)))], [np.empty((0, len(HEADS)))]
    for row in rows:
        plain.append(np.array([weights.scores(found) for found in row.found]))
        encoded.append(weights.encoder.scores(row.scene) if weights.encoder else plain[-1])
    return np.concatenate(plain), np.concatenate(encoded)


def mix(plain: Numbers, encoded: Numbers, told: Answers) -> Mix:
    """The shares with which both scores together foretell the answers best."""
    from scipy.optimize import minimize

    known = told >= 0
    one, other, right = plain[known], encoded[known], told[known] > 0

    def loss(shares: Numbers) -> float:
        odds = shares[0] * one + shares[1] * other + shares[2]
        return float((np.logaddexp(0, odds) - right * odds).mean())

    found = minimize(loss, np.array([0.5, 0.5, 0.0]), method="Nelder-Mead").x
    return Mix(*(round(float(share), 3) for share in found))


def cuts(scores: Numbers, told: Answers) -> dict[str, float]:
    """For each relation the log odds from which pairs with these answers are most often rightly found.

    Relations that few of the answers state are left out.
    """
    found = {}
    for relation in sorted({head[:-1] for head in JOINING}):
        mine = [INDEX[head] for head in JOINING if head[:-1] == relation]
        known = told[:, mine] >= 0
        right, score = told[:, mine][known] > 0, scores[:, mine][known]
        if right.sum() >= ENOUGH:
            found[relation] = max(CUTS, key=lambda cut: (f1(right, score >= cut), cut))
    return found


def f1(right: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> float:
    """F1 of what is told where this is right."""
    return float(2 * (right & told).sum() / max(right.sum() + told.sum(), 1))


def agreement(rows: Sequence[Example], weights: Weights) -> float:
    """F1 over the answers of the examples, where a score above 0 is a yes."""
    told = answers(rows)
    scores = weights.mixed(*judged(rows, weights)) if weights.encoder else judged(rows, weights)[0]
    return f1(told[told >= 0] > 0, scores[told >= 0] > 0)


def _matrix(found: Sequence[Places], sparse: Any) -> tuple[Places, Any]:
    """The buckets that are not rare, and a matrix of pairs by them, scaled as at reading."""
    ends = np.cumsum([0, *(len(f) for f in found)])
    values = np.repeat([(USUAL / max(len(f), 1)) ** 0.5 for f in found], np.diff(ends))
    full = sparse.csr_matrix(
        (values.astype(np.float32), np.concatenate(found), ends), shape=(len(found), BUCKETS)
    )
    columns = np.flatnonzero(full.getnnz(axis=0) >= RARE)
    return columns, full[:, columns].tocsr()


def _loss(matrix: Any, told: Answers, strength: float) -> Any:
    known = (told >= 0).astype(np.float32)
    yes = (told > 0).astype(np.float32)
    turned = matrix.T.tocsr()

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(-1, told.shape[1]).astype(np.float32)
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
