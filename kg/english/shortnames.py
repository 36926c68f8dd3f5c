"""Names of one thing: which groups of candidates belong together, such as "Lucid" and "Lucid Motors"."""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pcre2

from kg.english.apart import owned
from kg.english.candidate import Candidate, Source
from kg.english.coded import Item, compiled, encode
from kg.english.gazetteer import ambiguous_seeds, first_word, labels
from kg.english.groups import Group, bare
from kg.english.sentences import Sentence
from kg.english.wordlists import is_place, words
from kg.names import normal

FILE = Path(__file__).with_suffix(".toml")
Rows = list[tuple[int, list[tuple[Candidate, str]]]]
# How much may speak for a company where one word is taken for a person's first name.
FIRST_NAME_LIMIT = 2.0


def merged(groups: dict[str, Group], sentences: Sequence[Sentence]) -> dict[str, str]:
    """Each group's key to the key of the group whose entity it names."""
    owner = {key: key for key in groups}
    rows = _rows(groups)
    for pair in (
        *_introduced(rows, sentences),
        *_renamed(rows, groups, sentences),
        *_ambiguous(groups),
        *_apart(groups),
    ):
        _join(owner, groups, *pair)
    order = sorted(groups, key=lambda k: (-len(groups[k].longest), k))
    apart = {(_root(owner, child), parent) for child, parent in _owned(rows, groups, sentences)}
    for key in sorted(groups, key=lambda k: (len(groups[k].longest), k)):
        others = [groups[k] for k in order if k != key and (_root(owner, k), key) not in apart]
        if owner[key] == key and (longer := _longer(groups[key], others)):
            _join(owner, groups, key, longer.key)
    return {key: _root(owner, key) for key in groups}


def _ambiguous(groups: dict[str, Group]) -> Iterable[tuple[str, str]]:
    """Names that may mean a seed which the article also calls by a sure name: "YC" beside "Y Combinator"."""
    present = {g.seed: key for key, g in groups.items() if g.seed}
    for key, group in groups.items():
        meant = [present[s] for s in ambiguous_seeds(group.longest) if s in present]
        if group.seed is None and len(meant) == 1:
            yield key, meant[0]


def _apart(groups: dict[str, Group]) -> Iterable[tuple[str, str]]:
    """Models named in a way that is sure, with the same name elsewhere where that is no company."""
    for key, group in groups.items():
        plain = groups.get(normal(group.longest))
        if key.startswith("Model:") and plain and plain is not group and plain.type in ("Model", "Unknown"):
            yield plain.key, key


def _owned(rows: Rows, groups: dict[str, Group], sentences: Sequence[Sentence]) -> Iterable[tuple[str, str]]:
    """Pairs of a name and that of what it is said to be part of: "Norva Health, a unit of Norva"."""
    for index, row in rows:
        named = [groups[key].parts for key in dict.fromkeys(key for _, key in row)]
        if any(not one.isdisjoint(other) for one, other in itertools.combinations(named, 2)):
            keys = dict(row)
            yield from (
                (keys[child], keys[parent]) for child, parent in owned(sentences[index], [c for c, _ in row])
            )


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
    if len(a) >= len(b) or short.parts.isdisjoint(long.parts):
        return False
    if short.seed and short.seed != long.seed:
        return long.seed is None and long.type == "Company" and _formal(a, b)
    if long.type == "Person":
        pattern = any(c.source == Source.MODEL for _, c in short.members)
        return not pattern and short.type != "Lab" and _person_part(short, long)
    if long.type == "Model" and short.type in ("Model", "Unknown"):
        return b[-len(a) :] == a and _company(b[: -len(a)])
    if (
        long.type not in ("Company", "Organization", "Lab")
        or short.type in ("Person", "Model")
        or _place(short)
    ):
        return False
    same = [normal(w) for w in a] == [normal(w) for w in b[: len(a)]]
    tail = {w.casefold() for w in b[len(a) :]}
    unlike = long.seed is None or bool(tail & words("division"))
    if _formally_named(short) and not _formally_named(long):
        return False
    if not same or (_first(short) < _first(long) and unlike and not _formal(a, b)):
        return False
    return tail <= words("tail") or (
        long.seed is None and not tail & words("division") and short.type != "Product"
    )


