"""Whose "its" a title has, and which company somebody runs: that for which the text says he stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.english.antecedents import Setting, named_at, verb_over
from kg.english.firms import firms
from kg.english.salience import Mention
from kg.english.titles import PAST, kinds
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FIRMS = ("Company", "Unknown", "Lab", "Organization")
SUBJECTS = ("nsubj", "nsubjpass")


def bonds(
    sentences: Sequence[Sentence], rows: Iterable[Sequence[Mention]]
) -> Mapping[int, dict[Entity, set[Entity]]]:
    """The companies that each sentence's names say each person stands for, by where the sentence begins."""
    found: dict[int, dict[Entity, set[Entity]]] = {}
    for sentence, row in zip(sentences, rows, strict=True):
        for person, firm in firms(sentence, row):
            told = found.setdefault(sentence.extent.start, {})
            told.setdefault(person, set()).add(firm)
    return found


def employer(token: Token, setting: Setting) -> Entity | None:
    """The company of the person who runs "it", or whom the words around "its" describe: "X's Jane Roe, head of its lab"."""
    if found := stood_for(token, setting):
        return found
    if token.dep_ != "poss":
        return None
    if found := _own_firm(token, setting):
        return found
    person = next((a.head for a in token.ancestors if a.dep_ == "appos"), None)
    if person is None or not any(
        m.entity.type == "Person" and m.last == person.i + 1 for m in setting.mentions
    ):
        return None
    owners = {c.i for c in person.lefts if c.dep_ == "poss"}
    return next((m.entity for m in setting.mentions if m.last - 1 in owners and m.entity.type in FIRMS), None)


def stood_for(token: Token, setting: Setting) -> Entity | None:
    """The one company that the person stands for whose title is "its", or who runs "it".

    "Ann Lee, who co-founded Acme and is its chief executive". No other company is named before in the sentence.
    """
    person = next(_holders(token, setting), None)
    if person is None:
        return None
    here = setting.bonds.get(setting.sentence.extent.start, {}).get(person, set())
    told = here or {firm for each in setting.bonds.values() for firm in each.get(person, ())}
    firm = next(iter(told)) if len(told) == 1 else None
    others = {m.entity for m in setting.mentions if m.last <= token.i and m.entity.type in FIRMS} - told
    return firm if firm is not None and (here or not others) else None


def _holders(token: Token, setting: Setting) -> Iterator[Entity]:
    """The person who has the title that the token stands before, or who is said to run the token."""
    if token.dep_ == "poss":
        if not kinds(token.head) or not PAST.isdisjoint(t.lower_ for t in token.head.lefts):
            return
        behind = [m for m in setting.mentions if 0 < m.first - token.head.i < 3 and m.entity.type == "Person"]
        yield from (m.entity for m in behind[:1])
        of = token.head
        while of.dep_ in ("conj", "prep", "pobj"):
            of = of.head
        if of.dep_ == "appos" and (named := _person_at(of.head, setting)):
            yield named
    elif token.dep_ not in ("dobj", "nsubjpass") or token.head.lemma_ not in words("heading"):
        return
    verb = verb_over(token)
    if verb is not None and not (verb.lemma_ == "be" and _past(verb)):
        yield from _subjects(verb, setting)


def _past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") and not any(c.lower_ in ("has", "have") for c in verb.lefts)


def _subjects(verb: Token, setting: Setting) -> Iterator[Entity]:
    """The person who is the subject of a verb, or of the first verb that it is joined to."""
    while True:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            relative = subject.tag_ == "WP" and verb.dep_ == "relcl"
            named = _person_at(verb.head if relative else subject, setting)
            yield from [named] if named else []
            return
        if verb.dep_ == "relcl" or verb.dep_ not in ("conj", "xcomp", "advcl"):
            return
        verb = verb.head


def _person_at(token: Token, setting: Setting) -> Entity | None:
    entity = named_at(token, setting)
    return entity if entity is not None and entity.type == "Person" else None


def _own_firm(token: Token, setting: Setting) -> Entity | None:
    """The one company that the subject is said to be of, where it gets a new title there.

    "Ann Lee, the start-up's lawyer, becomes its president".
    """
    verb = verb_over(token)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None) if verb else None
    if subject is None or subject.i > token.i or not kinds(token.head):
        return None
    ahead = [m for m in setting.mentions if m.last <= token.i and m.entity.type in FIRMS]
    inside = {t.i for t in subject.subtree}
    person = any(m.entity.type == "Person" and m.first in inside for m in setting.mentions)
    if not person or len({m.entity for m in ahead}) != 1:
        return None
    owner = token.doc[ahead[0].last - 1]
    return ahead[0].entity if owner.dep_ == "poss" and owner.i in inside else None
