"""The dashed arc of a gap as a curved connector: it stays an arc when a mark is moved."""

from __future__ import annotations

from typing import Final

from oci_map.drawing.picture import Link, Node
from oci_map.exchange.slide_sites import Site, site_at_side
from oci_map.exchange.slide_xml import emu
from oci_map.values import dataclass

# A box as flat as that has no inside in which the bend could be a share of the width.
_THIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A curve from a site to another: where it lies, how far its middle is out (avLst)."""

    begin: Site
    end: Site
    transform: str
    adjust: str
    middle: tuple[float, float]


def arc_of(link: Link, one: Node, other: Node) -> Arc:
    """Return the connector that passes where the picture's arc has its middle.

    PowerPoint's curvedConnector3 leaves one shape sideways, turns at a line across, and arrives
    at the other sideways; turned by a quarter it leaves upwards or downwards.
    """
    x0, y0, cx, cy, x1, y1 = link.curve
    middle = ((x0 + 2 * cx + x1) / 4, (y0 + 2 * cy + y1) / 4)
    if abs(other.x - one.x) >= abs(other.y - one.y):
        return _turned(one, other, middle[1])
    return _upright(one, other, middle[0])


def _upright(one: Node, other: Node, across: float) -> Arc:
    """Return an arc that bulges to the left or right, as far as x = `across`."""
    begin = site_at_side(one, 1 if across > one.x else -1, 0)
    end = site_at_side(other, 1 if across > other.x else -1, 0)
    width, flip_h = _extent(end.x - begin.x)
    height, flip_v = end.y - begin.y, end.y < begin.y
    share = (across - begin.x) / width * (-1 if flip_h else 1)
    left, top = min(begin.x, end.x), min(begin.y, end.y)
    flips = (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    transform = (
        f'<a:xfrm{flips}><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{emu(width)}" cy="{emu(abs(height))}"/></a:xfrm>'
    )
    return Arc(begin, end, transform, _adjusted(share), (across, (begin.y + end.y) / 2))


def _turned(one: Node, other: Node, down: float) -> Arc:
    """Return an arc that bulges up or down, as far as y = `down`: a connector turned by 90°.

    Turned clockwise, the connector's own x runs downwards and its own y to the left.
    """
    begin = site_at_side(one, 0, 1 if down > one.y else -1)
    end = site_at_side(other, 0, 1 if down > other.y else -1)
    length, flip_h = _extent(end.y - begin.y)
    height, flip_v = abs(end.x - begin.x), end.x > begin.x
    share = (down - begin.y) / length * (-1 if flip_h else 1)
    centre = ((begin.x + end.x) / 2, min(begin.y, end.y) + length / 2)
    flips = (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    transform = (
        f'<a:xfrm rot="5400000"{flips}><a:off x="{emu(centre[0] - length / 2)}" '
        f'y="{emu(centre[1] - height / 2)}"/>'
        f'<a:ext cx="{emu(length)}" cy="{emu(height)}"/></a:xfrm>'
    )
    return Arc(begin, end, transform, _adjusted(share), ((begin.x + end.x) / 2, down))


def _extent(difference: float) -> tuple[float, bool]:
    return max(abs(difference), _THIN), difference < 0


def _adjusted(share: float) -> str:
    return f'<a:gd name="adj1" fmla="val {round(share * 100_000)}"/>'
