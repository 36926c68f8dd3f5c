"""Which of several things a word such as "it" or "the start-up" most likely stands for.

A ranking by maximum entropy (Berger et al., Computational Linguistics 1996; for antecedents as in Denis and
Baldridge, IJCAI 2007), with its weights in presence.toml, fitted by docs/presence.py on articles whose facts
are known.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.english import descriptions
from kg.english.antecedents import UNSAID, Setting, local_subject
from kg.english.funded import in_deal, of_before
from kg.english.salience import Mention, hyphened, investor, listed, press, top, weight
from kg.english.titles import kinds
from kg.english.wordlists import words
from kg.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

FILE = Path(__file__).with_suffix(".toml")
KINDS = ("subject", "owner", "object", "plain", "description", "about")
OPEN, NOTHING = "open", "none"
KIN = {"Company": "firm", "Organization": "firm", "Lab": "firm", "Model": "model"}
OFTEN, FAR, LONG = 8, 9, 30
# The log odds that a company which was just bought gains where what is said suits it.
BOUGHT = 4.0
CLAUSES = ("ccomp", "xcomp", "csubj", "advcl")
PLACES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "pobj": "after preposition",
    "poss": "owner",
    "compound": "label",
    "nmod": "label",
}
Signs = dict[str, float]


@dataclass(frozen=True)
class Reference:
    """A word or an unsaid subject at a place of a text: of what kind, and the mentions before it in its sentence.

    `token` heads the word; it is None for what is unsaid. `fits` says how well the words of a description
    fit each thing.
    """

    kind: str
    setting: Setting
    token: Token | None = None
    fits: Mapping[Entity, float] | None = None

    @functools.cached_property
    def here(self) -> tuple[Mention, ...]:
        """The mentions of the sentence before the word."""
        token = self.token
        return tuple(m for m in self.setting.mentions if token is not None and m.last <= token.i)

    @functools.cached_property
    def behind(self) -> frozenset[Entity]:
        """What the sentence names behind the word, or, of what is unsaid, at all."""
        return frozenset(m.entity for m in self.setting.mentions if m not in self.here and m.kind == "name")

    @functools.cached_property
    def subjects(self) -> frozenset[Entity]:
        """The subject of the nearest clause around the word, if a name or the like is."""
        if self.token is None:
            return frozenset()
        return frozenset(m.entity for m in local_subject(self.token, list(self.here)))

    @functools.cached_property
    def above(self) -> frozenset[int]:
        """The tokens on which the word hangs."""
        return frozenset(t.i for t in self.token.ancestors) if self.token is not None else frozenset()

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """What is said of it: the verb of which it is the subject or object, or the noun that is its own."""
        token = self.token
        if token is None:
            return ()
        if self.kind in ("plain", "description"):
            return (f"called {token.lemma_.lower()}",)
        head = token.head
        if self.kind == "owner":
            return (f"has {head.lemma_.lower()}", "has leader" if kinds(head) else "has other")
        said = [f"{self.kind} of {head.lemma_.lower()}"]
        if head.lemma_ == "be":
            said += [f"is {c.pos_.lower()}" for c in head.children if c.dep_ in ("acomp", "attr")]
        said += [f"{self.kind} with clause" for c in head.children if c.dep_ in CLAUSES and c.i > head.i][:1]
        return tuple(said)

    @functools.cached_property
    def is_named(self) -> bool:
        """Whether it can only be something that the text names: what is unsaid, or gets money, or is bought."""
        return self.token is None or in_deal(self.token)

    @functools.cached_property
    def bought(self) -> Entity | None:
        """The company that the sentence before has bought, where what is said of the word suits it."""
        sold = self.setting.focus.sold
        if sold is None or self.setting.focus.count - sold[0] > 1:
            return None
        spoken = [self.token] if self.token is not None else self.setting.sentence.words
        unnamed = words("the_company") | words("bought_is") | {"it", "its"}
        return sold[1] if any(t.lower_ in unnamed and of_before(t) for t in spoken) else None

    @functools.cached_property
    def firms(self) -> frozenset[Entity]:
        """The companies for which the people stand whom the sentence mentions."""
        firms, people = self.setting.focus.firms, (m.entity for m in self.setting.mentions)
        return frozenset(firms[person] for person in people if person in firms)


def likeliest(weights: Mapping[Entity, float], reference: Reference) -> Entity | None:
    """The thing that a reference most likely stands for; None where that is nothing of which the text has the name.

    `weights` has the candidates with how present each is by salience alone. How likely the choice is right is kept
    in the reference's setting.
    """
    if not weights:
        return None
    known = _weights(reference.kind)
    odds = {
        each: sum(known.get(name, 0.0) * value for name, value in signs.items())
        for each, signs in compared(weights, reference)
    }
    if (bought := reference.bought) is not None and bought in odds:
        odds[bought] += BOUGHT
    best = max(odds, key=lambda each: odds[each])
    place = UNSAID if reference.token is None else reference.token.i
    reference.setting.sure[place] = 1 / sum(math.exp(each - odds[best]) for each in odds.values())
    return best


def compared(weights: Mapping[Entity, float], reference: Reference) -> Iterator[tuple[Entity | None, Signs]]:
    """Each candidate, and that it is none of them, with the signs of it, those that are nothing left out."""
    best = max(weights.values())
    for entity, present in weights.items():
        told = {"salience": present, "behind": present - best, "first": float(present == best)}
        told |= _here(entity, reference) | _before(entity, reference.setting) | _thing(entity, reference)
        told |= {f"{KIN.get(entity.type, OPEN)} {word}": 1.0 for word in reference.words}
        yield entity, {name: value for name, value in told.items() if value}
    if not reference.is_named:
        yield None, {NOTHING: 1.0, **{f"{NOTHING} {word}": 1.0 for word in reference.words}}


def _here(entity: Entity, reference: Reference) -> Signs:
    """How the sentence itself mentions the thing before the word; nothing where it does not."""
    mentions = [m for m in reference.here if m.entity == entity]
    if not mentions or reference.token is None:
        return {}
    last, token, sentence = mentions[-1], reference.token, reference.setting.sentence
    name = token.doc[last.last - 1]
    head = top(name)
    nearer = [m for m in reference.here if m.first >= last.last and m.entity.type != "Person"]
    return {
        "here": 1.0,
        "here salience": max(weight(m, sentence) for m in mentions),
        "here often": min(len(mentions), OFTEN) / OFTEN,
        "here far": min(token.i - last.last, LONG) / LONG,
        "here nearest": float(not nearer),
        "here first": float(entity == reference.here[0].entity),
        "here clause": float(entity in reference.subjects),
        "here over": float(name.i in reference.above),
        "here verb over": float(head.head.i in reference.above),
        "here beside verb": float(head.head.i == token.head.i),
        "here listed": float(listed(last, sentence)),
        "here hyphened": float(hyphened(last, sentence)),
        "here same word": float(any(token.doc[m.last - 1].lower_ == token.lower_ for m in mentions)),
        f"here {last.kind}": 1.0,
        f"here as {PLACES.get(head.dep_, 'other')}": 1.0,
    }


def _before(entity: Entity, setting: Setting) -> Signs:
    """How the sentences before speak of the thing."""
    focus, block = setting.focus, setting.sentence.block
    trace = focus.traces.get(entity)
    if trace is None:
        return {"new": 1.0}
    last, far = trace.last, focus.count - trace.last.sentence
    return {
        "names": min(trace.names, OFTEN) / OFTEN,
        "subjects": min(trace.subjects, OFTEN) / OFTEN,
        "distance": min(far, FAR) / FAR,
        "next": float(far == 1),
        "last subject": float(last.subject),
        "next subject": float(last.subject and far == 1),
        "last salience": last.weight,
        "last named": float(last.named),
        "last listed": float(last.listed),
        "last hyphened": float(last.hyphened),
        "same block": float(last.block == block),
        "block before": float(last.block == block - 1),
        "blocks": min(len(trace.blocks), OFTEN) / OFTEN,
        "new in block": float(trace.blocks[0] == block),
    }


def _thing(entity: Entity, reference: Reference) -> Signs:
    """What the thing is, and how much the whole article is about it."""
    setting = reference.setting
    focus, outline = setting.focus, setting.focus.outline
    told = setting.profile.get(entity, set())
    return {
        "topic": float(entity == focus.topic),
        "company": float(entity == focus.company),
        "share": outline.names[entity] / outline.most,
        "most": float(outline.names[entity] == outline.most),
        "opening": float(entity in outline.opening),
        "fund": float(investor(entity)),
        "press": float(press(entity)),
        "established": float(descriptions.established(entity)),
        "young": float(not told.isdisjoint(descriptions.YOUNG)),
        "fits": (reference.fits or {}).get(entity, 0.0),
        "named behind": float(entity in reference.behind),
        "firm of a person": float(entity in reference.firms),
        entity.type: 1.0,
    }


@functools.cache
def _weights(kind: str) -> Signs:
    """What each sign weighs for references of a kind: what it weighs for all of them, and for these beside."""
    shared, own = (_table()[name] for name in ("all", kind))
    return {name: shared.get(name, 0.0) + own.get(name, 0.0) for name in shared | own}


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, Signs]:
    return dict(tomllib.loads(FILE.read_text("utf-8")))
