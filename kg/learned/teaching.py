"""From annotated sources to a model folder: examples, weights, trust, and the card that says from what."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg import facts as lines
from kg import files
from kg.articles.read import read as read_articles
from kg.evaluate import judge
from kg.evaluate import read as read_facts
from kg.evaluate.stated import Stated
from kg.evaluate.stated import stated as compared
from kg.learned.card import card
from kg.learned.reader import candidates
from kg.learned.sources import core, gold, knowledgenet
from kg.learned.training import PARTS, Table, cuts, folds, join, table, train
from kg.learned.trust import Trust, fit, signs
from kg.learned.weights import Weights, save
from kg.model import Article, Fact

if TYPE_CHECKING:
    from kg.english.reader import Reader

Tell = Callable[[str], None]
Row = tuple[dict[str, float], bool]


@dataclass(frozen=True, slots=True)
class Source:
    """Annotated data: its kind (gold, knowledgenet or core), its name, where it is, and which folds of it."""

    kind: str
    name: str
    path: Path
    folds: tuple[int, ...] = ()

    def table(self, reader: Reader) -> Table:
        """The examples of the source."""
        match self.kind:
            case "gold":
                return table(gold(self.name, self.path, reader))
            case "knowledgenet":
                return table(knowledgenet(self.path, self.folds, reader))
        return table(core(self.path, reader))


def teach(
    sources: Sequence[Source],
    output: Path,
    *,
    stated: Mapping[str, Path],
    licences: Mapping[str, str],
    cut: float,
    measure: bool,
    tell: Tell,
) -> str:
    """Train on the sources and write weights and card to a folder; what comes back is the card."""
    from kg.english.reader import load

    reader = load()
    tables: dict[str, Table] = {}
    for source in sources:
        tables[source.name] = source.table(reader)
        tell(f"{source.name}: {len(set(tables[source.name].texts))} texts, {tables[source.name].size} pairs")
    golden, spoken = [s for s in sources if s.kind == "gold"], [s for s in sources if s.kind != "gold"]
    apart = list(_apart(join(tables.values()), [s.name for s in golden], tell))
    # Where it is known what the rules said before they were fitted, only that tells how far to trust them.
    honest = [s for s in golden if s.name in stated] or golden
    rows = [row for source in honest for row in _rows(source, stated.get(source.name), reader, apart)]
    trust = Trust(fit(rows), cut)
    tell(f"trust: {len(rows)} facts, {sum(right for _, right in rows)} of them right")
    model = dataclasses.replace(
        train(join(tables.values())), trust=trust, cuts=cuts([tables[s.name] for s in spoken])
    )
    save(model, output)
    costs = dict(_costs(tables, [s.name for s in golden], apart, tell)) if measure else {}
    told = card(sources, tables, licences=licences, costs=costs, folder=output, parts=PARTS)
    files.write(output / "CARD.md", told)
    return told


def _apart(rows: Table, names: Sequence[str], tell: Tell) -> Iterator[Weights]:
    """For each part of the gold articles the weights that are trained without it."""
    mine = np.isin(np.array(rows.sources), list(names))
    part = folds(rows, PARTS)
    for number in range(PARTS):
        yield train(rows.only(~(mine & (part == number))))
        tell(f"trained without part {number + 1} of {PARTS}")


def _rows(source: Source, earlier: Path | None, reader: Reader, apart: Sequence[Weights]) -> Iterator[Row]:
    """What rules and model say of a source's articles, with whether it is right."""
    known = read_facts(source.path / "gold")
    for article in read_articles([str(source.path / "articles")]):
        if isinstance(article, Article) and article.id in known:
            weights = apart[part_of(article.id)]
            ruled = list(_earlier(earlier, article)) if earlier else None
            yield from _judged(article, known[article.id], candidates(article, reader, weights, ruled))


def part_of(article: str) -> int:
    """Which part an article belongs to."""
    from zlib import crc32

    return crc32(article.encode("utf-8")) % PARTS


def _earlier(folder: Path, article: Article) -> Iterator[Fact]:
    file = folder / f"{article.id}.jsonl"
    return lines.read(file.read_text("utf-8").splitlines()) if file.exists() else iter(())


def _judged(
    article: Article, known: Sequence[Stated], told: Iterator[tuple[Fact, float | None]]
) -> Iterator[Row]:
    for fact, score in told:
        verdict = judge(known, [compared(json.loads(lines.dumps(fact)))])
        if not verdict.neutral:
            yield dict(signs(fact, score, article.text)), bool(verdict.right)


def _costs(
    tables: Mapping[str, Table], golden: Sequence[str], apart: Sequence[Weights], tell: Tell
) -> Iterator[tuple[str, float]]:
    """For each source what leaving it out costs: points of F1 over pairs, in parts kept out of training."""
    full = _agreement(tables, golden, apart)
    yield "", full
    for name in tables:
        rows = join(tables.values())
        names, part = np.array(rows.sources), folds(rows, PARTS)
        kept = [
            (names != name) & ~(np.isin(names, list(golden)) & (part == number)) for number in range(PARTS)
        ]
        lacking = [train(rows.only(k), near=near) for k, near in zip(kept, apart, strict=True)]
        without = _agreement(tables, golden, lacking)
        tell(f"without {name}: F1 over pairs {without:.3f} instead of {full:.3f}")
        yield name, full - without


def _agreement(tables: Mapping[str, Table], golden: Sequence[str], apart: Sequence[Weights]) -> float:
    """F1 over the pairs of all gold sources, each part judged by the weights that were trained without it."""
    rows = join(tables.values())
    part, mine = folds(rows, PARTS), np.isin(np.array(rows.sources), list(golden))
    counts: Counter[str] = Counter()
    for number, weights in enumerate(apart):
        counts += rows.only(mine & (part == number)).agreement(weights)
    return 2 * counts["right"] / max(2 * counts["right"] + counts["wrong"] + counts["missed"], 1)
