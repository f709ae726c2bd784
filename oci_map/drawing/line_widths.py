"""Lines on a page, where a large map is so small that they would fade or cover everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.drawing.marks import GAP_WIDTH, TIE_WIDTHS
from oci_map.drawing.picture import Link, Picture

#: Width (px of the page) of a weak tie that is seen on a slide. Where there are very many they
#: are thinner: together they would cover at most this share of the map, if none crossed another.
_LEAST: Final = 0.3
_MOST_INK: Final = 0.6
#: The same of gaps and of what bridges them, which are few and lie over the others.
_LEAST_MARKED: Final = 0.9
_MOST_MARKED_INK: Final = 0.15


def readable(picture: Picture, scale: float) -> Picture:
    """Return a picture whose lines are seen on a page that shows it `scale` times as large.

    Widths grow together, so that weak and strong ties are told apart, and dashes with them. A
    picture whose lines are wide enough is returned as it is.
    """
    marked = [link for link in picture.links if _is_marked(link)]
    usual = [link for link in picture.links if not _is_marked(link)]
    room = _room(picture)
    wider = _factor(usual, _LEAST / (TIE_WIDTHS[1] * scale), _MOST_INK * room)
    wider_marked = _factor(marked, _LEAST_MARKED / (GAP_WIDTH * scale), _MOST_MARKED_INK * room)
    if wider == wider_marked == 1.0:
        return picture
    links = (_wider(link, wider_marked if _is_marked(link) else wider) for link in picture.links)
    return replace(picture, links=tuple(links))


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


def _wider(link: Link, factor: float) -> Link:
    return replace(link, width=link.width * factor, dash=tuple(part * factor for part in link.dash))
