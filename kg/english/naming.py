"""The names of an article: candidates grouped by what they name, typed, and put into canonical form."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.english import money
from kg.english.candidates import Candidate, Source, ambiguous_seeds, candidates, select
from kg.english.coded import Item, compiled, encode
from kg.english.sentences import Sentence
from kg.english.typing import (
    AMBIGUOUS_WEIGHT,
    MODEL_WEIGHT,
    Weights,
    cue_weights,
    decide,
    own_weights,
    part_weights,
)
from kg.english.wordlists import is_place, words
from kg.model import Entity
from kg.names import normal

CUE_LIMIT, NER_LIMIT, LIST_WEIGHT = 8.0, 3.0, 2.0


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

    @property
    def forms(self) -> Counter[str]:
        """The words of the members, without legal suffixes, with their counts."""
        return Counter(bare(c.text) for _, c in self.members)

    @property
    def longest(self) -> str:
        """The longest form; the more frequent, then the alphabetically first of equals."""
        forms = self.forms
        return min(forms, key=lambda f: (-len(f), -forms[f], f))

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
        alone = self.seed is None and " " not in self.longest and not self.weights[best]
        if (
            alone
            and best in ("Person", "Place", "Product")
            and not (best == "Place" and is_place(self.longest))
        ):
            return "Unknown"
        return best


@dataclass(frozen=True)
class Named:
    """A candidate of a sentence with the entity that it names."""

    candidate: Candidate
    entity: Entity


def names(sentences: Sequence[Sentence]) -> list[list[Named]]:
    """For each sentence its names in order; entities are equal where the same thing is named."""
    found = _found(sentences)
    groups = _grouped(sentences, found)
    owner = _merged(groups, sentences)
    entities = _entities(groups, owner)
    rows: list[list[Named]] = [[] for _ in sentences]
    for key, group in groups.items():
        for index, candidate in group.members:
            rows[index].append(Named(candidate, entities[owner[key]]))
    return [sorted(row, key=lambda n: n.candidate.first) for row in rows]


def _found(sentences: Sequence[Sentence]) -> list[list[Candidate]]:
    """The candidates per sentence; names sure in one place are also found where capitals carry no news."""
    rows = [[c for c in candidates(s) if not _sum(c, s)] for s in sentences]
    sure = {c.text for s, row in zip(sentences, rows, strict=True) for c in row if _sure(c, s)}
    starts: dict[str, list[tuple[str, ...]]] = {}
    for text in sorted(sure):
        parts = tuple(text.split())
        starts.setdefault(parts[0], []).append(parts)
    return [select([*row, *_known(s, starts)]) for s, row in zip(sentences, rows, strict=True)]


def _sum(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sum of money overlaps the candidate."""
    start = sentence.tokens.start_char
    tokens = sentence.doc[candidate.first : candidate.last]
    found = (m.span for m in money.find(sentence.tokens.text))
    return any(s.start + start < tokens.end_char and s.end + start > tokens.start_char for s in found)


def _sure(candidate: Candidate, sentence: Sentence) -> bool:
    if candidate.source >= Source.MODEL:
        return True
    return (
        not sentence.title_case
        and candidate.source == Source.NER
        and candidate.text[0].isupper()
        and len(candidate.text) > 2
    )


def _known(sentence: Sentence, starts: dict[str, list[tuple[str, ...]]]) -> Iterable[Candidate]:
    doc = sentence.doc
    for token in sentence.tokens:
        for parts in starts.get(token.text, ()):
            text = " ".join(parts)
            if doc.text.startswith(text, token.idx):
                span = doc.char_span(token.idx, token.idx + len(text))
                if span is not None and span.end <= sentence.tokens.end:
                    yield Candidate(span.start, span.end, text, Source.KNOWN)


# --- groups and their types ------------------------------------------------------------------------


