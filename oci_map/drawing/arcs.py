"""The dashed arc of a gap: bent through empty space from one mark to another, with its pill."""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import NamedTuple

import numpy as np

from oci_map.drawing.overlap import hits_box, hits_disc
from oci_map.drawing.problem import FloatArray
from oci_map.values import dataclass

#: How far an arc may be bent: the distance of its control point, as a share of its length.
_BENDS = np.array([0.2, -0.2, 0.3, -0.3, 0.4, -0.4, 0.5, -0.5])
#: px between the end of an arc and the mark, and between an arc and a mark that it passes.
END_GAP = 4.0
_PASSING = 8.0
_SAMPLES = 33
_REMEMBERED = 256
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


def _weights(at: FloatArray) -> FloatArray:
    """Return the weights (3, s) of the begin, the control point and the end at these shares."""
    return np.stack(((1 - at) ** 2, 2 * at * (1 - at), at**2))


# What is looked at of an arc on its way between the marks, and to find where it leaves them.
_INNER = _weights(np.linspace(0.0, 1.0, _SAMPLES)[2:-2])
_FINE_AT = np.linspace(0.0, 1.0, 257)
_FINE = _weights(_FINE_AT)
_PILL_WEIGHTS = _weights(_PILL_SPOTS)


@dataclass(frozen=True, slots=True)
class GapArc:
    """A quadratic Bézier curve, the box of its pill, both in px, and how far it is bent."""

    curve: tuple[float, float, float, float, float, float]  # start, control point, end
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
    return _freest(_surroundings(one, other, centres, radii, boxes, pill_size), former_bend)


class Arcs:
    """Remembers arcs, so that an edit weighs only those anew that it has to do with."""

    def __init__(self, room: int = _REMEMBERED) -> None:
        self._room = room
        self._known: OrderedDict[tuple[bytes, ...], GapArc] = OrderedDict()

    def of(
        self,
        one: int,
        other: int,
        centres: FloatArray,
        radii: FloatArray,
        boxes: FloatArray,
        pill_size: tuple[float, float],
    ) -> GapArc:
        """Return what `gap_arc` returns for the same arguments."""
        around = _surroundings(one, other, centres, radii, boxes, pill_size)
        key = tuple(part.tobytes() for part in around)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _freest(around, None)
            while len(self._known) > self._room:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return found


class _Surroundings(NamedTuple):
    """What an arc follows from: its ends, and what lies near enough to matter."""

    a: FloatArray
    b: FloatArray
    ends: FloatArray  # (2,) px that it stays away from a and b
    centres: FloatArray
    radii: FloatArray
    boxes: FloatArray
    pill_size: FloatArray


def _surroundings(
    one: int,
    other: int,
    centres: FloatArray,
    radii: FloatArray,
    boxes: FloatArray,
    pill_size: tuple[float, float],
) -> _Surroundings:
    a, b = centres[one], centres[other]
    middle = (a + b) / 2
    length = math.dist(a, b)
    passed = _distances(centres, middle) < 0.75 * length + radii + _PASSING
    passed[[one, other]] = False
    # No bend and no pill reaches further from the middle than this.
    reach = 0.5 * length + max(pill_size)
    near = ((boxes[:, :2] < middle + reach) & (boxes[:, 2:] > middle - reach)).all(axis=1)
    return _Surroundings(
        a,
        b,
        radii[[one, other]] + END_GAP,
        centres[passed],
        radii[passed],
        boxes[near],
        np.array(pill_size),
    )


def _freest(around: _Surroundings, former_bend: float | None) -> GapArc:
    a, b, ends, centres, radii, boxes, pill_size = around
    middle, way = (a + b) / 2, b - a
    length = math.dist(a, b)
    controls = middle + _BENDS[:, None] * np.array([way[1], -way[0]])
    costs = _BEND * np.abs(_BENDS) + _in_the_way(
        _points(a, controls, b, _INNER), centres, radii, boxes, length
    )
    if former_bend is not None:
        costs = costs + _CHANGE * (np.abs(_BENDS - former_bend) > 1e-9)
    best = int(np.round(costs, 6).argmin())
    start, control, end = _trimmed(a, controls[best], b, *ends.tolist())
    spots = _points(start, control[None], end, _PILL_WEIGHTS)[0]
    half = pill_size / 2
    pills = np.concatenate((spots - half, spots + half), axis=1)
    pill_costs = (
        _PILL_OFF * np.abs(_PILL_SPOTS - 0.5)
        + _PILL_ON_MARK * hits_disc(pills, centres, radii + 1.0)
        + _PILL_ON_BOX * hits_box(pills, boxes)
    )
    left, top, right, bottom = pills[int(pill_costs.argmin())].tolist()
    return GapArc(
        (*start.tolist(), *control.tolist(), *end.tolist()),
        (left, top, right, bottom),
        float(_BENDS[best]),
    )


def arc_points(arc: GapArc, count: int = 24) -> FloatArray:
    """Return points (count, 2) along the arc, in px."""
    start, control, end = np.array(arc.curve).reshape(3, 2)
    along = _weights(np.linspace(0.0, 1.0, count))
    return np.asarray(_points(start, control[None], end, along)[0])


def _in_the_way(
    lines: FloatArray, centres: FloatArray, radii: FloatArray, boxes: FloatArray, length: float
) -> FloatArray:
    """Return how much each of the lines (q, s, 2) passes over marks and boxes, (q,)."""
    cost = np.zeros(len(lines))
    if len(radii):
        dx = lines[:, :, None, 0] - centres[:, 0]
        dy = lines[:, :, None, 1] - centres[:, 1]
        apart = np.sqrt((dx * dx + dy * dy).min(axis=1))
        room = radii + _PASSING
        cost += _MARK * np.maximum(1 - apart / room, 0.0).sum(axis=1)
    if len(boxes):
        points = lines.reshape(-1, 2)
        within = hits_box(np.concatenate((points, points), axis=1), boxes)
        cost += _BOX * length / _SAMPLES * within.reshape(len(lines), -1).sum(axis=1)
    return cost


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
