"""What can be shown of a large map at once after an edit: the picture before, put right."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oci_map.drawing import marks
from oci_map.drawing.bounds import bounds_of, united
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
    fresh = _fresh(known, touched, analysis, style, places)
    there = analysis.snapshot.organisations
    names = {key: marks.map_name(there[RecordId(key)]) for key in fresh}
    words: dict[str, Any] = {
        "labels": tuple(text for text in former.labels if text.key not in touched),
        "short_names": {**former.short_names, **names} if former.short_names else {},
    }
    if fresh.keys() == touched and all(_says_more(fresh[key], known.get(key)) for key in touched):
        nodes = tuple([fresh.get(node.key, node) for node in former.nodes])
        return former.having(nodes=nodes, **words)
    stayed = [node for node in former.nodes if node.key not in touched]
    for node in fresh.values():
        insort(stayed, node, key=_order)
    nodes = tuple(stayed)
    pills = tuple(pill for pill in former.pills if not touched & set(pill.keys))
    segments = tuple(one for one in former.segments if one.organisation not in touched)
    # Only what came or moved can need more room; the picture that follows knows what is left.
    around = bounds_of(list(fresh.values()), (), (), (), ())
    return replace(
        former,
        overview=carried(former, nodes),
        nodes=nodes,
        links=_links(former.links, known, fresh, touched),
        pills=pills,
        segments=segments,
        bounds=united([former.bounds, around]) if fresh else former.bounds,
        **words,
    )


def _fresh(
    known: Mapping[Key, Node],
    touched: frozenset[Key],
    analysis: Analysis,
    style: Style,
    places: Places,
) -> dict[Key, Node]:
    """Return the marks of those that were touched and are shown, as large as they were."""
    fresh = {}
    for key in touched:
        one, before = RecordId(key), known.get(key)
        if one in analysis.index and one in places:
            radius = NODE_ALIKE if before is None else before.radius
            fill = "" if before is None else before.fill
            fresh[key] = marks.node(analysis.snapshot, one, places[one], radius, style, fill)
    return fresh


def _says_more(node: Node, before: Node | None) -> bool:
    """Say whether a mark is the one before, but for what it is called."""
    return before is not None and replace(before, title=node.title) == node


def _links(
    links: Sequence[Link],
    known: Mapping[Key, Node],
    fresh: Mapping[Key, Node],
    touched: frozenset[Key],
) -> tuple[Link, ...]:
    """Return the lines of those who stayed, from and to the marks as they are now."""
    gone = touched - fresh.keys()
    if gone == touched:
        return tuple([one for one in links if one.one not in gone and one.other not in gone])
    nodes = {**known, **fresh}
    return tuple(
        [
            link if link.one not in touched and link.other not in touched else _moved(link, nodes)
            for link in links
            if link.one not in gone and link.other not in gone
        ]
    )


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
