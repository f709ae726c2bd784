"""The one door to all layouts: everything new, only the new ones, or tidied up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.alignment import flip_towards
from oci_map.drawing.free_spots import fill_in
from oci_map.drawing.layout_groups import layout_with_groups
from oci_map.drawing.loose_rows import in_rows, loose_nodes
from oci_map.drawing.problem import LayoutProblem
from oci_map.progress import Progress, part

# Up to here the calm layout with outlines is fast enough and worth its time.
SMALL_MAP: Final = 80
# With fewer places than this a picture has no side that is left or right.
_FEW: Final = 3


def layout(problem: LayoutProblem, seed: int = 0, progress: Progress | None = None) -> FloatArray:
    """Return positions (n, 2) in px for all nodes, made afresh; pinned ones keep their start.

    The same problem and seed give the same positions. Raises Cancelled when `progress` does.
    """
    if _is_small(problem):
        return layout_with_groups(problem, seed, progress)
    from oci_map.drawing.pipeline import layout_large

    return layout_large(problem, seed, progress)


def place_new(
    problem: LayoutProblem, seed: int = 0, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px in which only the nodes without a start are new.

    Each stands near its tie neighbours and group mates, on a spot where neither mark nor label
    lies on others; who has neither stands in rows below or beside the picture. When more are new
    than known they are laid out together round the known ones; when no node has a start, all are
    laid out. Raises Cancelled when `progress` does.
    """
    known = problem.placed
    if known.all():
        return problem.start.copy()
    if not known.any():
        return layout(problem, seed, progress)
    loose = ~known & loose_nodes(problem)
    tied = ~known & ~loose
    rows = np.flatnonzero(loose)
    if np.count_nonzero(known) < np.count_nonzero(tied):
        whole = layout(replace(problem, pinned=known), seed, part(progress, 0.0, 0.9))
    else:
        whole = fill_in(problem, tied, part(progress, 0.0, 0.9))
    return in_rows(problem, whole, rows, part(progress, 0.9, 1.0))


def tidy(problem: LayoutProblem, seed: int = 0, progress: Progress | None = None) -> FloatArray:
    """Return a fresh layout (n, 2) in px, turned and mirrored to be like the positions before.

    Pinned nodes stay exactly. Small maps are mirrored only: any other turn would tilt the
    outlines that their layout set straight. Raises Cancelled when `progress` does.
    """
    if not _is_small(problem):
        from oci_map.drawing.pipeline import layout_large

        return layout_large(problem, seed, progress, former=problem.start)
    fresh = layout(problem, seed, progress)
    known = problem.placed
    pinned = np.flatnonzero(problem.fixed)
    if known.sum() < _FEW or (pinned != problem.hub).any():
        return fresh
    # The pinned hub, if any, is what everything is mirrored round.
    origin = problem.start[pinned[0]] if len(pinned) else np.zeros(2)
    flip = flip_towards(fresh[known], problem.start[known])
    return np.asarray((fresh - origin) * flip + origin, dtype=np.float64)


def _is_small(problem: LayoutProblem) -> bool:
    return problem.count <= SMALL_MAP and any(len(group) for group in problem.groups)
