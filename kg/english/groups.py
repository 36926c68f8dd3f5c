"""Groups: the candidates of an article that share a normal form, and what speaks for each type."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.english.candidate import APART, Candidate, Source
from kg.english.coded import Coded, Item, encode, matches
from kg.english.gazetteer import ambiguous_seeds
from kg.english.modelnames import WORDS, stem
from kg.english.sentences import Sentence
from kg.english.typing import (
    AMBIGUOUS_WEIGHT,
    IN_AI_NEWS,
    MODEL_WEIGHT,
    Weights,
    cue_weights,
    decide,
    own_weights,
    part_weights,
)
from kg.english.wordlists import is_place, is_state
from kg.model import Entity
from kg.names import normal

CUE_LIMIT, NER_LIMIT, LIST_WEIGHT, FAMILY_WEIGHT = 8.0, 3.0, 2.0, 3.0
STATE_WEIGHT, AI_SHARE, NUMBERED_WEIGHT = 3.0, 0.25, 1.0
NUMBERED = re.compile(r"([A-Z][a-z]{2,}(?:[A-Z][a-z]+)?) [1-9]")
ABOUT_AI = re.compile(
    r"\b(?:AI|A\.I\.|LLMs?|GPT|ChatGPT|[Ll]anguage models?|[Cc]hatbots?|[Mm]achine learning|[Dd]eep learning"
    r"|[Nn]eural net\w*|[Gg]enerative|[Tt]ext-to-\w+|open-weights?|parameters?|[Mm]ultimodal)\b"
)
# How much the words around must say before a name of one word is a person's, a place's or a product's; of a person's
# with a hyphen, that they say so at all is enough.
SAID = 0.1
LONE = {"Person": 2.4, "Place": 0.5, "Product": SAID}
UNSURE = ("Unknown", "Person", "Place", "Product")


@dataclass
class Group:
    """The candidates of one article that share a normal form, and what speaks for each type.

    `weights` is what the words around say, `heard` what seeds, patterns and spaCy say of the name itself.
    """

    key: str
    members: list[tuple[int, Candidate]] = field(default_factory=list)
    weights: Weights = field(default_factory=Weights)
    heard: Weights = field(default_factory=Weights)
    seed: Entity | None = None

    @functools.cached_property
    def forms(self) -> Counter[str]:
        """The words of the members, all of which are known by now, without legal suffixes, with their counts."""
        return Counter(bare(c.text) for _, c in self.members)

    @functools.cached_property
    def longest(self) -> str:
        """The longest form; the more frequent, then the alphabetically first of equals."""
        forms = self.forms
        return min(forms, key=lambda f: (-len(f), -forms[f], f))

    @functools.cached_property
    def parts(self) -> frozenset[str]:
        """The normal forms of the words of the longest form."""
        return frozenset(map(normal, self.longest.split()))

    @property
    def total(self) -> Weights:
        """All that speaks for each type; what spaCy says counts up to a limit."""
        total = Weights()
        total.add(self.weights)
        for type_, weight in self.heard.items():
            total[type_] += weight if self.seed or weight >= MODEL_WEIGHT else min(weight, NER_LIMIT)
        return total

    @property
    def type(self) -> str:
        """The type that most speaks for; of a single word spaCy's word alone is not enough."""
        best = decide(self.total)
        if self.seed or " " in self.longest or (best == "Place" and is_place(self.longest)):
            return best
        joined = best == "Person" and "-" in self.longest
        least = SAID if joined else LONE.get(best, 0.0)
        return "Unknown" if self.weights[best] < least else best


def grouped(sentences: Sequence[Sentence], found: list[list[Candidate]]) -> dict[str, Group]:
    """The groups of an article\'s candidates by key, each with what speaks for its type."""
    groups: dict[str, Group] = {}
    leave_out = frozenset() if on_ai(sentences) else frozenset({IN_AI_NEWS})
    strings: list[Coded] = []
    for sentence, row in zip(sentences, found, strict=True):
        coded = encode(sentence, [Item(c.first, c.last, "Unknown", None) for c in row])
        strings.append(coded)
        cues = cue_weights(coded, leave_out)
        for number, candidate in enumerate(row):
            key = _group_key(candidate)
            if not key:
                continue
            group = groups.setdefault(key, Group(key))
            group.members.append((sentence.index, candidate))
            group.heard.add(own_weights(candidate))
            group.weights.add(cues.get(number, Weights()))
            group.weights["Model"] += NUMBERED_WEIGHT * (not leave_out and numbered(candidate.text))
            group.weights["Place"] += STATE_WEIGHT if _in_state(candidate, sentence) else 0
            if candidate.seed and candidate.source == Source.SEED:
                group.seed = candidate.seed
    _alike(groups, strings, found)
    _families(groups)
    for group in groups.values():
        for type_ in {e.type for e in ambiguous_seeds(group.longest)}:
            group.weights[type_] += AMBIGUOUS_WEIGHT
    for group in groups.values():
        for type_, weight in group.weights.items():
            group.weights[type_] = min(weight, CUE_LIMIT)
        group.weights.add(part_weights(max((c.text for _, c in group.members), key=lambda t: (len(t), t))))
    return groups


