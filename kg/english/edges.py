"""Where a name's stretch of words begins, ends and falls apart, whoever proposed it: spaCy or its capitals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english.capitals import LABELLING, common_word, syllable
from kg.english.gazetteer import first_word, labels
from kg.english.wordlists import bodies, generic, given_names, is_place, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.english.sentences import Sentence

# How far behind what somebody did to one company stands "for" and the other, in tokens.
FAREWELL = 6


def parts(doc: Doc, first: int, last: int, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretch without what is no name at its edges, cut at titles such as "CEO", at "'s", and at a headline's verb."""
    labelled = first > 0 and doc[first - 1].text in LABELLING
    headline = sentence.title_case or first == sentence.tokens.start or labelled
    cuts = [
        i
        for i in range(first, last)
        if _cut(doc, i) or (headline and i > first and _says(doc, i)) or _joins(doc, first, i, last)
    ]
    start = first
    for cut in [*cuts, last]:
        a, b = start, cut
        while b > a and _edge(doc[b - 1], left=False):
            b -= 1
        while a < b and _edge(doc[a], left=True) and not _belongs(doc, a, b):
            a += 1
        if b - a > 1 and doc[b - 1].text == "AI" and (_labelled(doc, a, b) or at_work(doc, a, b)):
            b -= 1
        if a == sentence.tokens.start and _opening(doc, a, b):
            a += 1
        for one, end in _at_legal_forms(doc, a, _before_seat(doc, a, b)):
            if any(any(map(str.isupper, t.text)) for t in doc[one:end]):
                yield one, end
        start = cut + 1


def _joins(doc: Doc, first: int, i: int, last: int) -> bool:
    """Whether a sign joins two names that are known: "Samsung & TSMC"."""
    return doc[i].text == "&" and _seed(doc, first, i) and _seed(doc, i + 1, last)


def _says(doc: Doc, i: int) -> bool:
    """Whether a word with a capital is the verb of a headline: "Acme Robotics Announces Partnership"."""
    word, follows = doc[i].lower_, doc[min(i + 1, len(doc) - 1)].lower_
    return word in words("title_verb") or f"{word}-{follows}" in words("title_verbs")


