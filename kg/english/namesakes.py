"""Whose a thing is that is called after its owner: "Google Assistant", "Meta Superintelligence Labs".

A model whose name begins with a company's is that company's, and so is a lab, where the article also speaks
of the company by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.english.claims import DONE, Attempt, Filler
from kg.english.coded import Item
from kg.english.coreference import Mention
from kg.english.marked import Marked
from kg.model import Entity

RULE = "namesake"


def namesakes(rows: Sequence[Marked]) -> Iterator[tuple[Marked, Attempt]]:
    """An attempt for each thing of an article that is called after its owner, where it is first named."""
    owners = _owners(rows)
    seen: set[Entity] = set()
    for marked in rows:
        for item in marked.items:
            mention = item.value
            if not isinstance(mention, Mention) or mention.kind != "name" or mention.entity in seen:
                continue
            owner = _owner(mention.entity, owners)
            if owner is not None:
                seen.add(mention.entity)
                yield marked, _attempt(item, mention, owner)


def _owners(rows: Sequence[Marked]) -> dict[str, Entity]:
    """The companies that an article names, by each of their names."""
    found: dict[str, Entity] = {}
    for marked in rows:
        for item in marked.items:
            mention = item.value
            if isinstance(mention, Mention) and mention.entity.type == "Company":
                for name in (mention.entity.name, *mention.entity.aliases):
                    found.setdefault(name, mention.entity)
    return found


def _owner(thing: Entity, owners: dict[str, Entity]) -> Entity | None:
    """The company whose name the thing's begins with, where it says that the thing is that company's."""
    parts = thing.name.split()
    if thing.type not in ("Model", "Lab") or parts[-1] in ("Research", "Institute"):
        return None
    for length in range(len(parts) - 1, 0, -1):
        name = " ".join(parts[:length])
        owner = owners.get(name)
        if owner is not None:
            return None if owner == thing or thing.name in owner.aliases else owner
    return None


def _attempt(item: Item, mention: Mention, owner: Entity) -> Attempt:
    thing = Filler.of(item)
    named = Mention(item.first, min(item.first + 1, item.last), owner, "name")
    company = Filler.of(Item(named.first, named.last, "Company", named))
    relation = "developed" if mention.entity.type == "Model" else "partOf"
    blank = Attempt(relation, f"{relation}/{RULE}", item.first)
    ends = (company, thing) if relation == "developed" else (thing, company)
    return blank.filled(*ends, {}, DONE)
