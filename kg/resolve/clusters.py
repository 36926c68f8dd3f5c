"""Clusters of linked nodes, each with one id, one canonical name and all its names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from kg.model import Entity
from kg.names import normal, slug
from kg.resolve.census import Census, Node
from kg.resolve.known import Known

Cluster = tuple[Node, ...]


@dataclass(frozen=True)
class Naming:
    """The resolved entity of every node."""

    census: Census
    entities: dict[Node, Entity]

    def entity(self, article: str, entity: Entity) -> Entity:
        """The resolved entity of an entity of an article."""
        return self.entities[self.census.home(article, entity)]


def name_clusters(census: Census, links: Iterable[tuple[Node, Node]], known: Known) -> Naming:
    """The entities that the nodes are when the links hold; a link between two known ids never does."""
    clusters = list(_clusters(census, links))
    names = {cluster: _canonical(cluster, census, known) for cluster in clusters}
    ids = _ids(names, known)
    entities = {}
    for cluster, name in names.items():
        aliases = tuple(sorted(_names(cluster, census, known) - {name}))
        resolved = Entity(cluster[0].kind, name, aliases, ids[cluster])
        entities.update(dict.fromkeys(cluster, resolved))
    return Naming(census, entities)


def _clusters(census: Census, links: Iterable[tuple[Node, Node]]) -> Iterator[Cluster]:
    head = {node: node for node in census.names}
    anchor = {node: node.id for node in census.names}
    for pair in links:
        one, other = sorted(_head(node, head, anchor) for node in pair)
        if one != other and not (anchor[one] and anchor[other] and anchor[one] != anchor[other]):
            head[other] = one
            anchor[one] = anchor[one] or anchor[other]
    members: defaultdict[Node, list[Node]] = defaultdict(list)
    for node in head:
        members[_head(node, head, anchor)].append(node)
    return (tuple(sorted(nodes, key=lambda node: (not node.id, node))) for nodes in members.values())


def _head(node: Node, head: dict[Node, Node], anchor: dict[Node, str]) -> Node:
    if node not in head:  # a seed that no fact names, but a misspelling of it does
        head[node], anchor[node] = node, node.id
    while head[node] != node:
        head[node] = node = head[head[node]]
    return node


def _canonical(cluster: Cluster, census: Census, known: Known) -> str:
    """The gazetteer's name, or else of the names that shorten no other the most frequent, then the longest."""
    if cluster[0].id in known.seeds:
        return known.seeds[cluster[0].id].entity.name
    counted = sum((census.names[node] for node in cluster if node in census.names), Counter[str]())
    words = {name: set(normal(name, cluster[0].kind).split()) for name in counted}
    whole = [name for name in counted if not any(words[name] < words[other] for other in counted)]
    return min(whole, key=lambda name: (-counted[name], -len(words[name]), name.isupper(), name))


def _names(cluster: Cluster, census: Census, known: Known) -> set[str]:
    found = {
        name for node in cluster for name in (*census.names.get(node, ()), *census.aliases.get(node, ()))
    }
    seed = known.seeds.get(cluster[0].id)
    return found | set(seed.safe) if seed else found


def _ids(names: dict[Cluster, str], known: Known) -> dict[Cluster, str]:
    """An id for each cluster: the known one, or class and name, numbered where that is taken."""
    ids = {cluster: cluster[0].id for cluster in names if cluster[0].id}
    taken = {*ids.values(), *known.seeds}
    for cluster in sorted(names.keys() - ids.keys(), key=lambda cluster: (names[cluster], cluster)):
        kind = cluster[0].kind
        wanted = f"{kind.lower()}/{slug(names[cluster], kind)}"
        numbered = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        ids[cluster] = next(id for id in numbered if id not in taken)
        taken.add(ids[cluster])
    return ids
