"""What spaCy's rules say of a token, worked out once for each kind of token instead of each time.

Nearly all rules of its attribute ruler look at one token alone, at what is listed in SEEN. Trying a hundred and
seventy of them on every token takes a tenth of the time of a parse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

SEEN = {"TAG", "LOWER", "DEP", "IS_SPACE"}
# The number of a rule, its name, and the tokens from and up to which it holds.
Match = tuple[int, int, int, int]


def remember(nlp: Language) -> None:
    """Let a pipeline's attribute ruler and its lemmatizer by rules, where it has them, remember what they found."""
    for _, pipe in nlp.pipeline:
        part: Any = pipe
        if hasattr(part, "matcher") and hasattr(part, "set_annotations"):
            part.match = matching(part)
        elif getattr(part, "mode", "") == "rule" and hasattr(part, "lemmatize"):
            index = part.lookups.get_table("lemma_index", {})
            for kind, lemmas in index.items():
                index[kind] = frozenset(lemmas)  # a list that is searched for each form of each word
            part.lemmatize = lemmatizing(part.lemmatize)


def matching(ruler: Any) -> Callable[[Doc], list[Match]]:
    """A function that gives what the attribute ruler's own `match` gives: where each of its rules holds, in order."""
    from spacy.matcher import Matcher

    alone, joined = Matcher(ruler.vocab), Matcher(ruler.vocab)
    for number, rule in enumerate(ruler.patterns):
        itself = all(len(pattern) == 1 and SEEN.issuperset(pattern[0]) for pattern in rule["patterns"])
        (alone if itself else joined).add(str(number), rule["patterns"])
    strings = ruler.vocab.strings
    known: dict[tuple[int, int, int, bool], list[tuple[int, int]]] = {}

    def match(doc: Doc) -> list[Match]:
        found = [(int(strings[n]), n, start, end) for n, start, end in joined(doc, allow_missing=True)]
        for place, token in enumerate(doc):
            kind = (token.tag, token.lower, token.dep, token.is_space)
            if (rules := known.get(kind)) is None:
                here = alone(doc[place : place + 1], allow_missing=True)
                rules = known[kind] = [(int(strings[name]), name) for name, _, _ in here]
            found.extend((number, name, place, place + 1) for number, name in rules)
        return sorted(found)

    return match


def lemmatizing(lemmatize: Callable[[Token], list[str]]) -> Callable[[Token], list[str]]:
    """A function that gives what `lemmatize` gives, of which it asks once for each word in each of its uses."""
    known: dict[tuple[int, int, int], list[str]] = {}

    def lemmas(token: Token) -> list[str]:
        use = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined]
        if (found := known.get(use)) is None:
            found = known[use] = lemmatize(token)
        return found

    return lemmas
