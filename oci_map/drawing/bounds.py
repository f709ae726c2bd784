"""How much room a picture takes: marks, outlines and all the lettering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.drawing.picture import Box, GroupName, Node, Outline, Pill, Text

_SPARE: Final = 10.0


def bounds_of(
    nodes: Sequence[Node],
    outlines: Sequence[Outline],
    labels: Sequence[Text],
    names: Sequence[GroupName],
    pills: Sequence[Pill],
) -> Box:
    """Return the box (px) round everything that is drawn, with a little room."""
    boxes: list[Box] = [
        (n.x - 1.4 * n.radius - 4, n.y - 1.4 * n.radius - 4, n.x + 1.4 * n.radius + 4,
         n.y + 1.4 * n.radius + 4)
        for n in nodes
    ]  # fmt: skip
    for outline in outlines:
        if len(outline.polygon):
            low, high = outline.polygon.min(axis=0), outline.polygon.max(axis=0)
            boxes.append((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    boxes += [text.box for text in labels] + [name.box for name in names]
    boxes += [pill.box for pill in pills]
    if not boxes:
        return (-200.0, -120.0, 200.0, 120.0)
    edges = np.array(boxes)
    low, high = edges[:, :2].min(axis=0) - _SPARE, edges[:, 2:].max(axis=0) + _SPARE
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def united(boxes: Sequence[Box]) -> Box:
    """Return the box round all these boxes, of which there must be one at least."""
    edges = np.array(boxes)
    low, high = edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
