"""Which gap lies under a point of the map: its pill, or its arc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.picture import Link, Picture
from oci_map.drawing.strokes import Emphasis, shows_pill

_STEPS: Final = np.linspace(0.0, 1.0, 65)


def gap_at(
    picture: Picture, x: float, y: float, margin: float = 5.0, emphasis: Emphasis | None = None
) -> Link | None:
    """Return the gap at a point (px), the nearest one within the margin; None where none is.

    A pill that is seen goes before the arcs; `emphasis` says which pills are seen besides those
    that always are.
    """
    gaps = {(link.one, link.other): link for link in drawn_gaps(picture)}
    for pill in reversed(picture.pills):
        left, top, right, bottom = pill.box
        if shows_pill(pill, emphasis) and left <= x <= right and top <= y <= bottom:
            return gaps.get(pill.keys)
    nearest, distance = None, margin
    for link in gaps.values():
        away = _distance(link, x, y)
        if away <= distance:
            nearest, distance = link, away
    return nearest


def drawn_gaps(picture: Picture) -> Iterator[Link]:
    """Yield the gaps of a picture; they come last of its links."""
    for link in reversed(picture.links):
        if link.role != "gap":
            return
        yield link


def _distance(link: Link, x: float, y: float) -> float:
    """Return how far a point is from a quadratic curve, to within half a px on any map."""
    x0, y0, cx, cy, x1, y1 = link.curve
    low, high = min(x0, cx, x1), max(x0, cx, x1)
    if not low - 50 <= x <= high + 50:
        return float("inf")
    ends: FloatArray = np.array([[x0, y0], [cx, cy], [x1, y1]])
    t = _STEPS[:, None]
    points = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * ends[1] + t**2 * ends[2]
    begin, way = points[:-1], np.diff(points, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    share = np.clip((([x, y] - begin) * way).sum(axis=1) / length, 0.0, 1.0)
    nearest = begin + share[:, None] * way
    return float(np.hypot(nearest[:, 0] - x, nearest[:, 1] - y).min())
