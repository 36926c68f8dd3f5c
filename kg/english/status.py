"""Whether a sentence presents a fact as done, as talked about, or as not so, by the parse around its trigger."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english.wordlists import words
from kg.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is talked about long before it is done.
DEALS = frozenset({"acquired", "invested", "raised", "partneredWith"})
FILE = Path(__file__).with_suffix(".toml")
# Labels over which what is said of the head is said of the dependent too.
INWARD = {
    *("xcomp", "ccomp", "pcomp", "acl", "csubj", "prep", "pobj", "dobj", "nsubj", "nsubjpass"),
    *("attr", "acomp", "oprd", "dep", "compound", "amod", "advmod", "prt"),
}
MODIFIERS = {"aux", "auxpass", "neg", "amod", "advmod", "det", "mark", "compound", "preconj"}
PREDICATES = {"acomp", "attr", "oprd", "advmod"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
FINITE = ("VBZ", "VBP", "VBD")
Cue = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with the word that decided it; `cue` is None for done."""

    status: Status
    cue: str | None = None


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, frozenset[str]]]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    return {
        name: {scope: frozenset(text.split()) for scope, text in rows.items()} for name, rows in table.items()
    }


def judge(trigger: Token, relation: str) -> Judged:
    """The status of a fact of `relation` that the trigger states.

    Denial beats talk; a word counts where the trigger depends on it, or where it stands at the trigger.
    """
    found = list(_cues(trigger))
    denials = [cue for kind, cue in found if kind == "denied"] + _over(trigger, relation)
    if denials:
        return Judged(Status.DENIED, denials[0])
    holds = _table()["holds"]
    sure = holds.get(relation, frozenset()) | (frozenset() if relation in DEALS else holds["no_deal"])
    talks = [cue for kind, cue in found if kind == "talks" and cue not in sure]
    if "?" in talks or (talks and relation not in holds["always"]):
        return Judged(Status.TALKS, talks[0])
    return Judged(Status.DONE)


def unsaid(judged: Judged, trigger: Token, relation: str) -> bool:
    """Whether the sentence denies only what says nothing of the fact: "has no plans to release it"."""
    idle = _table()["unsaid"].get(relation, frozenset())
    return judged.status == Status.DENIED and trigger.lemma_.lower() in idle


def refused(verb: Token, relation: str) -> Judged | None:
    """The status of what a verb joins that itself says that it is turned down: "declined $5m from X"."""
    found = sorted(_forms(verb, "prt") & _table()["denied"]["refusing"])
    money = any(c.dep_ == "dobj" for c in verb.children) and relation in DEALS
    return Judged(Status.DENIED, found[0]) if found and money else None


def _forms(verb: Token, *labels: str) -> set[str]:
    """The verb's lemma, alone and with each word that hangs on it by one of the labels: "fall", "fall_apart"."""
    lemma = verb.lemma_.lower()
    return {lemma, *(f"{lemma}_{c.lower_}" for c in verb.children if c.dep_ in labels)}


def talked(words: Iterable[Token]) -> str | None:
    """The first of the words that is a noun of talk or makes what it stands at uncertain, if any is.

    For where no trigger is known and the parse does not help, as in headlines.
    """
    table = _table()["talks"]
    return _first(words, table["nouns"] | table["modifies"])


def spoken(words: Iterable[Token]) -> Judged:
    """The status of what a phrase without a verb states, by the words that it consists of."""
    table = _table()["talks"]
    cue = _first(words, table["between"] | table["modifies"])
    return Judged(Status.TALKS, cue) if cue else Judged(Status.DONE)


def _first(words: Iterable[Token], cues: frozenset[str]) -> str | None:
    forms = ((w.lower_, w.lower_.removesuffix("s")) for w in words)
    return next((form for pair in forms for form in pair if form in cues), None)


