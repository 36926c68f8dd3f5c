"""Where each entity lies in the picture: computed beforehand, so that the page opens still.

Distances on the page follow distances in the graph (stress, minimised pair by pair: Zheng, Pawar and
Goodman, "Graph Drawing by Stochastic Gradient Descent", 2018), then boxes that overlap are pushed
apart, then the components are packed. Only sums, products, quotients and square roots are used:
their results are the same on every machine, so the page's bytes are too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]
Box = tuple[float, float]

SPAN = 78.0  # the length of an edge between two entities without other edges, in pixels
GROWTH = 24.0  # how much longer it gets with the square root of each end's degree
COOLING = 0.6
CROWD = 1.5  # the least area, in sums of the boxes
PUSHES = 150  # rounds of pushing overlapping boxes apart
GAP = 56.0  # between components
SHAPE = 1.7  # width to height of the whole


def positions(graph: nx.Graph, boxes: Mapping[int, Box]) -> dict[int, tuple[int, int]]:
    """A place in pixels for every node, no two boxes (width, height; with label) on top of each other.

    >>> places = positions(nx.path_graph(3), {n: (80.0, 40.0) for n in range(3)})
    >>> sorted(places) == [0, 1, 2] and len(set(places.values())) == 3
    True
    """
    parts = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    loose = [part[0] for part in parts if len(part) == 1]
    drawn = [(part, _component(graph.subgraph(part), part, boxes)) for part in parts if len(part) > 1]
    if loose:
        drawn.append((loose, _rows(loose, boxes)))
    return dict(_packed(drawn, boxes))


def _component(graph: nx.Graph, nodes: list[int], boxes: Mapping[int, Box]) -> Points:
    sizes = np.array([boxes[n] for n in nodes])
    points = _level(_spread(_distances(graph, nodes)))
    return _apart(points * _stretch(points, sizes), sizes)


def _stretch(points: Points, sizes: Points) -> float:
    """How much larger the whole must be for its boxes to have room."""
    wide, high = (float(side) for side in points.max(axis=0) - points.min(axis=0) + sizes.mean(axis=0))
    needed = CROWD * float((sizes[:, 0] * sizes[:, 1]).sum())
    return max(1.0, float(np.sqrt(needed / (wide * high))))


def _distances(graph: nx.Graph, nodes: list[int]) -> Points:
    roots = {n: float(np.sqrt(graph.degree(n) - 1)) for n in nodes}
    lengths = nx.Graph()
    lengths.add_nodes_from(nodes)
    for a, b in graph.edges:
        lengths.add_edge(a, b, weight=SPAN + GROWTH * (roots[a] + roots[b]))
    found: Points = np.asarray(nx.floyd_warshall_numpy(lengths, nodelist=nodes))
    return found


def _spread(wanted: Points) -> Points:
    """Points whose distances come near the wanted ones."""
    n, random = len(wanted), Random(1)
    scale = float(wanted.max())
    points = np.array([(random.uniform(0, scale), random.uniform(0, scale)) for _ in range(n)])
    step, least = scale * scale, 0.1 * float(wanted[wanted > 0].min()) ** 2
    while step > least:
        order = random.sample(range(n), n)
        for left, right in _rounds(order):
            _adjust(points, (left, right), wanted[left, right], step)
        step *= COOLING
    return points


def _rounds(order: list[int]) -> Iterator[tuple[Indices, Indices]]:
    """All pairs, as rounds in which each node plays at most once (the circle method)."""
    ring = np.array([*order] if len(order) % 2 == 0 else [*order, -1])
    half = len(ring) // 2
    for _ in range(len(ring) - 1):
        left, right = ring[:half], ring[half:][::-1]
        met = (left >= 0) & (right >= 0)
        yield left[met], right[met]
        ring = np.concatenate([ring[:1], ring[-1:], ring[1:-1]])


def _adjust(points: Points, pair: tuple[Indices, Indices], wanted: Points, step: float) -> None:
    """Move each pair of nodes towards its wanted distance, in place: this runs a million times."""
    left, right = pair
    delta = points[left] - points[right]
    length = np.sqrt(delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1])
    length = np.maximum(length, 1e-6)
    share = np.minimum(step / (wanted * wanted), 1.0) * (length - wanted) / (2.0 * length)
    move = delta * share[:, None]
    points[left] -= move
    points[right] += move


def _level(points: Points) -> Points:
    """The points turned so that they reach farthest sideways, since screens are wide."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    a, b, c = float((x * x).sum()), float((x * y).sum()), float((y * y).sum())
    reach = (a - c) / 2 + float(np.sqrt((a - c) * (a - c) / 4 + b * b))
    size = float(np.sqrt(reach * reach + b * b))
    cos, sin = (reach / size, b / size) if size > 1e-9 else (1.0, 0.0)
    return np.column_stack([x * cos + y * sin, y * cos - x * sin])


