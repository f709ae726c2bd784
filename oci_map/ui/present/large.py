"""A map of thousands on a screen: discs from afar, or the few that it is about by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from oci_map.drawing.page import SMALL_SIZE, fitting_scale
from oci_map.drawing.picture import Box, Key, Picture, Text
from oci_map.drawing.text import ascent, line_height, one_line, shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.ui.present.camera import Camera

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

#: Of more organisations than these no name is written beside its mark.
_FEW: Final = 8
_WIDEST: Final = 200.0  # px of the page
_AIR: Final = 5.0
_WEIGHT: Final = 600
_MARGIN: Final = 20.0  # px of the page


def all_marks(picture: Picture, area: Box) -> Camera:
    """Return the camera that shows all marks; lettering takes no room, it is as large as can be."""
    low, high = picture.crowd.centres.min(axis=0), picture.crowd.centres.max(axis=0)
    x, y = ((low + high) / 2).tolist()
    left, top, right, bottom = area
    inner = (left + _MARGIN, top + _MARGIN, right - _MARGIN, bottom - _MARGIN)
    return Camera(fitting_scale((*low.tolist(), *high.tolist()), inner), x, y)


def from_afar(picture: Picture, analysis: Analysis, lit: frozenset[Key], camera: Camera) -> Picture:
    """Return a large picture as it is painted on a screen, where others are named if there is room.

    Where it is about some, they are no discs, because these would hide them.
    """
    there = analysis.snapshot.organisations
    short = {node.key: there[RecordId(node.key)].short for node in picture.nodes}
    picture = picture.having(labels=(), names=(), pills=(), short_names={} if lit else short)
    picture.crowd.prepare()
    if lit:
        wanted = lit if len(lit) <= _FEW else frozenset()
        return picture.having(labels=tuple(_names(picture, wanted, short, camera.scale)))
    from oci_map.drawing.clustering import clustering_for
    from oci_map.drawing.overview import overview_of

    clustering = clustering_for(analysis)
    found = overview_of(picture.nodes, picture.crowd, clustering, analysis.cooperation)
    return picture.having(overview=found)


def _names(
    picture: Picture, wanted: frozenset[Key], short: dict[Key, str], scale: float
) -> Iterator[Text]:
    """Yield names that can be read from the last row, none over another."""
    size, taken = SMALL_SIZE / scale, list[Box]()
    for key in sorted(wanted):
        node = picture.node(key)
        if node is None:
            continue
        text = shortened(one_line(short[key]), size, _WEIGHT, _WIDEST / scale)
        left, top = node.x + node.radius + _AIR / scale, node.y - line_height(size) / 2
        width = text_width(text, size, _WEIGHT)
        if left + width > float(picture.crowd.centres[:, 0].max()):  # off the screen
            left = node.x - node.radius - _AIR / scale - width
        box = (left, top, left + width, top + line_height(size))
        if not any(_touch(box, other) for other in taken):
            taken.append(box)
            colour = picture.style.text_1
            yield Text(key, text, left, top + ascent(size), size, _WEIGHT, colour, box)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