def _under_way(verb: Token) -> Iterator[str]:
    """What says that money is still to come: "is raising", "began raising", "is being finalized", "turned to X to raise"."""
    talks = _table()["talks"]
    if verb.lemma_ in talks["closing"] and _is_going_on(verb):
        yield "be_closing"
    if verb.lemma_ not in talks["sought"]:
        return
    begun = verb.dep_ == "xcomp" and verb.head.lemma_ in ("begin", "start")
    if verb.tag_ == "VBG" and (begun or _is_going_on(verb)):
        yield "be_doing"
    if _infinitive(verb) and talks["brought_about"].isdisjoint({verb.head.lemma_.lower(), verb.head.lower_}):
        yield "to_do"


def _is_going_on(verb: Token) -> bool:
    """Whether it is not over: "is closing", "is being closed" or, as headlines have it, "Acme Raising $5M"."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBN":
        return any(c.lower_ == "being" for c in auxiliaries)
    helped = any(c.lemma_ == "be" or c.tag_ in FINITE for c in auxiliaries)
    return verb.tag_ == "VBG" and (helped or (verb.dep_ == "ROOT" and not auxiliaries))


def _over(trigger: Token, relation: str) -> list[str]:
    """The verbs over the trigger that end what it states: "ended its partnership with X"."""
    ends = _table()["ended"].get(relation, frozenset())
    return [
        token.lemma_ for below, token in _governors(trigger) if token.lemma_ in ends and below.dep_ == "dobj"
    ]


def _cues(trigger: Token) -> Iterator[Cue]:
    """The cues around the trigger, nearest first: (kind, word)."""
    yield from _modifying(trigger)
    yield from (
        (kind, cue) for kind, cue in _governing(trigger) if kind == "talks" or cue != trigger.lemma_.lower()
    )
    for below, token in _governors(trigger):
        yield from (c for c in _governing(token) if c[0] != "denied" or not _given_up_for(below, token))
        if below.dep_ != "relcl" or not _cleft(below):
            subject = below.dep_ in SUBJECTS
            yield from (c for c in _modifying(token) if not subject or _of_subject(c, token))
        yield from _ended(token)
        yield from _came_to_nothing(token)
        yield from (("talks", cue) for cue in (*_towards(below, token), *_under_way(token)))
        if _to_be(below, token):
            yield "talks", "was_to"
    yield from _fell_through(trigger)
    yield from (("talks", cue) for cue in _under_way(trigger))
    yield from (("talks", noun) for noun in _just_before(trigger))
    if any(t.text == "?" for t in trigger.sent[-2:]):
        yield "talks", "?"


def _governors(trigger: Token) -> Iterator[tuple[Token, Token]]:
    """What the trigger's clause hangs on, as far as it can change its truth: (dependent, head), inside out."""
    token = trigger
    while token.dep_ != "ROOT" and token.head != token and _inward(token):
        if token.lemma_ in _table()["denied"]["silent"]:
            return
        below, token = token, token.head
        if below.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in below.children):
            continue
        if below.dep_ != "conj" or any(c.dep_ in ("aux", "neg") for c in token.children):
            yield below, token


def _inward(token: Token) -> bool:
    """Whether what is said of the token's head is said of the token."""
    head, clauses = token.head, _table()["clauses"]
    match token.dep_:
        case "conj":
            return bool(head.pos_ == token.pos_)
        case "nsubj" | "csubj":
            return head.pos_ in ("VERB", "AUX")
        case "pobj" | "pcomp":
            return head.lower_ not in clauses["apart"]
        case "ccomp":
            if token.i < head.i and any(t.lower_ in clauses["apart"] for t in token.doc[token.i : head.i]):
                return False  # "Jane Roe is going to X, after talks with Y collapsed"
            return _infinitive(token) or token.left_edge.lower_ not in clauses["presupposing"]
        case "relcl":
            plan = head.lemma_.lower() in clauses["plans"] | _table()["talks"]["nouns"]
            return plan or token.lemma_ in clauses["naming"] or _cleft(token)
        case "advcl":
            return _infinitive(token)
        case "acl":
            return _infinitive(token) or not (head.pos_ == "PROPN" or head.lower_ in words("the_company"))
    return token.dep_ in INWARD


