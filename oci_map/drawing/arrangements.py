"""Pictures with an order of their own: rings by policy level, columns by sector."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.overlaps import remove_overlaps
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.room import room_of
from oci_map.progress import Progress

# Width over height that columns aim at.
_ASPECT: Final = 1.6
_NEARLY: Final = 1.15
# How far rows are pulled apart at most, where a picture would be too low.
_PULLED: Final = 2.4
# Rings are wider than high, as names are.
_LYING: Final = 1.35
# px between two rings, and between the columns of two sectors.
_BETWEEN: Final = 46.0
# Of a turn: what lies free between the wedges of two sectors.
_APART: Final = 0.012


def rings(
    problem: LayoutProblem,
    levels: Sequence[int],
    sectors: Sequence[int],
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px: a ring for each policy level, the lowest number inside.

    `levels` (n,) and `sectors` (n,) are ranks. A sector has the same wedge in all rings, as wide
    as its share; a level that does not fit in one circle has several. The hub stands in the
    middle, pinned nodes where they are. Raises Cancelled when `progress` does.
    """
    wedges = _wedges(np.asarray(sectors), problem.hub)
    half = room_of(problem).mean(axis=0) if problem.count else np.ones(2)
    found = np.zeros((problem.count, 2))
    radius = 0.0 if problem.hub is None else float(half.max())
    for level in sorted(set(levels)):
        members = [i for i in range(problem.count) if levels[i] == level and i != problem.hub]
        waiting = {
            sector: [i for i in members if sectors[i] == sector] for sector in sorted(wedges)
        }
        radius += _BETWEEN
        while any(waiting.values()):
            radius += float(half.sum())
            for sector, own in waiting.items():
                taken, waiting[sector] = _on_arc(own, wedges[sector], radius, half)
                for node, angle in taken:
                    found[node] = radius * np.array([_LYING * np.sin(angle), -np.cos(angle)])
    return _with_room(problem, found, progress)


def _wedges(sectors: IntArray, hub: int | None) -> dict[int, tuple[float, float]]:
    """Return from where to where each sector reaches, in radians clockwise from the top."""
    counted = np.delete(sectors, hub) if hub is not None else sectors
    ranks, counts = np.unique(counted, return_counts=True)
    if not len(ranks):
        return {}
    # A small sector needs room for a name too: the root lies between equal and by number.
    shares = np.sqrt(counts) / np.sqrt(counts).sum()
    bounds = 2 * np.pi * np.concatenate(([0.0], np.cumsum(shares)))
    free = 2 * np.pi * _APART / 2 if len(ranks) > 1 else 0.0
    return {
        int(rank): (float(begin + free), float(end - free))
        for rank, (begin, end) in zip(ranks, pairwise(bounds.tolist()), strict=True)
    }


def _on_arc(
    waiting: Sequence[int], wedge: tuple[float, float], radius: float, half: FloatArray
) -> tuple[list[tuple[int, float]], list[int]]:
    """Return who stands on an arc and at which angle, and who has to wait for the next one."""
    begin, end = wedge
    many, at = 0, begin
    while many < len(waiting):
        # Names lie flat: beside each other at the top they need their width, at the sides not.
        pitch = 2 * (abs(np.cos(at)) * half[0] + abs(np.sin(at)) * half[1]) / radius
        if many and at + pitch > end:
            break
        many, at = many + 1, at + pitch
    angles = begin + (end - begin) * (np.arange(many) + 0.5) / max(many, 1)
    return list(zip(waiting, angles.tolist(), strict=False)), list(waiting[many:])


def columns(
    problem: LayoutProblem,
    sectors: Sequence[int],
    levels: Sequence[int],
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px: the sectors side by side, each from its highest level down.

    `sectors` (n,) and `levels` (n,) are ranks. A sector that is higher than the picture has
    several columns. Pinned nodes stay where they are. Raises Cancelled when `progress` does.
    """
    found = np.zeros((problem.count, 2))
    if not problem.count:
        return found
    room = room_of(problem)
    height = 2 * float(room[:, 1].max())
    blocks = [
        sorted((i for i in range(problem.count) if sectors[i] == sector), key=lambda i: levels[i])
        for sector in sorted(set(sectors))
    ]
    x = 0.0
    for block, rows in _with_rows(blocks, room, height):
        for begin in range(0, len(block), rows):
            column = block[begin : begin + rows]
            wide = 2 * float(room[column, 0].max())
            found[column, 0] = x + wide / 2
            found[column, 1] = height * np.arange(len(column))
            x += wide
        x += _BETWEEN
    low = found[:, 1].max() + height
    found[:, 1] *= np.clip((x - _BETWEEN) / _ASPECT / low, 1.0, _PULLED)
    found -= (found.min(axis=0) + found.max(axis=0)) / 2
    return _with_room(problem, found, progress)


def _with_rows(
    blocks: Sequence[list[int]], room: FloatArray, height: float
) -> list[tuple[list[int], int]]:
    """Return each block with how many stand below each other, so that the picture is largest."""
    wide = 2 * float(room[:, 0].mean())
    sizes = {}
    for rows in range(1, max(map(len, blocks)) + 1):
        across = sum(-(-len(block) // rows) * wide + _BETWEEN for block in blocks)
        sizes[rows] = max(across / _ASPECT, rows * height)
    # Of pictures of about the same size the lower one is fuller.
    rows = next(rows for rows, size in sizes.items() if size <= _NEARLY * min(sizes.values()))
    return [(block, rows) for block in blocks]


def _with_room(
    problem: LayoutProblem, positions: FloatArray, progress: Progress | None
) -> FloatArray:
    """Put pinned nodes back and make room for every disc and name."""
    fixed = problem.fixed
    placed = np.where(fixed[:, None], problem.start, positions)
    if problem.hub is not None and not fixed[problem.hub]:
        fixed = fixed.copy()
        fixed[problem.hub] = True
    return remove_overlaps(placed, problem.radii, room_of(problem), fixed, progress)
