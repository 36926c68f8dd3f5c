"""Names of AI models in English text, by family, version, variant and size; the lists are modelnames.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Span

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model's name in a text.

    `name` is the whole name, also where the text shortens a list ("Llama 3 and 4" gives "Llama 4").
    `weak` says that the words may also mean something else, such as a person called Claude, and
    `apart` that they mean the model here even where the article calls its maker the same.
    """

    span: Span
    name: str
    weak: bool = False
    apart: bool = False


def find(text: str) -> list[FoundModel]:
    """The names of models in `text`, in its order, without overlaps.

    >>> [(f.name, f.weak) for f in find("Meta's Llama 3.1 405B beat GPT-4o mini, and Claude.")]
    [('Llama 3.1 405B', False), ('GPT-4o mini', False), ('Claude', True)]
    >>> [f.name for f in find("Seed-OSS-36B, GLM-4.5-Air, mpt-7b, GPT-4-Powered")]
    ['Seed-OSS-36B', 'GLM-4.5-Air', 'mpt-7b', 'GPT-4']
    >>> [f.name for f in find("Llama 3 and 4")]
    ['Llama 3', 'Llama 4']
    >>> [f.name for f in find("Heron 3, a large language model; in July 24, an AI pioneer")]
    ['Heron 3']
    """
    found, end = [], 0
    for match in sorted((m for form in FORMS for m in form.finditer(text)), key=_start_and_length):
        if match.start() >= end and (names := list(_of_match(match))):
            found += names
            end = names[-1].span.end
    return found


