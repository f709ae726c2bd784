"""Moving single nodes of a picture to better places, where forces would never take them."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.group_cost import Judge, place_costs
from oci_map.drawing.group_setting import Setting
from oci_map.drawing.group_ties import tie_cost, ties_at
from oci_map.progress import Progress

#: Places tried for a node: a grid of so many columns and rows over the whole picture.
COLUMNS, ROWS = 15, 10
#: A node is only tried this near to somebody of its groups; further away it never stays.
NEIGHBOURHOOD = 170.0
#: Less gain than this is not worth a change.
WORTHWHILE = 1.5
WORTHWHILE_EXCHANGE = 0.3


def sweep(
    positions: FloatArray,
    judge: Judge,
    rng: np.random.Generator,
    nodes: IntArray | None = None,
    progress: Progress | None = None,
) -> FloatArray:
    """Give every node (or only these) in turn the best of many places; returns a new picture."""
    now = positions.copy()
    free = np.arange(len(now)) if nodes is None else nodes
    free = rng.permutation(free[~judge.setting.fixed[free]])
    for done, node in enumerate(free):
        if progress is not None:
            progress.report(done / len(free))
        places = _places(int(node), now, judge.setting, rng)
        costs = place_costs(int(node), places, now, judge)
        best = int(costs.argmin())
        if costs[best] < costs[0] - WORTHWHILE:
            now[node] = places[best]
    return now


def _places(
    node: int, positions: FloatArray, setting: Setting, rng: np.random.Generator
) -> FloatArray:
    """List where a node may go (c, 2): where it is, then a jittered grid near its groups."""
    places = grid(setting, COLUMNS, ROWS)
    cell = 2 * setting.half / np.array([COLUMNS, ROWS])
    places = places + rng.uniform(-0.5, 0.5, places.shape) * cell
    own = setting.member[:, node]
    if own.any():
        mates = np.asarray(setting.member[own].any(axis=0))
        mates[node] = False
        if mates.any():
            apart = places[:, None] - positions[mates]
            near = np.hypot(apart[..., 0], apart[..., 1]).min(axis=1) < NEIGHBOURHOOD
            places = places[near]
    return np.concatenate([positions[node][None], places])


def grid(setting: Setting, columns: int, rows: int) -> FloatArray:
    """Return the middles of a grid over the picture, shape (columns · rows, 2)."""
    across = (np.arange(columns) + 0.5) / columns * 2 - 1
    down = (np.arange(rows) + 0.5) / rows * 2 - 1
    mesh = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    return np.asarray(mesh * setting.half)


def exchange(positions: FloatArray, judge: Judge, progress: Progress | None = None) -> FloatArray:
    """Exchange nodes inside the same outlines while it calms their ties; returns a new picture."""
    now = positions.copy()
    setting = judge.setting
    if not len(setting.ties):
        return now
    cost = tie_cost(now, setting, judge.ties)
    for nodes in _alike(setting):
        if progress is not None:
            progress.report(0.0)
        for one, other in _promising(nodes, now, judge):
            now[[one, other]] = now[[other, one]]
            changed = tie_cost(now, setting, judge.ties)
            if changed < cost - WORTHWHILE_EXCHANGE:
                cost = changed
            else:
                now[[one, other]] = now[[other, one]]
    return now


def _promising(nodes: IntArray, now: FloatArray, judge: Judge) -> list[tuple[int, int]]:
    """List the pairs whose exchange seems to pay when all others stay, the best first."""
    places = now[nodes]
    costs = np.array([ties_at(int(v), places, now, judge.setting, judge.ties) for v in nodes])
    stay = costs.diagonal()
    gain = stay[:, None] + stay - costs - costs.T
    one, other = np.nonzero(np.triu(gain, 1) > WORTHWHILE_EXCHANGE)
    best = np.argsort(-gain[one, other], kind="stable")[: 2 * len(nodes)]
    return [(int(nodes[one[k]]), int(nodes[other[k]])) for k in best]


def _alike(setting: Setting) -> list[IntArray]:
    """List the sets of nodes that are inside the same outlines and may be moved."""
    alike: dict[bytes, list[int]] = {}
    for node in np.flatnonzero(~setting.fixed):
        alike.setdefault(setting.member[:, node].tobytes(), []).append(int(node))
    return [np.array(nodes, dtype=np.intp) for nodes in alike.values() if len(nodes) > 1]
