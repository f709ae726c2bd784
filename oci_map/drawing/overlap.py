"""What lies on what: boxes on discs, boxes on boxes, lines under boxes.

A box is [x0, y0, x1, y1] in px. Everything is counted for many boxes at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray

#: Up to so many pairs all are looked at; above, only those that are near each other.
_ALL_PAIRS = 200_000
#: So many pairs stay in the processor's own memory: five times faster than all at once.
_NEAR_BY = 10_000
#: So many pairs that are near each other are looked at at once: a quarter faster than millions.
_BATCH = 50_000
#: So many boxes ask for them at a time.
_BOXES = 4_000
#: The finest and the largest grid on which lines are counted.
_FINEST = 6.0
#: Above so many samples a cell of the height of a line of text will do.
_CALM_SAMPLES = 60_000
_COARSE = 15.0
_MOST_CELLS = 400_000
_MOST_SAMPLES = 500_000


def hits_disc(
    boxes: FloatArray, centres: FloatArray, radii: FloatArray, owners: IntArray | None = None
) -> BoolArray:
    """Say which boxes overlap a disc.

    `boxes` (p, 4); `centres` (q, 2) and `radii` (q,) of the discs; `owners` (p,) names for each
    box a disc that does not count, or -1. Returns (p,).
    """
    if len(boxes) * len(radii) <= _NEAR_BY:
        return _hits_any(boxes, centres, radii, owners)
    if len(boxes) * len(radii) <= _ALL_PAIRS:
        hit = np.empty(len(boxes), dtype=np.bool_)
        step = max(_NEAR_BY // max(len(radii), 1), 1)
        for at in range(0, len(boxes), step):
            part = slice(at, at + step)
            owned = None if owners is None else owners[part]
            hit[part] = _hits_any(boxes[part], centres, radii, owned)
        return hit
    hit = np.zeros(len(boxes), dtype=np.bool_)
    for box, disc in _near(boxes, centres, np.full(2, radii.max())):
        x, y = centres[disc].T
        outside_x = np.maximum(np.maximum(boxes[box, 0] - x, x - boxes[box, 2]), 0.0)
        outside_y = np.maximum(np.maximum(boxes[box, 1] - y, y - boxes[box, 3]), 0.0)
        touching = outside_x * outside_x + outside_y * outside_y < radii[disc] ** 2
        if owners is not None:
            touching &= owners[box] != disc
        hit[box[touching]] = True
    return hit


def _hits_any(
    boxes: FloatArray, centres: FloatArray, radii: FloatArray, owners: IntArray | None
) -> BoolArray:
    left, top, right, bottom = boxes.T[:, :, None]
    x, y = centres.T
    outside_x = np.maximum(np.maximum(left - x, x - right), 0.0)
    outside_y = np.maximum(np.maximum(top - y, y - bottom), 0.0)
    overlap = outside_x * outside_x + outside_y * outside_y < radii * radii
    if owners is not None:
        overlap &= owners[:, None] != np.arange(len(radii))
    return np.asarray(overlap.any(axis=1), dtype=np.bool_)


def hits_box(boxes: FloatArray, others: FloatArray) -> BoolArray:
    """Say which of the boxes (p, 4) overlap one of the others (q, 4). Returns (p,)."""
    if len(boxes) * len(others) <= _ALL_PAIRS:
        left, top, right, bottom = boxes.T[:, :, None]
        x0, y0, x1, y1 = others.T
        overlap = (left < x1) & (x0 < right) & (top < y1) & (y0 < bottom)
        return np.asarray(overlap.any(axis=1), dtype=np.bool_)
    hit = np.zeros(len(boxes), dtype=np.bool_)
    centres = (others[:, :2] + others[:, 2:]) / 2
    for box, other in _near(boxes, centres, (others[:, 2:] - others[:, :2]).max(axis=0) / 2):
        one, two = boxes[box], others[other]
        apart = (one[:, :2] >= two[:, 2:]) | (two[:, :2] >= one[:, 2:])
        hit[box[~apart.any(axis=1)]] = True
    return hit


class LineDensity:
    """How much line lies under a box, for any number of boxes, by a summed-area table.

    Lines are counted on a grid of at least 6 px (coarser on huge maps) and between its corners
    linearly, so the answer is right to within a cell.
    """

    def __init__(self, segments: FloatArray, weights: FloatArray | None = None) -> None:
        """Count the lines: `segments` (m, 4) as x0, y0, x1, y1 and their `weights` (m,)."""
        ends = segments.reshape(-1, 2)
        self._origin = ends.min(axis=0) if len(ends) else np.zeros(2)
        extent = ends.max(axis=0) - self._origin if len(ends) else np.zeros(2)
        lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
        self._cell = max(
            _FINEST,
            float(np.sqrt(extent[0] * extent[1] / _MOST_CELLS)),
            float(extent.max()) / _MOST_CELLS,
            float(lengths.sum()) / _MOST_SAMPLES,
            min(float(lengths.sum()) / _CALM_SAMPLES, _COARSE),
        )
        # One row and column to spare: a line that ends on the border may be counted beyond it.
        columns, rows = (extent / self._cell).astype(np.intp) + 2
        flat = np.zeros(int(rows * columns))
        for cells, amounts in self._samples(segments, lengths, weights, int(columns)):
            np.add.at(flat, cells, amounts)
        self._sums = np.zeros((rows + 1, columns + 1))
        self._sums[1:, 1:] = flat.reshape(rows, columns).cumsum(axis=0).cumsum(axis=1)

    def under(self, boxes: FloatArray) -> FloatArray:
        """Return the weighted length in px of the lines under each of the boxes (p, 4): (p,)."""
        left, top, right, bottom = (
            ((boxes.reshape(-1, 2, 2) - self._origin) / self._cell).reshape(-1, 4).T
        )
        return np.asarray(
            self._sum(right, bottom)
            - self._sum(left, bottom)
            - self._sum(right, top)
            + self._sum(left, top)
        )

    def _samples(
        self,
        segments: FloatArray,
        lengths: FloatArray,
        weights: FloatArray | None,
        columns: int,
    ) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield the cell and the length of each piece of line, cut shorter than a cell."""
        pieces = np.maximum(np.ceil(lengths / self._cell), 1).astype(np.intp)
        begin = (segments[:, :2] - self._origin) / self._cell
        step = (segments[:, 2:] - segments[:, :2]) / (self._cell * pieces[:, None])
        amounts = (lengths if weights is None else lengths * weights) / pieces
        # The first row of a line lacks what the count of all rows before it adds.
        ends = np.cumsum(pieces)
        before = ends - pieces
        first = begin + step * (0.5 - before)[:, None]
        start = 0
        while start < len(pieces):
            stop = max(start + 1, int(np.searchsorted(ends, before[start] + _BATCH, side="right")))
            part, some = slice(start, stop), pieces[start:stop]
            number = np.arange(before[start], ends[stop - 1], dtype=np.float64)
            x, y = np.repeat(first[part].T, some, axis=1)
            dx, dy = np.repeat(step[part].T, some, axis=1)
            column = np.maximum(x + dx * number, 0.0).astype(np.intp)
            row = np.maximum(y + dy * number, 0.0).astype(np.intp)
            yield row * columns + column, np.repeat(amounts[part], some)
            start = stop

    def _sum(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return the length above and left of each corner, in cells, linear within a cell."""
        sums = self._sums
        rows, columns = sums.shape
        x = np.clip(x, 0, columns - 1)
        y = np.clip(y, 0, rows - 1)
        column = np.minimum(x.astype(np.intp), columns - 2)
        row = np.minimum(y.astype(np.intp), rows - 2)
        x = x - column
        y = y - row
        cell = row * columns + column
        flat = sums.ravel()
        above = flat[cell] * (1 - x) + flat[cell + 1] * x
        below = flat[cell + columns] * (1 - x) + flat[cell + columns + 1] * x
        return np.asarray(above * (1 - y) + below * y)


def _near(
    boxes: FloatArray, centres: FloatArray, reach: FloatArray
) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield batches of pairs (box, centre) in which the centre is within `reach` of the box.

    The centres are sorted once, for however many boxes.
    """
    if len(boxes) * len(centres) <= _ALL_PAIRS:
        x, y = centres.T
        left, top, right, bottom = (boxes + np.concatenate((-reach, reach))).T[:, :, None]
        box, centre = np.nonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom))
        yield box, centre
        return
    rows = _Rows(centres, reach)
    for begin in range(0, len(boxes), _BOXES):
        yield from rows.near(boxes[begin : begin + _BOXES], begin)


