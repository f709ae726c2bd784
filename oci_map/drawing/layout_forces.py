"""Ties pull, nodes push: first over long distances to part communities, then close by.

The first kind are ForceAtlas2 steps (Jacomy et al. 2014) with attraction that tires as in LinLog,
and strong gravity; the second have the force of the t-distribution (Zhong et al., "Force-directed
graph layouts revisited", 2023), which keeps neighbours together. One unit is about the distance
at which two nodes feel each other most.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import BoolArray, Float32Array, FloatArray
from oci_map.drawing.pulls import Pulls
from oci_map.drawing.repulsion import DIRECT, long_range, short_range
from oci_map.progress import Progress

#: Root mean square distance from the middle, over the root of the number of nodes, in units.
SPREAD = 0.5
#: Things fall faster towards the middle vertically: pictures are wider than high.
_GRAVITY = np.array([0.08, 0.13], dtype=np.float32)
_LINEAR, _CLOSE, _PUSH = 0.08, 4.5, 10.0
_FIRST_STEP, _LAST_STEP = 0.08, 0.002
#: On large maps the short push, which changes slowly, is reckoned anew in one of so many steps.
_EVERY = 2
_TINY = np.float32(1e-9)


def part_communities(
    start: FloatArray,
    pulls: Pulls,
    fixed: BoolArray,
    steps: int,
    progress: Progress | None = None,
) -> FloatArray:
    """Part communities by ForceAtlas2 steps; the scale of the picture (n, 2) hardly changes.

    Repulsion is weighed anew in each step so that it balances attraction: nothing explodes or
    collapses, whatever the strengths of the ties.
    """
    push = long_range(pulls.count)
    charges = pulls.degrees + 1
    x = start.astype(np.float32)
    previous = np.zeros_like(x)
    speed = float(0.5 / np.sqrt(charges.mean()))
    fall = max(pulls.degrees.mean(), 1) * pulls.gravity * charges / charges.mean()
    gravity = _GRAVITY * fall[:, None]
    for step in range(steps):
        if progress is not None:
            progress.report(step / steps)
        away = x - (charges @ x) / charges.sum()
        force = _attraction(x, pulls, away) - gravity * away
        pushed = charges[:, None] * push(x, charges)
        balance = -(away * force).sum() / max((away * pushed).sum(), _TINY)
        force += max(balance, np.float32(0)) * pushed
        swing = _length(force - previous)
        if step:
            going = (charges * _length(force + previous)).sum() / 2
            speed = min(float(going / max((charges * swing).sum(), _TINY)), 1.5 * speed)
        own = speed / (1 + speed * np.sqrt(swing))
        longest = 0.3 * _size(away)
        own = np.minimum(own, longest / np.maximum(_length(force), _TINY))
        own[fixed] = 0
        x += own[:, None] * force
        previous = force
    return np.asarray(x, dtype=np.float64)


def _attraction(x: Float32Array, pulls: Pulls, away: Float32Array) -> Float32Array:
    lengths = np.sqrt(pulls.ties.squared(x, x))
    typical = max(lengths.mean(), _TINY) if len(lengths) else _TINY
    force = pulls.ties.pull(x, x, pulls.strengths / (1 + lengths / typical))
    grouped = pulls.group_pull(x, _size(away) / SPREAD / np.sqrt(pulls.count))
    if grouped is not None:
        force += grouped
    return force


def settle(
    start: FloatArray,
    pulls: Pulls,
    fixed: BoolArray,
    steps: int,
    progress: Progress | None = None,
) -> FloatArray:
    """Bring neighbours together and keep the others at a distance; positions (n, 2) in units."""
    push = short_range(pulls.count)
    charges = np.ones(pulls.count, dtype=np.float32)
    # A node with very many ties would jump to and fro.
    calm = np.minimum(1, 40 / np.maximum(pulls.degrees, 1))
    calm[fixed] = 0
    x = start.astype(np.float32)
    every = 1 if pulls.count <= DIRECT else _EVERY
    for step in range(steps):
        if progress is not None:
            progress.report(step / steps)
        near = 1 + pulls.ties.squared(x, x)
        force = pulls.ties.pull(x, x, pulls.strengths * (_LINEAR + _CLOSE / near))
        if step % every == 0:
            pushed = np.float32(_PUSH) * push(x, charges)
        force += pushed
        grouped = pulls.group_pull(x, 1.0)
        if grouped is not None:
            force += grouped
        step_length = _FIRST_STEP * (1 - step / steps) + _LAST_STEP
        move = force * (calm * np.float32(step_length))[:, None]
        x += move / np.maximum(1, _length(move))[:, None]
    return np.asarray(x, dtype=np.float64)


def _length(vectors: Float32Array) -> Float32Array:
    # Two columns: far faster than a sum over an axis of two.
    return np.asarray(np.sqrt(vectors[:, 0] ** 2 + vectors[:, 1] ** 2), dtype=np.float32)


def _size(away: Float32Array) -> float:
    return float(np.sqrt((away**2).sum() / len(away)))
