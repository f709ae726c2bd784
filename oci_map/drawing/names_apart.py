"""Where the name of a group stands when its outline has no free place, and the line to it.

The nearest free place is taken: leaning on the outline, or beside it. Where there is none near,
the name is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from oci_map.arrays import BoolArray, FloatArray
from oci_map.drawing.contour import way_along
from oci_map.drawing.overlap import hits_box, hits_disc

#: px: how near together the places are that are looked at, and what is left free round a name.
_STEP = 6.0
_AIR = 3.0
#: Large lettering is moved in larger steps, in heights of the name.
_LARGE_STEP = 0.25
#: So many places are looked at once: round a large outline they lie further apart.
_MOST_PLACES = 2000
#: How far beyond the outline is looked, in heights of the name; and how much of its width and
#: height may lie beyond what the map fills.
_FURTHEST = 3.0
_OUTSIDE = np.array([0.5, 1.5])
#: px between a name and its outline, up to which no line is needed.
_NEAR = 3.0
#: What places cost, in px from the middle of the name to the outline: a line that crosses a mark
#: or a name, a px that the name is apart, a px outwards (a gain), a px beyond the map.
_CROSSING = 400.0
_AWAY = 2.0
_OUTWARD = 0.1
_BEYOND = 3.0
#: So many of the nearest places are looked at for what their lines cross.
_LOOKED_AT = 60
#: So many distances are held at once.
_AT_ONCE = 10_000


def free_box(
    outline: FloatArray,
    size: FloatArray,
    centres: FloatArray,
    radii: FloatArray,
    taken: FloatArray,
    frame: FloatArray,
) -> FloatArray | None:
    """Return the box (4,) of a name of `size` (2,) near a closed outline (p, 2), free of all else.

    `centres` (n, 2) and `radii` (n,) are the marks with the air round them, `taken` (k, 4) the
    boxes of other names, `frame` (4,) what the map fills: beyond it a name would make all of it
    smaller. Lengths are px. None where a free place is so far that nobody would see whose name
    it is.
    """
    fine = max(_STEP, _LARGE_STEP * float(size[1]))
    points = _along(outline, fine)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    boxes = _round_about(points, size, _FURTHEST * float(size[1]), fine)
    beyond = np.maximum(frame[:2] - boxes[:, :2], 0.0) + np.maximum(boxes[:, 2:] - frame[2:], 0.0)
    free = ~hits_disc(boxes, centres, radii) & ~hits_box(_grown(boxes), taken)
    free &= (beyond <= _OUTSIDE * size).all(axis=1)
    if not free.any():
        return None
    boxes, beyond = boxes[free], beyond[free]
    feet, touching = _feet(points, boxes)
    away = np.hypot(*(feet[:, :2] - feet[:, 2:]).T)
    # A name above or below its outline is read as its own; at its side, as somebody else's.
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    outward = np.hypot(*(middles - middle).T)
    cost = _apart(points, middles) + _AWAY * away - _OUTWARD * outward
    cost += _BEYOND * beyond.sum(axis=1)
    best, least = 0, np.inf
    for one in np.argsort(cost, kind="stable")[:_LOOKED_AT].tolist():
        if cost[one] >= least:
            break
        crossed = not touching[one] and _crosses(feet[one], centres, radii, taken)
        if cost[one] + _CROSSING * crossed < least:
            best, least = one, cost[one] + _CROSSING * crossed
    return np.asarray(boxes[best])


def leader(outline: FloatArray, box: FloatArray) -> FloatArray | None:
    """Return the line (2, 2), px, from an outline (p, 2) to a name away from it, else None."""
    if not len(outline):
        return None
    (foot,), _touching = _feet(_along(outline), box[None])
    ends = foot.reshape(2, 2)[::-1]
    return None if np.hypot(*(ends[1] - ends[0])) <= _NEAR else np.asarray(ends)


def _along(outline: FloatArray, step: float = _STEP) -> FloatArray:
    """Return points in even steps along a closed outline."""
    length, around = way_along(outline)
    count = int(np.clip(length[-1] / step, 8, 300))
    at = np.arange(count) * (length[-1] / count)
    return np.stack([np.interp(at, length, side) for side in around.T], axis=1)


def _round_about(points: FloatArray, size: FloatArray, reach: float, fine: float) -> FloatArray:
    """Return the boxes (c, 4) on a grid over all that lies within reach of the points."""
    low, high = points.min(axis=0) - reach - size / 2, points.max(axis=0) + reach + size / 2
    step = max(fine, float(np.sqrt(np.prod(high - low) / _MOST_PLACES)))
    # From the middle outwards, so that what is symmetric stays so.
    across, down = (
        (low[axis] + high[axis]) / 2 + step * np.arange(-many, many + 1)
        for axis in (0, 1)
        for many in (int((high[axis] - low[axis]) / step / 2),)
    )
    middles = np.stack(np.meshgrid(across, down), axis=2).reshape(-1, 2)
    return np.asarray(np.hstack((middles - size / 2, middles + size / 2)))


def _feet(points: FloatArray, boxes: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return the shortest way from each box to the points, (c, 4), and whether it touches."""
    feet, touching = np.empty((len(boxes), 4)), np.empty(len(boxes), dtype=np.bool_)
    for part in _parts(boxes, points):
        low, high = boxes[part, None, :2], boxes[part, None, 2:]
        away = np.zeros((len(low), len(points)))
        for axis in (0, 1):
            line = points[:, axis]
            short = np.maximum(low[..., axis] - line, line - high[..., axis])
            away += np.maximum(short, 0.0, out=short) ** 2
        foot = away.argmin(axis=1)
        feet[part, :2] = np.clip(points[foot], boxes[part, :2], boxes[part, 2:])
        feet[part, 2:] = points[foot]
        touching[part] = away[np.arange(len(foot)), foot] <= _NEAR * _NEAR
    return feet, touching


