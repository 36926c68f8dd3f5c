"""The forms of English verbs and nouns, from their base: rules, and irregular.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

IRREGULAR: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8")
)
VOWELS = "aeiou"
DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiouy][bdfgklmnprtvz]$")
SIBILANT = ("s", "x", "z", "ch", "sh")
# Of several syllables, yet stressed on the last, which is doubled.
STRESSED_LAST = (
    "prefer",
    "refer",
    "defer",
    "admit",
    "permit",
    "commit",
    "submit",
    "equip",
    "begin",
    "control",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb; a form in several spellings is given in each."""

    base: str
    third: str
    past: frozenset[str]
    participle: frozenset[str]
    ing: frozenset[str]


@cache
def verb(base: str) -> Verb:
    """The forms of the verb with that base.

    >>> verb("buy").past, verb("snag").ing, verb("acquire").ing, verb("go").third
    (frozenset({'bought'}), frozenset({'snagging'}), frozenset({'acquiring'}), 'goes')
    """
    irregular = IRREGULAR.get(base)
    past = frozenset(irregular[:1]) if irregular else frozenset({_regular(base, "ed")})
    participle = frozenset(irregular[-1:]) if irregular else past
    return Verb(base, _s(base), past, participle, frozenset({_regular(base, "ing")}))


def plural(noun: str) -> str:
    """The regular plural of a noun, of its last word.

    >>> plural("company"), plural("lab"), plural("co founder"), plural("boss")
    ('companies', 'labs', 'co founders', 'bosses')
    """
    return _s(noun)


def bases(form: str) -> tuple[str, ...]:
    """What the base of a form in -s or in the past may be, likeliest first; the form itself where it is a base.

    >>> bases("sued"), bases("competes"), bases("bought"), bases("supplies")
    (('sue', 'su'), ('compete', 'competes'), ('buy',), ('supply', 'supplie', 'supplies'))
    """
    known = tuple(base for base, forms in IRREGULAR.items() if form in forms)
    if known:
        return known
    if form.endswith("ied"):
        return (f"{form[:-3]}y",)
    if form.endswith("ed"):
        found = [form[:-1], form[:-2]]
        if len(form) > 4 and form[-3] == form[-4]:
            found.append(form[:-3])
        return tuple(found)
    if form.endswith("ies"):
        return f"{form[:-3]}y", form[:-1], form
    return (form[:-1], form) if form.endswith("s") and not form.endswith("ss") else (form,)


def _s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith((*SIBILANT, "go", "do")) else f"{base}s"


def _regular(base: str, ending: str) -> str:
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if ending == "ed" and base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ied"
    return base + (base[-1] if _doubles(base) else "") + ending


def _doubles(base: str) -> bool:
    if not DOUBLED.search(base):
        return False
    syllables = len(re.findall(r"[aeiouy]+", base))
    return syllables == 1 or base in STRESSED_LAST
