"""Questions in plain words, answered from a graph with the words that state it; no language model.

A question is read by a small grammar in which every word must have its place: what is not understood is refused,
never guessed at. Names are those of the graph; the words of each relation stand in relations.toml.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from kg.ask import evidence, tell
from kg.ask.answers import AMBIGUOUS, FOUND, NOTHING, REFUSED, UNKNOWN, Answer, Quote, Row, Told
from kg.ask.fit import MOST_EVENTS, Misfit, fit
from kg.ask.forms import Forms
from kg.ask.meaning import Between, Named, Question, Several, Unknown
from kg.ask.names import Names
from kg.ask.relations import ontology, relations
from kg.ask.relax import relaxed
from kg.ask.tokens import Token, tokens
from kg.ask.vocabulary import small_words, vocabulary
from kg.ask.write import Writer, events_of
from kg.query import Graph

LONGEST = 400
MOST_MEANINGS = 60
NEWEST = "SELECT (MAX(STR(?day)) AS ?newest) WHERE { ?article a kg:Article ; dcterms:issued ?day }"


class Asker:
    """Answers questions about one graph; keeps its names and the vocabulary, so make one and ask it often."""

    def __init__(self, store: Graph, ontology_file: Path | None = None) -> None:
        self._store = store
        self._relations = relations(ontology_file or ontology())
        self._vocabulary = vocabulary(self._relations)

    @cached_property
    def _names(self) -> Names:
        return Names(self._store)

    @cached_property
    def _newest(self) -> str:
        return next((row.get("newest", "") for row in evidence.rows(self._store, NEWEST)), "")

    def answer(self, question: str) -> Answer:
        """What the graph answers; a question that is not understood is answered by saying so."""
        asked = " ".join(question.split())
        found = self._answer(asked)
        return dataclasses.replace(found, question=asked)

    def _answer(self, question: str) -> Answer:
        told = tokens(question)
        if not told or len(question) > LONGEST:
            return self._refusal("Ask a question of one sentence.")
        nearest: Answer | None = None
        for meaning in self._meanings(question, told, guessing=False):
            answer = self._run(meaning)
            if answer.kind == FOUND:
                return answer
            if nearest is None or nearest.kind not in (NOTHING, AMBIGUOUS):
                nearest = answer
        if nearest is not None:
            return self._nearest(question, told) or nearest if nearest.kind == NOTHING else nearest
        guesses = self._meanings(question, told, guessing=True)
        return next(map(self._run, guesses), None) or self._puzzled(question, told)

    def _meanings(self, question: str, told: list[Token], *, guessing: bool) -> list[Question]:
        """What the question may mean: with the fewest unknown words and the least shortened names first."""
        mentions = self._names.mentions(question, told)
        forms = Forms(told, self._vocabulary, mentions, self._newest, guessing)
        return sorted(itertools.islice(forms.questions(), MOST_MEANINGS), key=_strangeness)

    def _nearest(self, question: str, told: list[Token]) -> Answer | None:
        """What the graph says of nearly the same, where it says nothing of what was asked."""
        heads = self._vocabulary.offices.get("heads")
        heading = [means.relation for means in heads.means] if heads else []
        for meaning in self._meanings(question, told, guessing=False):
            first = self._run(meaning)
            for loose, words in relaxed(meaning, heading) if first.kind == NOTHING else ():
                answer = self._run(loose)
                if answer.kind == FOUND:
                    text = f"{tell.nearest(answer.rows, words)}{_assumed(meaning)}"
                    return dataclasses.replace(first, text=text, rows=answer.rows)
        return None

    def _run(self, meaning: Question) -> Answer:
        fitted = fit(meaning, self._relations)
        if isinstance(fitted, Misfit):
            return self._misfit(fitted)
        sparql = Writer(self._relations).select(fitted)
        found = evidence.rows(self._store, sparql)
        columns = [variable[1:] for variable in events_of(fitted).values()]
        events = (row[column] for row in found for column in columns if column in row)
        answer = tell.answer(fitted, found, evidence.told(self._store, events, self._relations))
        return dataclasses.replace(answer, sparql=sparql, text=f"{answer.text}{_assumed(fitted)}")

    # ------------------------------------------------------------------ what cannot be answered

    def _misfit(self, misfit: Misfit) -> Answer:
        term = misfit.term
        if isinstance(term, Unknown):
            near = tuple(entity.name for entity in self._names.near(term.text, misfit.types))
            hint = f"; did you mean {_either(near)}?" if near else "."
            text = f"No {_either(_kinds(misfit.types)) or 'such name as'} {term.text!r} in this graph{hint}"
            return Answer("", UNKNOWN, text, near=near, examples=() if near else self.examples())
        if misfit.kind == "long":
            return self._refusal(
                f"That is too much at once; a question may join {MOST_EVENTS} facts at most."
            )
        if misfit.kind == "several":
            return self._refusal("Ask about one at a time; the answer may differ between them.")
        if misfit.kind == "ambiguous" and isinstance(term, Named):
            near = tuple(entity.name for entity in term.entities)
            described = [f"{entity.name} ({entity.type.lower()})" for entity in term.entities]
            return Answer(
                "", AMBIGUOUS, f"{term.text!r} may mean {_either(described)}; say which.", near=near
            )
        wanted = _either(_kinds(misfit.types))
        label = self._relations[misfit.relation].label
        name = term.items[0] if isinstance(term, Several) else term
        if isinstance(name, Named):
            kind = name.entities[0].type.lower()
            takes = _with_article(wanted) if wanted else "something else"
            return self._refusal(
                f"{name.entities[0].name} is {_with_article(kind)}; {label!r} takes {takes} there."
            )
        there = f"; it takes {_with_article(wanted)} there" if wanted else ""
        return self._refusal(f"{label!r} has no place for what is asked{there}.")

    def _puzzled(self, question: str, told: list[Token]) -> Answer:
        """The refusal of a question that no form fits, with the words that are to blame."""
        words = small_words()["closed"]
        for name, why in (
            ("not", "questions with {} cannot be answered: a graph of reports does not say what is not so"),
            ("relative", "what {} means depends on the day of asking; name a year, a month or a day"),
            ("pronoun", "say whom you mean by {}"),
        ):
            if found := [t.text for t in told if t.plain in words[name].split("|")]:
                return self._refusal(f"I do not understand this: {why.format(repr(found[0]))}.")
        covered = {
            i
            for s, found in self._names.mentions(question, told).items()
            for m in found
            for i in range(s, m.end)
        }
        strange = [
            t.text for i, t in enumerate(told) if t.plain not in self._vocabulary.known and i not in covered
        ]
        if strange := [word for word in strange if re.search(r"[^\W\d]", word)]:
            return self._refusal(
                f"I do not understand {_either([repr(word) for word in strange], 'and')} in this question."
            )
        return self._refusal("I know these words, but not a question of this form.")

    def _refusal(self, text: str) -> Answer:
        return Answer("", REFUSED, text, examples=self.examples())

    def examples(self) -> tuple[str, ...]:
        """Questions that this graph can answer."""
        return tuple(self._examples())

    def _examples(self) -> Iterator[str]:
        for example in small_words()["examples"]:
            sparql = (
                "SELECT ?subject ?object (COUNT(?claim) AS ?times) WHERE { "
                f"?claim a kg:Claim ; kg:relation kg:{example['relation']} ; kg:status kg:Done ; "
                "kg:event/kg:status kg:Done ; kg:subject/skos:prefLabel ?subject ; kg:object ?two . "
                "OPTIONAL { ?two skos:prefLabel ?named } BIND (COALESCE(?named, STR(?two)) AS ?object) "
                "} GROUP BY ?subject ?object ORDER BY DESC(?times) ?subject ?object LIMIT 1"
            )
            yield from (example["text"].format(**row) for row in evidence.rows(self._store, sparql))


def answer(store: Graph, question: str) -> Answer:
    """The answer of a graph to one question; `Asker` is faster for several."""
    return Asker(store).answer(question)


def _assumed(question: Question) -> str:
    """How a month without a year was read."""
    first = question.conditions[0]
    times = () if isinstance(first, Between) else first.times
    read = [time.date for time in times if time.assumed]
    return f" (The month is read as {read[0]}.)" if read else ""


def _strangeness(question: Question) -> tuple[int, int]:
    unknown = tier = 0
    for _, _, term in question.terms():
        if isinstance(term, Unknown):
            unknown += len(term.text.split())
        elif isinstance(term, Named):
            tier += term.tier
    return unknown, tier


def _kinds(types: Iterable[str]) -> list[str]:
    return [{"gYear": "year", "Amount": "sum of money"}.get(kind, kind.lower()) for kind in sorted(types)]


def _either(names: Iterable[str], word: str = "or") -> str:
    """Names joined by "or".

    >>> _either(["a", "b", "c"])
    'a, b or c'
    """
    listed = list(names)
    return f" {word} ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


__all__ = ["Answer", "Asker", "Quote", "Row", "Told", "answer"]
