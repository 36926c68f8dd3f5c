"""Which of the names around it a pronoun or a description such as "the start-up" stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.english import descriptions, employers, genders, homes, plurals
from kg.english.antecedents import (
    OBJECTS,
    Setting,
    labels,
    local_subject,
    named_at,
    only_company,
    possible,
    pronouns,
    ruled,
    sayer,
    says,
    subject_ahead,
    verb_over,
)
from kg.english.employers import SUBJECTS
from kg.english.funded import in_deal
from kg.english.presence import Reference, likeliest
from kg.english.salience import (
    Mention,
    before,
    earlier,
    foremost,
    investor,
    is_subject,
    ranked,
)
from kg.english.titles import PAST, kinds
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

THINGS = ("Company", "Model", "Lab", "Organization", "Unknown")
GENDER, LOCAL, ENOUGH, BIG = 0.5, 3.0, 2.0, 6.0
BESIDE = 4.5


def references(setting: Setting) -> Iterator[Mention]:
    """The pronouns and descriptions of the sentence that could be resolved, in order."""
    taken = {i for m in setting.mentions for i in range(m.first, m.last)}
    for token in setting.sentence.words:
        if token.i in taken or token.text in ("IT", "US"):
            continue
        for mention in _stands_for(token, setting, taken):
            setting.mentions.append(mention)
            yield mention


def _stands_for(token: Token, setting: Setting, taken: set[int]) -> Iterator[Mention]:
    kind = pronouns().get(token.lower_)
    if kind:
        entity = _pronoun(token, kind, setting) if token.dep_ != "expl" else None
        if entity:
            yield Mention(token.i, token.i + 1, entity, "pronoun")
    elif wanted := plurals.plural(token):
        for entity in plurals.members(token, wanted, setting.mentions, setting.focus):
            yield Mention(_start(token, taken), token.i + 1, entity, "plural")
    elif entity := _description(token, setting):
        yield Mention(_start(token, taken), token.i + 1, entity, "description")


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
    here = [m for m in possible(token, setting, ("Person",)) if not labels(token.doc[m.last - 1])]
    past = ((e, w) for e, w in earlier(setting.focus) if e.type == "Person")
    weights = ranked([*before(here, setting.sentence), *past], setting.focus)
    gender = {e: genders.gender(e, setting.profile.get(e, set())) for e in weights}
    fit = {e: w + GENDER * (gender[e] == pronoun) for e, w in weights.items() if gender[e] in (None, pronoun)}
    ahead = subject_ahead(token, setting.mentions, ("Person",)) if not here else None
    return ahead or foremost(fit)


def _thing(token: Token, setting: Setting) -> Entity | None:
    if token.dep_ == "poss" and (told := _told_of(token, setting)):
        return told
    if firm := employers.employer(token, setting):
        return firm
    here = [m for m in possible(token, setting, THINGS) if not _post_before(m, token)]
    if speaker := sayer(token, here):
        return speaker
    here = [m for m in here if m.entity.type != "Unknown" or is_subject(token.doc[m.last - 1])]
    found = list(before(here, setting.sentence))
    found += [(e, w + LOCAL) for e, w in before(local_subject(token, here), setting.sentence)]
    found += [(e, w + BESIDE) for e, w in before(_right_before_verb(token, here), setting.sentence)]
    if token.lower_ == "it" and token.dep_ in OBJECTS:
        objects = [m for m in here if token.doc[m.last - 1].dep_ in ("dobj", "nsubjpass")]
        found = list(before(objects, setting.sentence)) or found
    if ahead := (
        None if any(w > ENOUGH for _, w in found) else subject_ahead(token, setting.mentions, THINGS)
    ):
        return ahead
    excluded = ruled(token, setting, here)
    past = [(e, w) for e, w in earlier(setting.focus) if e.type in THINGS and e not in excluded]
    weights = ranked([*found, *past], setting.focus)
    kind = "owner" if token.dep_ == "poss" else "subject" if token.dep_ in SUBJECTS else "object"
    return likeliest(_may_get(token, weights), Reference(kind, setting, token))


def _post_before(mention: Mention, token: Token) -> bool:
    """Whether the mention says where somebody had a post before the one that is "its": "until May president of X, is its head"."""
    if token.dep_ != "poss" or not kinds(token.head):
        return False
    start = mention.first
    while start > token.sent.start and token.doc[start - 1].text != ",":
        start -= 1
    return any(t.lower_ in PAST | {"until"} for t in token.doc[start : mention.first])


def _may_get(token: Token, weights: dict[Entity, float]) -> dict[Entity, float]:
    """The weights, less for newspapers and for whom the press knows well or who invests where the token raises money or is bought."""
    if not in_deal(token):
        return weights
    return {e: w - BIG * descriptions.raises_none(e) for e, w in weights.items()}


def _right_before_verb(token: Token, here: list[Mention]) -> list[Mention]:
    """The description that the verb over "its" follows, its subject whatever the parse says: "the start-up valued its shares"."""
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    own = token.dep_ == "poss" and verb is not None
    return [m for m in here if own and verb is not None and m.kind == "description" and m.last == verb.i]


def _told_of(token: Token, setting: Setting) -> Entity | None:
    """The name that a participle behind it tells more of: "Acme, known for its chips"."""
    verb = verb_over(token)
    if verb is None or verb.dep_ != "acl" or verb.tag_ != "VBN" or not 1 < verb.i - verb.head.i < 5:
        return None
    entity = named_at(verb.head, setting)
    return entity if entity and entity.type in THINGS else None


def _owner(token: Token, setting: Setting) -> Entity | None:
    """The name before "whose"."""
    verb = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    head = verb.head if verb else None
    while head is not None and head.dep_ in ("appos", "attr") and not named_at(head, setting):
        head = (
            head.head
            if head.dep_ == "appos"
            else next((c for c in head.head.children if c.dep_ == "nsubj"), None)
        )
    return named_at(head, setting) if head is not None else None


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


def _start(token: Token, taken: set[int]) -> int:
    """The first token of a description, "the" included, unless a name stands in between."""
    first = descriptions.begins(token)
    if token.i and token.nbor(-1).lower_ in ("the", "all"):
        first = min(first, token.i - 1)
    return descriptions.word_start(token) if taken & set(range(first, token.i)) else first


def _to_come(setting: Setting, here: list[Mention]) -> set[Entity]:
    """What the article names only behind the mentions here: "the search firm hired her from Google"."""
    return setting.profile.keys() - setting.focus.traces.keys() - {m.entity for m in here}


def _description(token: Token, setting: Setting) -> Entity | None:
    type_ = descriptions.described(token, setting.mentions)
    if type_ is None or (token.dep_ == "appos" and named_at(token.head, setting)):
        return None
    owner = next((c for c in token.lefts if c.lower_ in descriptions.OWNERS), None)
    if owner is not None:
        person = next((m.entity for m in setting.mentions if m.first == owner.i), None)
        return setting.focus.firms.get(person) if person else None
    plain = descriptions.whole_word(token) in words("the_firm")
    if plain and type_ == "Company" and (firm := employers.stood_for(token, setting)):
        return firm
    home = homes.said(token, setting.mentions) if type_ in ("Company", "Lab") else None
    types: tuple[str, ...] = (type_, "Unknown") if type_ == "Company" else (type_,)
    if type_ == "Lab" and home:
        type_, types = "Company", ("Lab", "Company", "Unknown")
    here = possible(token, setting, types)
    if here and any(c.lower_ == "that" for c in token.lefts):
        return here[-1].entity
    excluded = ruled(token, setting, here) | _to_come(setting, here)
    past = [(e, w) for e, w in earlier(setting.focus) if e.type in types and e not in excluded]
    found = [*before(here, setting.sentence), *past]
    weights = ranked(found, setting.focus)
    fits = descriptions.matching(token, setting.focus, dict(setting.profile))
    there = {e for e, told in setting.homes.items() if home in told}
    fits |= {e: fits.get(e, 0.0) + descriptions.MODIFIER_MATCH for e in there}
    weights |= {
        e: w + max(weights.get(e, 0.0), 0.0) for e, w in fits.items() if e.type in types and e not in excluded
    }
    weights = _may_get(token, weights)
    if type_ not in ("Company", "Lab"):
        return foremost(weights)
    weights = {
        e: w for e, w in weights.items() if not descriptions.too_big(token, e, setting.profile.get(e, set()))
    }
    kind = "plain" if plain and not (descriptions.modifiers(token) - {token.lemma_}) else "description"
    reference = Reference(kind, setting, token, fits)
    if home:
        weights = {
            e: w for e, w in weights.items() if not homes.elsewhere(home, e, setting.homes.get(e, set()))
        }
        plain = descriptions.whole_word(token) in words("the_company") | words("of_place")
        near = {e: w for e, w in weights.items() if e in there}
        weights = near or weights if plain else {e: w for e, w in weights.items() if e in fits}
        return likeliest(weights, reference)
    if type_ == "Company" and descriptions.invests(token):
        fits |= {e: 0.0 for e in weights if investor(e)}
    elif type_ == "Company" and descriptions.whole_word(token) in words("the_company"):
        only = only_company(here, token)
        return only if only and (not fits or only in fits) else likeliest(weights, reference)
    if type_ == "Company":
        weights = {e: w for e, w in weights.items() if e in fits}
    return likeliest(weights, reference)
