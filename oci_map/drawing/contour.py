"""From a field on a grid to a smooth closed line of few points."""

from __future__ import annotations

import math

import numpy as np

from oci_map.arrays import FloatArray, IntArray

#: px: steps along the line, how far it is smoothed, how far a chord may lie beside it, how long
#: it may be at most.
_STEP = 4.0
_SMOOTHING = 7.0
_SLACK = 0.12
_LONGEST = 40.0

#: Marching squares: for the corners inside (1 upper left, 2 upper right, 4 lower right, 8 lower
#: left) the edges at which the line comes in and goes out (0 top, 1 right, 2 bottom, 3 left).
_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
_WAYS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((_LEFT, _TOP),),
    2: ((_TOP, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_RIGHT, _BOTTOM),),
    5: ((_LEFT, _TOP), (_RIGHT, _BOTTOM)),
    6: ((_TOP, _BOTTOM),),
    7: ((_LEFT, _BOTTOM),),
    8: ((_BOTTOM, _LEFT),),
    9: ((_BOTTOM, _TOP),),
    10: ((_TOP, _RIGHT), (_BOTTOM, _LEFT)),
    11: ((_BOTTOM, _RIGHT),),
    12: ((_RIGHT, _LEFT),),
    13: ((_RIGHT, _TOP),),
    14: ((_TOP, _LEFT),),
}


def longest_contour(field: FloatArray) -> FloatArray:
    """Return the longest closed line on which the field (rows, columns) is zero.

    Points (p, 2) are column and row, between grid points linearly (marching squares, Lorensen &
    Cline 1987). No points when the field is nowhere negative.
    """
    following = _links(field)
    longest = np.empty((0, 2))
    reach = 0.0
    while following:
        edge = next(iter(following))
        chain: list[tuple[int, int, int]] = []
        while edge in following:
            chain.append(edge)
            edge = following.pop(edge)
        line = _crossings(field, np.array(chain, dtype=np.intp))
        length = float(np.hypot(*(line - np.roll(line, 1, axis=0)).T).sum())
        if length > reach:
            longest, reach = line, length
    return longest


def smoothed(line: FloatArray) -> FloatArray:
    """Return the closed line (p, 2) smoothed by a Gaussian of 7 px, with few points.

    The points lie close together where the line turns and far apart where it is straight, so
    that no chord lies more than about 0.12 px beside the line.
    """
    length, around = way_along(line)
    count = max(16, round(float(length[-1]) / _STEP))
    at = np.arange(count) * (length[-1] / count)
    waves = np.fft.fft(
        np.interp(at, length, around[:, 0]) + 1j * np.interp(at, length, around[:, 1])
    )
    turns = 2 * np.pi * np.fft.fftfreq(count, d=length[-1] / count)
    waves *= np.exp(-0.5 * (_SMOOTHING * turns) ** 2)
    even = np.fft.ifft(waves)
    bend = np.abs(np.fft.ifft(-(turns**2) * waves))
    # A chord of length c lies c² · bend / 8 beside its arc.
    density = np.maximum(np.sqrt(bend / (8 * _SLACK)), 1 / _LONGEST)
    effort, around = way_along(np.stack((even.real, even.imag), axis=1))
    effort = np.concatenate(([0.0], np.cumsum(density * np.diff(effort))))
    marks = np.arange(math.ceil(effort[-1])) * (effort[-1] / math.ceil(effort[-1]))
    return np.stack([np.interp(marks, effort, side) for side in around.T], axis=1)


def way_along(line: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the way along the closed line to each point and back, and its points with the first.

    Shapes (p + 1,) and (p + 1, 2).
    """
    around = np.vstack((line, line[:1]))
    ways = np.hypot(*np.diff(around, axis=0).T)
    return np.concatenate(([0.0], np.cumsum(ways))), around


def _links(field: FloatArray) -> dict[tuple[int, int, int], tuple[int, int, int]]:
    """Return from each edge that the line crosses the one it crosses next.

    An edge is (0, row, column) to the right of a grid point or (1, row, column) below it. The
    border of the grid counts as outside.
    """
    within = np.zeros(field.shape, dtype=np.intp)
    within[1:-1, 1:-1] = field[1:-1, 1:-1] <= 0
    cases = within[:-1, :-1] + 2 * within[:-1, 1:] + 4 * within[1:, 1:] + 8 * within[1:, :-1]
    rows, columns = np.nonzero((cases > 0) & (cases < 15))
    following = {}
    for row, column, case in zip(
        rows.tolist(), columns.tolist(), cases[rows, columns].tolist(), strict=True
    ):
        edges = ((0, row, column), (1, row, column + 1), (0, row + 1, column), (1, row, column))
        for begin, end in _WAYS[case]:
            following[edges[begin]] = edges[end]
    return following


def _crossings(field: FloatArray, edges: IntArray) -> FloatArray:
    """Return where the line crosses the edges (p, 3), as column and row."""
    down, row, column = edges.T
    begin, end = field[row, column], field[row + down, column + 1 - down]
    step = begin - end
    along = np.clip(np.where(step == 0, 0.5, begin / np.where(step == 0, 1.0, step)), 0.0, 1.0)
    return np.stack((column + along * (1 - down), row + along * down), axis=1)
