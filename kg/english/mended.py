"""Parses put right where the article's names show that they are wrong.

The parser knows no new names and takes "Lumenly" for an adverb. Once the names are known such slips can
be mended. This is the one place that amends a parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.english.naming import Named

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

# The label of a name that starts a second half without a verb, and so does not belong to the list before it.
GAP = "gap"
ADVERBIAL = {"advmod", "npadvmod"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
OBJECTS = {"dobj", "ccomp", "xcomp"}


def mend(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> None:
    """Amend the parse of each sentence at its names."""
    for sentence, row in zip(sentences, named, strict=True):
        spans = [sentence.doc[n.candidate.first : n.candidate.last] for n in row]
        for span in spans:
            _ended(span)
        heads = [_head(span) for span in spans if not _hyphened(span)]
        for head in heads:
            _adverb(head)
            _asked(head)
            _opened(head)
        for head in heads:
            _seated(head)
            _second_subject(head)
            _gap(head, heads)


def _ended(name: Tokens) -> None:
    """The "'s" that is the end of a name stands where the parse has the rest of it stand: "Byju's has raised"."""
    first, last = name[-min(2, len(name))], name[-1]
    if last.lower_ in ("'s", "’s") and last.head == first and first.head != first:
        last.head, last.dep_, last.pos_ = first.head, first.dep_, first.pos_
        first.head, first.dep_ = last, "compound"


def _head(tokens: Tokens) -> Token:
    """The token of a name that the rest of the name hangs on."""
    inside = list(tokens)
    return next((t for t in reversed(inside) if t.head not in inside or t.head == t), inside[-1])


def _hyphened(name: Tokens) -> bool:
    """Whether the name is the first half of a word: "Series-A", "Self-driving"."""
    return name.end < len(name.doc) and name.doc[name.end].text == "-" and not name[-1].whitespace_


def _adverb(name: Token) -> None:
    """A name is no adverb: before its verb it is the subject, right after it the object."""
    verb = name.head
    if name.dep_ not in ADVERBIAL or verb.pos_ not in ("VERB", "AUX"):
        return
    if name.i < verb.i and not any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children):
        name.dep_ = "nsubjpass" if _has(verb, {"auxpass"}) else "nsubj"
    elif name.left_edge.i == verb.i + 1 and not _has(verb, OBJECTS - {"xcomp"}):
        name.dep_ = "dobj"


def _asked(name: Token) -> None:
    """The subject of a question that the parse overlooks: "what is it, and why is Meta investing"."""
    verb = name.head
    asks = any(c.tag_ == "WRB" for c in verb.lefts) and any(c.dep_ == "aux" for c in verb.lefts)
    if asks and name in verb.lefts and not any(c.dep_ in SUBJECTS for c in verb.lefts):
        name.dep_ = "nsubj"


def _opened(name: Token) -> None:
    """The subject behind what a sentence opens with is not listed with it: "According to X, Y has joined"."""
    before = name.head.head
    verb = before.head
    while verb.dep_ == "prep":
        verb = verb.head
    apart = name.dep_ in ("conj", "appos") and name.head.dep_ == "pobj" and name.nbor(-1).text != "and"
    opens = before.dep_ == "prep" and verb.pos_ in ("VERB", "AUX") and before.i < name.i < verb.i
    if apart and opens and not _has(name.head, {"cc"}) and not _has(verb, SUBJECTS):
        name.head, name.dep_ = verb, "nsubjpass" if _has(verb, {"auxpass"}) else "nsubj"


def _seated(name: Token) -> None:
    """A name behind "Mountain View, California-based" stands where the parse has the town stand."""
    place = name.head
    based = any(c.lower_ == "based" and c.i < name.i for c in name.children)
    hangs = name.dep_ in ("appos", "conj") and place.i < name.i and place.head != place
    if based and hangs and place.pos_ == "PROPN":
        name.head, name.dep_ = place.head, place.dep_
        place.head, place.dep_ = name, "nmod"


def _second_subject(name: Token) -> None:
    """A second subject, behind the verb, is the object: "X counts Y among its investors"."""
    verb = name.head
    behind = name.dep_ == "nsubj" and name.i > verb.i and not _has(verb, OBJECTS)
    if behind and any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children):
        name.dep_ = "dobj"


def _gap(name: Token, heads: list[Token]) -> None:
    """The second half of "A hired B from C and D from E": D is not listed with C."""
    first = name.head
    after = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else name
    if name.dep_ != "conj" or first.dep_ != "pobj" or first.head.lower_ != after.lower_:
        return
    if (
        after.dep_ == "prep"
        and after != first.head
        and any(c.dep_ == "pobj" and c in heads for c in after.children)
    ):
        after.head, name.dep_ = name, GAP


def _has(token: Token, labels: set[str]) -> bool:
    return any(c.dep_ in labels for c in token.children)
