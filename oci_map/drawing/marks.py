"""How an organisation, a tie and a gap look: shape, size, colour, width and bend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, cast

from oci_map.drawing.picture import Key, Link, Node, Shape
from oci_map.drawing.problem import FloatArray
from oci_map.drawing.style import (
    CROSS_SECTOR,
    NODE_ALIKE,
    NODE_COORDINATOR,
    NODE_GOVERNMENT,
    NODE_LEAST,
    NODE_RANGE,
    SECTOR_DARK,
    SECTOR_LIGHT,
    Style,
    ink_on,
    is_colour,
    mark_outline,
    mixed,
)
from oci_map.graph.ties import Line
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, Sector
from oci_map.model.snapshot import Snapshot

# Width of a tie by strength 1 to 5: weak, medium, strong.
_TIE_WIDTHS: Final = {1: 1.1, 2: 1.1, 3: 2.1, 4: 3.4, 5: 3.4}
# How strongly ties stand out from the canvas.
_TIE: Final = 0.55
_TIE_BEND: Final = 0.045
_COORDINATION_WIDTH: Final = 1.2
_COORDINATION: Final = 0.2
_PARALLEL_BEND: Final = 0.09
DASHES: Final[Mapping[str, tuple[float, ...]]] = {
    "funding": (0.0, 5.0),
    "information": (2.0, 4.0),
}
# More dashed arcs than this hide the ties; the list of gaps has them all.
MOST_GAPS: Final = 8
GAP_DASH: Final = (6.0, 5.0)
GAP_WIDTH: Final = 2.0
GAP_STRENGTH: Final = 0.75


def node_radius(organisation: Organisation, coordinator: RecordId, share: float | None) -> float:
    """Return the radius (px) of a mark.

    `share` is its brokerage as a share of the largest, None when nobody has any.
    """
    if organisation.id == coordinator:
        return NODE_COORDINATOR
    if organisation.kind == v.GOVERNMENT:
        return NODE_GOVERNMENT
    return NODE_ALIKE if share is None else NODE_LEAST + NODE_RANGE * math.sqrt(share)


def node_radii(
    snapshot: Snapshot, organisations: Sequence[RecordId], brokerage: FloatArray
) -> list[float]:
    """Return the radius (px) of each organisation's mark."""
    most = float(brokerage.max()) if len(brokerage) else 0.0
    coordinator = snapshot.info.coordinator
    return [
        node_radius(
            snapshot.organisations[one], coordinator, float(brokerage[i]) / most if most else None
        )
        for i, one in enumerate(organisations)
    ]


def sector_colour(snapshot: Snapshot, sector: RecordId, style: Style) -> str:
    """Return a sector's colour in this style: its own, or one of the palette by its place."""
    record = snapshot.sectors[sector]
    own = record.colour_dark if style.dark else record.colour
    if is_colour(own):
        return own
    palette = SECTOR_DARK if style.dark else SECTOR_LIGHT
    return palette[list(snapshot.sectors).index(sector) % len(palette)]


def primary_sector(snapshot: Snapshot, organisation: Organisation) -> Sector | None:
    """Return the sector that colours a mark; none for cross-sector and unknown ones."""
    if organisation.cross_sector or not organisation.sectors:
        return None
    return snapshot.sectors[organisation.sectors[0]]


def node_shape(snapshot: Snapshot, organisation: Organisation) -> Shape:
    """Return the shape of a mark: that of its policy level, a circle when it has none."""
    level = snapshot.levels.get(organisation.policy_level)
    return cast("Shape", level.shape) if level is not None else "circle"


def map_name(organisation: Organisation) -> str:
    """Return what stands beside a mark: the curated name for the map, else the short one."""
    return organisation.abbreviation or organisation.short


def node(
    snapshot: Snapshot, one: RecordId, place: tuple[float, float], radius: float, style: Style
) -> Node:
    """Return the mark of an organisation at a place (px)."""
    organisation = snapshot.organisations[one]
    sector = primary_sector(snapshot, organisation)
    fill = CROSS_SECTOR if sector is None else sector_colour(snapshot, sector.id, style)
    return Node(
        key=Key(one),
        title=organisation.name,
        x=place[0],
        y=place[1],
        radius=radius,
        shape=node_shape(snapshot, organisation),
        fill=fill,
        line=mark_outline(fill, style),
        code=sector.initials if sector is not None else "",
        code_colour=ink_on(fill),
        ringed=organisation.kind == v.GOVERNMENT,
        coordinator=one == snapshot.info.coordinator,
        dashed=organisation.policy_level not in snapshot.levels,
    )


def tie_links(lines: Sequence[Line], nodes: Mapping[Key, Node], style: Style) -> list[Link]:
    """Return the drawn ties; several between the same two fan out so that each can be seen."""
    met: dict[tuple[Key, Key], int] = {}
    links = []
    for line in lines:
        one, other = Key(line.one), Key(line.other)
        pair = (min(one, other), max(one, other))
        place = met.get(pair, 0)
        met[pair] = place + 1
        links.append(_tie(line, nodes[one], nodes[other], place, style))
    return links


def _tie(line: Line, one: Node, other: Node, place: int, style: Style) -> Link:
    coordination = line.kind == "coordination"
    # The first bends a little to one side, the second to the other, further ones more.
    bend = (_TIE_BEND + _PARALLEL_BEND * ((place + 1) // 2)) * (-1 if place % 2 else 1)
    return Link(
        key=Key(line.records[0]) if line.records else Key(f"{line.one}|{line.other}"),
        one=one.key,
        other=other.key,
        role="coordination" if coordination else "tie",
        kind=line.kind,
        curve=_bent(one, other, 0.0 if coordination else bend),
        width=_COORDINATION_WIDTH if coordination else _TIE_WIDTHS[line.strength],
        dash=() if coordination else dash_of(line.kind, _TIE_WIDTHS[line.strength]),
        # Mixed, not see-through: as calm, and painted in half the time.
        colour=mixed(style.canvas, style.tie, _COORDINATION if coordination else _TIE),
        opacity=1.0,
    )


def dash_of(kind: str, width: float) -> tuple[float, ...]:
    """Return the dashes (px) of a kind of tie; wider lines have their dots further apart."""
    return tuple(part * max(1.0, width / 2) for part in DASHES.get(kind, ()))


def _bent(one: Node, other: Node, bend: float) -> tuple[float, float, float, float, float, float]:
    """Return the curve between two centres, its middle `bend` of its length to the side."""
    dx, dy = other.x - one.x, other.y - one.y
    # A quadratic curve passes half-way between its chord and its control point.
    cx = (one.x + other.x) / 2 - dy * 2 * bend
    cy = (one.y + other.y) / 2 + dx * 2 * bend
    return (one.x, one.y, cx, cy, other.x, other.y)
