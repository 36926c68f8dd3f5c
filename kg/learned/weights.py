"""The learned model: arrays of whole numbers, and beside them, where there is one, an encoder of sentences.

A feature is hashed to a bucket; each bucket that training met has a row of small integers, one for each
head. The score of a pair is the sum of its buckets' rows, scaled, plus the head's bias: log odds. Where
that sees anything at all in a sentence, the encoder reads it too, and both scores are mixed.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg import files
from kg.errors import KGError
from kg.learned import encoder
from kg.learned.encoder import Encoder
from kg.learned.heads import OPEN
from kg.learned.scene import Scene
from kg.learned.trust import Trust

FOLDER = Path(__file__).with_name("model")
WEIGHTS, TERMS = "weights.npz", "terms.json"
BUCKETS = 1 << 18
# Scores are summed as if every pair had so many features: long sentences have no louder voice.
USUAL = 25.0
# A sentence none of whose pairs has such log odds says nothing, and the encoder need not read it.
QUIET = -2.0

Whole = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def places(types: str, features: Iterable[str]) -> Places:
    """The buckets of a pair, each once, in order: each feature alone and together with the types of the ends.

    >>> len(places("CP", ["hired"]))
    4
    """
    start = crc32(f"{types}|".encode())
    words = [feature.encode("utf-8") for feature in features]
    found = {crc32(b"b"), crc32(f"t{types}".encode())}
    found.update(map(crc32, words))
    # A checksum goes on where another ended: this is that of "types|feature", without joining the two.
    found.update([crc32(word, start) for word in words])
    return np.array(sorted({each & (BUCKETS - 1) for each in found}), dtype=np.int64)


@dataclass(frozen=True)
class Mix:
    """How the log odds of the arrays and of the encoder become one: each times its share, and a constant."""

    arrays: float = 0.5
    encoder: float = 0.5
    constant: float = 0.0


@dataclass(frozen=True)
class Weights:
    """A row of whole numbers for each known bucket, for each head its scale and bias, and whom to trust.

    `cuts` and `aloud` are for pairs of mentions: from which log odds a relation joins them, and how both log odds
    become one there, where a text says little beside what it joins.
    """

    heads: tuple[str, ...]
    rows: Places
    weights: Whole
    scales: Numbers
    biases: Numbers
    trust: Trust
    cuts: Mapping[str, float] = field(default_factory=dict)
    encoder: Encoder | None = None
    mix: Mix = Mix()
    aloud: Mix = Mix()

    def of_mentions(self) -> Weights:
        """The same weights for pairs of mentions."""
        return dataclasses.replace(self, mix=self.aloud)

    def cut(self, relation: str) -> float:
        """The log odds from which a pair of mentions counts as joined by a relation."""
        return self.cuts.get(relation, 0.0)

    def knows(self, relation: str) -> bool:
        """Whether the weights were taught a relation."""
        return f"{relation}>" in self.heads

    def scores(self, found: Places) -> Numbers:
        """The log odds of each head for a pair with these buckets."""
        rows = self.rows[found]
        total = self.weights[rows[rows >= 0]].sum(axis=0, dtype=np.int64)
        loud = (USUAL / max(len(found), 1)) ** 0.5
        return np.asarray(total * self.scales * loud + self.biases, dtype=np.float64)

    def judged(
        self,
        found: Sequence[Places],
        heads: Sequence[Sequence[int]],
        scene: Callable[[], Scene],
        *,
        told: bool = False,
    ) -> Numbers:
        """The log odds (pairs by heads) of the pairs of a sentence with these buckets and this scene.

        Only the `heads` that have a say on a pair, by number, can call the encoder; it reads the sentence in any case
        where others have `told` that it states something.
        """
        table = np.array([self.scores(each) for each in found])
        if self.encoder is None:
            return table
        if not told and max(row[list(said)].max() for row, said in zip(table, heads, strict=True)) < QUIET:
            return table
        return self.mixed(table, self.encoder.scores(scene()))

    def mixed(self, table: Numbers, encoded: Numbers) -> Numbers:
        """Both log odds (pairs by heads) as one, to three digits: beyond them processors differ."""
        mix = self.mix
        return np.round(mix.arrays * table + mix.encoder * encoded + mix.constant, 3)


@functools.lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Weights:
    """The model in a folder; raises KGError where there is none, or none that this version can read."""
    try:
        terms: dict[str, Any] = json.loads((folder / TERMS).read_text("utf-8"))
        if OPEN not in terms["heads"]:
            raise ValueError("it is of another version of kg")
        arrays = np.load(folder / WEIGHTS, allow_pickle=False)
        rows = np.full(BUCKETS, -1, dtype=np.int64)
        rows[arrays["buckets"]] = np.arange(len(arrays["buckets"]))
        return Weights(
            tuple(terms["heads"]),
            rows,
            arrays["weights"],
            arrays["scales"],
            arrays["biases"],
            Trust(terms["trust"], terms["cut"]),
            terms.get("cuts", {}),
            encoder.load(folder),
            Mix(**terms.get("mix", {})),
            Mix(**terms.get("aloud", terms.get("mix", {}))),
        )
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise KGError(f"no learned model in {folder} ({error}); make one with: kg train") from error


def save(model: Weights, folder: Path) -> None:
    """Write a model to a folder, the same bytes for the same model."""
    folder.mkdir(parents=True, exist_ok=True)
    known = np.flatnonzero(model.rows >= 0)
    order = known[np.argsort(model.rows[known], kind="stable")]
    arrays: dict[str, npt.NDArray[Any]] = {
        "buckets": order.astype(np.int32),
        "weights": model.weights,
        "scales": model.scales,
        "biases": model.biases,
    }
    files.write(folder / WEIGHTS, _packed(arrays))
    terms = {
        "heads": model.heads,
        "trust": dict(model.trust.signs),
        "cut": model.trust.cut,
        "cuts": dict(model.cuts),
        "mix": dataclasses.asdict(model.mix),
        "aloud": dataclasses.asdict(model.aloud),
    }
    files.write(folder / TERMS, json.dumps(terms, indent=1, sort_keys=True) + "\n")


def _packed(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """The arrays as numpy's zip archive, without the time of day that numpy would write into it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), one.getvalue(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def whole(weights: Numbers) -> tuple[Whole, Numbers]:
    """Weights (buckets by heads) as whole numbers from -127 to 127, and the scale of each head."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return np.rint(weights / scales).astype(np.int8), scales
