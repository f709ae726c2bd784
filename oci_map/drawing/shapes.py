"""The shapes of the marks, as outlines every painter can follow; near-equal area for each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from oci_map.drawing.picture import Shape

# A path is a row of steps: ("M", x, y), ("L", x, y), ("Q", cx, cy, x, y), ("Z",).
Step = tuple[str | float, ...]

# How far the corners lie from the centre for a circle of radius 1, so that areas look alike.
_REACH: Final[Mapping[Shape, float]] = {
    "square": 1.22,  # half the diagonal
    "diamond": 1.26,
    "hexagon": 1.10,
    "triangle": 1.36,
}


def shape_path(shape: Shape, x: float, y: float, radius: float) -> tuple[Step, ...]:
    """Return the closed outline of a mark other than the circle, centred at (x, y)."""
    reach = radius * _REACH[shape]
    if shape == "square":
        return _rounded_square(x, y, reach / math.sqrt(2), radius * 0.24)
    if shape == "diamond":
        corners = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)]
    elif shape == "hexagon":
        corners = [
            (reach * math.cos(math.radians(60 * k)), reach * math.sin(math.radians(60 * k)))
            for k in range(6)
        ]
    else:
        # The triangle sits a little lower, so that its centre of gravity is where the mark is.
        corners = [
            (reach * math.sin(math.radians(120 * k)), -reach * math.cos(math.radians(120 * k)))
            for k in range(3)
        ]
    return polygon_path([(x + dx, y + dy) for dx, dy in corners])


def polygon_path(points: list[tuple[float, float]], *, closed: bool = True) -> tuple[Step, ...]:
    """Return straight lines through the points."""
    steps: list[Step] = [("L", px, py) for px, py in points]
    if steps:
        steps[0] = ("M", *points[0])
    return (*steps, ("Z",)) if closed else tuple(steps)


def rounded_box(
    left: float, top: float, right: float, bottom: float, radius: float
) -> tuple[Step, ...]:
    """Return a box with rounded corners."""
    r = min(radius, (right - left) / 2, (bottom - top) / 2)
    return (
        ("M", left + r, top),
        ("L", right - r, top), ("Q", right, top, right, top + r),
        ("L", right, bottom - r), ("Q", right, bottom, right - r, bottom),
        ("L", left + r, bottom), ("Q", left, bottom, left, bottom - r),
        ("L", left, top + r), ("Q", left, top, left + r, top),
        ("Z",),
    )  # fmt: skip


def _rounded_square(x: float, y: float, half: float, corner: float) -> tuple[Step, ...]:
    return rounded_box(x - half, y - half, x + half, y + half, corner)
