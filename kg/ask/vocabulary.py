"""All words that questions may use: the small ones, the types, and those of each relation.

A relation that relations.toml does not know is asked about by its label, by the names of its roles and by
the verbs of its frame.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.ask import patterns
from kg.ask.inflect import bases, plural
from kg.ask.patterns import NounPattern, Sense, VerbPattern
from kg.ask.relations import Relation, role_labels
from kg.ask.tokens import split

FOLDER = Path(__file__).parent
FRAMES = FOLDER.parent / "english" / "frames"
Phrase = tuple[str, ...]


@cache
def small_words() -> Mapping[str, Any]:
    """What words.toml says."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def options(told: str) -> list[Phrase]:
    """The phrases of "a|b c", the longest first."""
    return sorted((split(phrase) for phrase in told.split("|")), key=len, reverse=True)


def kinds(name: str) -> frozenset[str]:
    """The entity types that a question word such as "who" or "where" may stand for."""
    return frozenset(small_words()["kinds"][name])


@dataclass(slots=True)
class Vocabulary:
    """Verbs and nouns by the first word of each of their forms, in the order of relations.toml."""

    relations: Mapping[str, Relation]
    verbs: dict[str, list[tuple[Phrase, str, VerbPattern]]] = field(default_factory=lambda: defaultdict(list))
    being: list[VerbPattern] = field(default_factory=list)
    nouns: dict[str, list[tuple[Phrase, NounPattern]]] = field(default_factory=lambda: defaultdict(list))
    types: dict[str, list[tuple[Phrase, str]]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[str, list[Phrase]] = field(default_factory=dict)
    offices: dict[str, Sense] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def add_verb(self, pattern: VerbPattern) -> None:
        """Make the verb known in all its forms."""
        forms = pattern.verb
        self._know(phrase for item in pattern.direct for phrase in _phrases(item))
        self._know(phrase for group in pattern.groups for item in group.items for phrase in _phrases(item))
        if forms.base == "be":
            self.being.append(pattern)
            return
        named = [("base", forms.base), ("third", forms.third)]
        named += [
            (name, form) for name in ("past", "participle", "ing") for form in sorted(getattr(forms, name))
        ]
        for name, form in named:
            phrase = split(form)
            self.verbs[phrase[0]].append((phrase, name, pattern))
            self._know([phrase])

    def add_noun(self, pattern: NounPattern) -> None:
        """Make the noun known in singular and plural."""
        *before, last = pattern.words
        for ending in last.options:
            for phrase in _numbers(ending):
                for start in _sequences(before):
                    whole = (*start, *phrase)
                    self.nouns[whole[0]].append((whole, pattern))
                    self._know([whole])
        self._know(phrase for group in pattern.groups for item in group.items for phrase in _phrases(item))

    def add_closed(self, name: str, told: str) -> None:
        """Make a class of small words known by name."""
        self.closed[name] = options(told)
        self._know(self.closed[name])

    def _know(self, phrases: Iterable[Phrase]) -> None:
        for phrase in phrases:
            self.known.update(phrase)


def vocabulary(relations: Mapping[str, Relation]) -> Vocabulary:
    """The words with which to ask about these relations."""
    found = Vocabulary(relations)
    tables: dict[str, Any] = tomllib.loads((FOLDER / "relations.toml").read_text(encoding="utf-8"))
    for name, table in tables.items():
        of = patterns.sense(name, table)
        if known := _known(of, relations):
            _add(found, known, table)
    told = {means for table in tables.values() for means in _named(table)} | set(tables)
    for relation in relations.values():
        if relation.name not in told:
            _add(found, patterns.sense(relation.name, {}), unlisted(relation))
    for name, table in small_words()["offices"].items():
        if known := _known(patterns.sense(name, table), relations):
            found.offices[name] = known
    _add_small_words(found)
    return found


def _known(of: Sense, relations: Mapping[str, Relation]) -> Sense | None:
    """The sense with only those relations that the ontology has, None where it has none of them."""
    means = tuple(m for m in of.means if m.relation in relations)
    return dataclasses.replace(of, means=means) if means else None


def unlisted(relation: Relation) -> dict[str, list[str]]:
    """Patterns for a relation of which only its label, its roles and perhaps its frame are known.

    >>> from kg.ask.relations import Relation
    >>> unlisted(Relation("sued", "sued", frozenset(), frozenset(), False, "plaintiff", "object"))
    {'verbs': ['S sue|su O'], 'nouns': ['S = plaintiff [of|in|against|for|to O]']}
    """
    words = [word.lower() for word in relation.label.split()]
    first, rest = "|".join(bases(words[0])), "_".join(words[1:])
    verbs = [f"S {first} [{rest} O]" if rest else f"S {first} O"]
    if rest:
        verbs.append(f"S be {words[0]}|a_{words[0]}|the_{words[0]} [{rest} O]")
    verbs += [f"S {verb} O" for verb in _frame_verbs(relation.name)]
    subject, thing = role_labels(relation)
    nouns = [f"S = {subject.replace(' ', '_')} [of|in|against|for|to O]"] if subject else []
    nouns += [f"O = {thing.replace(' ', '_')} [of|by|for S]"] if thing else []
    return {"verbs": verbs, "nouns": nouns}


def _frame_verbs(name: str) -> list[str]:
    """The verbs by which the frame of a relation joins an agent to a theme, whatever else is there."""
    path = FRAMES / f"{name}.toml"
    if not path.is_file():
        return []
    ways = tomllib.loads(path.read_text(encoding="utf-8")).get("ways", [])
    plain = [way for way in ways if "needs" not in way and "status" not in way]
    direct = [way for way in plain if _first(way, "subject") == "agent" and _first(way, "object") == "theme"]
    return sorted({verb for way in direct for verb in way.get("verb", []) if verb.replace("-", "").isalpha()})


def _first(way: Mapping[str, str], slot: str) -> str:
    return way.get(slot, "").partition(";")[0].strip()


def _named(table: Mapping[str, list[str]]) -> Iterator[str]:
    yield from (told.split()[0] for told in table.get("means", []))


def _add(found: Vocabulary, of: Sense, table: Mapping[str, list[str]]) -> None:
    for line in table.get("verbs", []):
        for pattern in patterns.verbs(line, of):
            found.add_verb(pattern)
    for line in table.get("nouns", []):
        found.add_noun(patterns.noun(line, of))


def _add_small_words(found: Vocabulary) -> None:
    words = small_words()
    for section in ("closed", "superlatives", "values", "times"):
        for name, told in words[section].items():
            if isinstance(told, str):
                found.add_closed(name, told)
    for name in ("any", "more", "least", "less", "up", "most", "round"):
        found.add_closed(f"sum {name}", words["sums"][name])
    found.add_closed("round name", words["rounds"]["words"])
    found.add_closed("former", words["titles"]["former"])
    found.add_closed("title of", words["titles"]["of"])
    found.add_closed("months", "|".join(words["times"]["months"]))
    found.add_closed("scales", "|".join(words["sums"]["scales"]))
    found.add_closed("currencies", "|".join(words["sums"]["currencies"]))
    _add_moods(found)
    for kind, told in words["types"].items():
        for phrase in told.split("|"):
            for spelt in _numbers(split(phrase)):
                found.types[spelt[0]].append((spelt, kind))
                found.known.update(spelt)
    for line in (*words["titles"]["heads"], *words["titles"]["others"]):
        for phrase in options(line):
            for spelt in _numbers(phrase):
                found.known.update(spelt)


def _add_moods(found: Vocabulary) -> None:
    """Verbs such as "want to", in all their forms."""
    from kg.ask.inflect import verb

    for mood, told in small_words()["moods"].items():
        for phrase in told:
            base, _, rest = phrase.partition(" ")
            forms = verb(base)
            finite = [base, forms.third, *sorted(forms.past), *sorted(forms.ing)]
            found.closed.setdefault(f"{mood} verb", [])
            found.closed[f"{mood} verb"] += [split(f"{form} {rest}") for form in finite]
        found.closed[f"{mood} verb"].sort(key=len, reverse=True)
        for phrase_ in found.closed[f"{mood} verb"]:
            found.known.update(phrase_)


def _numbers(noun: Phrase) -> Iterator[Phrase]:
    """A noun in singular and plural."""
    irregular: Mapping[str, str] = small_words()["plurals"]
    yield noun
    many = (*noun[:-1], irregular.get(noun[-1]) or plural(noun[-1]))
    yield many


def _sequences(words: list[patterns.Word]) -> Iterator[Phrase]:
    if not words:
        yield ()
        return
    for option in words[0].options:
        for rest in _sequences(words[1:]):
            yield (*option, *rest)


def _phrases(item: patterns.Word | patterns.Slot) -> Iterable[Phrase]:
    return item.options if isinstance(item, patterns.Word) else ()
