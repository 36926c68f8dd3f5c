"""Capitals: which words of a sentence are written, and placed, like part of a name."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from kg.english.titles import kinds
from kg.english.wordlists import generic, given_names, is_place, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.english.sentences import Sentence


HYPHENS = ("-", "‐", "‑")
DASHES = ("-", "--", "–", "—")
# What stands between a label and the headline behind it.
LABELLING = (":", *DASHES)
# Half of a given name is shorter.
SYLLABLE = 6
# The words of a label before its colon.
LABEL = 2
CURRENCY = ("$", "€", "£", "₹", "¥")
OPENING = ('"', "“", "‘", "``", "''", "'", "(", "[")


def goes_on(doc: Doc, i: int, sentence: Sentence) -> bool:
    """Whether the token, no name by itself, goes on with one: "Al-Dahle", "Together AI", "Episode 1"."""
    follows = doc[i + 1] if i + 1 < sentence.tokens.end else None
    if _glue(doc, i):
        return follows is not None and (namelike(follows, sentence) or syllable(doc, i + 1))
    if syllable(doc, i):
        return True
    if doc[i].text == "AI":
        return not (doc[i].dep_ != "nsubj" and doc[i].head.i > i and doc[i].head.is_lower)
    if doc[i].text == "VC":
        return follows is None or not follows.is_lower or follows.pos_ in ("VERB", "AUX", "ADP", "CCONJ")
    if not doc[i].text.isdigit() or len(doc[i].text) > 3:
        return False
    return (
        follows is None
        or follows.pos_ in ("VERB", "AUX", "ADP", "CCONJ", "PART")
        or follows.text in (",", "'s", "’s")
    )


def _glue(doc: Doc, i: int) -> bool:
    """Whether the token joins two words of one name: "Al-Dahle", "Johnson & Johnson"."""
    token = doc[i]
    if token.text in ("-", "–", "'", "’", "."):
        return not token.whitespace_ and not doc[i - 1].whitespace_
    return token.text == "&"


def syllable(doc: Doc, i: int) -> bool:
    """Whether the word is the small half of a given name before a family name: "Ji-ho Maeng"."""
    if i + 1 >= len(doc) or not _hyphened(doc, i):
        return False
    first, small, family = doc[i - 2], doc[i], doc[i + 1]
    if not (len(first) < SYLLABLE and first.is_title and small.whitespace_ and family.is_title):
        return False
    if {first.lower_, small.lower_} <= words("korean"):
        return True
    person = small.ent_type_ == family.ent_type_ == "PERSON"
    return person or not (common_word(first) or is_place(first.text))


def _hyphened(doc: Doc, i: int) -> bool:
    """Whether the word, short and small, hangs on the one before by a hyphen, as in "Ji-ho", not "AI-led"."""
    if i < 2 or doc[i - 1].text not in HYPHENS or doc[i - 2].whitespace_ or doc[i - 1].whitespace_:
        return False
    word = doc[i]
    if word.is_title:
        return {doc[i - 2].lower_, word.lower_} <= words("korean")
    small = word.is_lower and word.is_alpha and 1 < len(word) < SYLLABLE
    return small and word.lower_ not in words("joined")


def namelike(token: Token, sentence: Sentence) -> bool:
    """Whether a word is written like part of a name, where capitals carry news."""
    text = token.text
    if not any(map(str.isupper, text)) or not any(map(str.isalpha, text)) or text.startswith(("$", "€", "£")):
        return False
    if token.i + 3 < len(token.doc) and syllable(token.doc, token.i + 2):
        return True
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else None
    telling = follows is not None and follows.is_title and follows.lower_ in generic()
    if text.casefold() in words("never"):
        if telling and text.casefold() in words("left"):
            return True
        capitals = text.isupper() and text != "AI" and follows is not None
        return capitals and follows is not None and follows.is_title and not follows.is_stop
    first = starts(token, sentence)
    if first and (opens(token) or (not sentence.title_case and _heads(token))):
        return True
    if sentence.title_case or first or token.nbor(-1).text in LABELLING:
        named = telling and token.tag_ in ("NNP", "NNPS")
        return (named or not common_word(token)) and not token.is_stop
    if token.pos_ in ("DET", "PRON", "AUX", "CCONJ", "SCONJ", "INTJ"):
        return text.isupper() or (text.istitle() and token.nbor(-1).lower_ in given_names())
    return True


def whole_name(doc: Doc, first: int, last: int) -> int:
    """Where a name ends that goes on with the small half of a given name, the family's first: "Choi Soo-yeon"."""
    if last - first < 2 or last + 1 >= len(doc) or not _hyphened(doc, last + 1):
        return last
    person = all(t.ent_type_ == "PERSON" for t in doc[first:last])
    return last + 2 if person or not common_word(doc[last - 1]) else last


