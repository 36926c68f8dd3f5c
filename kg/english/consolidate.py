"""Once per article: facts that say the same put together, and the most specific relation kept."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.english.origins import with_former, with_origin
from kg.english.rounds import own_sums, redirected
from kg.model import Entity, Fact, Qualifier, Span, Status, identity
from kg.ontology import RELATIONS

# Relations of which a denial beside the fact only denies a detail: "I am not leaving for lack of support".
PRESENT = {"workedFor", "worksFor", "leads"}
HALF = Decimal("0.5")
# A stake that is bought now, not one held long before the whole is bought.
BOUGHT = re.compile(
    r"\b(?:acquir\w+|buy\w*|bought|tak(?:e|es|ing)|took|purchas\w+) (?:\S+ ){0,8}?(?:stake|interest|shares)\b"
)
Key = tuple[str, object, object]


def consolidate(facts: Iterable[Fact]) -> list[Fact]:
    """One fact per (relation, subject, object, status), with the employer left as a fact of its own."""
    return settled(redirected(with_former(with_origin(sorted(_with_companies(list(facts)), key=_order)))))


def settled(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that say the same as one, without those that a more specific one already says."""
    merged: dict[tuple[Key, Status], Fact] = {}
    for fact in own_sums(facts):
        if identity(fact.subject) == identity(fact.object):
            continue
        key = (_key(fact), fact.status)
        merged[key] = _merge(merged[key], fact) if key in merged else fact
    return sorted(_specific(merged), key=_order)


def _with_companies(facts: list[Fact]) -> Iterator[Fact]:
    """The facts; a unit that some fact takes for a company, since it was bought or funded, is one in all."""
    ends = [end for f in facts for end in (f.subject, f.object) if isinstance(end, Entity)]
    companies = {e.name for e in ends if e.type == "Company"}
    for fact in facts:
        subject, object_ = fact.subject, fact.object
        if subject.type == "Lab" and subject.name in companies:
            subject = dataclasses.replace(subject, type="Company")
        if isinstance(object_, Entity) and object_.type == "Lab" and object_.name in companies:
            object_ = dataclasses.replace(object_, type="Company")
        yield fact.replace(subject=subject, object=object_)


def _order(fact: Fact) -> tuple[int, int, str, str, str]:
    return (fact.evidence.start, _start(fact.object_span), fact.relation, str(fact.subject), str(fact.object))


def _start(span: Span | None) -> int:
    return span.start if span else -1


def _key(fact: Fact) -> Key:
    ends: tuple[object, object] = (identity(fact.subject), identity(fact.object))
    if RELATIONS[fact.relation].symmetric:
        ends = tuple(sorted(ends, key=str))  # type: ignore[assignment]
    return (fact.relation, *ends)


def _merge(first: Fact, second: Fact) -> Fact:
    """The first fact with the qualifiers that only the second states."""
    have = set(first.roles)
    extra = tuple(q for q in second.qualifiers if q.name not in have and q.name != "date")
    return first.replace(
        qualifiers=first.qualifiers + extra, confidence=max(first.confidence, second.confidence)
    )


def _specific(merged: dict[tuple[Key, Status], Fact]) -> Iterable[Fact]:
    """Without what a more specific fact of the same article already says."""
    for (key, status), fact in merged.items():
        relation, subject, object_ = key
        others = {
            r: {s for (k, s) in merged if k == (r, subject, object_)}
            for r in ("leads", "founded", "acquired", "committed", "workedFor")
        }
        hired = {s for (k, s) in merged if k == ("hired", object_, subject)}
        left = Status.DONE in others["workedFor"]
        if relation == "worksFor" and (others["leads"] or others["founded"] or hired or left):
            continue
        founder = (("founded", object_, subject), Status.DONE) in merged
        if relation == "hired" and (founder or _promoted(fact, merged)) and "from" not in fact.roles:
            continue
        if relation == "leads" and left and not _another_post(fact, merged):
            continue
        if status == Status.DENIED and relation in PRESENT and (key, Status.DONE) in merged:
            continue
        denied = merged.get((key, Status.DENIED))
        if status == Status.DONE and denied and relation not in PRESENT and _one_place(fact, denied):
            continue
        if relation == "partOf" and _in_part(subject, object_, merged):
            continue
        if relation == "invested" and _for_company(fact, merged):
            continue
        if relation == "acquired" and _only_share(fact, merged):
            continue
        if relation == "raised" and others["committed"]:
            continue
        whole = merged.get((("acquired", subject, object_), status))
        if (
            relation in ("invested", "partOf")
            and whole
            and not (_only_share(whole, merged) or _before(fact, whole))
        ):
            continue
        if status == Status.TALKS and {(key, Status.DENIED), (key, Status.DONE)} & merged.keys():
            continue
        yield fact


