"""Lines and marks on a page or a screen where a large map is so small that they would fade."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.drawing.marks import GAP_WIDTH, TIE_WIDTHS
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import OUTLINE_WIDTH, Link, Node, Outline, Picture

#: Width (px of the page) of a weak tie that is seen on a slide. Where there are very many they
#: are thinner: together they would cover at most this share of the map, if none crossed another.
_LEAST: Final = 0.3
_MOST_INK: Final = 0.6
#: The same of gaps and of what bridges them, which are few and lie over the others.
_LEAST_MARKED: Final = 0.9
_MOST_MARKED_INK: Final = 0.15
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
    marked = [link for link in picture.links if _is_marked(link)]
    usual = [link for link in picture.links if not _is_marked(link)]
    room = _room(picture)
    wider = _factor(usual, _LEAST / (TIE_WIDTHS[1] * scale), _MOST_INK * room)
    wider_marked = _factor(marked, _LEAST_MARKED / (GAP_WIDTH * scale), _MOST_MARKED_INK * room)
    if wider == wider_marked == picture.growth == 1.0:
        return picture
    links = (_wider(link, wider_marked if _is_marked(link) else wider) for link in picture.links)
    nodes = (_larger(node, picture.growth) for node in picture.nodes)
    return replace(picture, links=tuple(links), nodes=tuple(nodes), growth=1.0)


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
        self._nodes: dict[tuple[int, float], tuple[Node, Node]] = {}
        self._outlines: dict[tuple[int, float], tuple[Outline, Outline]] = {}

    def of(self, picture: Picture, zoom: float) -> Picture:
        """Return a picture whose lines and marks are seen at a zoom."""
        if picture.is_crowded or len(picture.nodes) <= LARGE:
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
        if wider == wider_marked == outline == picture.growth == 1.0:
            return picture
        return picture.having(
            nodes=self._kept_nodes(picture),
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

    def _kept_nodes(self, picture: Picture) -> tuple[Node, ...]:
        before, self._nodes = self._nodes, {}
        for node in picture.nodes:
            key = (id(node), picture.growth)
            self._nodes[key] = before.get(key) or (node, _larger(node, picture.growth))
        return tuple(shown for _given, shown in self._nodes.values())

    def _kept_outlines(self, picture: Picture, wider: float) -> tuple[Outline, ...]:
        before, self._outlines = self._outlines, {}
        for one in picture.outlines:
            key = (id(one), wider)
            known = before.get(key) or (one, replace(one, line_width=one.line_width * wider))
            self._outlines[key] = known
        return tuple(shown for _given, shown in self._outlines.values())


def _stepped(factor: float) -> float:
    return max(1.0, float(2.0 ** (round(math.log2(factor) * _STEPS) / _STEPS)))


def _is_marked(link: Link) -> bool:
    return link.role == "gap" or link.kind == "bridge"


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


def _larger(node: Node, growth: float) -> Node:
    return node if growth == 1.0 else replace(node, radius=node.radius * growth)


def _wider(link: Link, factor: float) -> Link:
    return replace(link, width=link.width * factor, dash=tuple(part * factor for part in link.dash))