def starts(token: Token, sentence: Sentence) -> bool:
    """Whether a word has its capital from its place: first in the sentence, its row, its quote, or behind "Exclusive:"."""
    i = token.i
    while i > sentence.tokens.start and token.doc[i - 1].text in OPENING:
        i -= 1
    before = token.doc[i - 1] if i > sentence.tokens.start else None
    quoted = i < token.i and before is not None and (before.is_punct or before.pos_ == "VERB")
    label = before is not None and before.text == ":" and before.i - sentence.tokens.start <= LABEL
    return before is None or before.text == "|" or quoted or label


def opens(token: Token) -> bool:
    """Whether the first word of a sentence is placed like a name: "Simile raises", "Spindrift, maker of"."""
    if token.text.casefold() in words("never") or token.i + 2 >= len(token.doc):
        return False
    next_ = token.i + 1 + (token.nbor(1).text == "AI" and token.i + 3 < len(token.doc))
    follows, then = token.doc[next_], token.doc[next_ + 1]
    if token.pos_ not in ("PROPN", "NOUN"):
        firm = any(t.lower_ in words("founded_kind") for t in token.doc[next_ + 2 : next_ + 7])
        return next_ > token.i + 1 and follows.text == "," and then.lower_ in ("a", "an") and firm
    if follows.text in (",", "("):
        return then.lower_ in words("apposing") or (token.tag_ == "NNP" and then.lower_ in words("naming"))
    verb = next((t for t in token.doc[next_ : next_ + 4] if t.pos_ not in ("AUX", "ADV")), follows)
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words("headline"):
        return False
    sum_ = any(t.text in CURRENCY for t in token.doc[verb.i + 1 : verb.i + 6])
    if verb == follows and verb.tag_ == "VBZ":
        return True
    return verb.tag_ in ("VBD", "VBN") and (token.tag_ == "NNP" or sum_)


def _heads(token: Token) -> bool:
    """Whether the first word of a sentence goes on with an ordinary one that has a capital: "Prime Intellect wants"."""
    if (
        token.tag_ not in ("NNP", "NNPS")
        or not token.whitespace_
        or kinds(token)
        or token.lower_ in words("left")
    ):
        return False
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else token
    ordinary = follows.lower_ not in words("never") | given_names() and common_word(follows)
    return follows.is_title and follows.pos_ == "PROPN" and ordinary


def common_word(token: Token) -> bool:
    """Whether the word, written small, is an ordinary word of English."""
    if not token.text[1:].islower() or is_place(token.text):
        return False
    index = _wordnet()
    small = token.lower_
    stems = {
        small,
        small if token.pos_ == "PROPN" else token.lemma_.lower(),
        small.removesuffix("s"),
        small.removesuffix("es"),
        small.removesuffix("ed"),
        small.removesuffix("d"),
        small.removesuffix("ing"),
        small.removesuffix("ing") + "e",
    }
    return not stems.isdisjoint(index) or small in words("never")


@functools.lru_cache(maxsize=1)
def _wordnet() -> frozenset[str]:
    from kg.english.language import load

    index = load().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(word for words_ in index.values() for word in words_)
