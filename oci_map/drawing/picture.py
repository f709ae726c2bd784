"""The Picture: what is drawn, without a toolkit. Screen, PNG, SVG and PDF all draw this one.

Lengths are px at 100 % zoom, y down. A mark is what the picture means (an organisation, a tie,
a group); `strokes.py` turns marks into the few shapes that every painter can draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NewType

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.drawing.crowd import CROWDED, Crowd, crowd_of
from oci_map.drawing.hulls import inside
from oci_map.drawing.shapes import Shape
from oci_map.drawing.style import Style
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.drawing.clustering import Clustering
    from oci_map.drawing.overview import Overview

Key = NewType("Key", str)  # the id of the record that a mark stands for
Box = tuple[float, float, float, float]  # left, top, right, bottom
LinkRole = Literal["tie", "coordination", "gap"]
OUTLINE_WIDTH: Final = 1.25


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation: shape by policy level, fill and size by what the appearance says."""

    key: Key
    title: str  # the full name
    x: float
    y: float
    radius: float
    shape: Shape
    fill: str
    line: str
    code: str  # the sector's initials, '' when it has none
    code_colour: str
    ringed: bool  # a government body has an extra outer ring
    coordinator: bool
    dashed: bool = False  # its policy level, which the shape shows, is unknown


@dataclass(frozen=True, slots=True)
class Link:
    """A tie, the coordinator's tie by role, or a gap, as a quadratic curve between two marks."""

    key: Key
    one: Key
    other: Key
    role: LinkRole
    kind: str
    curve: tuple[float, float, float, float, float, float]  # begin, control point, end
    width: float
    dash: tuple[float, ...]
    colour: str
    opacity: float


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A group drawn as one closed line round its members."""

    key: Key
    title: str
    polygon: FloatArray  # (p, 2)
    colour: str
    fill_opacity: float
    line_opacity: float
    line_width: float = OUTLINE_WIDTH


@dataclass(frozen=True, slots=True, eq=False)
class RingSegment:
    """A member that stands far from its group: an arc in the group's colour at its mark."""

    group: Key
    organisation: Key
    points: FloatArray  # (p, 2)
    colour: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; x and y are the left end of its baseline."""

    key: Key
    text: str
    x: float
    y: float
    size: float
    weight: int
    colour: str
    box: Box
    halo: bool = True


@dataclass(frozen=True, slots=True)
class GroupName:
    """The name of a group on its outline, on one line or two; the outline is cut at the box.

    Where the outline has no free place the name stands `apart`, and a line leads to it.
    """

    key: Key
    lines: tuple[Text, ...]
    box: Box
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Pill:
    """A short text in a rounded box, such as '3 shared needs' on a gap."""

    keys: tuple[Key, Key]
    always: bool  # False: only drawn when one of the two is brought forward
    text: Text
    box: Box
    fill: str
    line: str


@dataclass(frozen=True, eq=False)  # no slots: its indexes are made on first use
class Picture:
    """One drawing of the network, ready for any painter."""

    style: Style
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    outlines: tuple[Outline, ...]
    segments: tuple[RingSegment, ...]
    labels: tuple[Text, ...]
    names: tuple[GroupName, ...]
    pills: tuple[Pill, ...]
    bounds: Box
    text_scale: float
    slots: Mapping[Key, int] = field(default_factory=dict)  # where each label stands, to keep it
    appearance: Appearance = PLAIN  # what its colours and sizes mean
    clustering: Clustering | None = None  # the clusters that it shows
    short_names: Mapping[Key, str] = field(default_factory=dict)  # where labels are chosen later
    growth: float = 1.0  # how many times as large as here its marks are painted
    overview: Overview | None = None  # what it is from afar, on a large map

    def node(self, key: Key) -> Node | None:
        """Return an organisation's mark, or None when it is not in the picture."""
        index = self._index.get(key)
        return None if index is None else self.nodes[index]

    def neighbours(self, key: Key) -> tuple[Key, ...]:
        """Return the organisations a drawn tie leads to, in the order of the marks."""
        own = self._index.get(key)
        if own is None:
            return ()
        if self.is_crowded:
            ends = self.crowd.ends[self.crowd.ties_of([own])]
            places = np.unique(ends[ends != own]).tolist()
            return tuple(self.nodes[place].key for place in places)
        found = {
            link.other if link.one == key else link.one
            for link in self.links
            if link.role == "tie" and key in (link.one, link.other)
        }
        return tuple(node.key for node in self.nodes if node.key in found)

    def node_at(self, x: float, y: float, margin: float = 6.0) -> Node | None:
        """Return the mark at a point, the nearest one when several are within the margin (px)."""
        if not self.nodes:
            return None
        if self.is_crowded:
            place = self.crowd.nearest(x, y, margin)
            return None if place is None else self.nodes[place]
        places = self._places
        distance = np.hypot(places[:, 0] - x, places[:, 1] - y) - places[:, 2]
        nearest = int(np.argmin(distance))
        return self.nodes[nearest] if distance[nearest] <= margin else None

    def groups_at(self, x: float, y: float) -> tuple[Key, ...]:
        """Return the groups whose outlines enclose a point, the smallest first."""
        around = [o for o in self.outlines if encloses(o.polygon, x, y)]
        return tuple(o.key for o in sorted(around, key=lambda o: polygon_area(o.polygon)))

    def having(self, **parts: Any) -> Picture:
        """Return the picture with other parts, its marks and ties being the same ones."""
        other = replace(self, **parts)
        for name in ("crowd", "_index", "_places"):
            if name in vars(self):
                vars(other)[name] = vars(self)[name]
        return other

    @property
    def is_crowded(self) -> bool:
        """Say whether it has so many marks that it is painted and searched as a whole."""
        return len(self.nodes) > CROWDED

    @cached_property
    def crowd(self) -> Crowd:
        """Its marks and ties as arrays."""
        return crowd_of(self.nodes, self.links)

    def place_of(self, key: Key) -> int | None:
        """Return the place of an organisation's mark among `nodes`; None when it is not there."""
        return self._index.get(key)

    @cached_property
    def _index(self) -> dict[Key, int]:
        return {node.key: index for index, node in enumerate(self.nodes)}

    @cached_property
    def _places(self) -> FloatArray:
        return np.array([(n.x, n.y, n.radius) for n in self.nodes], dtype=np.float64)


def encloses(polygon: FloatArray, x: float, y: float) -> bool:
    """Say whether a closed polygon (p, 2) holds a point."""
    return bool(inside(polygon, np.array([[x, y]]))[0])


def polygon_area(polygon: FloatArray) -> float:
    """Return the area of a closed polygon (p, 2) in square px."""
    x, y = polygon[:, 0], polygon[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