def _apart(points: FloatArray, middles: FloatArray) -> FloatArray:
    """Return how far each of the middles (c, 2) is from the nearest point, (c,)."""
    nearest = np.empty(len(middles))
    for part in _parts(middles, points):
        away = (middles[part, :1] - points[:, 0]) ** 2
        away += (middles[part, 1:] - points[:, 1]) ** 2
        nearest[part] = away.min(axis=1)
    return np.asarray(np.sqrt(nearest))


def _parts(many: FloatArray, points: FloatArray) -> Iterator[slice]:
    """Yield stretches of many places that are compared with all points at once."""
    step = max(_AT_ONCE // len(points), 1)
    for at in range(0, len(many), step):
        yield slice(at, at + step)


def _crosses(line: FloatArray, centres: FloatArray, radii: FloatArray, taken: FloatArray) -> bool:
    """Say whether a line (4,) meets a mark or a name."""
    begin, way = line[:2], line[2:] - line[:2]
    long = max(float(way @ way), 1e-9)
    along = np.clip((centres - begin) @ way / long, 0.0, 1.0)
    off = np.hypot(*(begin + along[:, None] * way - centres).T)
    if (off < radii).any():
        return True
    steps = begin + np.linspace(0.0, 1.0, 24)[:, None] * way
    return bool(len(taken)) and bool(hits_box(np.hstack((steps, steps + 1e-6)), taken).any())


def _grown(boxes: FloatArray) -> FloatArray:
    return np.asarray(boxes + np.array([-_AIR, -_AIR, _AIR, _AIR]))


def _frame(outlines: Sequence[FloatArray], marks: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Return the box (4,) round all outlines and marks."""
    centres, radii = marks
    points = np.vstack([*outlines, centres - radii[:, None], centres + radii[:, None]])
    return np.asarray(np.concatenate((points.min(axis=0), points.max(axis=0))))


def placed_apart(
    wanted: Sequence[int],
    outlines: Sequence[FloatArray],
    sizes: FloatArray,
    marks: tuple[FloatArray, FloatArray],
    chosen: dict[int, FloatArray],
) -> None:
    """Give a free place to each of the groups whose outline has none.

    `marks` are centres (n, 2) and radii (n,); `chosen` are the boxes of all other names, to which
    it adds.
    The largest name chooses first.
    """
    frame = _frame(outlines, marks)
    for group in sorted(wanted, key=lambda one: (-float(np.prod(sizes[one])), one)):
        others = np.array(list(chosen.values())).reshape(-1, 4)
        box = free_box(outlines[group], sizes[group], *marks, others, frame)
        if box is not None:
            chosen[group] = box
