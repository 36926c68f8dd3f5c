"""What the learned model sees of a pair: words and labels of the parse around it, as short texts.

Names themselves are never among the features, only their types and shapes, so that the model learns
how relations are stated and not who has stood in which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.english.coded import LETTERS
from kg.english.coreference import investor
from kg.learned.standins import LOOSE, words

if TYPE_CHECKING:
    from kg.english.marked import Marked
    from kg.learned.pairs import End, Pair

LONGEST_PATH = 10
FAR = 8
EDGES = (0, 1, 2, 3, 5, 8, 12, 20, 35)


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as rows: for each token its word (a name's is its type), label, part of speech and head."""

    start: int
    end: int
    words: tuple[str, ...]
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    heads: tuple[int, ...]
    kind: str
    title_case: bool
    known: dict[tuple[str, int], list[str]] = field(default_factory=dict, compare=False)


def view(marked: Marked) -> View:
    """The rows of a sentence; heads are positions within it, -1 where it has none."""
    tokens = marked.sentence.tokens
    start = tokens.start
    words, labels, parts, heads = [], [], [], []
    for token in tokens:
        item = marked.at.get(token.i)
        words.append(f"<{LETTERS[item.type]}>" if item else _word(token.lemma_ or token.text))
        labels.append(token.dep_)
        parts.append(token.pos_)
        head = token.head.i - start
        heads.append(head if token.dep_ != "ROOT" and 0 <= head < len(tokens) else -1)
    return View(
        start,
        tokens.end,
        tuple(words),
        tuple(labels),
        tuple(parts),
        tuple(heads),
        marked.sentence.kind,
        marked.sentence.title_case,
    )


def _word(lemma: str) -> str:
    lemma = lemma.lower()
    return "0" if lemma.isdigit() else lemma.replace("’", "'")


def features(pair: Pair, seen: View, marked: Marked) -> tuple[str, list[str]]:
    """The types of a pair's two ends, and its features, each a text."""
    plain = [
        *_ends(pair, seen, marked),
        *_path(pair, seen),
        *_between(pair, seen),
        *_around(pair, seen),
    ]
    return LETTERS[pair.first.type] + LETTERS[pair.second.type], plain


# --- the ends -------------------------------------------------------------------------------------


def _ends(pair: Pair, seen: View, marked: Marked) -> Iterator[str]:
    yield f"k{pair.first.kind}+{pair.second.kind}"
    for side, end in (("1", pair.first), ("2", pair.second)):
        # An end stands in many pairs, but looks the same in all of them.
        if (known := seen.known.get((side, id(end)))) is None:
            known = seen.known[side, id(end)] = list(_end(side, end, seen, marked))
        yield from known
    near, far, up, down = (min(n, 3) for n in pair.rivals)
    yield f"q1{near}"
    yield f"q2{far}"
    yield f"q3{up}"
    yield f"q4{down}"
    yield f"q5{bool(near)}{bool(far)}{bool(up)}{bool(down)}"
    yield f"s{seen.kind}{seen.title_case}"


def _end(side: str, end: End, seen: View, marked: Marked) -> Iterator[str]:
    for shape in _shape(end, marked):
        yield f"e{side}{shape}"
    place = end.head - seen.start
    head = seen.heads[place]
    label = "about" if end.virtual else seen.labels[place]
    yield f"d{side}{label}"
    if head >= 0:
        yield f"h{side}{label}<{seen.words[head]}"


def _shape(end: End, marked: Marked) -> Iterator[str]:
    """What a name looks like: its words' number and case, how spaCy sees it, how often it stands here."""
    entity = end.entity
    if entity is None or end.virtual:
        return
    doc = marked.sentence.doc
    tokens = doc[end.item.first : end.item.last]
    if len(tokens) == 1 and tokens[0].lower_ in words():
        yield f"g{tokens[0].lower_}"
    yield f"n{min(end.named, 4)}"
    yield f"k{bool(entity.id)}"
    if end.kind not in ("name", LOOSE):
        return
    label = doc[end.head].ent_type_
    whole = label and all(t.ent_type_ == label for t in tokens)
    yield f"l{label}{whole}"
    yield f"w{min(len(tokens), 4)}"
    yield f"c{''.join(_case(t.text) for t in tokens[:3])}"
    yield f"f{investor(entity)}"
    if len(tokens) > 1:
        yield f"z{tokens[-1].lower_}"
    if end.item.first == marked.sentence.tokens.start:
        yield "first"
    if end.item.last < marked.sentence.tokens.end and doc[end.item.last].text[:1].isupper():
        yield "cap>"
    if end.item.first > marked.sentence.tokens.start and doc[end.item.first - 1].text[:1].isupper():
        yield "<cap"


def _case(text: str) -> str:
    if text.isupper():
        return "A"
    if text.istitle():
        return "T"
    return "l" if text.islower() else "m"


# --- the path between the heads -------------------------------------------------------------------


def chain(place: int, heads: tuple[int, ...]) -> list[int]:
    """A token and those above it, by position; stops at the root."""
    above = [place]
    while heads[above[-1]] >= 0 and heads[above[-1]] not in above:
        above.append(heads[above[-1]])
    return above


