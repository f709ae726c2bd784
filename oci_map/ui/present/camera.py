"""What part of a picture is seen: nearer for a finding, and on the way from one to the next."""

from __future__ import annotations

import math
from typing import Final

from oci_map.drawing.bounds import united
from oci_map.drawing.page import fitting_scale
from oci_map.drawing.picture import Box, Key, Picture
from oci_map.values import dataclass

_ROUND: Final = 90.0  # px of the picture round those it is about
_NEAREST: Final = 1.7  # times the scale of the whole
_LEAST_GAIN: Final = 1.12  # nearer by less than this is only unrest


@dataclass(frozen=True, slots=True)
class Camera:
    """The place of the picture (x, y) in the middle of the area, and px of the page a px of it."""

    scale: float
    x: float
    y: float


def overview(scale: float, dx: float, dy: float, area: Box) -> Camera:
    """Return the camera that shows a picture as its sheet does."""
    across, down = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return Camera(scale, (across - dx) / scale, (down - dy) / scale)


def nearer(whole: Camera, picture: Picture, lit: frozenset[Key], area: Box) -> Camera:
    """Return the camera that shows these marks larger, within the picture; else the whole."""
    boxes = [
        (node.x - _ROUND, node.y - _ROUND, node.x + _ROUND, node.y + _ROUND)
        for node in picture.nodes
        if node.key in lit
    ]
    boxes += [text.box for text in picture.labels if text.key in lit]
    if not boxes:
        return whole
    box = united(boxes)
    scale = fitting_scale(box, area, _NEAREST * whole.scale)
    if scale < _LEAST_GAIN * whole.scale:
        return whole
    bounds = picture.bounds
    return Camera(
        scale,
        _within((box[0] + box[2]) / 2, bounds[0], bounds[2], (area[2] - area[0]) / scale),
        _within((box[1] + box[3]) / 2, bounds[1], bounds[3], (area[3] - area[1]) / scale),
    )


def seen(camera: Camera, area: Box) -> Box:
    """Return the part of the picture (px of it) that fills the area."""
    across = (area[2] - area[0]) / camera.scale / 2
    down = (area[3] - area[1]) / camera.scale / 2
    return (camera.x - across, camera.y - down, camera.x + across, camera.y + down)


def between(one: Camera, other: Camera, share: float) -> Camera:
    """Return the camera on its way; the scale grows by the same factor in the same time."""
    return Camera(
        math.exp(_mix(math.log(one.scale), math.log(other.scale), share)),
        _mix(one.x, other.x, share),
        _mix(one.y, other.y, share),
    )


def softened(share: float) -> float:
    """Return how far a camera is after a share of its time: it starts and stops gently."""
    return share * share * (3 - 2 * share)


def _within(middle: float, low: float, high: float, seen: float) -> float:
    """Keep what is seen inside the picture; where all of it is seen, in the middle."""
    if seen >= high - low:
        return (low + high) / 2
    return min(max(middle, low + seen / 2), high - seen / 2)


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share