def _either(words: Iterable[str]) -> str:
    """Any of the words, longest first; a space in a word matches a hyphen too."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]").replace(r"\-", "[\u2010\u2011-]") for w in ordered)


SEP = "[ \xa0\u2010\u2011-]"
END = r"(?![\w+]|[-.,]\d)"
VERSION = r"(?:[vV]?\d{1,2}(?:\.\d{1,2}){0,2}[a-zV]?|[RVKMSXN]\d(?:\.\d)?)(?!\w|[.,]\d|-?(?:percent|%))"
SIZE = r"(?:\d{1,3}x)?\d{1,4}(?:\.\d{1,2})?[BMTbm](?:-A\d+B)?(?!\w)"
VARIANT = (
    rf"(?:{SEP}(?:{_either(WORDS['variants'])})|-(?:{_either(WORDS['small_variants'])})"
    rf"| (?:{_either(WORDS['small_after_space'])}))(?![\w])"
)
# A variant of no known name, set off by a hyphen behind a version or before a size: "Lumo-4.5-Air", "Lumo-R1-Swift-7B".
OTHER_VARIANT = rf"(?:(?<=\d)-(?!(?:{_either(WORDS['no_variants'])})(?!\w))[A-Z][a-z]+(?![\w-])|-[A-Z][A-Za-z]+(?=-{SIZE}))"
TAIL = rf"(?P<marks>(?:{SEP}?(?:{VERSION}|{SIZE})|{VARIANT}|{OTHER_VARIANT}|\+(?!\w))*)"
MORE = rf"(?:{VERSION}(?:{SEP}{SIZE})?|{SIZE}|(?:{_either(WORDS['listed'])})(?!\w|\s[A-Z\d]))"
ALSO = rf"(?P<also>(?:(?:,|,?\s(?:and|or))\s{MORE}(?!\s?(?:%|million|billion|trillion|per|times|(?!models|systems|versions|variants|families)[a-z]+s\b)))*)"
STRONG = rf"{_either(WORDS['strong'])}|(?i:{_either(WORDS['any_case'])})(?={SEP}?{VERSION})|[A-Z][A-Za-z]*(?:{_either(WORDS['endings'])})"
FAMILY = rf"(?P<strong>(?:{STRONG})(?: [A-Z][a-z]+(?= \d\.\d))?)|(?P<versioned>{_either(WORDS['versioned'])})|(?P<weak>{_either(WORDS['weak'])})"
FORMS = (
    re.compile(rf"(?<![\w@#/$.-])(?:{FAMILY})(?![a-zA-Z]){TAIL}{ALSO}"),
    re.compile(rf"(?<![\w@#/$.-])(?P<bare>{_either(WORDS['bare'])})(?P<variant>(?:{VARIANT})*){END}"),
    re.compile(
        rf"(?<![\w@#/$.-])(?P<unknown>[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+| AI)?|[A-Za-z][a-z]*(?:-[a-z]+)+(?=-{SIZE})|[a-z]+(?=-{SIZE}))(?:{SEP}{SIZE}|{SEP}\d{{1,2}}{SEP}{SIZE}|-[vV]?\d{{1,2}}(?:\.\d{{1,2}})?|{SEP}?[vV]\d(?:\.\d{{1,2}})?|[ ]?\d\.\d{{1,2}}(?!\s(?:per|pct|million|billion|trillion|points|times)))"
        rf"(?:{SEP}{SIZE}|{VARIANT}|{OTHER_VARIANT}|{SEP}[vV]\d(?:\.\d)?)*(?![\w%]|[-.,]\d)"
    ),
    re.compile(
        r"(?<![\w@#/$.-])(?P<family>[A-Z][A-Za-z]+)(?= (?:family|series|line|line-?up|suite|range|generation|class) of"
        r" (?:[a-z-]+ ){0,4}(?:models|LLMs|chatbots|AI\b))"
    ),
    re.compile(
        r"(?<![\w@#/$.-])(?P<family>[A-Z][a-z]+ \d{1,2})(?=,? (?:an? |the |its |their )?(?:[a-z-]+ ){0,3}"
        r"(?:AI|language|reasoning|foundation|multimodal|diffusion|frontier|text-to-[a-z]+) (?:[a-z]+ )?(?:model|LLM)\b)"
    ),
)
MARKS = re.compile(rf"(?:{SEP}?(?:{VERSION}|{SIZE})|{VARIANT})+$")


def stem(name: str) -> str:
    """The name of a model without its version, size and variants.

    >>> stem("Lumo-7B v3"), stem("Aria 2"), stem("Sirocco-Lite"), stem("Aria")
    ('Lumo', 'Aria', 'Sirocco', 'Aria')
    """
    return MARKS.sub("", name) or name


def _start_and_length(match: re.Match[str]) -> tuple[int, int, bool]:
    parts = match.groupdict()
    return match.start(), -match.end(), "unknown" in parts or "family" in parts


def _of_match(match: re.Match[str]) -> Iterator[FoundModel]:
    parts = match.groupdict()
    span = Span(match.start(), match.start("also") if "also" in parts else match.end())
    name = span.of(match.string)
    if parts.get("family"):
        yield FoundModel(span, name, apart=True)
    elif parts.get("unknown"):
        if parts["unknown"] not in WORDS["no_model"]:
            yield FoundModel(span, name, weak=not re.search(rf"-{SIZE}", name))
    elif parts.get("bare"):
        yield FoundModel(span, name, weak=not parts["variant"])
    elif name not in WORDS["other"] and (parts["marks"] or not parts["versioned"]):
        yield FoundModel(span, name, weak=_is_weak(parts))
        yield from _also(match, name)


def _is_weak(parts: dict[str, str | None]) -> bool:
    """A family that is no sure sign by itself, without what would make it sure."""
    marks, family = parts["marks"] or "", parts["weak"] or parts["versioned"]
    if parts["strong"]:
        return False
    return not marks or (family in WORDS["sure_with_size"] and not re.search(SIZE, marks))


def _also(match: re.Match[str], name: str) -> Iterator[FoundModel]:
    """The further names of a list, which share the words before the part in which they differ."""
    start = match.start("also")
    for more in re.finditer(MORE, match["also"]):
        for kind in (VERSION, SIZE, _either(WORDS["listed"])):
            own = list(re.finditer(rf"{kind}", name))
            if own and re.match(kind, more[0]) and (kind == VERSION or own[-1].end() == len(name)):
                cut = own[0 if kind == VERSION else -1].start()
                yield FoundModel(Span(start + more.start(), start + more.end()), name[:cut] + more[0])
                break
