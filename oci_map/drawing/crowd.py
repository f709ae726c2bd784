"""The picture of a large map as arrays: what is seen of it, and what lies under a point.

A picture of thousands of marks is painted and searched as a whole: going through them one by one
would take a second for each repaint.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.shapes import SHAPES
from oci_map.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oci_map.drawing.picture import Link, Node

#: Pictures of more marks are painted as a crowd, their labels chosen by what is seen.
CROWDED: Final = 600
# About so many marks lie in a cell of the grid in which they are looked up.
_IN_A_CELL: Final = 4


@dataclass(frozen=True, eq=False)  # no slots: its indexes are made on first use
class Crowd:
    """n marks in the order of the picture, and its m ties, the coordinator's by role apart.

    Ties come from the top of the map to its bottom: then those that are painted one after the
    other lie on the same rows of px, which takes two thirds of the time that any order takes.
    """

    centres: FloatArray  # (n, 2) px of the map
    radii: FloatArray  # (n,)
    fills: tuple[str, ...]  # the different colours of the marks
    fill: IntArray  # (n,) which of them each has
    shape: IntArray  # (n,) the place of its shape among SHAPES
    ends: IntArray  # (m, 2) the marks that a tie joins
    importance: FloatArray  # (n,) whose label goes first: the bridges, then who has most ties
    links: IntArray  # (m,) the place of each tie among the links of the picture

    def seen(self, box: tuple[float, float, float, float]) -> IntArray:
        """Return the marks that touch a box (px of the map), in the order of the picture."""
        left, top, right, bottom = box
        x, y, r = self.centres[:, 0], self.centres[:, 1], self.radii
        inside: BoolArray = (x + r >= left) & (x - r <= right) & (y + r >= top) & (y - r <= bottom)
        return np.flatnonzero(inside)

    def crossing(
        self, box: tuple[float, float, float, float], between: BoolArray | None = None
    ) -> IntArray:
        """Return the ties whose own box touches a box (px of the map), from top to bottom.

        Only those between marks of which both are marked in `between` (n,), where it is given.
        """
        low, high = self._spans
        if between is not None:
            one, other = between[self.ends].T
            among = np.flatnonzero(one & other)
            return among[self._touching(low[among], high[among], box)]
        return np.flatnonzero(self._touching(low, high, box))

    @staticmethod
    def _touching(
        low: FloatArray, high: FloatArray, box: tuple[float, float, float, float]
    ) -> BoolArray:
        left, top, right, bottom = box
        return np.asarray(
            (high[:, 0] >= left) & (low[:, 0] <= right)
            & (high[:, 1] >= top) & (low[:, 1] <= bottom)
        )  # fmt: skip

    def ties_of(self, marks: Sequence[int]) -> IntArray:
        """Return the ties of these marks."""
        starts, rows = self._by_mark
        found = [rows[starts[one] : starts[one + 1]] for one in marks]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.intp)

    def nearest(self, x: float, y: float, margin: float) -> int | None:
        """Return the mark at a point or within the margin (px) of it; None where none is.

        Only the marks of the cells around are looked at, whatever the size of the map.
        """
        if not len(self.radii):
            return None
        low, cell, shape, order, starts = self._grid
        reach = float(self.radii.max()) + margin
        first = np.maximum(((x, y) - low - reach) // cell, 0).astype(np.intp)
        last = np.minimum(((x, y) - low + reach) // cell, shape - 1).astype(np.intp)
        if (last < first).any():
            return None
        rows = [
            order[starts[row * shape[0] + first[0]] : starts[row * shape[0] + last[0] + 1]]
            for row in range(int(first[1]), int(last[1]) + 1)
        ]
        near = np.sort(np.concatenate(rows))
        if not len(near):
            return None
        away = np.hypot(*(self.centres[near] - (x, y)).T) - self.radii[near]
        found = int(np.argmin(away))
        return int(near[found]) if away[found] <= margin else None

    def prepare(self) -> None:
        """Make what `crossing`, `ties_of` and `nearest` look things up in."""
        made: list[object] = [self._spans, self._by_mark]
        if len(self.radii):
            made.append(self._grid)

    @cached_property
    def usual_radius(self) -> float:
        """The radius of a usual mark (px); 0 without marks."""
        return float(np.median(self.radii)) if len(self.radii) else 0.0

    @cached_property
    def _spans(self) -> tuple[FloatArray, FloatArray]:
        begin, end = self.centres[self.ends[:, 0]], self.centres[self.ends[:, 1]]
        return np.minimum(begin, end), np.maximum(begin, end)

    @cached_property
    def _by_mark(self) -> tuple[IntArray, IntArray]:
        flat = self.ends.ravel()
        order = np.argsort(flat, kind="stable")
        return np.searchsorted(flat[order], np.arange(len(self.radii) + 1)), order // 2

    @cached_property
    def _grid(self) -> tuple[FloatArray, float, IntArray, IntArray, IntArray]:
        """Where the grid begins, the side of a cell (px), its shape, and the marks by cell."""
        low, high = self.centres.min(axis=0), self.centres.max(axis=0)
        size = np.maximum(high - low, 1.0)
        cell = float(np.sqrt(size.prod() * _IN_A_CELL / len(self.radii)))
        shape = (size // cell).astype(np.intp) + 1
        place = ((self.centres - low) // cell).astype(np.intp)
        number = place[:, 1] * shape[0] + place[:, 0]
        order = np.argsort(number, kind="stable")
        starts = np.searchsorted(number[order], np.arange(int(shape.prod()) + 1))
        return low, cell, shape, order, starts


def crowd_of(nodes: Sequence[Node], links: Sequence[Link]) -> Crowd:
    """Return the marks and ties of a picture as arrays."""
    index = {node.key: place for place, node in enumerate(nodes)}
    centres = np.array([(n.x, n.y) for n in nodes], dtype=np.float64).reshape(-1, 2)
    places = [place for place, link in enumerate(links) if link.role == "tie"]
    ties = [links[place] for place in places]
    ends = np.fromiter(
        chain.from_iterable((index[tie.one], index[tie.other]) for tie in ties),
        dtype=np.intp,
        count=2 * len(ties),
    ).reshape(-1, 2)
    down = np.argsort(centres[ends, 1].sum(axis=1), kind="stable")
    radii = np.array([node.radius for node in nodes], dtype=np.float64)
    fills = sorted({node.fill for node in nodes})
    number = {fill: place for place, fill in enumerate(fills)}
    degree = np.bincount(ends.ravel(), minlength=len(nodes))
    first = np.array([node.coordinator for node in nodes], dtype=np.float64)
    return Crowd(
        centres=centres,
        radii=radii,
        fills=tuple(fills),
        fill=np.array([number[node.fill] for node in nodes], dtype=np.intp),
        shape=np.array([SHAPES.index(node.shape) for node in nodes], dtype=np.intp),
        ends=ends[down],
        importance=1e6 * first + radii + degree / (1.0 + degree.max(initial=0)),
        links=np.array(places, dtype=np.intp)[down],
    )
