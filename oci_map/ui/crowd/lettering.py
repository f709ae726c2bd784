"""Which labels a crowd has room for on the screen: the most important ones of what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.drawing.labels import place_labels, placed_boxes
from oci_map.drawing.strokes import Words
from oci_map.drawing.style import LABEL_SIZE
from oci_map.drawing.text import ascent, line_height, one_line, shortened, text_width

if TYPE_CHECKING:
    from oci_map.arrays import IntArray
    from oci_map.drawing.picture import Picture

#: So many labels are tried, and so many marks are kept clear of them.
_MOST: Final = 220
_CLEAR: Final = 1_000
_WIDEST: Final = 150.0
# Lettering on the screen stays at this share of its size when the map is shrunk.
_LEAST: Final = 0.86


def labels(picture: Picture, seen: IntArray, zoom: float, first: IntArray) -> list[Words]:
    """Return the labels of the marks that are seen, in px of the map; `first` go before others."""
    crowd, size = picture.crowd, LABEL_SIZE * max(1.0, _LEAST / zoom)
    rank = crowd.importance[seen] + 2e6 * np.isin(seen, first)
    chosen = seen[np.argsort(-rank, kind="stable")[:_CLEAR]]
    texts, sizes = [], np.zeros((len(chosen), 2))
    for place, number in enumerate(chosen[:_MOST].tolist()):
        node = picture.nodes[number]
        weight = 600 if node.coordinator else 500
        name = one_line(picture.short_names.get(node.key, ""))
        text = shortened(name, size, weight, _WIDEST * size / LABEL_SIZE)
        texts.append((text, weight))
        if text:
            sizes[place] = (text_width(text, size, weight), line_height(size))
    centres, radii = crowd.centres[chosen], crowd.radii[chosen]
    slots = place_labels(centres, radii, sizes, -np.arange(len(chosen), dtype=np.float64))
    boxes = placed_boxes(centres, radii, sizes, slots)
    style = picture.style
    return [
        Words(
            text, float(box[0]), float(box[1]) + ascent(size), size, weight, style.text_1,
            style.canvas,
        )
        for (text, weight), slot, box in zip(texts, slots.tolist(), boxes, strict=False)
        if slot >= 0 and text
    ]  # fmt: skip
