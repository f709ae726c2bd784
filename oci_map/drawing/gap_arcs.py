"""The arcs of the largest gaps between organisations, and what each says in its pill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map import i18n
from oci_map.arrays import FloatArray
from oci_map.drawing import marks
from oci_map.drawing.arcs import Arcs
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import Box, Key, Link, Node, Pill, Text
from oci_map.drawing.style import Style, mixed
from oci_map.drawing.text import ascent, line_height, text_width
from oci_map.i18n import ngettext

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_PILLS_ALWAYS: Final = 3
_PILL_SIZE: Final = 11.0
# On a large map a pill lies on at most so many marks.
_MOST_HIDDEN: Final = 2
# px left free between two pills, beside and above.
_AROUND_PILL: Final = (-6.0, -3.0, 6.0, 3.0)


def gap_marks(
    analysis: Analysis,
    style: Style,
    scale: float,
    nodes: Sequence[Node],
    arcs: Arcs,
    taken: Sequence[Box],
) -> tuple[list[Link], list[Pill]]:
    """Return the arcs of the largest gaps between these marks, and the pills on them.

    `scale` is how much larger the lettering is, `taken` the boxes (px) that pills stay away from.
    """
    if not analysis.filter.show_gaps:
        return [], []
    index = {node.key: place for place, node in enumerate(nodes)}
    arcs.begin(
        np.array([(n.x, n.y) for n in nodes], dtype=np.float64).reshape(-1, 2),
        np.array([n.radius for n in nodes], dtype=np.float64),
    )
    gaps = analysis.pair_gaps[: marks.MOST_GAPS]
    boxes = np.empty((len(taken) + len(gaps), 4))
    boxes[: len(taken)] = np.array(taken, dtype=np.float64).reshape(-1, 4)
    count = len(taken)  # of the boxes
    size = _PILL_SIZE * scale
    colour = mixed(style.canvas, style.gap, marks.GAP_STRENGTH)
    links, pills = [], []
    for number, gap in enumerate(gaps):
        if Key(gap.one) not in index or Key(gap.other) not in index:
            continue
        one, other = index[Key(gap.one)], index[Key(gap.other)]
        text = _words(len(gap.shared_needs))
        pill_size = (text_width(text, size, 500) + 14 * scale, line_height(size) + 5 * scale)
        arc = arcs.of(one, other, boxes[:count], pill_size)
        links.append(
            Link(
                Key(gap.key), nodes[one].key, nodes[other].key, "gap", "gap", arc.curve,
                marks.GAP_WIDTH, marks.GAP_DASH, colour, 1.0,
            )
        )  # fmt: skip
        # A pill without room is left out; the inspector tells what it would say.
        if _overlaps(arc.pill, boxes[:count]) or _hides(arc.pill, nodes):
            continue
        always = number < _PILLS_ALWAYS
        pills.append(_pill(nodes[one], nodes[other], text, size, arc.pill, style, always=always))
        boxes[count] = np.add(arc.pill, _AROUND_PILL)
        count += 1
    return links, pills


def _words(count: int) -> str:
    words = ngettext("{count} shared need", "{count} shared needs", count)
    return words.format(count=i18n.number(count))


def _pill(
    one: Node, other: Node, text: str, size: float, box: Box, style: Style, *, always: bool
) -> Pill:
    left, top, right, bottom = box
    x = (left + right - text_width(text, size, 500)) / 2
    y = (top + bottom - line_height(size)) / 2 + ascent(size)
    words = Text(one.key, text, x, y, size, 500, style.gap_text, box, halo=False)
    return Pill((one.key, other.key), always, words, box, style.gap_soft, style.gap_border)


def _hides(box: Box, nodes: Sequence[Node]) -> bool:
    """Say whether a box lies on more marks of a large map than may be hidden by it."""
    if len(nodes) <= LARGE:
        return False
    left, top, right, bottom = box
    inside = sum(left < node.x < right and top < node.y < bottom for node in nodes)
    return inside > _MOST_HIDDEN


def _overlaps(box: Box, boxes: FloatArray) -> bool:
    """Say whether a box lies on one of the others (k, 4)."""
    left, top, right, bottom = box
    x0, y0, x1, y1 = boxes.T
    return bool(((left < x1) & (x0 < right) & (top < y1) & (y0 < bottom)).any())
