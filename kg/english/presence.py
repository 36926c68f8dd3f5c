"""Which of several things a word such as "it" or "the start-up" most likely stands for.

A ranking by maximum entropy (Berger et al., Computational Linguistics 1996; for antecedents as in Denis and
Baldridge, IJCAI 2007), with its weights in presence.toml, fitted by docs/presence.py on articles whose facts
are known.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.english import descriptions
from kg.english.antecedents import Setting
from kg.english.salience import Mention, foremost, investor, press
from kg.model import Entity

FILE = Path(__file__).with_suffix(".toml")
KINDS = ("pronoun", "description", "about")
OFTEN, FAR = 8, 9
Signs = dict[str, float]
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Reference:
    """A word or an unsaid subject at a place of a text: of what kind, and the mentions before it in its sentence.

    `fits` says how well the words of a description fit each thing.
    """

    kind: str
    setting: Setting
    here: tuple[Mention, ...] = ()
    fits: Mapping[Entity, float] | None = None


def likeliest(weights: Mapping[Entity, float], reference: Reference) -> Entity | None:
    """The thing that a reference most likely stands for; None where there is none to choose from.

    `weights` has the candidates with how present each is by salience alone. Where that speaks for one that the
    sentence itself names, or for a name of open type, it is believed.
    """
    first = foremost(weights)
    weights = elsewhere(weights, reference)
    if first not in weights or len(weights) < 2:
        return first
    shared, own = _table()["all"], _table()[reference.kind]
    odds = {
        entity: sum((shared.get(name, 0.0) + own.get(name, 0.0)) * value for name, value in told.items())
        for entity, told in compared(weights, reference)
    }
    return max(odds, key=lambda entity: odds[entity])


def compared(weights: Mapping[Entity, float], reference: Reference) -> Iterator[tuple[Entity, Signs]]:
    """Each candidate with the signs that it is meant, those that are nothing left out."""
    top = max(weights.values())
    for entity, weight in weights.items():
        told = {"salience": weight, "behind": weight - top}
        told |= _before(entity, reference.setting) | _thing(entity, reference)
        yield entity, {name: value for name, value in told.items() if value}


def elsewhere(weights: Mapping[Entity, float], reference: Reference) -> dict[Entity, float]:
    """The candidates that the sentence does not mention before; without names of open type, if it can be."""
    here = {m.entity for m in reference.here}
    rest = {entity: weight for entity, weight in weights.items() if entity not in here}
    typed = {entity: weight for entity, weight in rest.items() if entity.type != "Unknown"}
    return typed or rest


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
        entity.type: 1.0,
    }


@functools.lru_cache(maxsize=1)
def _table() -> Weights:
    return dict(tomllib.loads(FILE.read_text("utf-8")))
