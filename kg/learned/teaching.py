"""From annotated sources to a model folder: examples, weights, trust, and the card that says from what."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import facts as lines
from kg import files
from kg.articles.read import read as read_articles
from kg.evaluate import judge
from kg.evaluate import read as read_facts
from kg.evaluate.stated import Stated
from kg.evaluate.stated import stated as compared
from kg.learned import encoder
from kg.learned.card import card
from kg.learned.examples import Example, answers, part_of, texts
from kg.learned.reader import candidates
from kg.learned.sources import core, gold, knowledgenet
from kg.learned.training import agreement, cuts, judged, mix, train
from kg.learned.trust import Trust, fit, signs
from kg.learned.unsure import unsure
from kg.learned.weights import Weights, save
from kg.model import Article, Fact

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.english.reader import Reader

# Of each source one text of so many is kept out of training, to see what the weights are worth.
PARTS = 5
Tell = Callable[[str], None]
Row = tuple[dict[str, float], bool]
Tune = Callable[[Sequence[Example], Tell], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Source:
    """Annotated data: its kind (gold, knowledgenet or core), its name, where it is, and which folds of it."""

    kind: str
    name: str
    path: Path
    folds: tuple[int, ...] = ()

    def examples(self, reader: Reader) -> Iterator[Example]:
        """The examples of the source."""
        match self.kind:
            case "gold":
                return gold(self.name, self.path, reader)
            case "knowledgenet":
                return knowledgenet(self.path, self.folds, reader)
        return core(self.path, reader)


@dataclass(frozen=True)
class Teacher:
    """Trains on sources and finds out, on texts kept apart, how far what it trained can be trusted.

    `begin` is a model to go on from: its arrays stay as they are, and its encoder is what `tune` begins with.
    `stated` holds for some sources what the rules said of their articles before they were fitted to them:
    where there are any, only those tell how far to trust whom, and they are kept apart whole, and of other
    gold nothing. `tune` trains an encoder too.
    """

    reader: Reader
    sources: Sequence[Source]
    stated: Mapping[str, Path]
    tell: Tell
    tune: Tune | None = None
    begin: Weights | None = None

    @property
    def telling(self) -> set[str]:
        """The names of the sources that tell how far to trust whom."""
        return set(self.stated) or self.golden

    @property
    def golden(self) -> set[str]:
        """The names of the sources that say all that their articles state."""
        return {source.name for source in self.sources if source.kind == "gold"}

    def apart(self, source: str, text: str) -> bool:
        """Whether a text is kept out of training."""
        if self.stated and source in self.golden:
            return source in self.stated
        return part_of(text, PARTS) == 0

    def fitted(self, rows: Sequence[Example], folder: Path) -> Weights:
        """The weights for the examples, with an encoder in the folder if there is to be one."""
        weights = self.begin or train(rows)
        if self.tune is None:
            return weights
        for name, content in self.tune(rows, self.tell).items():
            files.write(folder / name, content)
        return dataclasses.replace(weights, encoder=encoder.load(folder))

    def examples(self) -> Iterator[Example]:
        """The examples of all sources."""
        for source in self.sources:
            rows = list(source.examples(self.reader))
            self.tell(f"{source.name}: {texts(rows)} texts, {len(answers(rows))} pairs")
            yield from rows

    def taught(self, rows: Sequence[Example], folder: Path, cut: float) -> Weights:
        """Weights trained without what is kept apart, with the trust that they earn there."""
        kept = [row for row in rows if self.apart(row.source, row.text)]
        weights = self.fitted([row for row in rows if not self.apart(row.source, row.text)], folder)
        if self.begin is None:
            weights = self._mixed(weights, kept)
        told = [r for s in self.sources if s.name in self.telling for r in self.judged(s, weights)]
        self.tell(f"trust: {len(told)} facts, {sum(right for _, right in told)} of them right")
        known = self.begin.trust.signs if self.begin else {}
        return dataclasses.replace(weights, trust=Trust(fit(told, known), cut))

    def _mixed(self, weights: Weights, kept: Sequence[Example]) -> Weights:
        """The weights with the shares of arrays and encoder, and the cuts, that fit what is kept apart."""
        if weights.encoder:
            mine = [row for row in kept if row.source in self.telling]
            weights = dataclasses.replace(weights, mix=mix(*judged(mine, weights), answers(mine)))
        spoken = [row for row in kept if row.source not in self.golden]
        plain, encoded = judged(spoken, weights)
        if weights.encoder:
            weights = dataclasses.replace(weights, aloud=mix(plain, encoded, answers(spoken)))
            plain = weights.of_mentions().mixed(plain, encoded)
        return dataclasses.replace(weights, cuts=cuts(plain, answers(spoken)))

    def judged(self, source: Source, weights: Weights) -> Iterator[Row]:
        """What rules and model say of a source's articles kept apart, with whether it is right."""
        known = read_facts(source.path / "gold")
        earlier = _earlier(self.stated[source.name]) if source.name in self.stated else None
        for article in read_articles([str(source.path / "articles")]):
            if isinstance(article, Article) and article.id in known and self.apart(source.name, article.id):
                ruled = None if earlier is None else earlier.get(article.id, [])
                yield from _judged(article, known[article.id], self.reader.marked(article), weights, ruled)

    def costs(self, rows: Sequence[Example], known: Weights) -> Iterator[tuple[str, float]]:
        """For each source what leaving it out costs the arrays: points of F1 over the gold pairs kept apart.

        All are trained a little further from the known weights, so that they differ by the source alone.
        """
        mine = [row for row in rows if self.apart(row.source, row.text)]
        rest = [row for row in rows if not self.apart(row.source, row.text)]
        plain = dataclasses.replace(known, encoder=None)
        names = list(dict.fromkeys(row.source for row in rest))
        if len(names) < 2:
            yield "", agreement(mine, plain)
            return
        full = agreement(mine, train(rest, near=plain))
        yield "", full
        for name in names:
            without = agreement(mine, train([row for row in rest if row.source != name], near=plain))
            self.tell(f"without {name}: F1 over pairs {without:.3f} instead of {full:.3f}")
            yield name, full - without


def teach(
    teacher: Teacher,
    output: Path,
    *,
    licences: Mapping[str, str],
    cut: float,
    measure: bool,
) -> str:
    """Train on the sources and write weights and card to a folder; what comes back is the card."""
    rows = list(teacher.examples())
    weights = teacher.taught(rows, output, cut)
    save(weights, output)
    costs = dict(teacher.costs(rows, weights)) if measure else {}
    used = [row for row in rows if not teacher.apart(row.source, row.text)]
    further = teacher.begin is not None
    told = card(teacher.sources, rows, used, licences=licences, costs=costs, folder=output, further=further)
    files.write(output / "CARD.md", told)
    return told


def _earlier(path: Path) -> dict[str, list[Fact]]:
    """The facts of a file of JSON lines, or of a folder of such files, by article."""
    found: dict[str, list[Fact]] = {}
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for fact in lines.read(filter(None, file.read_text("utf-8").split("\n"))):
            found.setdefault(fact.evidence.article, []).append(fact)
    return found


def _judged(
    article: Article,
    known: Sequence[Stated],
    sentences: Sequence[Marked],
    weights: Weights,
    ruled: Sequence[Fact] | None,
) -> Iterator[Row]:
    doubts = unsure(sentences)
    for fact, score in candidates(article, sentences, weights, ruled):
        verdict = judge(known, [compared(json.loads(lines.dumps(fact)))])
        if not verdict.neutral:
            yield dict(signs(fact, score, article.text, doubts)), bool(verdict.right)
