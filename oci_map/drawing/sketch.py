"""What can be shown of a large map at once after an edit: the picture before, put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from oci_map.drawing import marks
from oci_map.drawing.bounds import bounds_of
from oci_map.drawing.overview import carried
from oci_map.drawing.picture import Key, Link, Node, Picture
from oci_map.drawing.places import Places
from oci_map.drawing.style import NODE_ALIKE, Style
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


def sketched(former: Picture | None, analysis: Analysis, style: Style, places: Places) -> Picture:
    """Return the former picture without what is gone, with what moved or came (px).

    Marks keep their sizes, and labels, outlines and ties are those of before where they can be:
    it is to be followed by a picture that was composed. Without a former one it is empty.
    """
    if former is None:
        return _empty(style, places)
    known = {node.key: node for node in former.nodes}
    touched = _touched(known, analysis, places)
    if not touched:
        return former
    for key in touched:
        one = RecordId(key)
        before = known.pop(key, None)
        if one in analysis.index and one in places:
            radius = NODE_ALIKE if before is None else before.radius
            fill = "" if before is None else before.fill
            known[key] = marks.node(analysis.snapshot, one, places[one], radius, style, fill)
    there = analysis.snapshot.organisations
    names = {key: marks.map_name(there[RecordId(key)]) for key in touched if key in known}
    nodes = tuple(sorted(known.values(), key=_order))
    links = tuple(
        link if link.one not in touched and link.other not in touched else _moved(link, known)
        for link in former.links
        if link.one in known and link.other in known
    )
    labels = tuple(text for text in former.labels if text.key not in touched)
    pills = tuple(pill for pill in former.pills if not touched & set(pill.keys))
    segments = tuple(one for one in former.segments if one.organisation not in touched)
    picture = replace(
        former,
        overview=carried(former, nodes),
        nodes=nodes,
        links=links,
        labels=labels,
        pills=pills,
        segments=segments,
        short_names={**former.short_names, **names} if former.short_names else {},
    )
    return replace(picture, bounds=bounds_of(nodes, former.outlines, labels, former.names, pills))


def _touched(known: Mapping[Key, Node], analysis: Analysis, places: Places) -> frozenset[Key]:
    """Return the organisations that came, went or moved, and those called something else."""
    organisations = analysis.snapshot.organisations
    touched = set()
    for one in analysis.organisations:
        node, place = known.get(Key(one)), places.get(one)
        if place is None:
            if node is not None:
                touched.add(Key(one))
        elif node is None or (node.x, node.y) != place or node.title != organisations[one].name:
            touched.add(Key(one))
    touched.update(key for key in known if RecordId(key) not in analysis.index)
    return frozenset(touched)


def _moved(link: Link, nodes: Mapping[Key, Node]) -> Link:
    """Return a line between two marks of which one may have moved; it keeps its bend."""
    x0, y0, cx, cy, x1, y1 = link.curve
    one, other = nodes[link.one], nodes[link.other]
    if link.role == "gap":
        return link
    chord = (x1 - x0) ** 2 + (y1 - y0) ** 2
    dx, dy = cx - (x0 + x1) / 2, cy - (y0 + y1) / 2
    bend = ((x1 - x0) * dy - (y1 - y0) * dx) / chord if chord else 0.0
    ends = (one.x, one.y, other.x, other.y)
    return replace(link, curve=marks.bent(ends, bend / 2))


def _empty(style: Style, places: Places) -> Picture:
    across, down = [x for x, _y in places.values()], [y for _x, y in places.values()]
    bounds = (min(across), min(down), max(across), max(down)) if places else (0.0, 0.0, 1.0, 1.0)
    return Picture(
        style=style, nodes=(), links=(), outlines=(), segments=(), labels=(), names=(), pills=(),
        bounds=bounds, text_scale=1.0,
    )  # fmt: skip


def _order(node: Node) -> tuple[float, Key]:
    return (-node.radius, node.key)
