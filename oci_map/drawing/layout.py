"""The one door to all layouts: everything new, only the new ones, or tidied up."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from oci_map.drawing.layout_groups import layout_with_groups
from oci_map.drawing.problem import BoolArray, FloatArray, LayoutProblem
from oci_map.progress import Progress

# Up to here the calm layout with outlines is fast enough and worth its time.
SMALL_MAP: Final = 80
# px between a new mark and what stands there already.
_ROOM: Final = 26.0
_RINGS: Final = 24
_DIRECTIONS: Final = 24


def layout(problem: LayoutProblem, seed: int = 0, progress: Progress | None = None) -> FloatArray:
    """Return positions (n, 2) in px for all nodes, made afresh; pinned ones keep their start.

    The same problem and seed give the same positions. Raises Cancelled when `progress` does.
    """
    if problem.count <= SMALL_MAP:
        return layout_with_groups(problem, seed, progress)
    from oci_map.drawing.pipeline import layout_large

    return layout_large(problem, seed, progress)


def place_new(
    problem: LayoutProblem, seed: int = 0, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px in which only the nodes without a start are new.

    Each stands near its tie neighbours, else near its group mates, else beside the picture, on
    the nearest spot where neither mark nor label lies on others. When no node has a start, all
    are laid out. Raises Cancelled when `progress` does.
    """
    known = _placed(problem)
    if not known.any():
        return layout(problem, seed, progress)
    positions = problem.start.copy()
    waiting = np.flatnonzero(~known).tolist()
    # Those with most placed neighbours first, so that a new cluster grows from where it is tied.
    while waiting:
        ties = [_weight_to(problem, node, known) for node in waiting]
        node = waiting.pop(int(np.argmax(ties)))
        positions[node] = _free_spot(problem, positions, known, node)
        known[node] = True
        if progress is not None:
            progress.report(1 - len(waiting) / problem.count)
    return positions


def tidy(problem: LayoutProblem, seed: int = 0, progress: Progress | None = None) -> FloatArray:
    """Return a fresh layout (n, 2) in px, turned and mirrored to be like the positions before.

    Pinned nodes stay exactly; when there are any, nothing is turned. Raises Cancelled when
    `progress` does.
    """
    fresh = layout(problem, seed, progress)
    known = _placed(problem)
    if problem.fixed.any() or known.sum() < 3:
        return fresh
    return _aligned(fresh, problem.start, known)


def _placed(problem: LayoutProblem) -> BoolArray:
    return np.asarray(np.isfinite(problem.start).all(axis=1), dtype=np.bool_)


def _aligned(fresh: FloatArray, before: FloatArray, known: BoolArray) -> FloatArray:
    """Return the layout as it is, mirrored or upside down, whichever is most like before.

    Only these four: any other turn would tilt the outlines that the layout set straight.
    """
    origin = before[known].mean(axis=0)
    centred = fresh - fresh[known].mean(axis=0)
    flips = [np.array(flip) for flip in ((1, 1), (-1, 1), (1, -1), (-1, -1))]
    apart = [
        float(np.square(centred[known] * flip + origin - before[known]).sum()) for flip in flips
    ]
    return np.asarray(fresh * flips[int(np.argmin(apart))], dtype=np.float64)


def _weight_to(problem: LayoutProblem, node: int, known: BoolArray) -> float:
    one, other = problem.edges[:, 0], problem.edges[:, 1]
    touches = ((one == node) & known[other]) | ((other == node) & known[one])
    return float(problem.weights[touches].sum())


def _free_spot(
    problem: LayoutProblem, positions: FloatArray, known: BoolArray, node: int
) -> FloatArray:
    """Return the spot nearest to where the node belongs that is free."""
    wish = _wish(problem, positions, known, node)
    placed = np.flatnonzero(known)
    rooms = problem.radii[placed] + problem.radii[node] + _ROOM
    wide = (problem.label_widths[placed] + problem.label_widths[node]) / 2
    for candidate in _spiral(wish, float(problem.radii[node])):
        offset = np.abs(positions[placed] - candidate)
        close = np.hypot(offset[:, 0], offset[:, 1]) < rooms
        labels_meet = (offset[:, 0] < wide) & (offset[:, 1] < 18)
        if not (close | labels_meet).any():
            return candidate
    # A picture so full that nothing is free nearby: to the right of everything.
    edge = positions[placed, 0].max() + float(problem.radii.max()) + 2 * _ROOM + wide.max()
    return np.array([edge, wish[1]])


def _wish(problem: LayoutProblem, positions: FloatArray, known: BoolArray, node: int) -> FloatArray:
    """Return where a node belongs: among its ties, else its groups, else below the picture."""
    one, other = problem.edges[:, 0], problem.edges[:, 1]
    near = np.concatenate([other[(one == node) & known[other]], one[(other == node) & known[one]]])
    weights = np.concatenate(
        [
            problem.weights[(one == node) & known[other]],
            problem.weights[(other == node) & known[one]],
        ]
    )
    if len(near):
        return np.asarray(np.average(positions[near], axis=0, weights=weights))
    mates = [i for group in problem.groups if node in group for i in group.tolist() if known[i]]
    if mates:
        return np.asarray(positions[mates].mean(axis=0))
    placed = positions[known]
    middle = (placed[:, 0].min() + placed[:, 0].max()) / 2
    return np.array([middle, placed[:, 1].max() + 90.0])


def _spiral(middle: FloatArray, radius: float) -> list[FloatArray]:
    """Return spots on growing rings round a point, the point itself first."""
    spots = [middle]
    for ring in range(1, _RINGS + 1):
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            reach = ring * (radius + _ROOM) / 2
            spots.append(middle + reach * np.array([1.3 * math.cos(angle), math.sin(angle)]))
    return spots
