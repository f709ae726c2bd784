"""Marks as PowerPoint shapes: their boxes, and the sites on their rim where lines are glued.

The order of the sites is that of PowerPoint's own definition of each shape: an ellipse has eight,
from the top to the left; a hexagon begins at the right, a triangle has six.
"""

from __future__ import annotations

import math
from typing import Final

from oci_map.drawing.picture import Box, Node, Shape
from oci_map.values import dataclass

_HALF_ROOT: Final = math.sqrt(0.5)
_REACH: Final = {"square": 1.22 * _HALF_ROOT, "diamond": 1.26, "hexagon": 1.10, "triangle": 1.36}
_SIN_60: Final = math.sin(math.radians(60))
# The corner of the rounded square, as a share of its side.
_CORNER: Final = 0.24 / (2 * _REACH["square"])

PRESETS: Final[dict[Shape, str]] = {
    "circle": "ellipse",
    "square": "roundRect",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "triangle": "triangle",
}
ADJUST: Final[dict[Shape, str]] = {
    "circle": "",
    "square": f'<a:gd name="adj" fmla="val {round(_CORNER * 100_000)}"/>',
    "diamond": "",
    "hexagon": '<a:gd name="adj" fmla="val 28868"/><a:gd name="vf" fmla="val 115470"/>',
    "triangle": '<a:gd name="adj" fmla="val 50000"/>',
}
_FOUR: Final = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_NEAR: Final = (1 - _HALF_ROOT) / 2
_FAR: Final = 1 - _NEAR
# Where the sites are, as shares of the width and height of the box.
SITES: Final[dict[Shape, tuple[tuple[float, float], ...]]] = {
    "circle": (
        (0.5, 0.0), (_NEAR, _NEAR), (0.0, 0.5), (_NEAR, _FAR),
        (0.5, 1.0), (_FAR, _FAR), (1.0, 0.5), (_FAR, _NEAR),
    ),
    "square": _FOUR,
    "diamond": _FOUR,
    "hexagon": ((1.0, 0.5), (0.75, 1.0), (0.25, 1.0), (0.0, 0.5), (0.25, 0.0), (0.75, 0.0)),
    "triangle": ((0.5, 0.0), (0.25, 0.5), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (0.75, 0.5)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A place on the rim of a mark: its number and where it is (px)."""

    number: int
    x: float
    y: float


def box_of(node: Node) -> Box:
    """Return the box of a mark's shape, without its outer ring."""
    x, y, r = node.x, node.y, node.radius
    if node.shape == "circle":
        return (x - r, y - r, x + r, y + r)
    reach = r * _REACH[node.shape]
    if node.shape == "hexagon":
        return (x - reach, y - reach * _SIN_60, x + reach, y + reach * _SIN_60)
    if node.shape == "triangle":
        return (x - reach * _SIN_60, y - reach, x + reach * _SIN_60, y + reach / 2)
    return (x - reach, y - reach, x + reach, y + reach)


def sites_of(node: Node) -> list[Site]:
    """Return the sites of a mark."""
    left, top, right, bottom = box_of(node)
    return [
        Site(number, left + across * (right - left), top + down * (bottom - top))
        for number, (across, down) in enumerate(SITES[node.shape])
    ]


def site_towards(node: Node, x: float, y: float) -> Site:
    """Return the site that lies most in the direction of a point."""
    dx, dy = x - node.x, y - node.y

    def direction(site: Site) -> float:
        across, down = site.x - node.x, site.y - node.y
        return (across * dx + down * dy) / max(math.hypot(across, down), 1e-9)

    return max(sites_of(node), key=direction)


def site_at_side(node: Node, dx: int, dy: int) -> Site:
    """Return the site on the right (1, 0), left, lower or upper (0, −1) side of a mark."""
    return site_towards(node, node.x + dx * 1e6, node.y + dy * 1e6)
