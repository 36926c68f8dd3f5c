"""The encoder: a small pretrained network that reads whole sentences, fine-tuned on pairs, in whole numbers.

It is run by ONNX Runtime on one thread, one sentence at a time, so that a score hangs on the sentence alone:
not on what else is read beside it, nor on how many processors there are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import KGError
from kg.learned.scene import TYPES, Scene, Thing

NETWORK, TOKENS = "encoder.onnx", "tokenizer.json"
# The tokens of a sentence that are read, and pairs with more things between them count as this far apart.
LONGEST, FARTHEST = 192, 15
PRONOUN = len(TYPES) + 1

Numbers = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]
Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Encoder:
    """The network and the tokenizer that cuts its sentences into word pieces."""

    network: Any
    tokenizer: Any

    def scores(self, scene: Scene) -> Numbers:
        """The log odds (pairs by heads) of the pairs of a scene."""
        return np.asarray(self.network.run(None, arrays(scene, self.tokenizer))[0], np.float64)


def load(folder: Path) -> Encoder | None:
    """The encoder in a folder, or None where it holds none."""
    if not (folder / NETWORK).exists():
        return None
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # it would tell its makers of each run, from 1.29 on
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        network = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime's errors have no class in common but this
        raise KGError(f"{folder / NETWORK} is no network that can be run ({error})") from error
    return Encoder(network, tokenizer(folder / TOKENS))


def tokenizer(path: Path) -> Any:
    """The tokenizer in a file, set to cut whole sentences."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(path))
    found.no_padding()
    found.no_truncation()
    return found


def arrays(scene: Scene, tokenizer: Any) -> Arrays:
    """A scene as the network takes it.

    `ids` and `types` (1 by tokens): word pieces, and the type of the thing that each belongs to, 0 for none.
    `first`, `second`, `between` (pairs by tokens): the shares of the tokens in the mean over the first thing,
    the second, and the words between them. The rest (pairs): the types and kinds of both, and their distance.
    """
    read = tokenizer.encode(scene.text)
    length = min(len(read.ids), LONGEST)
    types = np.zeros((1, length), np.int64)
    places = [_place(thing, read.offsets, length) for thing in scene.things]
    for thing, (start, end) in zip(scene.things, places, strict=True):
        if thing.kind != "about":
            types[0, start:end] = PRONOUN if thing.kind == "pronoun" else thing.type_number + 1
    ends = [(places[j.first], places[j.second]) for j in scene.joined]
    return {
        "ids": np.array([read.ids[:length]], np.int64),
        "types": types,
        "first": _shares([one for one, _ in ends], length),
        "second": _shares([other for _, other in ends], length),
        "between": _shares([_between(*each) for each in ends], length),
        **_signs(scene),
    }


def _signs(scene: Scene) -> Arrays:
    pairs = [(scene.things[j.first], scene.things[j.second]) for j in scene.joined]
    columns: dict[str, Sequence[int]] = {
        "first_type": [one.type_number for one, _ in pairs],
        "first_kind": [one.kind_number for one, _ in pairs],
        "second_type": [other.type_number for _, other in pairs],
        "second_kind": [other.kind_number for _, other in pairs],
        "distance": [min(FARTHEST, j.between) for j in scene.joined],
    }
    return {name: np.array(column, np.int64) for name, column in columns.items()}


def _place(thing: Thing, offsets: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """The tokens of a thing; the sign at the beginning stands for what is unnamed or beyond the last token."""
    if thing.kind == "about":
        return 0, 1
    held = [i for i in range(1, length - 1) if offsets[i][0] < thing.end and offsets[i][1] > thing.start]
    return (held[0], held[-1] + 1) if held else (0, 1)


def _between(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    start, end = min(one[1], other[1]), max(one[0], other[0])
    return (start, end) if start < end else (0, 1)


def _shares(places: Sequence[tuple[int, int]], length: int) -> Shares:
    found = np.zeros((len(places), length), np.float32)
    for row, (start, end) in zip(found, places, strict=True):
        row[start:end] = 1 / (end - start)
    return found