def path(pair: Pair, seen: View) -> tuple[list[int], list[int]]:
    """The positions from the first end up to the joint and from the second up to it, the joint last in both.

    Both are empty where the two hang in different trees.
    """
    up = chain(pair.first.head - seen.start, seen.heads)
    down = chain(pair.second.head - seen.start, seen.heads)
    if pair.first.virtual:
        return [up[-1]], down if down[-1] == up[-1] else []
    common = next((i for i in up if i in down), None)
    if common is None:
        return [], []
    return up[: up.index(common) + 1], down[: down.index(common) + 1]


def _path(pair: Pair, seen: View) -> Iterator[str]:
    up, down = path(pair, seen)
    if not up or not down:
        yield "p-"
        return
    joint = up[-1]
    up, down = _unlisted(up, seen), _unlisted(down, seen)
    length = len(up) + len(down) - 1
    yield f"pl{min(length, FAR)}"
    if length > LONGEST_PATH:
        return
    rise = [seen.labels[i] for i in up[:-1]]
    fall = [seen.labels[i] for i in reversed(down[:-1])]
    yield f"pr{rise[:1]}{fall[-1:]}"
    words = [seen.words[i] for i in up[1:-1]], [seen.words[i] for i in reversed(down[1:-1])]
    middle = seen.words[joint] if joint not in (up[0], down[0]) or pair.first.virtual else "="
    yield f"pd{'^'.join(rise)}^{seen.parts[joint]}!{'!'.join(fall)}"
    yield f"pw{'^'.join(words[0])}^{middle}!{'!'.join(words[1])}"
    yield f"pf{_joined(rise, words[0])}^{middle}!{_joined(fall, words[1])}"
    yield f"pj{middle}:{seen.parts[joint]}"
    yield f"pj{middle}^{''.join(rise[-1:])}!{''.join(fall[:1])}"
    for word in {*words[0], *words[1]}:
        yield f"px{word}"
    for i in up[:-1]:
        yield f"pu{seen.labels[i]}<{seen.words[seen.heads[i]]}"
    for i in down[:-1]:
        yield f"pv{seen.labels[i]}<{seen.words[seen.heads[i]]}"
    inside = set(up) | set(down)
    for i, head in enumerate(seen.heads):
        if head == joint and i not in inside and seen.labels[i] not in ("punct", "cc"):
            yield f"pc{seen.labels[i]}"
            if seen.labels[i] in ("prt", "neg", "aux", "auxpass", "prep", "advmod", "attr", "dobj", "agent"):
                yield f"pc{middle}>{seen.words[i]}"


def _unlisted(steps: list[int], seen: View) -> list[int]:
    """The steps without those from a name to the name before it in a list: all of a list stand alike."""
    kept = [
        i
        for i, above in pairwise(steps)
        if not (seen.labels[i] == "conj" and seen.words[above].startswith("<") and above != steps[-1])
    ]
    return [*kept, steps[-1]]


def _joined(labels: list[str], words: list[str]) -> str:
    return "^".join(f"{label}<{word}" for label, word in zip(labels, [*words, ""], strict=False))


# --- the words ------------------------------------------------------------------------------------


def _between(pair: Pair, seen: View) -> Iterator[str]:
    start, end = _gap(pair, seen)
    words = _folded(seen.words[start:end])
    yield f"bn{next((e for e in reversed(EDGES) if len(words) >= e), 0)}"
    yield f"bi{min(pair.between, 5)}"
    if len(words) <= 7:
        yield f"ba{' '.join(words)}"
    if len(words) > 15:
        words = [*words[:7], "...", *words[-7:]]
    for word in sorted(set(words)):
        yield f"b1{word}"
    for two in sorted(set(pairwise(words))):
        yield f"b2{' '.join(two)}"
    for three in sorted(set(zip(words, words[1:], words[2:], strict=False))):
        yield f"b3{' '.join(three)}"


def _gap(pair: Pair, seen: View) -> tuple[int, int]:
    start = pair.first.item.last - seen.start
    return start, max(start, pair.second.item.first - seen.start)


def _folded(words: tuple[str, ...]) -> list[str]:
    """The words, a name of several tokens once."""
    return [w for i, w in enumerate(words) if not (i and w == words[i - 1] and w.startswith("<"))]


def _around(pair: Pair, seen: View) -> Iterator[str]:
    first, last = pair.first.item.first - seen.start, pair.second.item.last - seen.start
    before = ["^", "^", *_folded(seen.words[:first])][-3:]
    after = [*_folded(seen.words[last:]), "$", "$", "$"][:3]
    start, end = _gap(pair, seen)
    gap = _folded(seen.words[start:end])
    yield f"l1{before[-1]}"
    yield f"l2{' '.join(before[-2:])}"
    yield f"r1{after[0]}"
    yield f"r2{' '.join(after[:2])}"
    yield f"r3{' '.join(after)}"
    yield f"m1{' '.join(gap[:2])}"
    yield f"m2{' '.join(gap[-2:])}"
    yield f"m3{before[-1]}_{' '.join(gap[:1])}"
    yield f"m4{' '.join(gap[-1:])}_{after[0]}"
    for word in set(before) | set(after):
        yield f"lr{word}"
