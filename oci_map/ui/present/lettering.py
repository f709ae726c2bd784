"""Names of those a finding is about: all of them can be read, whatever else has to give way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from oci_map.drawing.picture import Box, Key, Node, Picture, Text
from oci_map.drawing.style import LABEL_SIZE
from oci_map.drawing.text import ascent, line_height, shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

_BELOW: Final = 3.0
_WIDEST: Final = 16.0  # times the height of the letters


def named(picture: Picture, lit: frozenset[Key], snapshot: Snapshot) -> Picture:
    """Return the picture with a name at each of these marks; names in their way are left out."""
    size = max((text.size for text in picture.labels), default=LABEL_SIZE)
    there = {text.key for text in picture.labels}
    added = [
        _name(node, size, picture, snapshot)
        for node in picture.nodes
        if node.key in lit and node.key not in there
    ]
    kept = [text for text in picture.labels if text.key in lit]
    taken = [text.box for text in (*kept, *added)] + [
        (node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius)
        for node in picture.nodes
        if node.key in lit
    ]
    others = [text for text in picture.labels if text.key not in lit]
    return replace(
        picture,
        labels=(*_free(others, taken), *kept, *added),
        names=tuple(one for one in picture.names if not any(_touch(one.box, box) for box in taken)),
    )


def _name(node: Node, size: float, picture: Picture, snapshot: Snapshot) -> Text:
    record = snapshot.organisations.get(RecordId(node.key))
    text = shortened(record.short if record is not None else "", size, 600, _WIDEST * size)
    width, top = text_width(text, size, 600), node.y + node.radius + _BELOW
    x = node.x - width / 2
    box = (x, top, x + width, top + line_height(size))
    colour = picture.style.text_1
    return Text(node.key, text, x, top + ascent(size), size, 600, colour, box)


def _free(texts: list[Text], taken: list[Box]) -> Iterator[Text]:
    return (text for text in texts if not any(_touch(text.box, box) for box in taken))


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