def numbered(name: str) -> bool:
    """Whether a word with a number is a name as versions of models have it.

    >>> numbered("Mochi 1"), numbered("Chapter 1"), numbered("Mochi 10")
    (True, False, False)
    """
    match = NUMBERED.fullmatch(name)
    return match is not None and match[1] not in WORDS["no_model"] and name not in WORDS["other"]


def on_ai(sentences: Sequence[Sentence]) -> bool:
    """Whether the article is news of AI: enough of its sentences speak of it."""
    spoken = sum(ABOUT_AI.search(s.text) is not None for s in sentences)
    return spoken > AI_SHARE * len(sentences)


def _in_state(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a state or country follows, set off by a comma: "Greenwich, Connecticut,"."""
    doc, end = sentence.doc, sentence.tokens.end
    if candidate.last + 1 >= end or doc[candidate.last].text != "," or candidate.length > 2:
        return False
    for last in (candidate.last + 2, candidate.last + 3):
        behind = doc[last].text if last < end else "."
        if last <= end and is_state(doc[candidate.last + 1 : last].text) and not behind[0].isalnum():
            return True
    return False


def _alike(groups: dict[str, Group], strings: list[Coded], found: list[list[Candidate]]) -> None:
    """Names that are listed together are of one type: each member of a list hears the others."""
    votes: list[tuple[Group, str, float]] = []
    for coded, row in zip(strings, found, strict=True):
        for match in matches("{list:Any+}", coded.text):
            if not re.search(r" (?:and|or|nor|&|plus) ", match[0]):
                continue
            members = [
                groups[_group_key(row[int(n)])] for n in re.findall(r"<N(\d+)>(?! ['-])", match.group("list"))
            ]
            types = Counter(m.type for m in members if m.type != "Unknown")
            if len(members) > 1 and types:
                best, count = min(types.items(), key=lambda pair: (-pair[1], pair[0]))
                if count * 2 > types.total():
                    votes += [(m, best, LIST_WEIGHT * count / len(members)) for m in members if not m.seed]
    for group, type_, weight in votes:
        group.weights[type_] += weight


def _families(groups: dict[str, Group]) -> None:
    """Versions of a model are models, and the name that they share is one unless it is something else."""
    models = [g for g in groups.values() if g.type == "Model"]
    stems = {normal(stem(g.longest)): g for g in models}
    for key, group in groups.items():
        if group.seed is None and group.type != "Model":
            root = normal(stem(group.longest))
            if root in stems and (root != key or (stems[root].key != key and group.type in UNSURE)):
                group.weights["Model"] += FAMILY_WEIGHT


def _group_key(candidate: Candidate) -> str:
    if candidate.label == APART:
        return f"Model:{normal(candidate.text)}"
    if candidate.seed and candidate.source == Source.SEED:
        return f"{candidate.seed.type}:{normal(candidate.seed.name)}"
    return normal(candidate.text)


def bare(name: str) -> str:
    """The name without the legal form at its end, unless that is what makes a name of it.

    >>> bare("Byton Holdings Ltd."), bare("Ltd"), bare("The Boring Company"), bare("The Walt Disney Company")
    ('Byton Holdings', 'Ltd', 'The Boring Company', 'Walt Disney')
    """
    words_ = name.replace("\n", " ").split()
    if len(words_) > 2 and (words_[0], words_[-1]) == ("The", "Company"):
        return name if len(words_) == 3 else " ".join(words_[1:-1])
    while len(words_) > 1 and normal(" ".join(words_[:-1])) == normal(name):
        words_ = words_[:-1]
    return " ".join(words_).rstrip(",")
