"""Which of the names around it a pronoun or a description such as "the start-up" stands for."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english import descriptions, plurals
from kg.english.salience import (
    SUBJECT,
    Focus,
    Mention,
    before,
    earlier,
    foremost,
    investor,
    is_subject,
    press,
    ranked,
)
from kg.english.titles import kinds
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.english.sentences import Sentence

FILE = Path(__file__).with_suffix(".toml")
OBJECTS = {"dobj", "nsubjpass", "pobj", "dative"}
FIRMS = ("Company", "Unknown", "Lab", "Organization")
THINGS = ("Company", "Model", "Lab", "Organization", "Unknown")
GENDER, LOCAL, ENOUGH = 0.5, 3.0, 2.0


@dataclass(frozen=True)
class Setting:
    """The running sentence with its mentions so far, the text before it, and what describes each name."""

    sentence: Sentence
    mentions: list[Mention]
    focus: Focus
    profile: Mapping[Entity, set[str]]


def references(setting: Setting) -> Iterator[Mention]:
    """The pronouns and descriptions of the sentence that could be resolved, in order."""
    taken = {i for m in setting.mentions for i in range(m.first, m.last)}
    for token in setting.sentence.tokens:
        if token.i in taken or token.text in ("IT", "US"):
            continue
        for mention in _stands_for(token, setting, taken):
            setting.mentions.append(mention)
            yield mention


def _stands_for(token: Token, setting: Setting, taken: set[int]) -> Iterator[Mention]:
    kind = _pronouns().get(token.lower_)
    if kind:
        entity = _pronoun(token, kind, setting) if token.dep_ != "expl" else None
        if entity:
            yield Mention(token.i, token.i + 1, entity, "pronoun")
    elif wanted := plurals.plural(token):
        for entity in plurals.members(token, wanted, setting.mentions, setting.focus):
            yield Mention(_start(token, taken), token.i + 1, entity, "plural")
    elif entity := _description(token, setting):
        yield Mention(_start(token, taken), token.i + 1, entity, "description")


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))


@functools.lru_cache(maxsize=1)
def _pronouns() -> dict[str, str]:
    return {word: kind for kind, text in _table()["pronouns"].items() for word in text.split()}


@functools.lru_cache(maxsize=1)
def _given() -> dict[str, str]:
    table = tomllib.loads(FILE.with_name("givennames.toml").read_text("utf-8"))
    return {name: pronoun for pronoun, names in table.items() for name in names.split()}


def _pronoun(token: Token, kind: str, setting: Setting) -> Entity | None:
    match kind:
        case "he" | "she":
            return _person(token, kind, setting)
        case "Thing":
            return _thing(token, setting)
        case "Whose":
            return _owner(token, setting)
    return _speaker(token, "Person" if kind == "I" else "Company", setting)


def _person(token: Token, pronoun: str, setting: Setting) -> Entity | None:
    """The person most present before the token whom the pronoun fits, else the subject that follows."""
    here = [m for m in _before(token, setting, ("Person",)) if not _label(token.doc[m.last - 1])]
    past = ((e, w) for e, w in earlier(setting.focus) if e.type == "Person")
    weights = ranked([*before(here, setting.sentence), *past], setting.focus)
    fit = {
        e: w + GENDER * (_gender(e) == pronoun) for e, w in weights.items() if _gender(e) in (None, pronoun)
    }
    ahead = _ahead(token, setting.mentions, ("Person",)) if not here else None
    return ahead or foremost(fit)


def _gender(person: Entity) -> str | None:
    return _given().get(person.name.split()[0].casefold())


def _label(token: Token) -> bool:
    """Whether a name only labels a thing: "the Stanley Kubrick film"."""
    return token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"


def _before(token: Token, setting: Setting, types: tuple[str, ...]) -> list[Mention]:
    """The mentions before the token that it may stand for.

    An object is not the subject of its own clause, and what is said of a name does not refer to it:
    "X, one of its backers", "X is among its backers".
    """
    found = [m for m in setting.mentions if m.last <= token.i and m.entity.type in types]
    found = [m for m in found if not _said_of(token.doc[m.last - 1], token)]
    post = token.dep_ == "poss" and (kinds(token.head) or token.head.lower_ == "board")
    if token.dep_ not in OBJECTS and (token.lower_ in _pronouns() or post):
        return found
    verbs = set(_clause(token))
    heads = {v.head.i for v in verbs if v.dep_ == "relcl"}
    return [m for m in found if token.doc[m.last - 1].i not in heads and not _rules(m, verbs, token)]


def _said_of(name: Token, token: Token) -> bool:
    """Whether the token stands in the apposition of a name, or in what the name is said to be."""
    if token.dep_ != "poss" or token.head.lemma_.lower() not in words("other_side"):
        return False
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    if verb is not None and verb.lemma_ in words("taking_on") and token.head.dep_ not in SUBJECT:
        taken = token.head.dep_ not in ("pobj", "attr")
        return taken and name.dep_ == "nsubj" and (name.head == verb or name.head in verb.ancestors)
    for above in token.ancestors:
        if above.dep_ == "appos" and (above.head == name or name in above.head.conjuncts):
            return True
        subjects = [c for c in above.children if c.dep_ == "nsubj"] if above.lemma_ == "be" else []
        if any(c == name or name in c.conjuncts for c in subjects):
            return True
    return False


def _rules(name: Mention, verbs: set[Token], token: Token) -> bool:
    last = token.doc[name.last - 1]
    while last.dep_ in ("conj", "appos"):
        last = last.head
    return last.dep_ in ("nsubj", "agent") and last.head in verbs


def _clause(token: Token) -> Iterator[Token]:
    """The verbs that share their subject and have the token somewhere in their object."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            yield above
            purpose = above.dep_ == "acl" and above.tag_ == "VB"
            shared = above.dep_ == "xcomp" or (above.dep_ == "conj" and not _has_subject(above)) or purpose
            if not shared:
                return


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECT for c in verb.children)


