"""Misspellings of long names, found through a blocked index: never all pairs, never across classes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from kg.resolve.census import Census, Node, numbers
from kg.resolve.known import BODIES, Known

# One wrong letter in a shorter name is too often another name.
SHORTEST_NAME = 10
SHORTEST_WORD = 6

Entry = tuple[str, Node]
Block = tuple[str, ...]


def misspelt(census: Census, known: Known) -> Iterator[tuple[Node, Node]]:
    """Pairs of nodes of which one is a misspelling of the other.

    They differ in one letter of one long word, persons only by a doubled letter or two letters in
    the wrong order. Nodes that stand in one article are two things. Of three names that all resemble
    each other none is a misspelling: that is a series.
    """
    pairs = {pair for pair in _similar(census, known) if not _together(census, *pair)}
    resembling = Counter(node for pair in pairs for node in pair)
    return (pair for pair in pairs if min(resembling[node] for node in pair) == 1)


def _similar(census: Census, known: Known) -> Iterator[tuple[Node, Node]]:
    seeds = _seed_blocks(known)
    blocks = _blocks((form, node) for node in census.names if not node.article for form in census.forms(node))
    for block, entries in blocks.items():
        beside = seeds.get(block, set())
        for (one, node), (other, candidate) in combinations(sorted(entries | beside), 2):
            if node != candidate and not (node.id and candidate.id) and alike(one, other, node.kind):
                yield min(node, candidate), max(node, candidate)


def _together(census: Census, one: Node, other: Node) -> bool:
    return not census.articles.get(one, set()).isdisjoint(census.articles.get(other, set()))


def _blocks(entries: Iterable[Entry]) -> dict[Block, set[Entry]]:
    blocks: defaultdict[Block, set[Entry]] = defaultdict(set)
    for form, node in entries:
        for block in _keys(form, node.kind):
            blocks[block].add((form, node))
    return blocks


def _keys(form: str, kind: str) -> Iterator[Block]:
    """The blocks of a name: all its words but one, and how that one begins or ends."""
    words = form.split()
    if len(form) < SHORTEST_NAME or not (kind in BODIES or (kind == "Person" and len(words) > 1)):
        return
    for i, word in enumerate(words):
        if len(word) >= SHORTEST_WORD - 1 and not numbers(word):
            yield kind, *words[:i], f"{word[:3]}…", *words[i + 1 :]
            yield kind, *words[:i], f"…{word[-3:]}", *words[i + 1 :]


def alike(one: str, other: str, kind: str) -> bool:
    """Whether two normal forms with as many words are spellings of one name.

    >>> alike("andreesen horowitz", "andreessen horowitz", "Company")
    True
    >>> alike("acme capital ii", "acme capital iii", "Company")
    False
    >>> alike("daniel gross", "daniela gross", "Person"), alike("sam altmann", "sam altman", "Person")
    (False, True)
    """
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    differing = [pair for pair in zip(one.split(), other.split(), strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _slip(*differing[0], strict=kind == "Person")


def _slip(one: str, other: str, *, strict: bool) -> bool:
    if max(len(one), len(other)) < SHORTEST_WORD or one[0] != other[0] or numbers(f"{one} {other}"):
        return False
    return not strict or sorted(one) == sorted(other) or _single(one) == _single(other)


def _single(word: str) -> str:
    return "".join(c for i, c in enumerate(word) if i == 0 or word[i - 1] != c)


@lru_cache(maxsize=4)
def _seed_blocks(known: Known) -> dict[Block, set[Entry]]:
    entries = ((form, id) for (_, form), ids in known.safe.items() for id in ids)
    return _blocks((form, Node(known.kind(id), id=id)) for form, id in entries)