class _Rows:
    """Points sorted into rows, and by x within a row."""

    def __init__(self, centres: FloatArray, reach: FloatArray) -> None:
        self._reach = reach
        self._low = low = centres.min(axis=0)
        self._span = float(centres[:, 0].max() - low[0]) + 1.0
        self._height = max(float(reach[1]), float(np.ptp(centres[:, 1])) / len(centres), 1.0)
        row = np.floor((centres[:, 1] - low[1]) / self._height)
        keys = row * self._span + (centres[:, 0] - low[0])
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def near(self, boxes: FloatArray, number: int) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield batches of pairs (box, point) for some boxes, counted from `number`.

        Each box asks for one stretch of each row it touches.
        """
        keys, order, span = self._keys, self._order, self._span
        reach, low, height = self._reach, self._low, self._height
        row_count = keys[-1] // span
        first = np.clip(np.floor((boxes[:, 1] - reach[1] - low[1]) / height), 0, row_count + 1)
        last = np.clip(np.floor((boxes[:, 3] + reach[1] - low[1]) / height), -1, row_count)
        rows = np.maximum(last - first + 1, 0).astype(np.intp)
        box = np.repeat(np.arange(len(boxes)), rows)
        row = first[box] + np.arange(len(box)) - np.repeat(np.cumsum(rows) - rows, rows)
        left = np.clip(boxes[box, 0] - reach[0] - low[0], 0.0, span - 0.5)
        right = np.clip(boxes[box, 2] + reach[0] - low[0], -0.25, span - 0.5)
        begin = np.searchsorted(keys, row * span + left, side="left")
        end = np.searchsorted(keys, row * span + right, side="right")
        counts = np.maximum(end - begin, 0)
        box += number
        total = np.cumsum(counts)
        start = 0
        while start < len(counts):
            done = total[start - 1] if start else 0
            stop = max(start + 1, int(np.searchsorted(total, done + _BATCH, side="right")))
            part = counts[start:stop]
            offset = np.arange(int(part.sum())) - np.repeat(np.cumsum(part) - part, part)
            point = order[np.repeat(begin[start:stop], part) + offset]
            yield np.repeat(box[start:stop], part), point
            start = stop