def _before(share: Fact, whole: Fact) -> bool:
    """Whether money was put in at another time than all was bought: another sentence tells of another sum."""
    apart = share.evidence.start != whole.evidence.start
    return share.relation == "invested" and apart and _sum(share) not in (None, _sum(whole))


def _one_place(one: Fact, other: Fact) -> bool:
    """Whether both are read in the same words, of which the more careful reading holds."""
    same = one.subject_span == other.subject_span and one.object_span == other.object_span
    return same and one.evidence.start == other.evidence.start


def _another_post(fact: Fact, merged: dict[tuple[Key, Status], Fact]) -> bool:
    """Whether somebody who left one post is said elsewhere to head the company in another."""
    left = merged[(("workedFor", identity(fact.subject), identity(fact.object)), Status.DONE)]
    old, new = (_words(f.roles.get("role")) for f in (left, fact))
    # "previously its lawyer, becomes its chief executive", but not "Ann Lee, its chairman, quit as chief executive"
    apart = left.evidence.start != fact.evidence.start or "/way" in fact.evidence.rule
    return bool(old and new) and old.isdisjoint(new) and apart


def _promoted(hire: Fact, merged: dict[tuple[Key, Status], Fact]) -> bool:
    """Whether somebody who is said to get a post holds another at that company, as the article says elsewhere."""
    ends = (identity(hire.object), identity(hire.subject))
    others = [merged.get(((r, *ends), Status.DONE)) for r in ("worksFor", "leads")]
    new = _words(hire.roles.get("role"))
    return any(
        "board" in new or (bool(new) and bool(old := _words(f.roles.get("role"))) and old.isdisjoint(new))
        for f in others
        if f and f.evidence.start != hire.evidence.start
    )


def _words(role: Qualifier | None) -> set[str]:
    return set(str(role.value).casefold().split()) if role else set()


def _for_company(fact: Fact, merged: dict[tuple[Key, Status], Fact]) -> bool:
    """Whether the investor is somebody whose company, as the article says too, is the one that invests.

    It is his company where he leads, founded or works for it, or where it puts in the very same sum.
    """
    if fact.subject.type != "Person":
        return False
    investor, company = identity(fact.subject), identity(fact.object)
    own = {o for ((r, s, o), _) in merged if s == investor and r in ("leads", "founded", "worksFor")}
    others = [
        other
        for ((r, _, o), status), other in merged.items()
        if r in ("invested", "acquired") and o == company and status == fact.status
    ]
    return any(
        identity(other.subject) in own
        or (other.subject.type == "Company" and _sum(other) == _sum(fact) is not None)
        for other in others
    )


def _sum(fact: Fact) -> object:
    amount = fact.roles.get("amount")
    return amount.value if amount else None


def _only_share(fact: Fact, merged: dict[tuple[Key, Status], Fact]) -> bool:
    """Whether what is called an acquisition is said elsewhere to be of a minority stake."""
    share = merged.get((("invested", identity(fact.subject), identity(fact.object)), fact.status))
    stake = share.roles.get("stake") if share else None
    bought = share is not None and BOUGHT.search(share.evidence.quote) is not None
    return bought and stake is not None and isinstance(stake.value, Decimal) and stake.value < HALF


def _in_part(part: object, whole: object, merged: dict[tuple[Key, Status], Fact]) -> bool:
    """Whether the article says that the whole owns only a share of the part."""
    fact = merged.get((("invested", whole, part), Status.DONE))
    return fact is not None and "stake" in fact.roles
