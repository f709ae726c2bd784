"""Makes the Picture of an analysis: marks, ties, outlines, gaps and all the lettering."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing import marks
from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.drawing.arcs import Arcs
from oci_map.drawing.before import Before
from oci_map.drawing.bounds import bounds_of
from oci_map.drawing.clustering import Clustering, clustering_for
from oci_map.drawing.detachment import detached_members
from oci_map.drawing.drawn_ties import DrawnTies, TieMemory
from oci_map.drawing.dressing import fills_of, radii_of
from oci_map.drawing.gap_arcs import gap_marks
from oci_map.drawing.growth import growth
from oci_map.drawing.hulls import Outlines, ring_segment, strangers_within
from oci_map.drawing.lettering import Marks, gap_ends, labels
from oci_map.drawing.names import name_lines, name_size, place_names, stands_apart
from oci_map.drawing.outlined import LARGE, MOST_STRANGERS, Outlined, chosen, outlined
from oci_map.drawing.picture import (
    Box,
    GroupName,
    Key,
    Link,
    Node,
    Outline,
    Picture,
    RingSegment,
    Text,
)
from oci_map.drawing.places import Places
from oci_map.drawing.style import LABEL_SIZE, Style, mixed
from oci_map.drawing.text import ascent, line_height, text_width
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

# px from a mark to the outer rim of the arc that stands for a group far away.
_ARC: Final = 7.0


class _Kept(NamedTuple):
    """What a composer remembers from picture to picture."""

    outlines: Outlines
    arcs: Arcs
    ties: TieMemory


class Composer:
    """Makes one Picture after the other; labels and outlines an edit did not touch stay."""

    def __init__(self) -> None:
        self._kept = _Kept(Outlines(), Arcs(), TieMemory())
        # The last picture of a map that is not large, and the snapshot that it shows.
        self._made: tuple[Picture | None, Snapshot | None] = (None, None)

    def compose(
        self,
        analysis: Analysis,
        style: Style,
        places: Places,
        *,
        text_scale: float = 1.0,
        former: Picture | None = None,
        appearance: Appearance = PLAIN,
        clustering: Clustering | None = None,
        lettered: bool = True,
    ) -> Picture:
        """Return the picture of an analysis with its organisations at their places (px).

        `text_scale` makes the lettering larger on a map that is shown small. `former` is the
        picture before: labels keep their places where they still can, marks their size
        where a new one would hardly be seen. `appearance` says what colours and sizes mean.
        `clustering` are the clusters, where it shows them; they are looked for when it is None.
        Without `lettered` no organisation has a label: whoever paints it letters what is seen.
        """
        if not appearance.needs_clusters:
            clustering = None
        elif clustering is None:
            clustering = clustering_for(analysis)
        made, shown = self._made
        before = Before(
            former, shown if former is made else None, analysis.snapshot,
            style, appearance, clustering,
        )  # fmt: skip
        drawing = Drawing(analysis, style, places, before, self._kept, appearance, clustering)
        picture = drawing.picture(text_scale, lettered=lettered)
        small = len(picture.nodes) <= LARGE
        self._made = (picture, analysis.snapshot) if small else (None, None)
        return picture

    def drawing(
        self, analysis: Analysis, style: Style, places: Places, appearance: Appearance = PLAIN
    ) -> Drawing:
        """Return what pictures of several sizes of lettering are made of; else as `compose`."""
        clustering = clustering_for(analysis) if appearance.needs_clusters else None
        before = Before(None, None, analysis.snapshot, style, appearance, clustering)
        return Drawing(analysis, style, places, before, self._kept, appearance, clustering)

    def with_gaps(self, picture: Picture, analysis: Analysis) -> Picture:
        """Return a picture of the same organisations with the arcs of the gaps known by now."""
        ties = tuple(link for link in picture.links if link.role != "gap")
        nodes = sorted(picture.nodes, key=attrgetter("key"))
        named = picture.having(**_named_ends(picture, nodes, ties, analysis))
        boxes = [name.box for name in picture.names] + [label.box for label in named.labels]
        gaps, pills = gap_marks(
            analysis, picture.style, picture.text_scale, nodes, self._kept.arcs, boxes
        )  # fmt: skip
        return named.having(links=(*ties, *gaps), pills=tuple(pills))

    def learn(self, other: Composer) -> None:
        """Remember the outlines that another one worked out."""
        self._kept.outlines.learn(other._kept.outlines)


class Drawing:
    """Marks, ties and outlines at their places; a picture letters them in one size or another."""

    def __init__(
        self,
        analysis: Analysis,
        style: Style,
        places: Places,
        before: Before,
        kept: _Kept,
        appearance: Appearance,
        clustering: Clustering | None,
    ) -> None:
        self.analysis = analysis
        self.snapshot = analysis.snapshot
        self.style = style
        self.scale = 1.0
        self._before = before
        self._kept = kept
        self.appearance = appearance
        self.clustering = clustering
        there = self.snapshot.organisations
        radii = radii_of(analysis, appearance.size_by)
        fills = fills_of(analysis, appearance.colour_by, style, clustering)
        # While a large map is being laid out, some stand nowhere yet.
        self.nodes = [
            self._mark(there[one], places[one], radius, fill)
            for one, radius, fill in zip(analysis.organisations, radii, fills, strict=True)
            if one in places
        ]
        self.by_key = {node.key: node for node in self.nodes}
        self.index = {node.key: i for i, node in enumerate(self.nodes)}
        self.centres = np.array([(n.x, n.y) for n in self.nodes], dtype=np.float64).reshape(-1, 2)
        self.radii = np.array([n.radius for n in self.nodes], dtype=np.float64)

    def _mark(
        self, one: Organisation, place: tuple[float, float], radius: float, fill: str
    ) -> Node:
        radius = self._before.calm(one.id, radius)
        known = self._before.mark(one, place, radius, fill)
        return known or marks.node(self.snapshot, one.id, place, radius, self.style, fill)

    @cached_property
    def ties(self) -> DrawnTies:
        """The ties between those who stand somewhere."""
        lines, style = self.analysis.lines, self.style
        return self._kept.ties.of(lines, self.by_key, self.centres, style)

    def picture(self, text_scale: float = 1.0, *, lettered: bool = True) -> Picture:
        """Return the picture with its lettering so many times as large as usual."""
        self.scale = text_scale
        larger = growth(self.centres, self.radii, text_scale) if lettered else 1.0
        drawn = Marks(self.nodes, self.centres, self.radii, larger)
        outlines, segments = self.groups
        ties = self.ties
        names = self._names(outlines, self._reach + drawn.grown)
        taken = [name.box for name in names]
        texts, slots = self._labels(drawn, taken) if lettered else ([], {})
        # What an organisation is called goes before what a gap says: pills get what is left.
        gaps, pills = gap_marks(
            self.analysis, self.style, self.scale, self.nodes, self._kept.arcs,
            taken + [label.box for label in texts],
        )  # fmt: skip
        ordered = _ordered(self.nodes)
        return Picture(
            style=self.style,
            nodes=ordered,
            links=(*ties.links, *gaps),
            outlines=tuple(outlines),
            segments=tuple(segments),
            labels=tuple(texts),
            names=tuple(names),
            pills=tuple(pills),
            bounds=bounds_of(ordered, outlines, texts, names, pills),
            text_scale=self.scale,
            growth=larger,
            slots=slots,
            appearance=self.appearance,
            clustering=self.clustering,
            short_names={} if lettered else self._short_names(),
        )

    def _short_names(self) -> dict[Key, str]:
        there = self.snapshot.organisations
        return {node.key: marks.map_name(there[RecordId(node.key)]) for node in self.nodes}

    # --------------------------------------------------------------------------------- groups

    @cached_property
    def groups(self) -> tuple[list[Outline], list[RingSegment]]:
        """The outlines of the groups, and the arcs of members that stand far from theirs."""
        found = outlined(self.analysis, self.appearance, self.clustering, self.index, self.style)
        groups = chosen(found, len(self.nodes), self._is_readable)
        self.central = next((n for n, group in enumerate(groups) if group.central), None)
        hub = self.index.get(Key(self.snapshot.info.coordinator))
        apart = detached_members(self.centres, self.radii, [g.members for g in groups], hub)
        outlines, segments = [], []
        for number, group in enumerate(groups):
            away = {node for row, node in apart if row == number}
            inside_ones = np.array([i for i in group.members if i not in away], dtype=np.intp)
            others = np.ones(len(self.nodes), dtype=np.bool_)
            others[group.members] = False
            polygon = self._kept.outlines.of(
                self.centres[inside_ones],
                self.radii[inside_ones],
                self.centres[others],
                self.radii[others],
            )
            outlines.append(self._outline(group, polygon))
            middle = self.centres[inside_ones].mean(axis=0)
            segments += [self._segment(group, node, middle) for node in sorted(away)]
        return outlines, segments

    def _is_readable(self, group: Outlined) -> bool:
        """Say whether an outline would show who is in the group: not when most within are not."""
        others = np.delete(self.centres, group.members, axis=0)
        inside = self.centres[group.members], self.radii[group.members]
        return strangers_within(*inside, others) <= MOST_STRANGERS

    def _outline(self, group: Outlined, polygon: FloatArray) -> Outline:
        fill, line = self.style.hull_fill_opacity, self.style.hull_line_opacity
        before = self._before.outline(group.key, group.title, group.colour, polygon)
        return before or Outline(group.key, group.title, polygon, group.colour, fill, line)

    def _segment(self, group: Outlined, node: int, towards: FloatArray) -> RingSegment:
        points = ring_segment(self.centres[node], float(self.radii[node]), towards)
        key = self.nodes[node].key
        before = self._before.segment(group.key, key, group.colour, points)
        return before or RingSegment(group.key, key, points, group.colour)

    def _names(self, outlines: list[Outline], reach: FloatArray) -> list[GroupName]:
        size = LABEL_SIZE * self.scale
        lines = [name_lines(outline.title, size) for outline in outlines]
        sizes = np.array([name_size(one, size) for one in lines], dtype=np.float64).reshape(-1, 2)
        before = self._before.names(self.scale)
        former = {key: name.box for key, name in before.items()}
        nowhere = (float("nan"),) * 4
        boxes = place_names(
            [outline.polygon for outline in outlines],
            sizes,
            self.centres,
            reach,
            centre_group=self.central,
            former=np.array(
                [former.get(outline.key, nowhere) for outline in outlines], dtype=np.float64
            ).reshape(-1, 4),
            apart=np.array(
                [one.key in before and before[one.key].apart for one in outlines], dtype=np.bool_
            ),
        )
        return [
            self._name(outline, text, size, box)
            for outline, text, box in zip(outlines, lines, boxes, strict=True)
            if np.isfinite(box).all()
        ]

    def _name(
        self, outline: Outline, lines: tuple[str, ...], size: float, box: FloatArray
    ) -> GroupName:
        left, top, right, bottom = edges = (*box.tolist(),)
        colour = mixed(outline.colour, self.style.text_1, 0.22)
        before = self._before.name(outline.key, lines, edges, size, colour)
        if before is not None and self._before.has(outline):
            return before
        apart = stands_apart(outline.polygon, box)
        if before is not None and before.apart == apart:
            return before
        height = line_height(size)
        begin = (top + bottom - height * len(lines)) / 2 + ascent(size)
        texts = []
        for number, text in enumerate(lines):
            width = text_width(text, size, 600)
            x, y = (left + right - width) / 2, begin + number * height
            line_box = (x, y - ascent(size), x + width, y - ascent(size) + height)
            texts.append(Text(outline.key, text, x, y, size, 600, colour, line_box))
        return GroupName(outline.key, tuple(texts), edges, apart)

    def _labels(self, drawn: Marks, taken: list[Box]) -> tuple[list[Text], dict[Key, int]]:
        return labels(
            drawn, self.snapshot, self.style, self.scale, taken, self.ties.chords, self._before,
            gap_ends(self.analysis) if len(self.nodes) > LARGE else (),
        )  # fmt: skip

    @cached_property
    def _reach(self) -> FloatArray:
        """How far each mark reaches with its ring, and with the arcs of groups far away."""
        arcs = {segment.organisation for segment in self.groups[1]}
        around = [_ARC if node.key in arcs else 0.0 for node in self.nodes]
        rings = Marks(self.nodes, self.centres, self.radii, 1.0).rings
        return np.asarray(self.radii + np.maximum(rings, np.array(around)))


def _named_ends(
    picture: Picture, nodes: list[Node], ties: tuple[Link, ...], analysis: Analysis
) -> dict[str, Any]:
    """Return the labels of a large picture with those of whom the gaps lead to."""
    if not picture.slots or len(nodes) <= LARGE:
        return {}
    before = Before(
        picture, None, analysis.snapshot, picture.style, picture.appearance, picture.clustering
    )
    places = np.array([(n.x, n.y) for n in nodes], dtype=np.float64).reshape(-1, 2)
    radii = np.array([n.radius for n in nodes], dtype=np.float64)
    texts, slots = labels(
        Marks(nodes, places, radii, picture.growth), analysis.snapshot, picture.style,
        picture.text_scale, [name.box for name in picture.names], DrawnTies(ties).chords, before,
        gap_ends(analysis),
    )  # fmt: skip
    return {"labels": tuple(texts), "slots": slots}


def _ordered(nodes: list[Node]) -> tuple[Node, ...]:
    """Return the marks so that small ones lie over large ones."""
    return tuple(sorted(nodes, key=lambda node: (-node.radius, node.key)))