def _grouped(sentences: Sequence[Sentence], found: list[list[Candidate]]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for sentence, row in zip(sentences, found, strict=True):
        cues = cue_weights(encode(sentence, [Item(c.first, c.last, "Unknown", None) for c in row]))
        for number, candidate in enumerate(row):
            key = _group_key(candidate)
            if not key:
                continue
            group = groups.setdefault(key, Group(key))
            group.members.append((sentence.index, candidate))
            group.heard.add(own_weights(candidate))
            group.weights.add(cues.get(number, Weights()))
            if candidate.seed and candidate.source == Source.SEED:
                group.seed = candidate.seed
    _alike(groups, sentences, found)
    for group in groups.values():
        for type_ in {e.type for e in ambiguous_seeds(group.longest)}:
            group.weights[type_] += AMBIGUOUS_WEIGHT
    for group in groups.values():
        for type_, weight in group.weights.items():
            group.weights[type_] = min(weight, CUE_LIMIT)
        group.weights.add(part_weights(max(group.forms, key=lambda f: (len(f), f))))
    return groups


def _alike(groups: dict[str, Group], sentences: Sequence[Sentence], found: list[list[Candidate]]) -> None:
    """Names that are listed together are of one type: each member of a list hears the others."""
    votes: list[tuple[Group, str, float]] = []
    for sentence, row in zip(sentences, found, strict=True):
        coded = encode(sentence, [Item(c.first, c.last, "Unknown", c) for c in row])
        for match in compiled("{list:Any+}").finditer(coded.text):
            members = [groups[_group_key(row[int(n)])] for n in re.findall(r"<N(\d+)>", match.group("list"))]
            types = Counter(m.type for m in members if m.type != "Unknown")
            if len(members) > 1 and types:
                best, count = min(types.items(), key=lambda pair: (-pair[1], pair[0]))
                if count * 2 > len(members):
                    votes += [(m, best, LIST_WEIGHT * count / len(members)) for m in members if not m.seed]
    for group, type_, weight in votes:
        group.weights[type_] += weight


def _group_key(candidate: Candidate) -> str:
    if candidate.seed and candidate.source == Source.SEED:
        return f"{candidate.seed.type}:{normal(candidate.seed.name)}"
    return normal(candidate.text)


# --- short names ------------------------------------------------------------------------------------


def _merged(groups: dict[str, Group], sentences: Sequence[Sentence]) -> dict[str, str]:
    """Each group's key to the key of the group whose entity it names."""
    owner = {key: key for key in groups}
    for pair in (*_introduced(groups, sentences), *_ambiguous(groups)):
        _join(owner, groups, *pair)
    order = sorted(groups, key=lambda k: (-len(groups[k].longest), k))
    for key in sorted(groups, key=lambda k: (len(groups[k].longest), k)):
        if owner[key] == key and (longer := _longer(groups[key], [groups[k] for k in order if k != key])):
            _join(owner, groups, key, longer.key)
    return {key: _root(owner, key) for key in groups}


def _ambiguous(groups: dict[str, Group]) -> Iterable[tuple[str, str]]:
    """Names that may mean a seed which the article also calls by a sure name: "YC" beside "Y Combinator"."""
    present = {g.seed: key for key, g in groups.items() if g.seed}
    for key, group in groups.items():
        meant = [present[s] for s in ambiguous_seeds(group.longest) if s in present]
        if group.seed is None and len(meant) == 1:
            yield key, meant[0]


def _root(owner: dict[str, str], key: str) -> str:
    while owner[key] != key:
        key = owner[key]
    return key


def _join(owner: dict[str, str], groups: dict[str, Group], short: str, long: str) -> None:
    short, long = _root(owner, short), _root(owner, long)
    if short != long:
        owner[short] = long
        groups[long].weights.add(groups[short].weights)
        groups[long].heard.add(groups[short].heard)
        groups[long].seed = groups[long].seed or groups[short].seed


def _longer(group: Group, others: list[Group]) -> Group | None:
    """The one group with a fuller name of the same thing, where there is exactly one."""
    fits = [o for o in others if _short_for(group, o)]
    if len({f.key for f in fits}) > 1 and group.type != "Person":
        nested = [f for f in fits if all(normal(f.longest) in normal(o.longest) for o in fits)]
        return nested[0] if len(nested) == 1 else None
    if not fits:
        return None
    earlier = [f for f in fits if _first(f) <= _first(group)]
    return earlier[0] if len(earlier) == 1 else (fits[0] if len(fits) == 1 else None)


def _short_for(short: Group, long: Group) -> bool:
    a, b = short.longest.split(), long.longest.split()
    if len(a) >= len(b) or (short.seed and short.seed != long.seed):
        return False
    if long.type == "Person":
        return short.type in ("Person", "Unknown", "Company", "Place") and _person_part(short, a, b)
    if long.type not in ("Company", "Organization", "Lab") or short.type in ("Person", "Place", "Model"):
        return False
    same = [normal(w) for w in a] == [normal(w) for w in b[: len(a)]]
    if not same or (_first(short) < _first(long) and long.seed is None):
        return False
    tail = {w.casefold() for w in b[len(a) :]}
    return tail <= words("tail") or (
        long.seed is None and not tail & words("division") and short.type != "Product"
    )


def _first(group: Group) -> int:
    return min(index for index, _ in group.members)


def _person_part(short: Group, a: list[str], b: list[str]) -> bool:
    if (
        short.type == "Company"
        and ambiguous_seeds(short.longest)
        and short.total["Company"] > short.total["Person"]
    ):
        return False
    if len(a) == 1:
        return normal(a[0]) == normal(b[-1]) or (normal(a[0]) == normal(b[0]) and short.type == "Person")
    return normal(" ".join(a)) == normal(" ".join(b[-len(a) :])) or (a[0] == b[0] and a[-1] == b[-1])


def _introduced(groups: dict[str, Group], sentences: Sequence[Sentence]) -> Iterable[tuple[str, str]]:
    """Pairs of short and long names that the text itself introduces: "Long Name (LN)"."""
    rows: dict[int, list[tuple[Candidate, str]]] = {}
    for key, group in groups.items():
        for index, candidate in group.members:
            rows.setdefault(index, []).append((candidate, key))
    for index, row in sorted(rows.items()):
        row.sort(key=lambda pair: pair[0].first)
        doc = sentences[index].doc
        for (a, long), (b, short) in itertools.pairwise(row):
            if (
                (
                    b.first == a.last + 1
                    and doc[a.last].text == "("
                    and b.last < len(doc)
                    and doc[b.last].text in (")", ",")
                )
                and _acronym(b.text, a.text)
                and long != short
            ):
                yield short, long


def _acronym(short: str, long: str) -> bool:
    letters = "".join(w[0] for w in long.replace("-", " ").split() if w[0].isupper())
    small = "".join(c for c in short if c.isalpha())
    return (
        len(small) >= 2
        and small.isupper()
        and (
            small == letters.upper()
            or letters.upper().startswith(small)
            or (small[0] == long[0].upper() and all(c in long.upper() for c in small))
        )
    )


def bare(name: str) -> str:
    """The name without the legal form at its end.

    >>> bare("Byton Holdings Ltd."), bare("Ltd")
    ('Byton Holdings', 'Ltd')
    """
    words_ = name.replace("\n", " ").split()
    while len(words_) > 1 and normal(" ".join(words_[:-1])) == normal(name):
        words_ = words_[:-1]
    return " ".join(words_).rstrip(",")


# --- entities ------------------------------------------------------------------------------------------


def _entities(groups: dict[str, Group], owner: dict[str, str]) -> dict[str, Entity]:
    forms: dict[str, Counter[str]] = {}
    for key, group in groups.items():
        forms.setdefault(owner[key], Counter()).update(group.forms)
    return {root: _entity(groups[root], seen) for root, seen in forms.items()}


def _entity(group: Group, forms: Counter[str]) -> Entity:
    if group.seed:
        known = {group.seed.name, *group.seed.aliases}
        name = (
            group.seed.name
            if group.seed.name in forms
            else min(forms, key=lambda f: (f not in known, -len(f), f))
        )
        return Entity(group.seed.type, name, tuple(sorted({*forms, *known} - {name})), group.seed.id)
    name = group.longest
    return Entity(group.type, name, tuple(sorted(set(forms) - {name})))
