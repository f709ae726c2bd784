"""The outline round the members of a working group, without covering anybody else.

An outline is a closed polygon (p, 2) in px, the first point not repeated. It is the convex hull
of the members' discs, grown; where that would cover an organisation that is not a member, it is
as concave as needed and no more (see concave.py).
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.remembered import Remembered

if TYPE_CHECKING:
    import numpy.typing as npt

#: px between a member's mark and the outline.
PADDING = 18.0
#: A disc may reach into an outline by this share of its radius before it counts as covered.
TOLERANCE = 0.2
#: px outside the convex outline up to which others matter to one that bends in.
_BESIDE = 60.0

#: Directions in which the hull is looked for, and the turn per point of a rounded corner.
_DIRECTIONS = 1024
_TURN = math.radians(9.0)
_ANGLES: FloatArray = np.linspace(0.0, 2 * math.pi, _DIRECTIONS, endpoint=False)
_UNITS = np.stack((np.cos(_ANGLES), np.sin(_ANGLES)))

#: The arc that marks a member of a distant group: its opening and its distance from the mark.
_SEGMENT = math.radians(80.0)
_SEGMENT_GAP = 5.0
_REMEMBERED = 256

_NOBODY = np.empty((0, 2)), np.empty(0)


def outline(
    members: FloatArray,
    radii: FloatArray,
    others: FloatArray = _NOBODY[0],
    other_radii: FloatArray = _NOBODY[1],
) -> FloatArray:
    """Return the outline of a group as a closed polygon, shape (p, 2).

    `members` (k, 2) and `radii` (k,) of the marks inside; `others` (j, 2) and `other_radii` (j,)
    of those that should stay outside. One member gives a circle, two a capsule, none no points.
    """
    if not len(members):
        return np.empty((0, 2))
    grown = radii + PADDING
    polygon = _hull_of_discs(members, grown)
    clearance = _clearance(members, grown, others)
    if not (clearance < (1 - TOLERANCE) * other_radii).any():
        return polygon
    from oci_map.drawing.concave import concave_outline  # scipy; most pictures do without

    # Not only those inside: a corridor that walks round one must not run into the next.
    near = clearance < other_radii + _BESIDE
    return concave_outline(members, grown, others[near], other_radii[near], polygon)


def strangers_within(members: FloatArray, radii: FloatArray, others: FloatArray) -> int:
    """Return how many of the others (j, 2) lie in the convex outline round members (k, 2)."""
    if not len(members) or not len(others):
        return 0
    rays = _UNITS[:, ::32]
    reach = (members @ rays + (radii + PADDING)[:, None]).max(axis=0)
    return int(((others @ rays) <= reach).all(axis=1).sum())


def inside(polygon: FloatArray, points: FloatArray) -> BoolArray:
    """Say which of the points (j, 2) lie inside the closed polygon (p, 2). Returns (j,)."""
    if len(polygon) < 3:
        return np.zeros(len(points), dtype=np.bool_)
    x, y = points.T[:, :, None]
    x0, y0 = polygon.T
    x1, y1 = np.roll(polygon, -1, axis=0).T
    spans = (y0 > y) != (y1 > y)
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    left = x < x0 + (y - y0) * (x1 - x0) / rise
    return np.asarray(np.count_nonzero(spans & left, axis=1) % 2 == 1, dtype=np.bool_)


def ring_segment(centre: FloatArray, radius: float, towards: FloatArray) -> FloatArray:
    """Return the arc beside a mark that stands for a membership in a distant group, (p, 2).

    80° wide, 5 px outside the mark, open to the point `towards` (upwards when that is the
    centre itself).
    """
    x, y = towards[0] - centre[0], towards[1] - centre[1]
    middle = math.atan2(y, x) if x or y else -math.pi / 2
    angles = middle + np.linspace(-_SEGMENT / 2, _SEGMENT / 2, 13)
    return np.asarray(
        centre + (radius + _SEGMENT_GAP) * np.stack((np.cos(angles), np.sin(angles)), axis=1)
    )


class Outlines:
    """Remembers outlines, so that an edit computes only those that it changed.

    An outline is found again by what it depends on: the members, and the others near them.
    """

    def __init__(self, room: int = _REMEMBERED) -> None:
        self._known: Remembered[tuple[bytes, ...], FloatArray] = Remembered(room)

    def of(
        self,
        members: FloatArray,
        radii: FloatArray,
        others: FloatArray = _NOBODY[0],
        other_radii: FloatArray = _NOBODY[1],
    ) -> FloatArray:
        """Return what `outline` returns for the same arguments; do not write into it."""
        if len(members) and len(others):
            reach = (other_radii + _BESIDE + PADDING + radii.max())[:, None]
            low, high = members.min(axis=0) - reach, members.max(axis=0) + reach
            near = ((others >= low) & (others <= high)).all(axis=1)
            others, other_radii = others[near], other_radii[near]
        key = tuple(part.tobytes() for part in (members, radii, others, other_radii))
        return self._known.of(key, partial(_unwritable, members, radii, others, other_radii))

    def learn(self, other: Outlines) -> None:
        """Remember what another one worked out."""
        self._known.learn(other._known)


def _unwritable(*given: FloatArray) -> FloatArray:
    found = outline(*given)
    found.flags.writeable = False
    return found


def _clearance(members: FloatArray, grown: FloatArray, others: FloatArray) -> FloatArray:
    """Return how far the centres of the others lie outside the convex outline, (j,), inside < 0."""
    if not len(others):
        return np.empty(0)
    reach = (members @ _UNITS + grown[:, None]).max(axis=0)
    return np.asarray((others @ _UNITS - reach).max(axis=1))


def _hull_of_discs(centres: FloatArray, radii: FloatArray) -> FloatArray:
    """Return the convex hull of discs: an arc of each disc on it, joined by tangents.

    Which disc supports the hull in each of many directions gives the discs on it in order; the
    tangent between two neighbours touches both at the same angle.
    """
    support = (centres @ _UNITS + radii[:, None]).argmax(axis=0)
    changes = np.flatnonzero(support != _turned(support))
    if not len(changes):
        discs, begins, turns = support[:1], np.zeros(1), np.full(1, 2 * math.pi)
    else:
        discs = support[changes]
        begins = _touching_angles(centres, radii, _turned(discs), discs, _ANGLES[changes])
        turns = (_next(begins) - begins) % (2 * math.pi)
        seen = (_next(_ANGLES[changes]) - _ANGLES[changes]) % (2 * math.pi)
        turns[turns - seen > math.pi] = 0.0  # a hair below nothing, not a whole turn
    steps = np.maximum(np.ceil(turns / _TURN - 1e-9), 1.0).astype(np.intp)
    # A whole circle ends where it begins; an arc needs both its ends.
    counts = steps if not len(changes) else steps + 1
    arc = np.repeat(np.arange(len(discs)), counts)
    number = np.arange(len(arc)) - np.repeat(np.cumsum(counts) - counts, counts)
    angles = begins[arc] + number * (turns / steps)[arc]
    disc = discs[arc]
    unit = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    points = centres[disc] + radii[disc, None] * unit
    apart = np.abs(points - _turned(points)).max(axis=1) > 1e-6
    return np.asarray(points[apart])


def _turned(row: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate((row[-1:], row[:-1]))


def _next(row: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate((row[1:], row[:1]))


def _touching_angles(
    centres: FloatArray,
    radii: FloatArray,
    before: IntArray,
    after: IntArray,
    near: FloatArray,
) -> FloatArray:
    """Return the angle at which the tangent from one disc to the next touches both.

    Both discs reach equally far in that direction u: (c1 - c2)·u + r1 - r2 = 0. Of the two
    solutions it is the one near the direction in which the support was seen to change.
    """
    way = centres[after] - centres[before]
    distance = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-12)
    cosine = np.clip((radii[before] - radii[after]) / distance, -1.0, 1.0)
    angle = np.arctan2(way[:, 1], way[:, 0]) - np.arccos(cosine)
    # The change was seen at most one direction after it happened.
    step = 2 * math.pi / _DIRECTIONS
    late = (near - angle + math.pi) % (2 * math.pi) - math.pi
    return np.where(np.abs(late) <= 2 * step, near - late, near - step / 2)
