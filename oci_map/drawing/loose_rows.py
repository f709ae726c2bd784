"""Puts marks that belong to nobody in tidy rows below or beside a map that stands."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.room import room_of
from oci_map.progress import Progress

# Width over height of the room that a map has in a window, its panels open.
_ASPECT: Final = 1.25
# px between the map and the rows (outlines and their names reach out), and between two marks.
_ROUND_MAP: Final = 50.0
_BETWEEN: Final = 16.0
# So many spots are looked at together.
_TOGETHER: Final = 2_000


def loose_nodes(problem: LayoutProblem) -> BoolArray:
    """Return which nodes (n,) have neither a tie, but perhaps one to the hub, nor group mates."""
    loose = np.ones(problem.count, dtype=np.bool_)
    edges = problem.edges
    if problem.hub is not None:
        edges = edges[(edges != problem.hub).all(axis=1)]
        loose[problem.hub] = False
    loose[edges.ravel()] = False
    for group in problem.groups:
        if len(group) > 1:
            loose[group] = False
    return loose


def in_rows(
    problem: LayoutProblem,
    positions: FloatArray,
    nodes: IntArray,
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px with these nodes in rows outside the others, which stay.

    Each takes the free cell, below or to the right, with which the whole picture stays largest in
    its window; so rows are as wide as the map, and the next one goes on where the last one ended.
    At least one other node must be there. Raises Cancelled when `progress` does.
    """
    if not len(nodes):
        return positions
    placed = positions.copy()
    room = room_of(problem)
    there = np.ones(problem.count, dtype=np.bool_)
    there[nodes] = False
    core = there & ~loose_nodes(problem)
    if not core.any():
        core = there
    cells = _cells(placed, room, core, nodes)
    cells = cells[_free(cells, room[nodes].max(axis=0), placed[there], room[there])]
    half = room[nodes].max(axis=0)
    low, high = _bounds(placed[there], room[there])
    for done, node in enumerate(nodes.tolist()):
        if progress is not None:
            progress.report(done / len(nodes))
        size = np.maximum(high, cells + half) - np.minimum(low, cells - half)
        best = int(np.argmin(np.round(np.maximum(size[:, 0] / _ASPECT, size[:, 1]))))
        placed[node] = cells[best]
        low, high = np.minimum(low, cells[best] - half), np.maximum(high, cells[best] + half)
        cells = np.delete(cells, best, axis=0)
    return placed


def _cells(positions: FloatArray, room: FloatArray, core: BoolArray, nodes: IntArray) -> FloatArray:
    """Return the middles (c, 2) of the cells: rows below the map, then columns at its right."""
    low, high = _bounds(positions[core], room[core])
    cell = 2 * room[nodes].max(axis=0) + _BETWEEN
    # As many as if all who belong to nobody stood there already, and some that are taken.
    many = int((~core).sum()) + 8
    width = max(float(high[0] - low[0]), float(np.sqrt(many * cell.prod() * _ASPECT)))
    across = max(1, int((width + _BETWEEN) // cell[0]))
    down = max(1, int((high[1] - low[1] + _BETWEEN) // cell[1]))
    below = _grid(across, -(-many // across) + 2)
    right = _grid(down, -(-many // down) + 2)[:, ::-1]
    first_below = np.array([low[0], high[1] + _ROUND_MAP]) + cell / 2
    first_right = np.array([high[0] + _ROUND_MAP, low[1]]) + cell / 2
    return np.concatenate((first_below + below * cell, first_right + right * cell))


def _grid(along: int, lines: int) -> FloatArray:
    """Return places (along * lines, 2) in whole numbers, line by line."""
    number = np.arange(along * lines)
    return np.column_stack((number % along, number // along)).astype(np.float64)


def _free(
    cells: FloatArray, half: FloatArray, positions: FloatArray, room: FloatArray
) -> BoolArray:
    """Say in which cells (c,) a mark with its name meets none of those that stand."""
    free = np.ones(len(cells), dtype=np.bool_)
    for begin in range(0, len(cells), _TOGETHER):
        part = cells[begin : begin + _TOGETHER]
        near = np.abs(part[:, None] - positions) < half + room + _BETWEEN / 2
        free[begin : begin + _TOGETHER] = ~np.any(near.all(axis=2), axis=1)
    return free


def _bounds(positions: FloatArray, room: FloatArray) -> tuple[FloatArray, FloatArray]:
    return (positions - room).min(axis=0), (positions + room).max(axis=0)
