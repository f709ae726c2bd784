"""The arcs of the largest gaps between organisations, and what each says in its pill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map import i18n
from oci_map.drawing import marks
from oci_map.drawing.arcs import Arcs
from oci_map.drawing.picture import Box, Key, Link, Node, Pill, Text
from oci_map.drawing.style import Style, mixed
from oci_map.drawing.text import ascent, line_height, text_width
from oci_map.i18n import ngettext

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_PILLS_ALWAYS: Final = 3
_PILL_SIZE: Final = 11.0


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
    centres = np.array([(n.x, n.y) for n in nodes], dtype=np.float64).reshape(-1, 2)
    radii = np.array([n.radius for n in nodes], dtype=np.float64)
    obstacles = list(taken)
    links, pills = [], []
    for number, gap in enumerate(analysis.pair_gaps[: marks.MOST_GAPS]):
        if Key(gap.one) not in index or Key(gap.other) not in index:
            continue
        one, other = nodes[index[Key(gap.one)]], nodes[index[Key(gap.other)]]
        count = len(gap.shared_needs)
        text = ngettext("{count} shared need", "{count} shared needs", count).format(
            count=i18n.number(count)
        )
        size = _PILL_SIZE * scale
        width = text_width(text, size, 500) + 14 * scale
        height = line_height(size) + 5 * scale
        arc = arcs.of(
            index[one.key],
            index[other.key],
            centres,
            radii,
            np.array(obstacles, dtype=np.float64).reshape(-1, 4),
            (width, height),
        )
        links.append(
            Link(
                Key(gap.key), one.key, other.key, "gap", "gap", arc.curve,
                marks.GAP_WIDTH, marks.GAP_DASH,
                mixed(style.canvas, style.gap, marks.GAP_STRENGTH), 1.0,
            )
        )  # fmt: skip
        # A pill without room is left out; the inspector tells what it would say.
        if any(_overlap(arc.pill, box) for box in obstacles):
            continue
        pill = _pill(one, other, text, size, arc.pill, style, always=number < _PILLS_ALWAYS)
        pills.append(pill)
        obstacles.append(pill.box)
    return links, pills


def _pill(
    one: Node, other: Node, text: str, size: float, box: Box, style: Style, *, always: bool
) -> Pill:
    left, top, right, bottom = box
    x = (left + right - text_width(text, size, 500)) / 2
    y = (top + bottom - line_height(size)) / 2 + ascent(size)
    words = Text(one.key, text, x, y, size, 500, style.gap_text, box, halo=False)
    return Pill((one.key, other.key), always, words, box, style.gap_soft, style.gap_border)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
