"""Who would stand in an outline without belonging there, if a node stood on a certain spot."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.supports import compass, reach

# Room between the discs of the members and the outline drawn round them.
_PAD: Final = 18.0
_DIRECTIONS: Final = 16


def crossed_outlines(
    problem: LayoutProblem, positions: FloatArray, known: BoolArray, node: int, spots: FloatArray
) -> IntArray:
    """Count for each spot (s, 2) the discs that would wrongly lie in a group's convex outline.

    They are the node itself in the outlines of others, and others in those of its own groups,
    which grow to reach it. `positions` (n, 2) in px are those of the `known` (n,) nodes.
    """
    rays = compass(_DIRECTIONS)
    crossed = np.zeros(len(spots), dtype=np.intp)
    along = spots @ rays.T
    radius = problem.radii[node]
    for group in problem.groups:
        members = group[known[group] & (group != node)]
        if not len(members):
            continue
        height = reach(positions[members], problem.radii[members], rays).max(axis=0) + _PAD
        if node in group:
            grown = np.maximum(height, along + radius + _PAD)
            strangers = known.copy()
            strangers[group] = False
            if problem.hub is not None:
                strangers[problem.hub] = False
            inner = positions[strangers] @ rays.T - problem.radii[strangers, None]
            covered = ((inner[None] - grown[:, None]) < 0).all(axis=2)
            crossed += covered.sum(axis=1)
        else:
            crossed += ((along - radius - height) < 0).all(axis=1)
    return crossed
