"""The layout of any graph that is a list of ties: other people's graphs, and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.layout import layout, place_new
from oci_map.drawing.problem import LayoutProblem
from oci_map.progress import Progress

# px: the radius of a node without ties, and how much the one with most has more.
_LEAST: Final = 9.5
_MORE: Final = 11.0


def lay_out_graph(
    edges: IntArray,
    weights: FloatArray,
    former: FloatArray,
    seed: int = 0,
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px, y down, for the nodes of a graph.

    `edges` (m, 2) are node indices without loops or duplicates, `weights` (m,) are above 0, and
    `former` (n, 2) holds positions to keep, NaN where a node has none: such nodes stand near
    those they are tied to. Without any former position all are laid out. The same input gives
    the same positions. Raises Cancelled when `progress` does.
    """
    count = len(former)
    degrees = np.bincount(edges.ravel(), minlength=count)
    problem = LayoutProblem(
        radii=_LEAST + _MORE * np.sqrt(degrees / max(1, int(degrees.max(initial=0)))),
        label_widths=np.zeros(count),
        edges=edges,
        weights=weights,
        groups=(),
        hub=None,
        centre_group=None,
        start=former,
        pinned=np.zeros(count, dtype=np.bool_),
    )
    if np.isfinite(former).any():
        return place_new(problem, seed, progress)
    return layout(problem, seed, progress)


def indexed(pairs: Sequence[tuple[int, int, float]]) -> tuple[IntArray, FloatArray]:
    """Return edges (m, 2) and weights (m,) of ties given as node, node, weight.

    A tie that is there several times, in whichever direction, counts once with all its weight.
    """
    if not pairs:
        return np.zeros((0, 2), dtype=np.intp), np.zeros(0)
    table = np.array([(one, other) for one, other, _weight in pairs], dtype=np.intp)
    table.sort(axis=1)
    edges, which = np.unique(table, axis=0, return_inverse=True)
    weights = np.array([weight for _one, _other, weight in pairs], dtype=np.float64)
    return edges, np.bincount(which.ravel(), weights).astype(np.float64)
