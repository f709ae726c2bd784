"""How an organisation, a tie and a gap look: shape, size, colour, width and bend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from oci_map.arrays import FloatArray
from oci_map.drawing import told_apart
from oci_map.drawing.picture import Key, Link, Node
from oci_map.drawing.shapes import Shape
from oci_map.drawing.style import (
    CROSS_SECTOR,
    NODE_ALIKE,
    NODE_COORDINATOR,
    NODE_GOVERNMENT,
    NODE_LEAST,
    NODE_RANGE,
    Style,
    ink_on,
    mark_outline,
    mixed,
)
from oci_map.graph.ties import Line
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, Sector
from oci_map.model.snapshot import Snapshot

# Width of a tie by strength 1 to 5: weak, medium, strong.
TIE_WIDTHS: Final = {1: 1.1, 2: 1.1, 3: 2.1, 4: 3.4, 5: 3.4}
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
    """Return a sector's colour in this style: its own, or one that no other sector has."""
    return told_apart.colours_of(snapshot.sectors, style.dark)[sector]


def sector_code(snapshot: Snapshot, sector: RecordId) -> str:
    """Return the letters inside the marks of a sector: its initials, or two of its name."""
    return told_apart.codes_of(snapshot.sectors)[sector]


def level_shape(snapshot: Snapshot, level: RecordId) -> Shape:
    """Return the shape of a policy level's marks: its own, or a further one."""
    return told_apart.shapes_of(snapshot.levels)[level]


def primary_sector(snapshot: Snapshot, organisation: Organisation) -> Sector | None:
    """Return the sector that colours a mark; none for cross-sector and unknown ones."""
    if organisation.cross_sector or not organisation.sectors:
        return None
    return snapshot.sectors[organisation.sectors[0]]


def node_shape(snapshot: Snapshot, organisation: Organisation) -> Shape:
    """Return the shape of a mark: that of its policy level, a circle when it has none."""
    return told_apart.shapes_of(snapshot.levels).get(organisation.policy_level, "circle")


def map_name(organisation: Organisation) -> str:
    """Return what stands beside a mark: the curated name for the map, else the short one."""
    return organisation.abbreviation or organisation.short


def node(
    snapshot: Snapshot,
    one: RecordId,
    place: tuple[float, float],
    radius: float,
    style: Style,
    fill: str = "",
) -> Node:
    """Return the mark of an organisation at a place (px), in its sector's colour or in `fill`."""
    organisation = snapshot.organisations[one]
    sector = primary_sector(snapshot, organisation)
    if not fill:
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
        code=sector_code(snapshot, sector.id) if sector is not None else "",
        code_colour=ink_on(fill),
        ringed=organisation.kind == v.GOVERNMENT,
        coordinator=one == snapshot.info.coordinator,
        dashed=organisation.policy_level not in snapshot.levels,
    )


def tie_links(lines: Sequence[Line], nodes: Mapping[Key, Node], style: Style) -> list[Link]:
    """Return the drawn ties; several between the same two fan out so that each can be seen."""
    met: dict[tuple[str, str], int] = {}
    links = []
    faint = mixed(style.canvas, style.tie, _COORDINATION)
    usual = mixed(style.canvas, style.tie, _TIE)
    for line in lines:
        one, other = nodes[Key(line.one)], nodes[Key(line.other)]
        pair = (min(one.key, other.key), max(one.key, other.key))
        place = met.get(pair, 0)
        met[pair] = place + 1
        ends = (one.x, one.y, other.x, other.y)
        links.append(_tie(line, ends, place, faint if line.kind == "coordination" else usual))
    return links


@lru_cache(maxsize=16_384)
def _tie(line: Line, ends: tuple[float, float, float, float], place: int, colour: str) -> Link:
    """Return a tie between two places; most are the same from one picture to the next."""
    coordination = line.kind == "coordination"
    # The first bends a little to one side, the second to the other, further ones more.
    bend = (_TIE_BEND + _PARALLEL_BEND * ((place + 1) // 2)) * (-1 if place % 2 else 1)
    width = _COORDINATION_WIDTH if coordination else TIE_WIDTHS[line.strength]
    return Link(
        key=Key(line.records[0]) if line.records else Key(f"{line.one}|{line.other}"),
        one=Key(line.one),
        other=Key(line.other),
        role="coordination" if coordination else "tie",
        kind=line.kind,
        curve=bent(ends, 0.0 if coordination else bend),
        width=width,
        dash=() if coordination else dash_of(line.kind, width),
        # Mixed, not see-through: as calm, and painted in half the time.
        colour=colour,
        opacity=1.0,
    )


@lru_cache(maxsize=64)
def dash_of(kind: str, width: float) -> tuple[float, ...]:
    """Return the dashes (px) of a kind of tie; wider lines have their dots further apart."""
    return tuple(part * max(1.0, width / 2) for part in DASHES.get(kind, ()))


def bent(
    ends: tuple[float, float, float, float], bend: float
) -> tuple[float, float, float, float, float, float]:
    """Return the curve between two places, its middle `bend` of its length to the side."""
    x0, y0, x1, y1 = ends
    # A quadratic curve passes half-way between its chord and its control point.
    cx = (x0 + x1) / 2 - (y1 - y0) * 2 * bend
    cy = (y0 + y1) / 2 + (x1 - x0) * 2 * bend
    return (x0, y0, cx, cy, x1, y1)
