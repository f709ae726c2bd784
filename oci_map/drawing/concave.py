"""An outline that bends in, for a group whose convex outline would cover somebody else.

The discs of the members and the corridors of a spanning tree between them divide the convex
outline into bays. A bay in which nobody else lies is filled; any other is closed with the largest
radius that covers nobody (morphological closing by distance transforms). So the outline is only
as concave as it must be, and only there. Needs scipy, and some tens of milliseconds.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from oci_map.arrays import BoolArray, FloatArray
from oci_map.drawing.contour import longest_contour, smoothed
from oci_map.drawing.corridors import HALF_WIDTH, ROOM, corridors
from oci_map.drawing.hulls import TOLERANCE

#: px: the closing radii, tried from the largest.
RADII = (200.0, 110.0, 60.0, 30.0)
#: px: parts thinner than twice this are taken away beside an organisation that was cut out.
_OPENING = 8.0
#: px: the grid; coarser for a group that fills a huge map.
_CELL = 5.0
_MOST_CELLS = 60_000


def concave_outline(
    members: FloatArray,
    grown: FloatArray,
    others: FloatArray,
    radii: FloatArray,
    convex: FloatArray,
) -> FloatArray:
    """Return an outline (p, 2) round the members that leaves out the others where it can.

    `members` (k, 2) with the radii `grown` (k,) that the outline keeps from their centres;
    `others` (j, 2) with their `radii` (j,). `convex` (p, 2) is the outline that covers too much.
    """
    lines = corridors(members, others, radii)
    grid = _Grid(convex)
    bare = np.minimum(
        grid.distance_to_discs(members, grown), grid.distance_to_lines(lines) - HALF_WIDTH
    )
    field = _filled(grid, bare, convex, others, radii)
    covered = grid.at(field, others) < (1 - TOLERANCE) * radii
    if covered.any():
        carved = _carved(grid, field, members, grown, others[covered], radii[covered])
        if _holds_together(grid, carved, members):
            field = carved
    line = longest_contour(field)
    return smoothed(grid.low + grid.cell * line) if len(line) else convex


class _Grid:
    """A grid of points over the convex outline, and as far beyond as a closing disc reaches."""

    def __init__(self, convex: FloatArray) -> None:
        low, high = convex.min(axis=0) - RADII[0], convex.max(axis=0) + RADII[0]
        self.cell = max(_CELL, math.sqrt(float(np.prod(high - low)) / _MOST_CELLS))
        self.low = low - 2 * self.cell
        columns, rows = np.ceil((high - low) / self.cell).astype(int) + 5
        self._x = self.low[0] + self.cell * np.arange(columns)[None, :]
        self._y = self.low[1] + self.cell * np.arange(rows)[:, None]

    def distance_to_discs(self, centres: FloatArray, radii: FloatArray) -> FloatArray:
        """Return how far each grid point is from the nearest disc, negative inside."""
        nearest = np.full((self._y.size, self._x.size), np.inf)
        for (x, y), radius in zip(centres, radii, strict=True):
            distance = np.sqrt((self._x - x) ** 2 + (self._y - y) ** 2)
            np.minimum(nearest, distance - radius, out=nearest)
        return nearest

    def within_discs(self, centres: FloatArray, radii: FloatArray) -> BoolArray:
        """Say which grid points lie in one of the discs, looking only near each."""
        within = np.zeros((self._y.size, self._x.size), dtype=np.bool_)
        first = np.maximum(np.floor((centres - radii[:, None] - self.low) / self.cell), 0)
        last = np.maximum(np.ceil((centres + radii[:, None] - self.low) / self.cell) + 1, 0)
        spans = np.hstack((first, last)).astype(np.intp).tolist()
        for (x, y), radius, (left, top, right, bottom) in zip(centres, radii, spans, strict=True):
            squared = (self._x[:, left:right] - x) ** 2 + (self._y[top:bottom] - y) ** 2
            within[top:bottom, left:right] |= squared < radius**2
        return within

    def distance_to_lines(self, lines: FloatArray) -> FloatArray:
        """Return how far each grid point is from the nearest of the lines (q, 4)."""
        nearest = np.full((self._y.size, self._x.size), np.inf)
        for x0, y0, x1, y1 in lines:
            dx, dy = x1 - x0, y1 - y0
            along = ((self._x - x0) * dx + (self._y - y0) * dy) / max(dx * dx + dy * dy, 1e-9)
            along = np.clip(along, 0.0, 1.0)
            squared = (self._x - x0 - along * dx) ** 2 + (self._y - y0 - along * dy) ** 2
            np.minimum(nearest, squared, out=nearest)
        return np.asarray(np.sqrt(nearest))

    def distance_to_convex(self, polygon: FloatArray) -> FloatArray:
        """Return how far each grid point is from the sides of a convex polygon, inside below 0."""
        farthest = np.full((self._y.size, self._x.size), -np.inf)
        ways = np.roll(polygon, -1, axis=0) - polygon
        for (x, y), (dx, dy) in zip(polygon, ways / np.hypot(*ways.T)[:, None], strict=True):
            np.maximum(farthest, (self._x - x) * dy - (self._y - y) * dx, out=farthest)
        return farthest

    def distance_to(self, shape: BoolArray) -> FloatArray:
        """Return how far each grid point is from the nearest point of the shape."""
        from scipy.ndimage import distance_transform_edt

        return np.asarray(distance_transform_edt(~shape)) * self.cell

    def at(self, field: npt.NDArray[Any], points: FloatArray) -> npt.NDArray[Any]:
        """Return the values of the field at the grid points nearest to the points (j, 2)."""
        column, row = np.rint((points - self.low) / self.cell).astype(np.intp).T
        rows, columns = field.shape
        return np.asarray(field[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)])


def _filled(
    grid: _Grid, bare: FloatArray, convex: FloatArray, others: FloatArray, radii: FloatArray
) -> FloatArray:
    """Return the shape bare <= 0 with each bay filled as far as that covers nobody.

    Like `bare`, the result is negative inside and about the distance in px near the line.
    """
    from scipy.ndimage import label

    hull = grid.distance_to_convex(convex)
    bays, count = label((bare > 0) & (hull <= 0))
    close = grid.within_discs(others, (1 - TOLERANCE) * radii)
    near = grid.within_discs(others, radii + ROOM)
    # Within the shape the nearer of both lines counts; a corridor may leave the convex outline.
    within = np.where(bare <= 0, np.maximum(bare, hull), bare)
    field = np.where(hull <= 0, within, np.where(bare <= 0, bare, hull))
    unsettled = np.arange(1, count + 1)
    for radius, forbidden in ((math.inf, close), *((r, near) for r in RADII), (RADII[-1], close)):
        here = np.isin(bays, unsettled)
        filling = hull if radius == math.inf else _closed(grid, bare, radius)
        field[here] = filling[here]
        unsettled = np.unique(bays[here & forbidden & (filling <= 0)])
        if not len(unsettled):
            return field
    here = np.isin(bays, unsettled)
    field[here] = bare[here]
    return field


def _closed(grid: _Grid, bare: FloatArray, radius: float) -> FloatArray:
    """Return the shape bare <= 0 closed with this radius.

    Outside it is what a disc of this radius, rolled round the shape, can touch.
    """
    rolled = grid.distance_to(np.asarray(bare > radius, dtype=np.bool_))
    return np.minimum(bare, np.where(rolled > 0, radius - rolled, np.inf))


def _carved(
    grid: _Grid,
    field: FloatArray,
    members: FloatArray,
    grown: FloatArray,
    others: FloatArray,
    radii: FloatArray,
) -> FloatArray:
    """Return the shape without the discs of the others, but with those of the members."""
    without = np.maximum(field, -grid.distance_to_discs(others, radii + ROOM))
    # Opened: what an eroded shape grows back to; slivers do not come back.
    core = grid.distance_to(np.asarray(without > 0, dtype=np.bool_)) > _OPENING
    if core.any():
        opened = grid.distance_to(core) - _OPENING
        # The line itself is not moved: there the grid is coarser than what `without` knows.
        without = np.where(opened > grid.cell, np.maximum(without, opened), without)
    return np.minimum(without, grid.distance_to_discs(members, grown - 2 * ROOM))


def _holds_together(grid: _Grid, field: FloatArray, members: FloatArray) -> bool:
    """Say whether all members lie in one piece of the shape."""
    from scipy.ndimage import label

    pieces, _count = label(field <= 0)
    own = grid.at(pieces, members)
    return bool((own == own[0]).all() and own[0] > 0)