def _of_subject(cue: Cue, verb: Token) -> bool:
    """Whether a word at a verb puts its subject in doubt: "the deal will not close", but not "will not change much"."""
    kind, word = cue
    happens = verb.lemma_ in _table()["clauses"]["happening"] or any(
        c.dep_ == "auxpass" for c in verb.children
    )
    return word != "whether" and (kind != "denied" or happens)


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _cleft(verb: Token) -> bool:
    """Whether the verb is that of "it was not X that bought"."""
    be = verb.head.head
    return be.lemma_ == "be" and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in be.children)


def _governing(token: Token) -> Iterator[Cue]:
    """The cues that the token is, with its particle, or that are predicated by it."""
    denied, talks = _table()["denied"], _table()["talks"]
    words = {token.lower_, *_forms(token, "prt", "advmod", "prep")}
    yield from (("denied", w) for w in sorted(words & denied["governs"]))
    verbs = talks["governs"] if token.pos_ not in ("NOUN", "PROPN") else talks["nouns"]
    yield from (("talks", w) for w in sorted(words & verbs))
    for child in token.children:
        if child.dep_ in PREDICATES and child.lower_ in denied["states"]:
            yield "denied", child.lower_
        if token.lemma_ == "be" and child.lower_ in talks["uncertain"] and not _qualified(child):
            yield "talks", child.lower_
        for each in (child, *child.children):
            if each.dep_ in SUBJECTS and each.lemma_.lower() in talks["sayers"]:
                yield "talks", each.lower_
        # What is put first tells why: "In a bid to grow, X bought Y".
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "near", "under") and child.i > token.i:
            yield from (("talks", o.lower_) for o in child.children if o.lemma_.lower() in talks["nouns"])
    stated = token.pos_ in ("ADJ", "ADV") or _is_said_to(token)
    if stated and token.lower_ in talks["states"]:
        yield "talks", token.lower_


def _qualified(word: Token) -> bool:
    """Whether a word such as "likely" is said of something else: "is likely to hurt rivals", "so far"."""
    return any(c.dep_ in ("xcomp", "ccomp") or c.lower_ == "so" for c in word.children)


def _is_said_to(verb: Token) -> bool:
    """Whether a participle is predicated with what is to be done: "is set to raise", but not "was set up"."""
    passive = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.lemma_ == "be" for c in verb.children)
    return passive and any(c.dep_ == "xcomp" and _infinitive(c) for c in verb.children)


def _modifying(token: Token) -> Iterator[Cue]:
    """The cues that stand right at the token."""
    for child in token.children:
        words = {child.lower_, child.lemma_.lower()}
        if child.lower_ == "not" and _next(child) in ("only", "just", "least", "merely", "simply"):
            continue
        if child.dep_ in SUBJECTS and any(c.lower_ in ("neither", "no") for c in child.children):
            yield "denied", "neither"
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            yield "denied", "no longer"
        if child.lower_ == "yet" and _next(child) == "to":
            yield "talks", "yet"
        if child.lower_ == "had" and child.dep_ == "aux" and child.i == token.sent.start:
            yield "talks", "had"
        if child.dep_ in MODIFIERS:
            yield from (
                (kind, child.lower_) for kind in ("denied", "talks") if words & _table()[kind]["modifies"]
            )


def _next(token: Token) -> str:
    return str(token.nbor().lower_) if token.i + 1 < len(token.doc) else ""


def _ended(token: Token) -> Iterator[Cue]:
    """The verb beside a tried one that says that it came to nothing: "tried to buy it but gave up"."""
    for child in token.children:
        beside = child.dep_ in ("conj", "advcl") and child.i > token.i and not _earlier(child)
        negated = any(c.dep_ == "neg" for c in child.children)
        if beside and not negated and _fails(child) and not _own_object(child):
            yield "denied", child.lower_


