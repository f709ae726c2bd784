"""Marks as PowerPoint shapes: their boxes, and the sites on their rim where lines are glued.

The order of the sites is that of PowerPoint's own definition of each shape: an ellipse has eight,
from the top to the left; a hexagon begins at the right, a triangle has six.
"""

from __future__ import annotations

import math
from typing import Final

from oci_map.drawing.picture import Box, Node
from oci_map.drawing.shapes import (
    BULLET_HALF,
    PILL_HALF,
    PLUS_ARM,
    REACH,
    STAR_INNER,
    Shape,
)
from oci_map.values import dataclass

_HALF_ROOT: Final = math.sqrt(0.5)
_SIN_60: Final = math.sin(math.radians(60))
# Half the width, the height above and below the centre of a regular pentagon, for a radius of 1.
_PENTAGON: Final = (math.sin(math.radians(72)), 1.0, math.cos(math.radians(36)))
# The corner of the rounded square, as a share of its side.
_CORNER: Final = 0.24 / (2 * REACH["square"] * _HALF_ROOT)

PRESETS: Final[dict[Shape, str]] = {
    "circle": "ellipse",
    "square": "roundRect",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "triangle": "triangle",
    "triangle_down": "flowChartMerge",
    "star": "star5",
    "plus": "plus",
    "pill": "roundRect",
    "bullet": "flowChartDelay",
    "pentagon": "pentagon",
    "pillar": "roundRect",
}
# A pentagon and a star of five points fill their box by these two.
_IN_A_BOX: Final = '<a:gd name="hf" fmla="val 105146"/><a:gd name="vf" fmla="val 110557"/>'
ADJUST: Final[dict[Shape, str]] = {
    "circle": "",
    "square": f'<a:gd name="adj" fmla="val {round(_CORNER * 100_000)}"/>',
    "diamond": "",
    "hexagon": '<a:gd name="adj" fmla="val 28868"/><a:gd name="vf" fmla="val 115470"/>',
    "triangle": '<a:gd name="adj" fmla="val 50000"/>',
    "triangle_down": "",
    "star": f'<a:gd name="adj" fmla="val {round(STAR_INNER * 50_000)}"/>{_IN_A_BOX}',
    "plus": f'<a:gd name="adj" fmla="val {round((1 - PLUS_ARM) * 50_000)}"/>',
    "pill": '<a:gd name="adj" fmla="val 50000"/>',
    "bullet": "",
    "pentagon": _IN_A_BOX,
    "pillar": '<a:gd name="adj" fmla="val 50000"/>',
}
_FOUR: Final = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_NEAR: Final = (1 - _HALF_ROOT) / 2
_FAR: Final = 1 - _NEAR
# Of the corners of a pentagon in its box: how low the upper ones, how far in the lower ones.
_LOW: Final = (1 - math.cos(math.radians(72))) / (_PENTAGON[1] + _PENTAGON[2])
_IN: Final = (1 - math.sin(math.radians(36)) / _PENTAGON[0]) / 2
_FIVE: Final = ((0.5, 0.0), (0.0, _LOW), (_IN, 1.0), (1 - _IN, 1.0), (1.0, _LOW))
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
    "triangle_down": ((0.5, 0.0), (0.25, 0.5), (0.5, 1.0), (0.75, 0.5)),
    "star": _FIVE,
    "plus": _FOUR,
    "pill": _FOUR,
    "bullet": _FOUR,
    "pentagon": _FIVE,
    "pillar": _FOUR,
}  # fmt: skip
# The box of a shape: how far it goes to the sides, up and down, for a reach of 1.
_BOXES: Final[dict[Shape, tuple[float, float, float]]] = {
    "square": (_HALF_ROOT, _HALF_ROOT, _HALF_ROOT),
    "diamond": (1.0, 1.0, 1.0),
    "hexagon": (1.0, _SIN_60, _SIN_60),
    "triangle": (_SIN_60, 1.0, 0.5),
    "triangle_down": (_SIN_60, 0.5, 1.0),
    "star": _PENTAGON,
    "plus": (1.0, 1.0, 1.0),
    "pill": (1.0, PILL_HALF, PILL_HALF),
    "bullet": (1.0, BULLET_HALF, BULLET_HALF),
    "pentagon": _PENTAGON,
    "pillar": (PILL_HALF, 1.0, 1.0),
}


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
    reach = r * REACH[node.shape]
    across, up, down = _BOXES[node.shape]
    return (x - reach * across, y - reach * up, x + reach * across, y + reach * down)


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
