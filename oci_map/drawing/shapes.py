"""The shapes of the marks, as outlines every painter can follow; near-equal area for each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

Shape = Literal[
    "circle", "square", "diamond", "hexagon", "triangle",
    # Those of further policy levels, which nobody chose a shape for.
    "triangle_down", "star", "plus", "pill", "bullet", "pentagon", "pillar",
]  # fmt: skip
SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)

# A path is a row of steps: ("M", x, y), ("L", x, y), ("Q", cx, cy, x, y), ("Z",).
Step = tuple[str | float, ...]

# How far the corners lie from the centre for a circle of radius 1, so that areas look alike.
REACH: Final[Mapping[Shape, float]] = {
    "square": 1.22,  # half the diagonal
    "diamond": 1.26,
    "hexagon": 1.10,
    "triangle": 1.36,
    "triangle_down": 1.36,
    "star": 1.38,
    "plus": 1.06,  # to the ends of its arms
    "pill": 1.26,  # to its ends
    "bullet": 1.00,  # half its width
    "pentagon": 1.15,
    "pillar": 1.26,
}
#: How far the inner corners of the star lie from the centre, half the width of the arms of the
#: plus, and half the height of the pill, as shares of their reach.
STAR_INNER: Final = 0.55
PLUS_ARM: Final = 0.44
PILL_HALF: Final = 0.56
#: Half the height of the bullet, of which the right half is round, as a share of its reach.
BULLET_HALF: Final = 0.87


def shape_path(shape: Shape, x: float, y: float, radius: float) -> tuple[Step, ...]:
    """Return the closed outline of a mark other than the circle, centred at (x, y)."""
    reach = radius * REACH[shape]
    if shape == "square":
        return _rounded_square(x, y, reach / math.sqrt(2), radius * 0.24)
    if shape in ("pill", "pillar"):
        along, across = (reach, reach * PILL_HALF)
        wide, high = (along, across) if shape == "pill" else (across, along)
        return _round_ended(x, y, wide, high)
    if shape == "bullet":
        return _bullet(x, y, reach)
    return polygon_path([(x + dx * reach, y + dy * reach) for dx, dy in _CORNERS[shape]])


def _around(count: int, first: float = -90.0, inner: float = 1.0) -> list[tuple[float, float]]:
    """Return corners at equal angles (°) round the centre, every second one nearer to it."""
    angles = [math.radians(first + 360 * place / count) for place in range(count)]
    near = [inner if place % 2 else 1.0 for place in range(count)]
    return [
        (share * math.cos(a), share * math.sin(a)) for share, a in zip(near, angles, strict=True)
    ]


def _triangle(down: float) -> list[tuple[float, float]]:
    turns = [math.radians(120 * k) for k in range(3)]
    return [(math.sin(turn), down * math.cos(turn)) for turn in turns]


_A: Final = PLUS_ARM
# The corners of the other shapes, for a reach of 1. A triangle sits a little lower or higher, so
# that its centre of gravity is where the mark is.
_CORNERS: Final[Mapping[Shape, Sequence[tuple[float, float]]]] = {
    "diamond": [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)],
    "hexagon": _around(6, 0.0),
    "triangle": _triangle(-1.0),
    "triangle_down": _triangle(1.0),
    "star": _around(10, inner=STAR_INNER),
    "plus": [
        (-_A, -1), (_A, -1), (_A, -_A), (1, -_A), (1, _A), (_A, _A),
        (_A, 1), (-_A, 1), (-_A, _A), (-1, _A), (-1, -_A), (-_A, -_A),
    ],
    "pentagon": _around(5),
}  # fmt: skip


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


def _round_ended(x: float, y: float, wide: float, high: float) -> tuple[Step, ...]:
    """Return a bar with round ends; an arc is two curves for each quarter of a circle."""
    r = min(wide, high)
    corners = [
        (wide - r, high - r),
        (r - wide, high - r),
        (r - wide, r - high),
        (wide - r, r - high),
    ]
    steps: list[Step] = [("M", x + wide, y + high - r)]
    for quarter, (dx, dy) in enumerate(corners):
        begin = (x + dx + r * _COS[quarter], y + dy + r * _COS[quarter - 1])
        steps.append(("L", *begin))
        steps += _quarter(x + dx, y + dy, r, r, quarter)
    return (*steps, ("Z",))


def _bullet(x: float, y: float, reach: float) -> tuple[Step, ...]:
    """Return a mark with a straight left and a round right half."""
    high = reach * BULLET_HALF
    return (
        ("M", x - reach, y + high),
        ("L", x - reach, y - high),
        ("L", x, y - high),
        *_quarter(x, y, reach, high, 3),
        *_quarter(x, y, reach, high, 0),
        ("Z",),
    )


_COS: Final = (1, 0, -1, 0)  # of 0, 90, 180 and 270°; the sine is that of a quarter before


def _quarter(x: float, y: float, rx: float, ry: float, quarter: int) -> list[Step]:
    """Return a quarter of an ellipse, from `quarter` · 90° (y down), as two curves."""
    bow = 1 / math.cos(math.pi / 8)
    steps: list[Step] = []
    for half in (0, 1):
        middle = math.pi / 2 * quarter + math.pi / 4 * half + math.pi / 8
        end = math.pi / 2 * quarter + math.pi / 4 * (half + 1)
        control = (x + rx * bow * math.cos(middle), y + ry * bow * math.sin(middle))
        steps.append(("Q", *control, x + rx * math.cos(end), y + ry * math.sin(end)))
    return steps


def _rounded_square(x: float, y: float, half: float, corner: float) -> tuple[Step, ...]:
    return rounded_box(x - half, y - half, x + half, y + half, corner)