def _formally_named(group: Group) -> bool:
    """Whether the article writes the name with its legal form, and so in full: "Byton Inc."."""
    return any(bare(c.text) != c.text for _, c in group.members)


def _place(group: Group) -> bool:
    """Whether a name is a place's for more than its looks."""
    return group.type == "Place" and (
        len(group.longest.split()) == 1 or is_place(group.longest) or group.weights["Place"] > 0
    )


def _formal(short: list[str], long: list[str]) -> bool:
    """Whether the long name adds only what companies are formally called: "Group", "Motor Co."."""
    added = {w.casefold() for w in long[len(short) :]}
    return long[: len(short)] == short and added <= words("tail") - words("division")


def _company(words_: list[str]) -> bool:
    """Whether the words are the name of a company among the seeds."""
    name = " ".join(words_)
    return any(label == name and e.type == "Company" for label, e, _ in labels().get(first_word(name), ()))


def _first(group: Group) -> int:
    return min(index for index, _ in group.members)


def _person_part(short: Group, long: Group) -> bool:
    a, b = short.longest.split(), long.longest.split()
    if (
        short.type == "Company"
        and ambiguous_seeds(short.longest)
        and short.total["Company"] > short.total["Person"]
    ):
        return False
    if len(a) == 1:
        return normal(a[0]) == normal(b[-1]) or (normal(a[0]) == normal(b[0]) and _first_name(short, long))
    return normal(" ".join(a)) == normal(" ".join(b[-len(a) :])) or (a[0] == b[0] and a[-1] == b[-1])


def _first_name(short: Group, long: Group) -> bool:
    """Whether the person is called by the first name alone, which is no company's beside it."""
    if short.type == "Person":
        return True
    later = _first(short) >= _first(long) and short.seed is None
    return later and short.total["Company"] <= FIRST_NAME_LIMIT and not ambiguous_seeds(short.longest)


def _introduced(rows: Rows, sentences: Sequence[Sentence]) -> Iterable[tuple[str, str]]:
    """Pairs of short and long names that the text itself introduces: "Long Name (LN)"."""
    for index, row in rows:
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


def _renamed(
    rows: Rows, groups: dict[str, Group], sentences: Sequence[Sentence]
) -> Iterable[tuple[str, str]]:
    """Pairs of an earlier and the present name: "Block, formerly known as Square"."""
    for index, row in rows:
        if len(row) < 2 or sentences[index].title_case:
            continue
        items = [Item(c.first, c.last, "Unknown", key) for c, key in row]
        text = encode(sentences[index], items).text
        for pattern in _renaming():
            for match in pattern.finditer(text):
                old, new = (row[int(match[end][2:-1])][1] for end in ("old", "new"))
                if old != new and groups[old].seed is None and _alike(groups[old], groups[new]):
                    yield old, new


def _alike(one: Group, other: Group) -> bool:
    """Whether two groups may be of one type, and that of something that changes its name."""
    types = {one.type, other.type} - {"Unknown"}
    return len(types) < 2 and not types & {"Person", "Place"}


@functools.lru_cache(maxsize=1)
def _renaming() -> tuple[pcre2.Pattern, ...]:
    return tuple(compiled(phrase) for phrase in tomllib.loads(FILE.read_text("utf-8"))["renamed"])


def _rows(groups: dict[str, Group]) -> Rows:
    """For each sentence that names something its candidates, in order, with the keys of their groups."""
    rows: dict[int, list[tuple[Candidate, str]]] = {}
    for key, group in groups.items():
        for index, candidate in group.members:
            rows.setdefault(index, []).append((candidate, key))
    return [(index, sorted(row, key=lambda pair: pair[0].first)) for index, row in sorted(rows.items())]


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