def _apart(points: Points, sizes: Points) -> Points:
    """The points with overlapping boxes pushed apart, each along the shorter way."""
    x, y = points[:, 0].copy(), points[:, 1].copy()
    wide, high = ((sizes[:, None, axis] + sizes[None, :, axis]) / 2 for axis in (0, 1))
    for _ in range(PUSHES):
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        beside, below = wide - np.abs(dx), high - np.abs(dy)
        over = (beside > 0) & (below > 0)
        np.fill_diagonal(over, False)
        if not over.any():
            break
        one, two = np.nonzero(over)
        beside, below = beside[one, two], below[one, two]
        sideways = beside < below
        crowd = np.maximum(over.sum(axis=1), 1).astype(np.float64)
        x += _push(one, np.where(sideways, _sign(dx[one, two], one < two) * beside, 0.0), crowd)
        y += _push(one, np.where(sideways, 0.0, _sign(dy[one, two], one < two) * below), crowd)
    return np.column_stack([x, y])


def _sign(delta: Points, first: NDArray[np.bool_]) -> Points:
    """The direction to go; two at the same place part too."""
    return np.where(delta == 0, np.where(first, -1.0, 1.0), np.where(delta > 0, 1.0, -1.0))


def _push(who: Indices, how: Points, crowd: Points) -> Points:
    """Each node's mean push, a little more than half the way, since the other one moves as well."""
    total = np.asarray(np.bincount(who, weights=how, minlength=len(crowd)), dtype=np.float64)
    return total / crowd * 0.55


def _rows(nodes: list[int], boxes: Mapping[int, Box]) -> Points:
    """Entities without edges, in rows."""
    wide = max(boxes[n][0] for n in nodes)
    high = max(boxes[n][1] for n in nodes)
    columns = max(1, round(float(np.sqrt(len(nodes) * SHAPE * high / wide))))
    return np.array([(i % columns * wide, i // columns * high) for i in range(len(nodes))])


def _packed(
    drawn: list[tuple[list[int], Points]], boxes: Mapping[int, Box]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The components side by side, each where the whole stays smallest."""
    taken: list[tuple[float, float, float, float]] = []
    for nodes, points in drawn:
        half = np.array([boxes[n] for n in nodes]) / 2
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        x, y = _free(taken, float(high[0] - low[0]), float(high[1] - low[1]))
        taken.append((x, y, x + float(high[0] - low[0]), y + float(high[1] - low[1])))
        for node, point in zip(nodes, points - low + np.array([x, y]), strict=True):
            yield node, (round(float(point[0])), round(float(point[1])))


def _free(taken: list[tuple[float, float, float, float]], wide: float, high: float) -> Box:
    """The free corner at which a box keeps the whole smallest and nearest to the page's shape."""
    if not taken:
        return 0.0, 0.0
    right, bottom = max(t[2] for t in taken), max(t[3] for t in taken)
    xs = sorted({0.0, *(t[2] + GAP for t in taken)})
    ys = sorted({0.0, *(t[3] + GAP for t in taken)})
    corners = [(x, y) for x in xs for y in ys if not any(_hits(t, (x, y, x + wide, y + high)) for t in taken)]

    def cost(corner: Box) -> tuple[float, float, float, float]:
        x, y = corner
        width, height = max(right, x + wide), max(bottom, y + high)
        return max(width, height * SHAPE), width * height, y, x

    return min(corners, key=cost)


def _hits(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < two[2] + GAP - 1
        and two[0] < one[2] + GAP - 1
        and one[1] < two[3] + GAP - 1
        and two[1] < one[3] + GAP - 1
    )
