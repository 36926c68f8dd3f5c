"""The names of an article: candidates grouped by what they name, typed, and put into canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.english import money
from kg.english.apart import told_apart
from kg.english.candidate import Candidate, Source, select
from kg.english.candidates import candidates
from kg.english.capitals import starts
from kg.english.groups import Group, grouped
from kg.english.rosters import rosters
from kg.english.sentences import Sentence
from kg.english.shortnames import merged
from kg.english.smallnames import small_names, with_genitive
from kg.english.wordlists import words
from kg.model import Entity
from kg.names import normal


@dataclass(frozen=True)
class Named:
    """A candidate of a sentence with the entity that it names."""

    candidate: Candidate
    entity: Entity


def names(sentences: Sequence[Sentence]) -> list[list[Named]]:
    """For each sentence its names in order; entities are equal where the same thing is named."""
    found = told_apart(sentences, _found(sentences))
    groups = grouped(sentences, found)
    owner = merged(groups, sentences)
    entities = _entities(groups, owner)
    rows: list[list[Named]] = [[] for _ in sentences]
    for key, group in groups.items():
        for index, candidate in group.members:
            rows[index].append(Named(candidate, entities[owner[key]]))
    return [sorted(row, key=lambda n: n.candidate.first) for row in rows]


def _found(sentences: Sequence[Sentence]) -> list[list[Candidate]]:
    """The candidates per sentence; names sure in one place are also found where capitals carry no news."""
    rows = with_genitive(sentences, [list(_no_sums(s)) for s in sentences])
    sure = {c.text for s, row in zip(sentences, rows, strict=True) for c in row if _sure(c, s)}
    for name in rosters(sentences):
        sure |= {name, name.split()[0]}
    sure |= {*small_names(sentences), *_by_capitals(sentences, rows)}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for text in sorted(sure):
        parts = tuple(text.split())
        by_first.setdefault(parts[0], []).append(parts)
    firsts = {parts[0] for several in by_first.values() for parts in several if len(parts) > 1}
    return [
        select([*row, *_known(s, by_first), *_in_short(s, firsts)])
        for s, row in zip(sentences, rows, strict=True)
    ]


def _in_short(sentence: Sentence, firsts: set[str]) -> Iterator[Candidate]:
    """The first word of a known name that opens a sentence and does something: "Pellucid's investors"."""
    token = sentence.words[0]
    follows = sentence.words[1] if len(sentence.words) > 1 else token
    ordinary = token.is_stop or token.lower_ in words("never") | words("left")
    if token.text in firsts and not ordinary and follows.tag_ in ("POS", "VBZ", "VBD", "MD"):
        yield Candidate(token.i, token.i + 1, token.text, Source.KNOWN)


def _no_sums(sentence: Sentence) -> Iterator[Candidate]:
    """The candidates of a sentence that no sum of money overlaps."""
    start = sentence.tokens.start_char
    sums = [m.span for m in money.find(sentence.text)]
    for candidate in candidates(sentence):
        tokens = sentence.doc[candidate.first : candidate.last]
        if not any(s.start + start < tokens.end_char and s.end + start > tokens.start_char for s in sums):
            yield candidate


def _sure(candidate: Candidate, sentence: Sentence) -> bool:
    if candidate.source >= Source.MODEL:
        return True
    return (
        not sentence.title_case
        and candidate.source == Source.NER
        and candidate.text[0].isupper()
        and len(candidate.text) > 2
    )


def _by_capitals(sentences: Sequence[Sentence], rows: list[list[Candidate]]) -> Iterator[str]:
    """Names that have their capital inside of sentences, more than once, and are never written small."""
    inside = Counter(
        c.text
        for s, row in zip(sentences, rows, strict=True)
        if not s.title_case
        for c in row
        if c.source == Source.RUN and len(c.text) > 2 and not starts(s.doc[c.first], s)
    )
    small = {t.text for s in sentences for t in s.words if t.is_lower}
    return (text for text, times in inside.items() if times > 1 and text.casefold() not in small)


def _known(sentence: Sentence, by_first: dict[str, list[tuple[str, ...]]]) -> Iterable[Candidate]:
    doc, start = sentence.doc, sentence.tokens.start_char
    for token in sentence.words:
        for parts in by_first.get(token.text, ()):
            text = " ".join(parts)
            if sentence.text.startswith(text, token.idx - start):
                span = doc.char_span(token.idx, token.idx + len(text))
                if span is not None and span.end <= sentence.tokens.end:
                    yield Candidate(span.start, span.end, text, Source.KNOWN)


def _entities(groups: dict[str, Group], owner: dict[str, str]) -> dict[str, Entity]:
    forms: dict[str, Counter[str]] = {}
    for key, group in groups.items():
        forms.setdefault(owner[key], Counter()).update(group.forms)
    return {root: _entity(groups[root], seen) for root, seen in forms.items()}


def _entity(group: Group, forms: Counter[str]) -> Entity:
    if group.seed:
        known, preferred = {group.seed.name, *group.seed.aliases}, normal(group.seed.name)
        name = (
            group.seed.name
            if group.seed.name in forms
            else min(forms, key=lambda f: (normal(f) != preferred, f not in known, -len(f), f))
        )
        return Entity(group.seed.type, name, tuple(sorted({*forms, *known} - {name})), group.seed.id)
    name = group.longest
    return Entity(group.type, name, tuple(sorted(set(forms) - {name})))