def _at_legal_forms(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch cut behind a legal form where the next sentence starts: "of Acme Corp. Intel fell"."""
    start = first
    for i in range(first + 1, last - 1):
        follows = doc[i + 1]
        if doc[i].lower_ in words("legal") and follows.is_alpha and follows.lower_ not in generic():
            yield start, i + 1
            start = i + 1
    if start < last:
        yield start, last


def _before_seat(doc: Doc, first: int, last: int) -> int:
    """Where a name ends that goes on with its seat: "Magna of Canada", "Acme in Central Europe".

    But not "the Bank of America".
    """
    of = next((i for i in range(first + 1, last - 1) if doc[i].lower_ in ("of", "in")), last)
    if of == last or doc[of - 1].lower_ in generic():
        return last
    place = is_place(doc[of + 1 : last].text) or (doc[of].lower_ == "in" and is_place(doc[last - 1].text))
    return of if place else last


def _belongs(doc: Doc, first: int, last: int) -> bool:
    """Whether the first word, often none of a name, is one here: "New Relic", "American Airlines"."""
    if not doc[first].is_title or first + 1 >= last:
        return False
    one = doc[first].ent_type_ == "ORG" and all(t.ent_iob_ == "I" for t in doc[first + 1 : last])
    of = last > first + 2 and doc[first + 2].lower_ in ("of", "for") and not doc[first].is_stop
    body = of and doc[first + 1].lower_ in generic()
    if one and (body or doc[last - 1].lower_ in generic()):
        return True  # "Indian Institute of Astrophysics"
    if doc[first].text in ("New", "Big", "First", "Late"):
        return first > 0 and doc[first].ent_iob_ != "O" and doc[first + 1].ent_iob_ == "I"
    return all(t.lower_ in generic() for t in doc[first + 1 : last])


def _labelled(doc: Doc, first: int, last: int) -> bool:
    """Whether "AI" behind a place tells what follows: "the Austin AI start-up"."""
    place = is_place(doc[first : last - 1].text)
    return place and last < len(doc) and doc[last].is_lower and doc[last].pos_ in ("NOUN", "ADJ")


def at_work(doc: Doc, first: int, last: int) -> bool:
    """Whether "AI" behind a company tells what somebody there heads: "former Google AI chief Ann Lee"."""
    headed = last < len(doc) and doc[last].lower_ in words("ai_head")
    return headed and _seed(doc, first, last - 1)


def _opening(doc: Doc, first: int, last: int) -> bool:
    """Whether the first word is a verb in front of a name: "Joining Accel in the round", but not "Running Tide"."""
    if last - first < 2 or doc[first].tag_ != "VBG" or _seed(doc, first, last):
        return False
    return not common_word(doc[first + 1])


def _cut(doc: Doc, i: int) -> bool:
    """Whether no name goes on over the token: a sign, a word written small, a title, what tells where or when."""
    token, text = doc[i], doc[i].text.casefold()
    if text in words("own"):
        return not _of_follows(doc, i)
    return (
        token.is_space
        or text in words("parting")
        or text.endswith("-based")
        or (text == "-" and _apart(doc, i))
        or _small(doc, i)
        or _exchanged(doc, i)
        or _titled(doc, i)
        or _tells_where(doc, i)
        or (text in words("dated") and i > 0 and doc[i - 1].lower_ in words("dating"))
    )


def _of_follows(doc: Doc, i: int) -> bool:
    """Whether "'s" is part of a name: "Lloyd's of London"."""
    return i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].is_title


def _apart(doc: Doc, i: int) -> bool:
    """Whether a hyphen stands alone: "CALGARY - Acme said"."""
    return i > 0 and bool(doc[i - 1].whitespace_ and doc[i].whitespace_)


def _small(doc: Doc, i: int) -> bool:
    """Whether a word is written small, and none that names hold."""
    token, text = doc[i], doc[i].lower_
    plain = token.is_lower and text.replace("-", "").isalpha()
    return plain and text not in words("inner") and not syllable(doc, i)


def _exchanged(doc: Doc, i: int) -> bool:
    """Whether "for" stands between what somebody leaves and where to: "left Hugging Face for Meta"."""
    ahead = {t.lemma_.lower() for t in doc[max(0, i - FAREWELL) : i] if t.pos_ == "VERB"}
    return doc[i].lower_ == "for" and not ahead.isdisjoint(words("exchanging"))


def _titled(doc: Doc, i: int) -> bool:
    """Whether a word is a title, or part of one of two words, or a job before a given name."""
    text = doc[i].lower_
    before = doc[i - 1].lower_ if i else ""
    follows = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    job = text in words("job") and follows in given_names()
    return job or not words("title").isdisjoint({text, f"{text} {follows}", f"{before} {text}"})


def _tells_where(doc: Doc, i: int) -> bool:
    """Whether a word begins what says where: "Llama on Acme", but not "University of Plover at Grindle"."""
    return doc[i].text in ("on", "at") and not any(t.lower_ in bodies() for t in doc[max(0, i - 5) : i])


def _edge(token: Token, *, left: bool) -> bool:
    text = token.text
    if not left and text in ("LLM", "LLMs", "API", "APIs"):
        return True
    if text.casefold() in words("edge") or (token.is_punct and text not in (")", "}", "!")):
        return True
    if left:
        return (text.islower() and not any(map(str.isdigit, text))) or text.casefold() in words("left")
    return text.islower() and text not in ("{", "}") and not any(map(str.isdigit, text))


def conjuncts(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Two names that spaCy took for one: "3L Capital and Assembly Ventures"."""
    middle = next((i for i in range(first + 1, last - 1) if doc[i].lower_ == "and"), None)
    split = middle is not None and not any(t.lower_ in ("of", "for", "on") for t in doc[first:last])
    if middle is None or not split or (middle - first == 1 and doc[first].text == doc[middle + 1].text):
        yield first, last
        return
    if doc[last - 1].lower_ in bodies() and doc[middle - 1].lower_ not in generic():
        yield first, last
        return
    if doc[last - 1].lower_ in words("behind_and") and all(
        common_word(t) for t in (doc[middle - 1], *doc[middle + 1 : last])
    ):
        yield first, last  # "Acme Health and Wellness Company"
        return
    if _seed(doc, first, last):
        yield first, last
        return
    yield first, middle
    yield middle + 1, last


def _seed(doc: Doc, first: int, last: int) -> bool:
    """Whether the words are the name of something that the seeds know."""
    known = labels().get(first_word(doc[first].text), ())
    return any(doc[first:last].text == label for label, _, _ in known)
