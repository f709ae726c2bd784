"""A Picture that shows one finding: who it is about in colour, everybody else in grey.

Nothing moves: a map and its findings can be leafed through. What does not serve the finding is
off: shapes, sector colours of the others, the coordinator's lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np

from oci_map.drawing.arcs import gap_arc
from oci_map.drawing.bounds import united
from oci_map.drawing.legend import LegendRow, LegendSection
from oci_map.drawing.marks import GAP_DASH, GAP_STRENGTH, GAP_WIDTH
from oci_map.drawing.picture import Box, Key, Link, Node, Outline, Picture, Pill, Text
from oci_map.drawing.style import CROSS_SECTOR, Style, mixed
from oci_map.drawing.text import ascent, line_height, text_width
from oci_map.i18n import _
from oci_map.values import dataclass

#: More arcs than these are a tangle: the first ones stand for all.
MOST_ARCS: Final = 12
_PILLS: Final = 4
_QUIET_FILL: Final = 0.42
_QUIET_LINE: Final = 0.75
_QUIET_TIE: Final = 0.3
_QUIET_GROUP: Final = 0.55
_BRIDGE_WIDTH: Final = 3.4
_PILL_SIZE: Final = 11.0


@dataclass(frozen=True, slots=True)
class Spotlight:
    """What a finding is about: organisations, gaps with what they say, ties that bridge."""

    lit: frozenset[Key]
    gaps: tuple[tuple[Key, Key, str], ...] = ()
    bridging: frozenset[frozenset[Key]] = frozenset()
    bridging_text: str = ""  # what the legend calls those ties


def lit_up(picture: Picture, spotlight: Spotlight) -> Picture:
    """Return the picture with the finding brought forward; every mark stays in its place."""
    style = picture.style
    nodes = tuple(_node(node, spotlight, style) for node in picture.nodes)
    labels = tuple(_label(text, picture, spotlight) for text in picture.labels)
    links = [_link(link, spotlight, picture) for link in picture.links if link.role == "tie"]
    gaps, pills = _gaps(picture, spotlight, [text.box for text in labels])
    lit_groups = {one.key for one in picture.outlines if _holds(one, nodes, spotlight)}
    outlines = tuple(
        one if one.key in lit_groups else _quiet_outline(one) for one in picture.outlines
    )
    return replace(
        picture,
        nodes=nodes,
        # What bridges lies over the other ties.
        links=(*sorted(links, key=_is_bridging), *gaps),
        outlines=outlines,
        labels=labels,
        pills=tuple(pills),
        bounds=united([picture.bounds, *(pill.box for pill in pills)]),
    )


def spotlight_legend(
    sections: Sequence[LegendSection], picture: Picture, spotlight: Spotlight
) -> list[LegendSection]:
    """Return the legend of a finding: the sectors it is about, the others, the lines."""
    style = picture.style
    fills = {node.fill for node in picture.nodes if node.key in spotlight.lit}
    rows = [
        replace(row, count=None)
        for row in chain.from_iterable(section.rows for section in sections)
        if row.kind == "sector" and row.colour in fills
    ]
    if len(spotlight.lit) < len(picture.nodes):
        quiet = mixed(style.canvas, CROSS_SECTOR, _QUIET_FILL)
        rows.append(LegendRow("sector", "others", _("Other organisations"), colour=quiet))
    lines = []
    if any(link.role == "tie" for link in picture.links):
        faint = mixed(style.canvas, style.tie, _QUIET_TIE)
        lines.append(LegendRow("line", "tie", _("Works together"), colour=faint))
    if any(link.kind == "bridge" for link in picture.links):
        text = spotlight.bridging_text or _("Tie that bridges")
        lines.append(LegendRow("line", "bridge", text, colour=style.accent))
    if spotlight.gaps:
        lines.append(LegendRow("line", "gap", _("Gap: no tie"), colour=style.gap))
    # Few rows, which need no headings.
    return [LegendSection("", (*rows, *lines))] if rows or lines else []


def _node(node: Node, spotlight: Spotlight, style: Style) -> Node:
    plain = replace(node, shape="circle", ringed=False, dashed=False)
    if node.key in spotlight.lit:
        return plain
    return replace(
        plain,
        fill=mixed(style.canvas, CROSS_SECTOR, _QUIET_FILL),
        line=mixed(style.canvas, CROSS_SECTOR, _QUIET_LINE),
        code="",
    )


def _label(text: Text, picture: Picture, spotlight: Spotlight) -> Text:
    style = picture.style
    if text.key not in spotlight.lit:
        return replace(text, colour=style.text_3, weight=400)
    wider = text_width(text.text, text.size, 600) - (text.box[2] - text.box[0])
    node = picture.node(text.key)
    x = text.x
    if node is not None and text.box[2] <= node.x:
        x -= wider
    elif node is not None and text.box[0] < node.x:
        x -= wider / 2
    box = (x, text.box[1], x + text_width(text.text, text.size, 600), text.box[3])
    return replace(text, colour=style.text_1, weight=600, x=x, box=box)


def _link(link: Link, spotlight: Spotlight, picture: Picture) -> Link:
    style = picture.style
    if frozenset((link.one, link.other)) in spotlight.bridging:
        return replace(
            link, kind="bridge", colour=style.accent, dash=(), width=max(link.width, _BRIDGE_WIDTH)
        )
    return replace(link, colour=mixed(style.canvas, style.tie, _QUIET_TIE))


def _is_bridging(link: Link) -> bool:
    return link.kind == "bridge"


def _holds(outline: Outline, nodes: Sequence[Node], spotlight: Spotlight) -> bool:
    from oci_map.drawing.picture import encloses

    return any(
        node.key in spotlight.lit and encloses(outline.polygon, node.x, node.y) for node in nodes
    )


def _quiet_outline(outline: Outline) -> Outline:
    return replace(
        outline,
        fill_opacity=outline.fill_opacity * _QUIET_GROUP,
        line_opacity=outline.line_opacity * _QUIET_GROUP,
    )


def _gaps(
    picture: Picture, spotlight: Spotlight, labels: Sequence[Box]
) -> tuple[list[Link], list[Pill]]:
    place: Mapping[Key, int] = {node.key: number for number, node in enumerate(picture.nodes)}
    centres = np.array([(n.x, n.y) for n in picture.nodes], dtype=np.float64).reshape(-1, 2)
    radii = np.array([n.radius for n in picture.nodes], dtype=np.float64)
    taken = [*labels, *(name.box for name in picture.names)]
    links: list[Link] = []
    pills: list[Pill] = []
    size = _PILL_SIZE * picture.text_scale
    for one, other, text in spotlight.gaps[:MOST_ARCS]:
        if one not in place or other not in place:
            continue
        room = (text_width(text, size, 500) + 1.3 * size, line_height(size) + 0.45 * size)
        boxes = np.array(taken, dtype=np.float64).reshape(-1, 4)
        arc = gap_arc(place[one], place[other], centres, radii, boxes, room)
        links.append(_gap(one, other, arc.curve, picture.style))
        if text and len(pills) < _PILLS and not any(_overlap(arc.pill, box) for box in taken):
            pills.append(_pill((one, other), text, size, arc.pill, picture.style))
            taken.append(arc.pill)
    return links, pills


def _gap(
    one: Key, other: Key, curve: tuple[float, float, float, float, float, float], style: Style
) -> Link:
    colour = mixed(style.canvas, style.gap, GAP_STRENGTH)
    return Link(
        Key(f"{one}|{other}"), one, other, "gap", "gap", curve, GAP_WIDTH, GAP_DASH, colour, 1.0
    )  # fmt: skip


def _pill(keys: tuple[Key, Key], text: str, size: float, box: Box, style: Style) -> Pill:
    left, top, right, bottom = box
    x = (left + right - text_width(text, size, 500)) / 2
    y = (top + bottom - line_height(size)) / 2 + ascent(size)
    words = Text(keys[0], text, x, y, size, 500, style.gap_text, box, halo=False)
    return Pill(keys, True, words, box, style.gap_soft, style.gap_border)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
