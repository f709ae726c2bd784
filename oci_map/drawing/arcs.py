"""The dashed arc of a gap: bent through empty space from one mark to another, with its pill."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.overlap import hits_box, hits_disc
from oci_map.drawing.remembered import Remembered
from oci_map.values import dataclass

#: How far an arc may be bent: the distance of its control point, as a share of its length.
_BENDS = np.array([0.2, -0.2, 0.3, -0.3, 0.4, -0.4, 0.5, -0.5])
#: px between the end of an arc and the mark, and between an arc and a mark that it passes.
END_GAP = 4.0
_PASSING = 8.0
_SAMPLES = 33
#: So many ways between marks are remembered, and so many arcs of each.
_REMEMBERED = 32
_STATES = 16
#: On larger maps nothing is remembered: each way knows how near it comes to nearly all marks.
_MOST_MARKS = 1_000
#: Distances of more points and marks than this (8 MB) are looked at a line at a time.
_AT_ONCE = 1_000_000
_NOTHING = np.empty((0, 4))

#: What an arc costs: crossing a mark through its middle, a px on a box, bending by its length,
#: another bend than before.
_MARK = 12.0
_BOX = 0.06
_BEND = 8.0
_CHANGE = 3.0

#: Where on the arc the pill may sit; what it costs there to lie on a mark or a box, off the middle.
_PILL_SPOTS = np.array([0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75])
_PILL_ON_MARK = 20.0
_PILL_ON_BOX = 10.0
_PILL_OFF = 8.0
_PILL_AWAY = _PILL_OFF * np.abs(_PILL_SPOTS - 0.5)


def _weights(at: FloatArray) -> FloatArray:
    """Return the weights (3, s) of the begin, the control point and the end at these shares."""
    return np.stack(((1 - at) ** 2, 2 * at * (1 - at), at**2))


# What is looked at of an arc on its way between the marks, and to find where it leaves them.
_INNER = _weights(np.linspace(0.0, 1.0, _SAMPLES)[2:-2])
_FINE_AT = np.linspace(0.0, 1.0, 257)
_FINE = _weights(_FINE_AT)
_PILL_WEIGHTS = _weights(_PILL_SPOTS)


Curve = tuple[float, float, float, float, float, float]  # start, control point, end


@dataclass(frozen=True, slots=True)
class GapArc:
    """A quadratic Bézier curve, the box of its pill, both in px, and how far it is bent."""

    curve: Curve
    pill: tuple[float, float, float, float]
    bend: float


def gap_arc(
    one: int,
    other: int,
    centres: FloatArray,
    radii: FloatArray,
    boxes: FloatArray = _NOTHING,
    pill_size: tuple[float, float] = (0.0, 0.0),
    former_bend: float | None = None,
) -> GapArc:
    """Return the arc from mark `one` to mark `other` that passes most freely.

    `centres` (n, 2) and `radii` (n,) of all marks, `boxes` (k, 4): names, labels and pills to
    pass by. The arc ends 4 px before the marks. `pill_size` is the width and height of the pill,
    which sits on the arc. `former_bend` is the bend it had before; that stays unless another is
    clearly freer.
    """
    way = _Way(one, other, centres, float(radii.max()), pill_size)
    return way.freest(radii, boxes, former_bend)


class Arcs:
    """Remembers the ways between marks, so that an edit weighs only what it has to do with."""

    def __init__(self) -> None:
        self._ground: tuple[bytes, float] = (b"", 0.0)
        self._ways: Remembered[tuple[object, ...], _Way] = Remembered(_REMEMBERED)

    def begin(self, centres: FloatArray, radii: FloatArray) -> None:
        """Take the marks of the next picture; what is known stays when nobody moved.

        `centres` (n, 2) and `radii` (n,), px.
        """
        self._centres, self._radii = centres, radii
        ground = (centres.tobytes(), float(radii.max(initial=0.0)))
        if ground != self._ground:
            self._ground = ground
            self._ways.forget()

    def of(self, one: int, other: int, boxes: FloatArray, pill_size: tuple[float, float]) -> GapArc:
        """Return what `gap_arc` returns for two of these marks."""
        if len(self._radii) > _MOST_MARKS:
            return gap_arc(one, other, self._centres, self._radii, boxes, pill_size)
        way = self._ways.of(
            (one, other, pill_size),
            partial(_Way, one, other, self._centres, self._ground[1], pill_size),
        )
        return way.known(self._radii, boxes)


class _Way:
    """The curves that may be taken between two marks, and how near each comes to the others.

    That follows from where the marks stand, which an edit seldom changes; how large they are,
    and where names and labels lie, is given each time. Only marks and boxes that a curve or its
    pill can come near to are looked at: what changes elsewhere does not weigh the arc anew.
    """

    def __init__(
        self,
        one: int,
        other: int,
        centres: FloatArray,
        widest: float,
        pill_size: tuple[float, float],
    ) -> None:
        a, b = centres[one], centres[other]
        self._ends = np.array([one, other])
        self._a, self._b = a, b
        self._middle, way = (a + b) / 2, b - a
        self._length = math.dist(a, b)
        self._controls = self._middle + _BENDS[:, None] * np.array([way[1], -way[0]])
        self._lines = _points(a, self._controls, b, _INNER)
        self._pill_size = pill_size
        # How far from its curve a pill reaches, which sits between the points that are looked at.
        self._beside = math.hypot(*pill_size) / 2 + self._length / _SAMPLES
        # A curve lies between its marks, and strays from the line by half of its largest bend.
        # Boxes (k, 4) are looked at along that line and across: their middles, half their sides.
        across = np.array([-way[1], way[0]])
        sides = np.array([way, across]).T / max(self._length, 1e-9)
        self._reach = self._length * np.array([0.5, 0.5 * _BENDS.max()]) + self._beside
        self._middle_along = self._middle @ sides
        self._centre_along = np.concatenate((sides, sides)) / 2
        self._half_along = np.concatenate((-np.abs(sides), np.abs(sides))) / 2
        apart = _nearest(self._lines, centres)
        apart[:, self._ends] = np.inf
        self._near = np.flatnonzero(apart.min(axis=0) < widest + max(_PASSING, self._beside))
        self._apart, self._centres = apart[:, self._near], centres[self._near]
        self._arcs: Remembered[tuple[object, ...], GapArc] = Remembered(_STATES)
        self._curves: Remembered[tuple[object, ...], tuple[Curve, FloatArray]] = Remembered(_STATES)
        self._under: Remembered[bytes, FloatArray] = Remembered(_STATES)

    def known(self, radii: FloatArray, boxes: FloatArray) -> GapArc:
        """Return what `freest` returns, found again when all that it follows from is the same."""
        boxes = self._around(boxes)
        key = (radii[self._near].tobytes(), radii[self._ends].tobytes(), boxes.tobytes())
        return self._arcs.of(key, partial(self._freest, radii, boxes, None))

    def freest(self, radii: FloatArray, boxes: FloatArray, former_bend: float | None) -> GapArc:
        """Return the arc that passes most freely between marks of these radii, by these boxes."""
        return self._freest(radii, self._around(boxes), former_bend)

    def _around(self, boxes: FloatArray) -> FloatArray:
        """Return the boxes (k, 4) that a curve or its pill can touch."""
        away = np.abs(boxes @ self._centre_along - self._middle_along)
        away -= boxes @ self._half_along
        return np.asarray(boxes[(away <= self._reach).all(axis=1)])

    def _freest(self, radii: FloatArray, boxes: FloatArray, former_bend: float | None) -> GapArc:
        own = radii[self._near]
        costs = _BEND * np.abs(_BENDS)
        if len(own):
            costs += _MARK * np.maximum(1 - self._apart / (own + _PASSING), 0.0).sum(axis=1)
        if len(boxes):
            costs += self._under.of(boxes.tobytes(), partial(self._over, boxes))
        if former_bend is not None:
            costs += _CHANGE * (np.abs(_BENDS - former_bend) > 1e-9)
        best = int(np.round(costs, 6).argmin())
        from_a, from_b = (radii[self._ends] + END_GAP).tolist()
        curve, pills = self._curves.of(
            (best, from_a, from_b), partial(self._trimmed, best, from_a, from_b)
        )
        on_mark = hits_disc(pills, self._centres, own + 1.0)
        pill_costs = _PILL_AWAY + _PILL_ON_MARK * on_mark + _PILL_ON_BOX * hits_box(pills, boxes)
        left, top, right, bottom = pills[int(pill_costs.argmin())].tolist()
        return GapArc(curve, (left, top, right, bottom), float(_BENDS[best]))

    def _trimmed(self, best: int, from_a: float, from_b: float) -> tuple[Curve, FloatArray]:
        """Return a curve that ends so far from its marks, and where its pill may lie, (p, 4)."""
        start, control, end = _trimmed(self._a, self._controls[best], self._b, from_a, from_b)
        spots = _points(start, control[None], end, _PILL_WEIGHTS)[0]
        half = np.array(self._pill_size) / 2
        pills = np.concatenate((spots - half, spots + half), axis=1)
        return (*start.tolist(), *control.tolist(), *end.tolist()), pills

    def _over(self, boxes: FloatArray) -> FloatArray:
        """Return what the boxes cost that each curve passes over, (q,)."""
        x, y = self._lines.reshape(-1, 2).T
        left, top, right, bottom = boxes.T[:, :, None]
        within = ((left < x) & (x < right) & (top < y) & (y < bottom)).any(axis=0)
        crossed = np.count_nonzero(within.reshape(len(self._lines), -1), axis=1)
        return np.asarray(_BOX * self._length / _SAMPLES * crossed)


def _nearest(lines: FloatArray, centres: FloatArray) -> FloatArray:
    """Return how near each of the lines (q, s, 2) comes to the centres (n, 2), (q, n)."""
    if len(lines) > 1 and lines[:, :, 0].size * len(centres) > _AT_ONCE:
        return np.concatenate([_nearest(line[None], centres) for line in lines])
    dx = lines[:, :, None, 0] - centres[:, 0]
    dy = lines[:, :, None, 1] - centres[:, 1]
    return np.asarray(np.sqrt((dx * dx + dy * dy).min(axis=1)))


def _points(
    start: FloatArray, controls: FloatArray, end: FloatArray, weights: FloatArray
) -> FloatArray:
    """Return points of the curves over `controls` (q, 2), by `_weights` (3, s): (q, s, 2)."""
    of_start, of_control, of_end = weights[:, :, None]
    return np.asarray(
        of_start * start + of_end * end + of_control * controls[:, None, :], dtype=np.float64
    )


def _trimmed(
    a: FloatArray, control: FloatArray, b: FloatArray, from_a: float, from_b: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the part of the curve at least so far from its ends; its middle when none is."""
    line = _points(a, control[None], b, _FINE)[0]
    free = (_distances(line, a) >= from_a) & (_distances(line, b) >= from_b)
    inside = np.flatnonzero(free)
    first, last = (_FINE_AT[inside[0]], _FINE_AT[inside[-1]]) if len(inside) else (0.5, 0.5)
    # The blossom of the quadratic curve: the control point of the part between two shares.
    middle = (
        (1 - first) * (1 - last) * a
        + (first * (1 - last) + last * (1 - first)) * control
        + first * last * b
    )
    ends = _points(a, control[None], b, _weights(np.array([first, last])))[0]
    return ends[0], middle, ends[1]


def _distances(points: FloatArray, centre: FloatArray) -> FloatArray:
    dx, dy = points[:, 0] - centre[0], points[:, 1] - centre[1]
    return np.asarray(np.sqrt(dx * dx + dy * dy))
