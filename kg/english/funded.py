"""Which company the money of a sentence goes to, and which is bought in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.english.antecedents import owns_round
from kg.english.salience import Mention, cited, top
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

OWNS, INTO = ("poss", "compound", "nmod"), ("in", "into")
FIRMS = ("Company", "Unknown", "Lab")


def funded(sentence: Sentence, mentions: Sequence[Mention]) -> Entity | None:
    """The company that the sentence says raises money, or is given it; the last of several."""
    firms = [m for m in mentions if m.entity.type in FIRMS and not cited(m.entity)]
    found = [m.entity for m in firms if gets(sentence.doc[m.last - 1])]
    return found[-1] if found else None


def in_deal(token: Token) -> bool:
    """Whether the token stands for somebody who raises money, is given it, or is bought."""
    return owns_round(token) or gets(token) or bought(token)


def gets(token: Token) -> bool:
    """Whether the token stands for somebody who raises money, or whom others give it: "Acme's round"."""
    if token.dep_ in OWNS and token.head.lemma_.lower() in words("round"):
        return True
    first = top(token)
    if any(
        c.dep_ == "relcl" and _raises(c) and c.left_edge.lower_ in ("which", "who") for c in token.children
    ):
        return True
    match first.dep_:
        case "nsubj":
            return _raises(first.head)
        case "dobj":
            return first.head.lemma_.lower() in words("funding")
        case "nsubjpass":
            return first.head.lemma_.lower() in words("funding") | {"value"}
        case "pobj":
            return _takes(first.head)
    return False


def nobodys(verb: Token) -> bool:
    """Whether the rounds that the verb tells of are no one company's: "it leads seed rounds"."""
    rounds = (c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "rounds")
    return any(not any(c.dep_ in ("det", "poss", "nummod") for c in r.children) for r in rounds)


def bought(token: Token) -> bool:
    """Whether the token stands for somebody who is bought: "Intel acquired it", "it was sold to Intel"."""
    first = top(token)
    return first.dep_ in ("dobj", "nsubjpass") and first.head.lemma_.lower() in words("buying")


def sold(sentence: Sentence, mentions: Sequence[Mention]) -> Entity | None:
    """The company that the sentence names as bought, or to be bought: "X has acquired Y", "the purchase of Y"; the last of several."""
    named = [m for m in mentions if m.kind == "name" and m.entity.type in FIRMS]
    found = [
        m.entity for m in named if bought(sentence.doc[m.last - 1]) or _purchased(sentence.doc[m.last - 1])
    ]
    return found[-1] if found else None


def _purchased(token: Token) -> bool:
    """Whether the token stands for what is bought, the purchase being a noun: "its acquisition of Acme"."""
    first = top(token)
    of = first.dep_ == "pobj" and first.head.lower_ == "of"
    return of and first.head.head.lemma_.lower() in words("purchase")


def of_before(token: Token) -> bool:
    """Whether what is said of the token is said of a company that was just bought: how it began, its money, its seat."""
    above = token.head
    if token.dep_ == "poss":
        return above.lemma_.lower() in words("bought_has")
    if token.lemma_.lower() in words("bought_is"):
        return True
    return token.dep_ in ("nsubj", "nsubjpass") and above.lemma_.lower() in words("bought_did")


def _raises(verb: Token) -> bool:
    """Whether the verb is one of raising money, with a sum or a round as its object."""
    if verb.lemma_.lower() not in words("raising"):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "on")]
    objects = [c for c in objects if c.lower_ not in ("lead", "part", "stake", "stakes")]
    within = [t for o in objects for t in o.subtree]
    return any(t.is_currency or t.ent_type_ == "MONEY" or t.lemma_.lower() in words("round") for t in within)


def _takes(preposition: Token) -> bool:
    """Whether what follows the preposition is given money: "a stake in X", "put $5 million into X"."""
    head, word = preposition.head, preposition.lower_
    if head.pos_ in ("VERB", "AUX"):
        return word in INTO and head.lemma_.lower() in words("putting")
    if head.lemma_.lower() in words("round"):
        return word in (*INTO, "of", "for")
    return word in (*INTO, "of") and head.lemma_.lower() in words("holding")
