"""The named entities that spaCy's recogniser finds, found faster.

spaCy's recogniser reads word by word, and asks of each of its seventy moves at each word whether it may be made,
which takes longer than the network itself. Outside of an entity, though, what it sees hangs on the word alone: so
all words are judged at once, and only what begins an entity is followed on.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RECOGNISER, OURS = "ner", "kg_entities"
# What a network sees that can be followed so: this word, the entity's first word, and the word before this one.
SEEN = 3
TOGETHER = 128

Numbers = npt.NDArray[np.float32]
Found = tuple[int, int, str]


@dataclass(frozen=True)
class Entities:
    """A part of a pipeline that marks what spaCy's recogniser of named entities, with its weights, would mark."""

    recogniser: Any

    @functools.cached_property
    def moves(self) -> dict[str, int]:
        """The moves that the network judges, such as "B-ORG", with their numbers."""
        judging = self.recogniser.model.layers[-1]
        return {self.recogniser.moves.get_class_name(n): n for n in range(judging.get_dim("nO"))}

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of one document."""
        self._mark([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Mark the entities of many documents, so many at once."""
        rest = iter(docs)
        while some := list(itertools.islice(rest, batch_size)):
            self._mark(some)
            yield from some

    def _mark(self, docs: Sequence[Doc]) -> None:
        from spacy.tokens import Span

        words = [word for doc in docs for word in doc]
        if not words:
            return
        sight = _Sight.of(self.recogniser.model, docs, self.moves)
        begins = np.array([word.is_sent_start is True for word in words])
        blank = np.array([word.is_space for word in words])
        moves = sight.outside(_openers(docs, begins), blank)
        first = 0
        for doc in docs:
            found = _entities(moves, sight, begins, range(first, first + len(doc)))
            doc.set_ents([Span(doc, start - first, end - first, label) for start, end, label in found])
            first += len(doc)


@dataclass(frozen=True)
class _Sight:
    """What the network sees of each word of a batch, and what it makes of that.

    `seen` (words and, as the first, a missing one, by what is seen, by hidden units, by pieces), `bias` (hidden units
    by pieces), `weights` (moves by hidden units), `biases` (moves); the moves by name.
    """

    seen: Numbers
    bias: Numbers
    weights: Numbers
    biases: Numbers
    moves: Mapping[str, int]

    @classmethod
    def of(cls, network: Any, docs: Sequence[Doc], moves: Mapping[str, int]) -> _Sight:
        reading, seeing, judging = network.layers
        return cls(
            seeing.predict(reading.predict(docs)),
            seeing.get_param("b"),
            judging.get_param("W"),
            judging.get_param("b"),
            moves,
        )

    def outside(self, opening: npt.NDArray[np.bool_], blank: npt.NDArray[np.bool_]) -> list[str]:
        """The best move at each word, if no entity is open there, of the words that may open one and those of white space."""
        missing = self.seen[0]
        scores = self._scores(self.seen[1:, 0] + missing[1] + missing[2], slice(None))
        kinds = np.array([move[0] if move[2:] or move == "O" else "" for move in self.moves])
        scores[:, ~np.isin(kinds, ["B", "U", "O"])] = -np.inf
        scores[np.ix_(~opening, kinds == "B")] = -np.inf
        scores[np.ix_(blank, np.isin(kinds, ["B", "U"]))] = -np.inf
        names = list(self.moves)
        return [names[n] for n in scores.argmax(axis=1)]

    def goes_on(self, word: int, start: int, label: str) -> bool:
        """Whether an entity that is open since the word `start` does not end with this word."""
        both = [self.moves[f"I-{label}"], self.moves[f"L-{label}"]]
        here = self.seen[word + 1, 0] + self.seen[start + 1, 1] + self.seen[word, 2]
        inside, last = self._scores(here[None], both)[0]
        return bool(inside >= last)

    def _scores(self, summed: Numbers, moves: Any) -> Numbers:
        hidden = (summed + self.bias).max(axis=-1)
        return np.asarray(hidden @ self.weights[moves].T + self.biases[moves])


def _openers(docs: Sequence[Doc], begins: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which words may be the first of several: those that are not the last of a sentence or document."""
    opening = np.append(~begins[1:], False)
    opening[np.cumsum([len(doc) for doc in docs]) - 1] = False
    return opening


def _entities(
    moves: Sequence[str], sight: _Sight, begins: npt.NDArray[np.bool_], words: range
) -> Iterator[Found]:
    """The entities of one document, as words from and up to which they reach, with their labels."""
    place = words.start
    while place < words.stop:
        start, move = place, moves[place]
        place += 1
        if move[0] == "B":
            while place + 1 < words.stop and not begins[place + 1] and sight.goes_on(place, start, move[2:]):
                place += 1
            place += 1
        if move != "O":
            yield start, place, move[2:]


def quicken(nlp: Language) -> None:
    """Let a pipeline find entities this way instead, where its recogniser's network can be followed so."""
    from spacy.language import Language

    given = nlp.has_pipe(RECOGNISER) and not nlp.has_pipe("entity_ruler")
    if not given or not _followed(nlp.get_pipe(RECOGNISER)):
        return
    if not Language.has_factory(OURS):
        Language.factory(OURS, func=lambda nlp, name: Entities(nlp.get_pipe(RECOGNISER)))
    nlp.add_pipe(OURS, after=RECOGNISER)
    nlp.disable_pipe(RECOGNISER)


def _followed(recogniser: Any) -> bool:
    network = recogniser.model
    return bool(
        recogniser.cfg.get("beam_width") == 1
        and network.attrs.get("has_upper")
        and not network.attrs.get("unseen_classes")
        and network.layers[1].get_dim("nF") == SEEN
        and network.layers[1].get_dim("nP") > 1
    )
