"""The names of a graph: which entities the words of a question may name, and what comes near an unknown name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.ask.tokens import Token
from kg.ask.vocabulary import kinds
from kg.names import normal, words
from kg.query import Graph, labels

PREFERRED, OTHER, SHORT = range(3)
LONGEST = 10
NEAR = 70


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An entity of the graph."""

    name: str
    iri: str
    type: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the question that name one entity, or several that share the name; `end` is a token's index."""

    end: int
    entities: tuple[Entity, ...]
    tier: int


class Names:
    """The entities of a graph by their names, whatever case, accents, spaces and hyphens."""

    def __init__(self, store: Graph) -> None:
        self._found: dict[str, dict[int, set[Entity]]] = defaultdict(lambda: defaultdict(set))
        self._labels: dict[Entity, set[str]] = defaultdict(set)
        rows = sorted(labels(store))
        preferred = {iri: label for iri, label, _, first in reversed(rows) if first}
        for iri, label, kind, first in rows:
            entity = Entity(preferred.get(iri, label), iri, kind)
            self._labels[entity].add(label)
            for key in {_key(words(label)), _key(normal(label, kind).split())} - {""}:
                self._found[key][PREFERRED if first else OTHER].add(entity)
            for short in _short(words(label), kind):
                self._found[short][SHORT].add(entity)

    def __len__(self) -> int:
        return len(self._labels)

    def mentions(self, question: str, told: Sequence[Token]) -> dict[int, list[Mention]]:
        """The mentions that begin at each token, the longest first."""
        return {start: list(self._at(question, told, start)) for start in range(len(told))}

    def _at(self, question: str, told: Sequence[Token], start: int) -> Iterator[Mention]:
        for end in range(min(len(told), start + LONGEST), start, -1):
            if told[end - 1].plain in (",", "'s", "'") and end == start + 1:
                continue
            key = _key(words(question[told[start].start : told[end - 1].end]))
            tiers = self._found.get(key)
            if tiers and told[end - 1].plain not in (",", "'"):
                tier = min(tiers)
                yield Mention(end, tuple(sorted(tiers[tier])), tier)

    def near(self, name: str, types: Collection[str]) -> list[Entity]:
        """At most three entities with names like this one, those of the wanted types first."""
        from rapidfuzz import fuzz

        wanted, parts = name.casefold(), set(words(name))

        def likeness(label: str) -> float:
            shared = {part for part in parts & set(words(label)) if len(part) > 3}
            if not shared and (abs(len(label) - len(wanted)) > 2 or label[:1].casefold() != wanted[:1]):
                return fuzz.ratio(wanted, label.casefold()) - 15.0
            return max(fuzz.ratio(wanted, label.casefold()), 85.0 if shared else 0.0)

        def score(entity: Entity) -> float:
            return max(map(likeness, self._labels[entity]))

        scored = [(score(entity), entity) for entity in self._labels]
        fitting = [(s, e) for s, e in scored if s >= NEAR and (not types or e.type in types)]
        others = [(s, e) for s, e in scored if s > NEAR + 15 and types and e.type not in types]
        best = sorted(fitting, key=_best_first)[:3] or sorted(others, key=_best_first)[:3]
        return [e for s, e in best if s >= best[0][0] - 15]


def _best_first(scored: tuple[float, Entity]) -> tuple[float, Entity]:
    return -scored[0], scored[1]


def _key(parts: Iterable[str]) -> str:
    """Names are compared without spaces: "GPT4o", "GPT-4o" and "gpt 4o" are one."""
    return "".join(parts)


def _short(parts: tuple[str, ...], kind: str) -> Iterator[str]:
    """Shorter forms by which people call things of several words."""
    if kind in kinds("someone") and len(parts) > 1:
        yield parts[-1]
        yield parts[0]
    elif kind in kinds("employer"):
        yield from (_key(parts[:end]) for end in range(1, len(parts)))
