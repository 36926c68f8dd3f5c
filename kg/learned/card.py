"""The card beside the weights: from which data, under which licences, how good, how large, and its limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.learned.weights import TERMS, WEIGHTS

if TYPE_CHECKING:
    from kg.learned.teaching import Source
    from kg.learned.training import Table

LICENCES = {
    "knowledgenet": "CC BY-SA 4.0 (Mesquita et al., EMNLP 2019)",
    "core": "CC BY 4.0 (Borchert et al., EMNLP 2023)",
}
LIMITS = """## Limits

English news about companies, people and AI models. It sees one sentence at a time and only the names that
the rules find there; what it has not met in training it scores low. Statuses come from the rules. It knows
no names: only types, words and the parse between them.
"""


def card(
    sources: Sequence[Source],
    tables: Mapping[str, Table],
    *,
    licences: Mapping[str, str],
    costs: Mapping[str, float],
    folder: Path,
    parts: int,
) -> str:
    """The card as Markdown."""
    return "\n".join(
        [
            "# The learned reader's weights",
            "",
            "Logistic regression over hashed features of the parse, one head for each relation and direction,",
            "int8; made by `kg train`. The same data give the same bytes.",
            "",
            "## Data",
            "",
            *_rows(sources, tables, LICENCES | dict(licences), costs),
            "",
            *([_measured(costs, parts), ""] if costs else []),
            "## Files",
            "",
            *(_file(folder / name) for name in (WEIGHTS, TERMS)),
            "",
            LIMITS,
        ]
    )


def _rows(
    sources: Sequence[Source],
    tables: Mapping[str, Table],
    licences: Mapping[str, str],
    costs: Mapping[str, float],
) -> Iterator[str]:
    yield "| source | licence | texts | pairs | stated | leaving it out costs |"
    yield "|---|---|---|---|---|---|"
    for source in sources:
        table = tables[source.name]
        folds = f" (folds {', '.join(map(str, source.folds))})" if source.folds else ""
        cost = f"{100 * costs[source.name]:+.1f} points" if source.name in costs else "not measured"
        stated = int((table.answers == 1).sum())
        licence = licences.get(source.name, "not given")
        yield f"| {source.name}{folds} | {licence} | {len(set(table.texts))} | {table.size} | {stated} | {cost} |"


def _measured(costs: Mapping[str, float], parts: int) -> str:
    return (
        f"F1 over the pairs of the gold sources is {costs['']:.3f} by {parts}-fold cross-validation over their"
        " articles; the costs are points of it."
    )


def _file(path: Path) -> str:
    content = path.read_bytes()
    return f"- `{path.name}`: {len(content)} bytes, SHA-256 `{hashlib.sha256(content).hexdigest()}`"
