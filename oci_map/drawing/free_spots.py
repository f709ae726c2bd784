"""Places new nodes on a map that stands: near those they belong to, where there is room."""

from __future__ import annotations

import heapq
from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.outside import crossed_outlines
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.room import room_of
from oci_map.progress import Progress

# px between a new mark and what stands there already, and between two spots that are tried.
_ROOM: Final = 16.0
_STEP: Final = 24.0
# Rings of spots round the wish: a few first, more only when all of those are taken.
_RINGS: Final = ((0, 7), (8, 20), (21, 45))
# One outline crossed is as bad as a way of so many px.
_OUTLINE: Final = 160.0
# Up to so many nodes outlines are looked at; on larger maps they are not what one sees.
_WITH_OUTLINES: Final = 300
_BELOW: Final = 90.0


def fill_in(
    problem: LayoutProblem, wanted: BoolArray, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px: those that have a start keep it, the wanted (n,) find a spot.

    The others have none yet: inf. At least one node must have a start. Raises Cancelled when
    `progress` does.
    """
    ground = _Ground(problem)
    waiting = [(-ground.drawn_by[node], node) for node in np.flatnonzero(wanted).tolist()]
    total = max(1, len(waiting))
    heapq.heapify(waiting)
    # Those with most placed neighbours first, so that a new cluster grows from where it is tied.
    while waiting:
        weight, node = heapq.heappop(waiting)
        if ground.known[node]:
            continue
        if -weight < ground.drawn_by[node]:  # more of its neighbours have a place by now
            heapq.heappush(waiting, (-ground.drawn_by[node], node))
            continue
        ground.place(node)
        if progress is not None:
            progress.report(1 - len(waiting) / total)
    return ground.positions


class _Ground:
    """The map so far, and who belongs to whom."""

    def __init__(self, problem: LayoutProblem) -> None:
        self.problem = problem
        self.known = problem.placed.copy()
        self.positions = np.where(self.known[:, None], problem.start, np.inf)
        self.room = room_of(problem)
        kept = np.ones(len(problem.edges), dtype=np.bool_)
        if problem.hub is not None:
            kept = (problem.edges != problem.hub).all(axis=1)
        edges = problem.edges[kept]
        ends = np.concatenate((edges, edges[:, ::-1]))
        order = np.argsort(ends[:, 0], kind="stable")
        self._others: IntArray = ends[order, 1]
        self._weights: FloatArray = np.concatenate((problem.weights[kept],) * 2)[order]
        self._begin = np.searchsorted(ends[order, 0], np.arange(problem.count + 1))
        # How strongly those who stand already draw each node.
        self.drawn_by = np.bincount(
            ends[:, 0],
            np.concatenate((problem.weights[kept],) * 2) * self.known[ends[:, 1]],
            minlength=problem.count,
        )

    def place(self, node: int) -> None:
        """Give a node the best free spot near its wish."""
        self.positions[node] = self._spot(node, self._wish(node))
        self.known[node] = True
        others, weights = self._neighbours(node)
        np.add.at(self.drawn_by, others, weights)

    def _neighbours(self, node: int) -> tuple[IntArray, FloatArray]:
        part = slice(self._begin[node], self._begin[node + 1])
        return self._others[part], self._weights[part]

    def _wish(self, node: int) -> FloatArray:
        """Return where a node belongs: amid its ties and group mates, else below the picture."""
        if node == self.problem.hub:
            return np.zeros(2)
        wishes = []
        others, weights = self._neighbours(node)
        placed = self.known[others]
        if placed.any():
            near = self.positions[others[placed]]
            wishes.append(np.average(near, axis=0, weights=weights[placed]))
        mates = [group[group != node] for group in self.problem.groups if node in group]
        near_mates = [group[self.known[group]] for group in mates]
        amid = [self.positions[group].mean(axis=0) for group in near_mates if len(group)]
        if amid:
            wishes.append(np.mean(amid, axis=0))
        if wishes:
            return np.asarray(np.mean(wishes, axis=0), dtype=np.float64)
        placed_all = self.positions[self.known]
        middle = (placed_all[:, 0].min() + placed_all[:, 0].max()) / 2
        return np.array([middle, placed_all[:, 1].max() + _BELOW])

    def _spot(self, node: int, wish: FloatArray) -> FloatArray:
        for first, last in _RINGS:
            spots = wish + _rings(first, last)
            spots = spots[self._free(node, spots)]
            if len(spots):
                return np.asarray(spots[np.argmin(self._cost(node, wish, spots))])
        # A picture so full that nothing is free nearby: below everything.
        placed = self.positions[self.known]
        lowest = (placed[:, 1] + self.room[self.known, 1]).max()
        return np.array([wish[0], lowest + self.room[node, 1] + _ROOM])

    def _free(self, node: int, spots: FloatArray) -> BoolArray:
        """Say on which spots neither the disc nor the name of the node meets another."""
        reach = np.abs(spots - spots.mean(axis=0)).max(axis=0) + self.room[node]
        beside = np.abs(self.positions - spots.mean(axis=0)) < reach + self.room + _ROOM
        near = np.flatnonzero(self.known & beside.all(axis=1))
        apart = np.abs(spots[:, None] - self.positions[near])
        names_meet = (apart < self.room[node] + self.room[near]).all(axis=2)
        discs = self.problem.radii[node] + self.problem.radii[near] + _ROOM
        discs_meet = (apart**2).sum(axis=2) < discs**2
        return np.asarray(~(names_meet | discs_meet).any(axis=1), dtype=np.bool_)

    def _cost(self, node: int, wish: FloatArray, spots: FloatArray) -> FloatArray:
        way = np.hypot(*(spots - wish).T)
        if self.problem.count > _WITH_OUTLINES or node == self.problem.hub:
            return np.asarray(way, dtype=np.float64)
        crossed = crossed_outlines(self.problem, self.positions, self.known, node, spots)
        return np.asarray(way + _OUTLINE * crossed, dtype=np.float64)


def _rings(first: int, last: int) -> FloatArray:
    """Return spots on rings round the origin, wider than high as the room for names is."""
    turns = []
    for ring in range(first, last + 1):
        count = max(1, 6 * ring)
        angles = 2 * np.pi * (np.arange(count) / count + 0.1 * ring)
        turns.append(ring * _STEP * np.column_stack((1.3 * np.cos(angles), np.sin(angles))))
    return np.concatenate(turns)
