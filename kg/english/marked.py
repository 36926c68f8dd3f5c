"""Sentences with all that frames look for: mentions, sums, shares and dates, and their coded string."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.english import dates, money
from kg.english.coded import Coded, Item, asides, encode, listed_titles, without
from kg.english.coreference import Referred
from kg.english.sentences import Sentence
from kg.model import Entity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Marked:
    """A sentence, its items by token, its string, the company and model that it is about.

    `strings` has the string, where there are asides the string without them, and where words such as "they"
    stand for several names the string with these words. `taken_back` where the next sentence says that it is
    not so; `firms` says for which company a person stands; `funded` is the company whose money is spoken of;
    `sure` how likely it is that a word means what was chosen for it, by token; `asides` where in `coded`
    asides stand.
    """

    sentence: Sentence
    coded: Coded
    strings: tuple[Coded, ...]
    at: dict[int, Item]
    about: Entity | None
    model: Entity | None = None
    taken_back: bool = False
    firms: Mapping[Entity, Entity] = field(default_factory=dict)
    funded: Entity | None = None
    sure: Mapping[int, float] = field(default_factory=dict)
    asides: tuple[tuple[int, int], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return self.coded.items

    def span(self, item: Item) -> Span:
        """The words of an item in the article."""
        return self.sentence.span(item.first, item.last)


def mark(sentence: Sentence, referred: Referred, published: str | None) -> Marked:
    """The sentence with its items; a value inside a name is part of the name."""
    items = [Item(m.first, m.last, m.entity.type, m) for m in referred.mentions]
    taken = {i for item in items for i in range(item.first, item.last)}
    for item in _values(sentence, published):
        if taken.isdisjoint(range(item.first, item.last)):
            taken.update(range(item.first, item.last))
            items.append(item)
    items.sort(key=lambda item: item.first)
    at = {i: item for item in reversed(items) for i in range(item.first, item.last)}
    coded = encode(sentence, items)
    verbs = frozenset(t.i for t in sentence.words if t.pos_ in ("VERB", "AUX"))
    aside = asides(coded, verbs, frozenset(t.i for t in sentence.words if _participle(t)))
    cut = (*listed_titles(coded), *aside)
    strings = [coded, *([without(coded, cut)] if cut else [])]
    if any(m.kind == "plural" for m in referred.mentions):
        strings.append(encode(sentence, [i for i in items if getattr(i.value, "kind", "") != "plural"]))
    return Marked(
        sentence,
        coded,
        tuple(strings),
        at,
        referred.about,
        referred.model,
        firms=referred.firms,
        funded=referred.funded,
        sure=referred.sure,
        asides=aside,
    )


def _participle(token: Token) -> bool:
    """Whether a verb is said of the words right before it: "X, a fund, run by Y"."""
    return bool(token.tag_ == "VBN" and token.dep_ == "acl")


def _values(sentence: Sentence, published: str | None) -> Iterator[Item]:
    text = sentence.text
    yield from _items(sentence, "Money", money.find(text))
    yield from _items(sentence, "Percent", money.percents(text))
    yield from _items(sentence, "Date", dates.find(text, published))


def _items(sentence: Sentence, type_: str, found: Iterable[object]) -> Iterator[Item]:
    offset = sentence.tokens.start_char
    for value in found:
        span: Span = value.span  # type: ignore[attr-defined]
        tokens = sentence.doc.char_span(offset + span.start, offset + span.end, alignment_mode="expand")
        if tokens is not None:
            yield Item(tokens.start, tokens.end, type_, value)
