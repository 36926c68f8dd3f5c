"""Attempts by phrases: patterns over the coded sentence, whose named groups are the slots."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pcre2

from kg.english.agreement import Groups, taken, titled
from kg.english.claims import DONE, Attempt, Filler, end_types, wanted
from kg.english.coded import Coded, compiled, matches, slots
from kg.english.frames import Phrase, frames
from kg.english.marked import Marked
from kg.english.needed import Index
from kg.english.slots import about, together
from kg.english.standing import SPOKEN_OF, stood_for, told_of
from kg.english.status import DEALS, Judged, spoken, unsaid
from kg.english.ways import judged_by

if TYPE_CHECKING:
    from spacy.tokens import Token

# Relations of a person whose subject a title may be beside.
TITLED = ("founded", "leads", "worksFor", "workedFor")
# Those of them whose company is that for which the person stands.
STANDING = ("leads", "worksFor", "workedFor")
# What says that the title is new, and so perhaps the company.
BECOMES = re.compile(r"\b(?:becom|became|named|appointed|promoted|t[ao]ke|joins|will be)")
UNIT = re.compile(
    r" (?:Fund|Ventures|Capital|Labs?|Research|Studios?|Cloud|Investments|Accelerator)(?: (?:\d+|[IVX]+))?$"
)
# Relations that tell of money that a company gets.
PAID = ("invested", "raised")


@functools.lru_cache(maxsize=1)
def _all() -> tuple[tuple[Phrase, ...], Index]:
    phrases = tuple(phrase for frame in frames() for phrase in frame.phrases)
    return phrases, Index(phrase.pattern for phrase in phrases)


def by_phrases(marked: Marked) -> Iterator[Attempt]:
    """The tries of all frames' phrases at a sentence, one for each match and pair of ends."""
    phrases, index = _all()
    tries = [(n, i) for i, coded in enumerate(marked.strings) for n in index.matching(coded.text)]
    for number, i in sorted(tries):
        phrase, coded = phrases[number], marked.strings[i]
        if phrase.where and not compiled(phrase.where).search(coded.text):
            continue
        for match in matches(phrase.pattern, coded.text):
            yield from _by_phrase(phrase, match, marked, coded)


def _by_phrase(phrase: Phrase, match: pcre2.Match, marked: Marked, coded: Coded) -> Iterator[Attempt]:
    groups = {name: match.span(name) for name in slots(phrase.pattern) if match.group(name)}
    if coded is marked.coded and _out_of_aside(groups, marked.asides):
        return
    trigger = _trigger(groups, match, marked, coded)
    blank = Attempt(phrase.relation, phrase.name, trigger.i)
    fillers = {n: _fillers(n, groups, marked, coded) for n in groups if n != "t"}
    if phrase.relation in TITLED and taken(groups, match, coded):
        yield blank.block("the title is that of the name before it")
        return
    if phrase.about and phrase.about not in fillers:
        before = coded.tokens_in(*match.span())[0]
        if _named_before(before, marked):
            yield blank.block("it is of another that is named")
            return
        ends = dict(zip(("subject", "object"), end_types(phrase.relation), strict=True))
        types = ends[phrase.about] if ends[phrase.about] == ("Model",) else SPOKEN_OF
        spoken = about(types, marked, before, paid=phrase.relation in PAID)
        if phrase.relation in STANDING and not BECOMES.search(match[0]):
            people = [f.item for f in fillers.get("subject", ()) if f.item]
            here = told_of(people[0], trigger, marked) if phrase.relation == "workedFor" and people else []
            spoken = here or stood_for(people, spoken, marked)
        fillers[phrase.about] = [Filler.of(i) for i in spoken]
    if phrase.pairs:
        fillers["subject"], fillers["object"] = fillers["subject"][:1], fillers["subject"][1:]
    judged = _judged(phrase, groups, trigger, coded.tokens_in(*match.span()))
    if unsaid(judged, trigger, phrase.relation):
        yield blank.block("what is denied says nothing of it")
        return
    named = {name: found[0] for name, found in fillers.items() if name not in ("subject", "object") and found}
    for subject in fillers.get("subject", ()):
        for object_ in fillers.get("object", ()):
            attempt = _gated(blank.filled(subject, object_, named, judged))
            yield _checked(attempt, phrase, fillers)


def _out_of_aside(groups: Groups, asides: Iterable[tuple[int, int]]) -> bool:
    """Whether the first slot is in an aside and another behind it: "X, whose rivals include Y, released Z"."""
    starts = sorted(start for start, _ in groups.values())
    return any(begin <= starts[0] < end <= starts[-1] for begin, end in asides) if starts else False


def _judged(phrase: Phrase, groups: Groups, trigger: Token, extent: tuple[int, int]) -> Judged:
    """The status of what a phrase states: by its trigger, or, of a deal that has none, by its words."""
    if "t" in groups or phrase.status:
        return judged_by(phrase.status, trigger, phrase.relation)
    if phrase.relation not in DEALS:
        return DONE
    return spoken(trigger.doc[extent[0] : extent[1]])


def _checked(attempt: Attempt, phrase: Phrase, fillers: Mapping[str, list[Filler]]) -> Attempt:
    """The attempt, blocked where a slot that asks for a seed, or for a name, has none."""
    if attempt.blocked is None and phrase.known and not _known(fillers[phrase.known][0]):
        return attempt.block(f"{phrase.known} is not among the seeds, nor called like a unit")
    named = fillers[phrase.named][0].mention if phrase.named else None
    if attempt.blocked is None and named and named.kind == "pronoun":
        return attempt.block(f"{phrase.named} is a pronoun")
    return attempt


def _named_before(first: int, marked: Marked) -> bool:
    """Whether right before the words stands what seems a name of something else: "Norvane founder X"."""
    doc, start = marked.sentence.doc, marked.sentence.tokens.start
    before = doc[first - 1] if first > start else None
    return (
        before is not None
        and before.i not in marked.at
        and before.text[0].isupper()
        and before.pos_ in ("PROPN", "NOUN")
        and before.ent_type_ not in ("DATE", "TIME")
    )


def _known(filler: Filler) -> bool:
    """Whether a seed fills the slot, or a name that ends as units are called: "Vision Fund 2"."""
    entity = filler.entity
    return entity is not None and (bool(entity.id) or UNIT.search(entity.name) is not None)


def _gated(attempt: Attempt) -> Attempt:
    """The attempt, blocked where its subject or object has a type that the relation does not join."""
    domain, range_ = end_types(attempt.relation)
    for slot, filler, types in (("subject", attempt.subject, domain), ("object", attempt.object, range_)):
        if filler and (filler.item is None or filler.item.type not in types):
            return attempt.block(wanted(slot, types))
    return attempt


def _trigger(
    groups: Mapping[str, tuple[int, int]], match: pcre2.Match, marked: Marked, coded: Coded
) -> Token:
    start, end = groups.get("t", match.span())
    first, _ = coded.tokens_in(start, end)
    return marked.sentence.doc[first]


def _fillers(name: str, groups: Groups, marked: Marked, coded: Coded) -> list[Filler]:
    items = coded.items_in(*groups[name])
    if not items:
        return [Filler(*coded.tokens_in(*groups[name]))]
    found = together(items, marked)
    return [Filler.of(i) for i in (titled(found, groups, coded) if name == "subject" else found)]
