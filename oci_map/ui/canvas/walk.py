"""Walking from organisation to organisation with the arrow keys."""

from __future__ import annotations

import math
from typing import Final, Literal

from oci_map.drawing.picture import Key, Node, Picture

Direction = Literal["left", "right", "up", "down"]
_WAYS: Final = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}
# How much further a mark seems for each degree it lies off the way that was asked for.
_SIDEWAYS: Final = 2.2
# A neighbour seems this much nearer than a stranger, so that one walks along ties.
_TIED: Final = 0.55


def step(picture: Picture, start: Key | None, direction: Direction) -> Key | None:
    """Return the next organisation in a direction, ties first; None when there is none."""
    if not picture.nodes:
        return None
    here = picture.node(start) if start is not None else None
    if here is None:
        return _middle(picture).key
    tied = set(picture.neighbours(here.key))
    best: tuple[float, Key] | None = None
    for node in picture.nodes:
        cost = _cost(here, node, direction, tied=node.key in tied)
        if cost is not None and (best is None or (cost, node.key) < best):
            best = (cost, node.key)
    return best[1] if best is not None else None


def _cost(here: Node, node: Node, direction: Direction, *, tied: bool) -> float | None:
    way = _WAYS[direction]
    dx, dy = node.x - here.x, node.y - here.y
    ahead = dx * way[0] + dy * way[1]
    aside = abs(dx * way[1] - dy * way[0])
    if node.key == here.key or ahead <= 0 or aside > 2 * ahead:
        return None
    distance = math.hypot(ahead, _SIDEWAYS * aside)
    return distance * _TIED if tied else distance


def _middle(picture: Picture) -> Node:
    x = sum(node.x for node in picture.nodes) / len(picture.nodes)
    y = sum(node.y for node in picture.nodes) / len(picture.nodes)
    return min(picture.nodes, key=lambda node: (math.hypot(node.x - x, node.y - y), node.key))
