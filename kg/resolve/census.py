"""Who is named where: the names of all facts, gathered into nodes that are surely one thing each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Entity, Fact
from kg.names import normal
from kg.resolve.known import Known, only

Place = tuple[str, Entity, tuple[str, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """What is surely one thing: a known id, or one normal form of a name within a class.

    Persons of whom an article gives one word only are somebody else in every `article`.
    """

    kind: str
    form: str = ""
    article: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Census:
    """The nodes, the names that facts call them by (counted), their other names, and their articles."""

    homes: dict[Place, Node] = field(default_factory=dict)
    names: defaultdict[Node, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    aliases: defaultdict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))
    articles: defaultdict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))

    def home(self, article: str, entity: Entity) -> Node:
        """The node of an entity of an article."""
        return self.homes[article, entity, entity.aliases]

    def forms(self, node: Node) -> frozenset[str]:
        """The normal forms of the names that facts call the node by."""
        return frozenset(normal(name, node.kind) for name in self.names[node])


def entities(fact: Fact) -> Iterator[Entity]:
    """All entities of a fact: subject, object, and those among the qualifiers."""
    values = (fact.subject, fact.object, *(qualifier.value for qualifier in fact.qualifiers))
    return (value for value in values if isinstance(value, Entity))


def take_census(facts: Iterable[Fact], known: Known) -> Census:
    """The census of all entities of the facts."""
    by_article: defaultdict[str, list[Entity]] = defaultdict(list)
    for fact in facts:
        by_article[fact.evidence.article].extend(entities(fact))
    census = Census()
    for article in sorted(by_article):
        _enter(census, article, by_article[article], known)
    return census


def _enter(census: Census, article: str, listed: list[Entity], known: Known) -> None:
    sure = {(entity, entity.aliases): _identity(entity, known) for entity in listed}
    present = frozenset(id for id in sure.values() if id)
    for entity in listed:
        id = sure[entity, entity.aliases] or _hinted(entity, present, known)
        node = _node(entity, article, id, known)
        census.homes[article, entity, entity.aliases] = node
        census.names[node][entity.name] += 1
        census.aliases[node].update(entity.aliases)
        census.articles[node].add(article)


def _node(entity: Entity, article: str, id: str | None, known: Known) -> Node:
    if id:
        return Node(known.kind(id) if id in known.seeds else entity.type, id=id)
    form = normal(entity.name, entity.type) or entity.name
    if entity.type != "Person" or " " in form:
        return Node(entity.type, form)
    full = only(_full_forms(form, entity.aliases))
    return Node(entity.type, full) if full else Node(entity.type, form, article)


def _full_forms(form: str, aliases: Iterable[str]) -> Iterator[str]:
    others = (normal(alias, "Person") for alias in aliases)
    return (other for other in others if " " in other and form in other.split())


def _identity(entity: Entity, known: Known) -> str | None:
    if entity.id.startswith(f"{entity.type.lower()}/"):
        return entity.id
    return known.named(entity.name, entity.type) or only(_by_alias(entity, known))


def _by_alias(entity: Entity, known: Known) -> Iterator[str]:
    for alias in entity.aliases:
        if telling(alias, entity.name, entity.type) and not _within(alias, entity.name, entity.type):
            found = known.named(alias, entity.type)
            if found:
                yield found


def _hinted(entity: Entity, present: frozenset[str], known: Known) -> str | None:
    # A surname alone may be that of another person of the article: only the own other names speak for it.
    speaking = {known.named(alias, entity.type) for alias in entity.aliases}
    speaking |= present if entity.type != "Person" else set()
    return only(known.hinted(entity.name, entity.type) & speaking)


def telling(alias: str, name: str, kind: str) -> bool:
    """Whether another name says who is meant beyond its article.

    The surname of a person does not, nor a name with other numbers than the full name, unless it is
    the end of it: "Llama" is a whole family, "Behemoth" one of its members.

    >>> telling("Musk", "Elon Musk", "Person"), telling("Scale", "Scale AI", "Company")
    (False, True)
    >>> [telling(alias, "Llama 4 Behemoth", "Model") for alias in ("Llama", "Llama 3", "Behemoth")]
    [False, False, True]
    """
    form, full = normal(alias, kind), normal(name, kind)
    if not form or (kind == "Person" and " " not in form):
        return False
    return numbers(form) == numbers(full) or full.endswith(f" {form}")


def numbers(form: str) -> list[str]:
    """The words of a normal form that carry a digit.

    >>> numbers("qwen 2.5 vl 72b")
    ['2.5', '72b']
    """
    return [word for word in form.split() if any(c.isdigit() for c in word)]


def _within(alias: str, name: str, kind: str) -> bool:
    # "Apple" as a short name of "Apple Hospitality" is not the Apple that everybody knows.
    return set(normal(alias, kind).split()) < set(normal(name, kind).split())
