"""Parts marks that lie on each other, moving each as little as it takes."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.drawing.problem import BoolArray, FloatArray
from oci_map.progress import Progress

# px that stay free between two marks.
_AIR: Final = 14.0
_ROUNDS: Final = 200
# A little more than needed, so that a pair does not meet again in the next round.
_OVER: Final = 1.02


def part_overlaps(
    positions: FloatArray, radii: FloatArray, fixed: BoolArray, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px in which no disc lies on another; fixed ones stay.

    Each pair that is too close moves apart along its own line, half each, until none is left.
    """
    from scipy.spatial import cKDTree

    moved = positions + np.random.default_rng(0).normal(0, 1e-3, positions.shape)
    moved[fixed] = positions[fixed]
    reach = 2 * float(radii.max(initial=0.0)) + _AIR
    share = np.where(fixed, 0.0, 1.0)
    for done in range(_ROUNDS):
        if progress is not None:
            progress.report(done / _ROUNDS)
        pairs = cKDTree(moved).query_pairs(reach, output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        way = moved[other] - moved[one]
        apart = np.hypot(way[:, 0], way[:, 1])
        missing = radii[one] + radii[other] + _AIR - apart
        close = (missing > 1e-6) & (share[one] + share[other] > 0)
        if not close.any():
            break
        one, other = one[close], other[close]
        step = way[close] / apart[close][:, None] * (missing[close] * _OVER)[:, None]
        parts = share[one] + share[other]
        push = np.zeros_like(moved)
        np.add.at(push, one, -step * (share[one] / parts)[:, None])
        np.add.at(push, other, step * (share[other] / parts)[:, None])
        moved += push
    return moved
