"""Lines and marks on a page or a screen where a large map is so small that they would fade."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.drawing.changes import LOST, NEW
from oci_map.drawing.marks import GAP_WIDTH, TIE_WIDTHS
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import OUTLINE_WIDTH, Link, Node, Outline, Picture
from oci_map.drawing.strokes import code_size

#: Width (px of the page) of a weak tie that is seen on a slide. Where there are very many they
#: are thinner: together they would cover at most this share of the map, if none crossed another.
_LEAST: Final = 0.3
_MOST_INK: Final = 0.6
#: The same of gaps, of what bridges them and of what changed, which are few and lie over others.
_LEAST_MARKED: Final = 0.9
_MOST_MARKED_INK: Final = 0.15
_MARKED: Final = ("bridge", NEW, LOST)
_LEAST_MARKED_LARGE: Final = 1.4
_LEAST_OUTLINE: Final = 0.5
#: Initials of a sector that are smaller (px) are specks: a large map does without.
_LEAST_CODE: Final = 5.0
#: A screen has coarser px than a page, and is thrown on a wall.
_LEAST_SEEN: Final = 0.4
_LEAST_MARKED_SEEN: Final = 1.6
_LEAST_OUTLINE_SEEN: Final = 0.75
#: On a screen widths grow in so many steps to twice as wide: most gestures leave them.
_STEPS: Final = 4


def readable(picture: Picture, scale: float) -> Picture:
    """Return a picture that is seen on a page which shows it `scale` times as large.

    Widths grow together, so that weak and strong ties are told apart, and dashes with them. A
    picture whose lines are wide enough is returned as it is.
    """
    large = len(picture.nodes) > LARGE
    marked = [link for link in picture.links if _is_marked(link)]
    usual = [link for link in picture.links if not _is_marked(link)]
    room = _room(picture)
    wanted = (_LEAST_MARKED_LARGE if large else _LEAST_MARKED) / (GAP_WIDTH * scale)
    wider = _factor(usual, _LEAST / (TIE_WIDTHS[1] * scale), _MOST_INK * room)
    wider_marked = _factor(marked, wanted, _MOST_MARKED_INK * room)
    if large:
        outline = max(1.0, _LEAST_OUTLINE / (OUTLINE_WIDTH * scale))
        picture = replace(
            picture,
            nodes=tuple(_larger(node, picture.growth, scale) for node in _foremost_last(picture)),
            outlines=tuple(_bolder(one, outline) for one in picture.outlines),
            growth=1.0,
        )
    if wider == wider_marked == 1.0:
        return picture
    links = (_wider(link, wider_marked if _is_marked(link) else wider) for link in picture.links)
    return replace(picture, links=tuple(links))


class SeenLines:
    """Keeps lines and marks of a large map as large as they are seen on a screen, at any zoom.

    A line that an edit left is the same object as before, so that it is not painted anew. Maps
    that are not large stay as they are, and so do crowds, whose lines have a painter of their own.
    """

    def __init__(self) -> None:
        self._given: tuple[Picture | None, float] = (None, 0.0)
        self._shown: Picture | None = None
        # With the line itself: so no other can have its identity.
        self._known: dict[tuple[int, float], tuple[Link, Link]] = {}
        self._nodes: dict[tuple[int, float, float], tuple[Node, Node]] = {}
        self._outlines: dict[tuple[int, float], tuple[Outline, Outline]] = {}

    def of(self, picture: Picture, zoom: float) -> Picture:
        """Return a picture whose lines and marks are seen at a zoom."""
        nearby = zoom >= 1.0 and picture.growth == 1.0
        if nearby or picture.is_crowded or len(picture.nodes) <= LARGE:
            return picture
        step = 2.0 ** (math.floor(math.log2(zoom) * _STEPS) / _STEPS)
        if self._shown is None or self._given[0] is not picture or self._given[1] != step:
            self._given, self._shown = (picture, step), self._seen(picture, step)
        return self._shown

    def _seen(self, picture: Picture, zoom: float) -> Picture:
        marked = [link for link in picture.links if _is_marked(link)]
        usual = [link for link in picture.links if not _is_marked(link)]
        room = _room(picture)
        wider = _stepped(_factor(usual, _LEAST_SEEN / (TIE_WIDTHS[1] * zoom), _MOST_INK * room))
        wanted = _LEAST_MARKED_SEEN / (GAP_WIDTH * zoom)
        wider_marked = _stepped(_factor(marked, wanted, _MOST_MARKED_INK * room))
        outline = max(1.0, _LEAST_OUTLINE_SEEN / (OUTLINE_WIDTH * zoom))
        return picture.having(
            nodes=self._kept_nodes(picture, zoom),
            links=self._kept_links(picture, wider, wider_marked),
            outlines=self._kept_outlines(picture, outline),
        )

    def _kept_links(self, picture: Picture, wider: float, marked: float) -> tuple[Link, ...]:
        before, self._known = self._known, {}
        for link in picture.links:
            factor = marked if _is_marked(link) else wider
            key = (id(link), factor)
            self._known[key] = before.get(key) or (link, _wider(link, factor))
        return tuple(shown for _given, shown in self._known.values())

    def _kept_nodes(self, picture: Picture, zoom: float) -> tuple[Node, ...]:
        before, self._nodes = self._nodes, {}
        for node in picture.nodes:
            key = (id(node), picture.growth, zoom)
            self._nodes[key] = before.get(key) or (node, _larger(node, picture.growth, zoom))
        return tuple(shown for _given, shown in self._nodes.values())

    def _kept_outlines(self, picture: Picture, wider: float) -> tuple[Outline, ...]:
        before, self._outlines = self._outlines, {}
        for one in picture.outlines:
            key = (id(one), wider)
            known = before.get(key) or (one, _bolder(one, wider))
            self._outlines[key] = known
        return tuple(shown for _given, shown in self._outlines.values())


def _stepped(factor: float) -> float:
    return max(1.0, float(2.0 ** (round(math.log2(factor) * _STEPS) / _STEPS)))


def _is_marked(link: Link) -> bool:
    return link.role == "gap" or link.kind in _MARKED


def _room(picture: Picture) -> float:
    """Return the area (px²) of the box round all marks."""
    places = np.array([(node.x, node.y) for node in picture.nodes]).reshape(-1, 2)
    return float(np.prod(np.ptp(places, axis=0))) if len(places) else 0.0


def _factor(links: Sequence[Link], wanted: float, most_ink: float) -> float:
    """Return how many times as wide these lines become: as wanted, unless that is too much ink."""
    if wanted <= 1.0 or not links:
        return 1.0
    curves = np.array([link.curve for link in links])
    lengths = np.hypot(curves[:, 4] - curves[:, 0], curves[:, 5] - curves[:, 1])
    ink = float(lengths @ np.array([link.width for link in links]))
    return max(1.0, min(wanted, most_ink / max(ink, 1.0)))


def _foremost_last(picture: Picture) -> list[Node]:
    """Return the marks so that those whose names lie on others are above these.

    Slides and web pages hold each mark with its name.
    """
    strong = {text.key for text in picture.labels if text.weight >= 600}
    return sorted(picture.nodes, key=lambda node: node.key in strong)


def _larger(node: Node, growth: float, scale: float) -> Node:
    """Return a mark as it is painted: initials that nobody could read at this scale are not."""
    radius = node.radius * growth
    code = node.code if code_size(radius) * scale >= _LEAST_CODE else ""
    same = growth == 1.0 and code == node.code
    return node if same else replace(node, radius=radius, code=code)


def _bolder(outline: Outline, factor: float) -> Outline:
    return outline if factor == 1.0 else replace(outline, line_width=outline.line_width * factor)


def _wider(link: Link, factor: float) -> Link:
    if factor == 1.0:
        return link
    return replace(link, width=link.width * factor, dash=tuple(part * factor for part in link.dash))
