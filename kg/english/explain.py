"""What the reader saw in a text and why it found, or did not find, each fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.english.claims import Attempt, Filler
from kg.english.coreference import Mention
from kg.english.marked import Marked
from kg.english.reader import Reader, tried
from kg.model import Article


@dataclass(frozen=True)
class Explained:
    """One sentence: its words, its mentions as (words, type, name, kind), its string, and the tries."""

    text: str
    mentions: tuple[tuple[str, str, str, str], ...]
    coded: str
    parse: tuple[tuple[str, str, str], ...]
    tries: tuple[str, ...]


def explain(article: Article, reader: Reader) -> Iterator[Explained]:
    """What the reader makes of each sentence of an article."""
    for marked in reader.marked(article):
        yield Explained(
            marked.sentence.tokens.text,
            tuple(_mentions(marked)),
            marked.coded.text,
            tuple((t.text, t.dep_, t.head.text) for t in marked.sentence.tokens),
            tuple(dict.fromkeys(_told(attempt, marked) for _, attempt in tried(marked))),
        )


def _mentions(marked: Marked) -> Iterator[tuple[str, str, str, str]]:
    for item in marked.items:
        words = marked.sentence.doc[item.first : item.last].text
        if isinstance(item.value, Mention):
            yield words, item.type, item.value.entity.name, item.value.kind
        else:
            yield words, item.type, "", "value"


def _told(attempt: Attempt, marked: Marked) -> str:
    trigger = marked.sentence.doc[attempt.trigger].text
    head = f"{attempt.rule} at {trigger!r}:"
    if attempt.blocked:
        return f"{head} blocked: {attempt.blocked}"
    assert attempt.subject
    assert attempt.object
    slots = {"subject": attempt.subject, "object": attempt.object, **attempt.slots}
    told = ", ".join(f"{name} {_words(filler, marked)}" for name, filler in slots.items())
    cue = f" because of {attempt.judged.cue!r}" if attempt.judged.cue else ""
    return f"{head} {attempt.judged.status}{cue}: {told}"


def _words(filler: Filler, marked: Marked) -> str:
    if filler.item and isinstance(filler.item.value, Mention):
        return filler.item.value.entity.name
    return repr(marked.sentence.doc[filler.first : filler.last].text)
