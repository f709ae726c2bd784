"""What the ties of a picture cost: their length, their crossings, discs that lie on them.

Ties count as straight and those of the hub do not count. Inside this file a point is (2, …), x
and y first, because numpy is twice as fast on whole rows of x and of y.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.group_setting import Setting
from oci_map.values import dataclass

CROSSING, BESIDE = 2.0, 1.5
#: A px of a tie of middling strength.
LENGTH = 0.012
#: A disc this close to the tie of others looks as if it belonged to it.
BESIDE_ROOM = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class TieIndex:
    """The ties of a setting, looked up from their ends."""

    own: tuple[IntArray, ...]  # the ties of each node
    foreign: tuple[IntArray, ...]  # all others
    touches: BoolArray  # (n, m) whether a node is an end of a tie


def tie_index(setting: Setting) -> TieIndex:
    """Prepare to look up ties."""
    touches = np.ascontiguousarray(setting.incidence.T != 0)
    return TieIndex(
        own=tuple(np.flatnonzero(row) for row in touches),
        foreign=tuple(np.flatnonzero(~row) for row in touches),
        touches=touches,
    )


def tie_cost(positions: FloatArray, setting: Setting, index: TieIndex) -> float:
    """Return what all ties of a picture (n, 2) cost."""
    tail, head = setting.ties.T
    span = positions[head] - positions[tail]
    length = float(setting.weights @ np.hypot(span[:, 0], span[:, 1]))
    crossings = count_crossings(positions, setting, index)
    return LENGTH * length + CROSSING * crossings + BESIDE * count_beside(positions, setting, index)


def count_crossings(positions: FloatArray, setting: Setting, index: TieIndex) -> int:
    """Return how many pairs of ties cross."""
    tail, head = setting.ties.T
    point = positions.T
    side = _turn(point[:, None, tail], point[:, None, head], point[:, :, None])
    side[index.touches] = 0.0
    split = side[tail] * side[head] < 0
    return int((split & split.T).sum()) // 2


def count_beside(positions: FloatArray, setting: Setting, index: TieIndex) -> int:
    """Return how often a disc lies on, or nearly on, a tie of others."""
    tail, head = setting.ties.T
    point = positions.T
    room = setting.radii[:, None] + BESIDE_ROOM
    near = _beside(point[:, None, tail], point[:, None, head], point[:, :, None], room)
    return int((near & ~index.touches).sum())


def ties_at(
    node: int, places: FloatArray, positions: FloatArray, setting: Setting, index: TieIndex
) -> FloatArray:
    """Return what the ties cost because of a node at each of the places (c, 2): (c,)."""
    point, place = positions.T, places.T
    tail, head = setting.ties[index.foreign[node]].T
    start, end = point[:, tail, None], point[:, head, None]
    passing = _beside(start, end, place[:, None], setting.radii[node] + BESIDE_ROOM)
    cost = np.asarray(BESIDE * passing.sum(axis=0), dtype=np.float64)
    own = index.own[node]
    if not len(own):
        return cost
    mates = setting.ties[own].sum(axis=1) - node
    target = point[:, mates]
    span = target[:, :, None] - place[:, None]
    cost += LENGTH * (setting.weights[own] @ np.sqrt((span**2).sum(axis=0)))
    cost += BESIDE * _passed(node, mates, point, place, setting)
    # Own ties are (d, c), those of others (m, d, c) or what of it is needed.
    side = _turn(place[:, None, None], target[:, None, :, None], point[:, :, None, None])
    across = side[tail] * side[head] < 0
    here = _turn(start, end, place[:, None])
    there = _turn(start, end, target[:, None])
    across &= here[:, None] * there[..., None] < 0
    across &= ~index.touches[mates][:, index.foreign[node]].T[..., None]
    return np.asarray(cost + CROSSING * across.sum(axis=(0, 1)))


def _passed(
    node: int, mates: IntArray, point: FloatArray, place: FloatArray, setting: Setting
) -> IntArray:
    """Count the discs that the ties from each place to the mates would pass."""
    room = (setting.radii + BESIDE_ROOM)[:, None, None]
    target = point[:, None, mates, None]
    near = _beside(target, place[:, None, None], point[:, :, None, None], room)
    near[node] = False
    near[mates, np.arange(len(mates))] = False
    return np.asarray(near.sum(axis=(0, 1)))


def _turn(start: FloatArray, end: FloatArray, point: FloatArray) -> FloatArray:
    """Return twice the signed area of the triangles start, end, point; all (2, …)."""
    along, aside = end - start, point - start
    return np.asarray(along[0] * aside[1] - along[1] * aside[0])


def _beside(start: FloatArray, end: FloatArray, point: FloatArray, room: FloatArray) -> BoolArray:
    """Tell which points are nearer than `room` to the straight lines; points are (2, …)."""
    along, aside = end - start, point - start
    length = np.maximum((along**2).sum(axis=0), 1e-9)
    share = np.clip((along[0] * aside[0] + along[1] * aside[1]) / length, 0.0, 1.0)
    across_x = aside[0] - share * along[0]
    across_y = aside[1] - share * along[1]
    return np.asarray(across_x**2 + across_y**2 < room * room)
