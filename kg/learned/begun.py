"""The weights of a fine-tuned encoder, read back from its file, so that training can go on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from kg.errors import KGError

Floats = npt.NDArray[np.float32]
WHOLE, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
# How the names begin that the export made up.
NAMELESS = "onnx::"


def weights(file: Path) -> dict[str, Floats]:
    """The parameters of the network in a file, by name; whole numbers as what they stand for.

    Raises KGError where the file is no network.
    """
    try:
        graph = onnx.load(file).graph
    except Exception as error:  # errors of protobuf have no class in common that is public
        raise KGError(f"{file} is no network to go on from ({error})") from error
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    plain = {name: value for name, value in stored.items() if not name.endswith((WHOLE, SCALE, ZERO))}
    scaled = dict(_scaled(stored))
    found = plain | scaled | dict(_multiplied(graph, scaled))
    return {name: value for name, value in found.items() if not name.startswith(NAMELESS)}


def _scaled(stored: dict[str, Any]) -> Iterator[tuple[str, Floats]]:
    for name in stored:
        if name.endswith(WHOLE):
            base = name.removesuffix(WHOLE)
            yield base, (stored[name] - stored[base + ZERO].astype(np.float32)) * stored[base + SCALE]


def _multiplied(graph: Any, scaled: dict[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """The matrices that carry no name of their own: that of the part which multiplies by them, turned round."""
    for node in graph.node:
        if node.op_type == "MatMulInteger" and (base := node.input[1].removesuffix(WHOLE)) in scaled:
            part, _, _ = node.name.strip("/").rpartition("/")
            yield f"{part.replace('/', '.')}.weight", scaled[base].T