def _fell_through(trigger: Token) -> Iterator[Cue]:
    """The clause that says of the deal that it failed: "agreed to invest before the deal fell apart"."""
    for verb in (c for c in trigger.children if c.dep_ == "advcl"):
        plan = any(
            c.dep_ in SUBJECTS and c.lemma_.lower() in _table()["clauses"]["plans"] for c in verb.children
        )
        if plan and _fails(verb) and not _earlier(verb):
            yield "denied", verb.lower_


def _earlier(verb: Token) -> bool:
    """Whether a clause tells of what was before: "X is buying Y, after talks with Z collapsed"."""
    return any(c.dep_ == "mark" and c.lower_ in _table()["clauses"]["earlier"] for c in verb.children)


def _given_up_for(below: Token, verb: Token) -> bool:
    """Whether a clause says for what beginning something else is given up: "dropped out of school to start X"."""
    begins = below.lemma_.lower() in _table()["clauses"]["beginning"]
    known = _table()["clauses"]["plans"] | _table()["talks"]["nouns"]
    objects = [t.lemma_.lower() for t in verb.subtree if t.dep_ in ("dobj", "pobj") and t.i < below.i]
    return begins and below.dep_ in ("advcl", "xcomp") and bool(objects) and known.isdisjoint(objects)


def _came_to_nothing(noun: Token) -> Iterator[Cue]:
    """The clause behind a bid or the like that says it failed: "a bid to buy it, which fell apart"."""
    if noun.lemma_.lower() not in _table()["clauses"]["plans"]:
        return
    for verb in (c for c in noun.subtree if c.dep_ == "relcl"):
        if verb.head != noun and verb.lemma_ in ("collapse", "fail"):
            continue  # "a bid for X, which collapsed": X did
        own = any(c.dep_ in SUBJECTS and c.lower_ in ("which", "that") for c in verb.children)
        if own and _fails(verb):
            yield "denied", verb.lower_


def _fails(verb: Token) -> bool:
    """Whether the verb, with its particle, says that something came to nothing: "fell apart"."""
    return not _table()["denied"]["ends"].isdisjoint(_forms(verb, "prt", "advmod"))


def _own_object(verb: Token) -> bool:
    """Whether the verb speaks of something new, and so not of what stands before it."""
    known = _table()["clauses"]["plans"] | _table()["talks"]["nouns"]
    return any(
        c.dep_ in ("xcomp", "ccomp") or (c.dep_ == "dobj" and c.lemma_.lower() not in known)
        for c in verb.children
    )


def _towards(below: Token, token: Token) -> Iterator[str]:
    """The talk that a clause of purpose is the purpose of: "held talks in May to buy X"."""
    if below.dep_ == "advcl" and _infinitive(below):
        nouns = (c for c in token.children if c.dep_ == "dobj" and c.i < below.i)
        yield from (noun.lower_ for noun in nouns if noun.lemma_.lower() in _table()["talks"]["nouns"])


def _just_before(verb: Token) -> Iterator[str]:
    """The noun of talk right before an infinitive, whatever the parse takes it for: "X in talks to buy Y"."""
    start = verb.left_edge.i
    if _infinitive(verb) and start > verb.sent.start:
        noun = verb.doc[start - 1]
        if noun != verb.head and noun.lemma_.lower() in _table()["talks"]["nouns"]:
            yield noun.lower_


def _to_be(below: Token, token: Token) -> bool:
    """Whether the words are those of "was to buy" or "was about to buy"; "is to buy" is a firm plan."""
    if token.lower_ in _table()["talks"]["ahead"] and _infinitive(below):
        verb = token if token.pos_ == "VERB" else token.head
        past = any(t.tag_ == "VBD" and t.lemma_ in ("be", "have") for t in (verb, *verb.children))
        return past and verb.dep_ != "ccomp"  # "said it was going to buy"
    return (
        _infinitive(below)
        and below.dep_ == "xcomp"
        and token.lemma_ == "be"
        and token.tag_ == "VBD"
        and token.i + 1 >= below.left_edge.i
    )
