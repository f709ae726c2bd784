"""Names of those a finding is about: all of them can be read, whatever else has to give way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.labels import BELOW, GAP_ABOVE, place_labels, placed_boxes
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import Box, Key, Node, Picture, Text
from oci_map.drawing.style import LABEL_SIZE, Style
from oci_map.drawing.text import ascent, line_height, shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

_BELOW: Final = 3.0
_WIDEST: Final = 16.0  # times the height of the letters


def named(picture: Picture, lit: frozenset[Key], snapshot: Snapshot) -> Picture:
    """Return the picture with a name at each of these marks; names in their way are left out.

    On a large map so many may be lit that there is no room for all of their names either: those
    of the largest marks go first.
    """
    size = max((text.size for text in picture.labels), default=LABEL_SIZE)
    there = {text.key for text in picture.labels}
    kept = [text for text in picture.labels if text.key in lit]
    nodes = [node for node in picture.nodes if node.key in lit]
    texts = ["" if node.key in there else _words(node, size, snapshot) for node in nodes]
    boxes = _placed(picture, nodes, texts, size, kept)
    added = [
        _name(node, text, size, box, picture.style)
        for node, text, box in zip(nodes, texts, boxes, strict=True)
        if text and np.isfinite(box).all()
    ]
    taken = [text.box for text in (*kept, *added)] + [
        (node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius)
        for node in nodes
    ]
    others = [text for text in picture.labels if text.key not in lit]
    return replace(
        picture,
        labels=(*_free(others, taken), *kept, *added),
        names=tuple(one for one in picture.names if not any(_touch(one.box, box) for box in taken)),
    )


def _words(node: Node, size: float, snapshot: Snapshot) -> str:
    record = snapshot.organisations.get(RecordId(node.key))
    return shortened(record.short if record is not None else "", size, 600, _WIDEST * size)


def _placed(
    picture: Picture, nodes: list[Node], texts: list[str], size: float, kept: list[Text]
) -> FloatArray:
    """Return where names stand, (n, 4): below their marks, on a large map beside each other.

    There it is NaN for whoever has no place.
    """
    centres = np.array([(node.x, node.y) for node in nodes], dtype=np.float64).reshape(-1, 2)
    # A little further from the marks than usual.
    radii = np.array([node.radius for node in nodes], dtype=np.float64) * picture.growth
    radii += _BELOW - GAP_ABOVE
    sizes = np.array(
        [(text_width(text, size, 600), line_height(size) if text else 0.0) for text in texts],
        dtype=np.float64,
    ).reshape(-1, 2)
    below = np.full(len(nodes), BELOW, dtype=np.intp)
    if len(picture.nodes) <= LARGE:
        return placed_boxes(centres, radii, sizes, below)
    taken = np.array([text.box for text in kept], dtype=np.float64).reshape(-1, 4)
    slots = place_labels(centres, radii, sizes, radii, taken, former=below)
    return placed_boxes(centres, radii, sizes, slots)


def _name(node: Node, text: str, size: float, box: FloatArray, style: Style) -> Text:
    left, top, right, bottom = box.tolist()
    edges = (left, top, right, bottom)
    return Text(node.key, text, left, top + ascent(size), size, 600, style.text_1, edges)


def _free(texts: list[Text], taken: list[Box]) -> Iterator[Text]:
    return (text for text in texts if not any(_touch(text.box, box) for box in taken))


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
