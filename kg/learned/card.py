"""The card beside the weights: from which data, under which licences, how good, how large, and its limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.learned.encoder import NETWORK, TOKENS
from kg.learned.examples import Example, answers, texts
from kg.learned.weights import TERMS, WEIGHTS

if TYPE_CHECKING:
    from kg.learned.teaching import Source

LICENCES = {
    "knowledgenet": "CC BY-SA 4.0 (Mesquita et al., EMNLP 2019)",
    "core": "CC BY 4.0 (Borchert et al., EMNLP 2023)",
}
ABOUT = """Logistic regression over hashed features of the parse, one head for each relation and direction, int8;
with `encoder.onnx`, a small network (MiniLM, all-MiniLM-L6-v2, Apache 2.0) that was fine-tuned on the same
pairs, int8. Made by `kg train`: the same data give the same bytes on the same machine."""
FURTHER = "It goes on from another model, of whose data this card says nothing: its arrays are that model's."
LIMITS = """## Limits

English news about companies, people and AI models. It sees one sentence at a time and only the names that
the rules find there; what it has not met in training it scores low. A status comes from the rules; where
they see no talk, the model may. The arrays know no names, only types, words and the parse between them; the
encoder saw names, three of ten of them changed at random, so that little can be learned by heart of who did
what.
"""


def card(
    sources: Sequence[Source],
    rows: Sequence[Example],
    used: Sequence[Example],
    *,
    licences: Mapping[str, str],
    costs: Mapping[str, float],
    folder: Path,
    further: bool = False,
) -> str:
    """The card as Markdown; `used` are those of the examples that were trained on, not kept apart.

    `further` where training went on from another model.
    """
    return "\n".join(
        [
            "# The learned reader's weights",
            "",
            ABOUT,
            *([FURTHER] if further else []),
            "",
            "## Data",
            "",
            *_rows(sources, (rows, used), LICENCES | dict(licences), costs),
            "",
            *([_measured(costs), ""] if costs else []),
            "## Files",
            "",
            *(_file(folder / name) for name in (WEIGHTS, TERMS, NETWORK, TOKENS) if (folder / name).exists()),
            "",
            LIMITS,
        ]
    )


def _rows(
    sources: Sequence[Source],
    both: tuple[Sequence[Example], Sequence[Example]],
    licences: Mapping[str, str],
    costs: Mapping[str, float],
) -> Iterator[str]:
    yield "| source | licence | texts | of them trained on | pairs there | stated | leaving it out costs |"
    yield "|---|---|---|---|---|---|---|"
    for source in sources:
        mine, used = ([row for row in rows if row.source == source.name] for rows in both)
        told = answers(used)
        folds = f" (folds {', '.join(map(str, source.folds))})" if source.folds else ""
        cost = f"{100 * costs[source.name]:+.1f} points" if source.name in costs else "not measured"
        licence = licences.get(source.name, "not given")
        sizes = f"{texts(mine)} | {texts(used)} | {len(told)} | {int((told == 1).sum())}"
        yield f"| {source.name}{folds} | {licence} | {sizes} | {cost} |"


def _measured(costs: Mapping[str, float]) -> str:
    return (
        f"F1 of the arrays alone over the pairs of the texts kept apart is {costs['']:.3f}; the costs are points"
        " of it."
    )


def _file(path: Path) -> str:
    content = path.read_bytes()
    return f"- `{path.name}`: {len(content)} bytes, SHA-256 `{hashlib.sha256(content).hexdigest()}`"