def _thing(token: Token, setting: Setting) -> Entity | None:
    if token.dep_ == "poss" and (told := _told_of(token, setting)):
        return told
    if token.dep_ == "poss" and (employer := _employer(token, setting)):
        return employer
    here = _before(token, setting, THINGS)
    here = [m for m in here if m.entity.type != "Unknown" or is_subject(token.doc[m.last - 1])]
    found = list(before(here, setting.sentence))
    found += [(e, w + LOCAL) for e, w in before(_local(token, here), setting.sentence)]
    if token.lower_ == "it" and token.dep_ in OBJECTS:
        objects = [m for m in here if token.doc[m.last - 1].dep_ in ("dobj", "nsubjpass")]
        found = list(before(objects, setting.sentence)) or found
    if ahead := (None if any(w > ENOUGH for _, w in found) else _ahead(token, setting.mentions, THINGS)):
        return ahead
    ruled = _ruled(token, setting, here)
    past = [(e, w) for e, w in earlier(setting.focus) if e.type in FIRMS and e not in ruled]
    weights = ranked([*found, *past], setting.focus)
    return foremost(weights)


def _told_of(token: Token, setting: Setting) -> Entity | None:
    """The name that a participle behind it tells more of: "Acme, known for its chips"."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.dep_ != "acl" or verb.tag_ != "VBN" or not 1 < verb.i - verb.head.i < 5:
        return None
    entity = _at(verb.head, setting)
    return entity if entity and entity.type in THINGS else None


def _employer(token: Token, setting: Setting) -> Entity | None:
    """The company of a person whom the words around the token describe: "X's Jane Roe, head of its lab"."""
    person = next((a.head for a in token.ancestors if a.dep_ == "appos"), None)
    if person is None or not any(
        m.entity.type == "Person" and m.last == person.i + 1 for m in setting.mentions
    ):
        return None
    owners = {c.i for c in person.lefts if c.dep_ == "poss"}
    return next((m.entity for m in setting.mentions if m.last - 1 in owners and m.entity.type in FIRMS), None)


def _ruled(token: Token, setting: Setting, here: list[Mention]) -> set[Entity]:
    """The entities named before the token that it cannot stand for."""
    return {m.entity for m in setting.mentions if m.last <= token.i} - {m.entity for m in here}


def _local(token: Token, here: list[Mention]) -> list[Mention]:
    """The mention that is the subject of the nearest clause around the token, if one is."""
    for above in token.ancestors:
        subjects = {
            c.i for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and not c.is_ancestor(token)
        }
        if subjects - {token.i}:
            return [m for m in here if m.last - 1 in subjects]
    return []


def _owner(token: Token, setting: Setting) -> Entity | None:
    """The name before "whose"."""
    verb = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    head = verb.head if verb else None
    while head is not None and head.dep_ in ("appos", "attr") and not _at(head, setting):
        head = (
            head.head
            if head.dep_ == "appos"
            else next((c for c in head.head.children if c.dep_ == "nsubj"), None)
        )
    return _at(head, setting) if head is not None else None


def _at(token: Token, setting: Setting) -> Entity | None:
    return next((m.entity for m in setting.mentions if m.first <= token.i < m.last), None)


def _ahead(token: Token, mentions: list[Mention], types: tuple[str, ...]) -> Entity | None:
    """The subject of the main clause that follows, for a pronoun in what is put first: "After its sale, X"."""
    below = token
    for above in token.ancestors:
        if below.dep_ in ("advcl", "prep"):
            later = {c.i for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > below.i}
            for name in mentions:
                if name.last - 1 in later and name.entity.type in types:
                    return name.entity
        below = above
    return None


def _speaker(token: Token, type_: str, setting: Setting) -> Entity | None:
    """Who says "we" or "I": the subject of a verb of saying, or the company that this person stands for."""
    for verb in token.ancestors:
        if says(verb):
            for said in (
                c for c in verb.children if c.dep_ == "nsubj" and not c.is_ancestor(token) and c != token
            ):
                span = range(said.left_edge.i, said.right_edge.i + 1)
                inside = [m for m in setting.mentions if m.first in span]
                spoken = [m.entity for m in inside if m.entity.type in (type_, "Unknown")]
                firms = [setting.focus.firms[m.entity] for m in inside if m.entity in setting.focus.firms]
                return next(iter([*spoken, *firms]), None)
    return None


def says(verb: Token) -> bool:
    """Whether the verb is one of saying."""
    return verb.lemma_ in _table()["saying"]["verbs"].split()


def _start(token: Token, taken: set[int]) -> int:
    """The first token of a description, "the" included, unless a name stands in between."""
    first = descriptions.begins(token)
    if token.i and token.nbor(-1).lower_ in ("the", "all"):
        first = min(first, token.i - 1)
    return descriptions.word_start(token) if taken & set(range(first, token.i)) else first


def _only(here: list[Mention], token: Token) -> Entity | None:
    """The one company that the sentence has named so far, but for investors, newspapers and mere labels."""
    named = [m for m in here if m.entity.type == "Company" and m.kind == "name"]
    found = {m.entity for m in named if not _label(token.doc[m.last - 1])}
    found = {e for e in found if not investor(e) and not press(e)}
    return next(iter(found)) if len(found) == 1 else None


def _description(token: Token, setting: Setting) -> Entity | None:
    type_ = descriptions.described(token, setting.mentions)
    if type_ is None:
        return None
    owner = next((c for c in token.lefts if c.lower_ in descriptions.OWNERS), None)
    if owner is not None:
        person = next((m.entity for m in setting.mentions if m.first == owner.i), None)
        return setting.focus.firms.get(person) if person else None
    types = (type_, "Unknown") if type_ == "Company" else (type_,)
    here = _before(token, setting, types)
    if here and any(c.lower_ == "that" for c in token.lefts):
        return here[-1].entity
    ruled = _ruled(token, setting, here)
    past = [(e, w) for e, w in earlier(setting.focus) if e.type in types and e not in ruled]
    found = [*before(here, setting.sentence), *past]
    weights = ranked(found, setting.focus)
    fits = descriptions.matching(token, setting.focus, dict(setting.profile))
    weights |= {
        e: w + max(weights.get(e, 0.0), 0.0) for e, w in fits.items() if e.type in types and e not in ruled
    }
    weights = {e: w for e, w in weights.items() if not descriptions.too_big(token, e)}
    if type_ == "Company" and descriptions.invests(token):
        fits |= {e: 0.0 for e in weights if investor(e)}
    elif type_ == "Company" and descriptions.whole_word(token) in words("the_company"):
        only = _only(here, token)
        return only if only and (not fits or only in fits) else foremost(weights)
    if type_ == "Company":
        return foremost({e: w for e, w in weights.items() if e in fits})
    return foremost(weights)
