"""A large map from afar: each cluster one disc, with what ties the clusters to each other.

Thousands of marks and ties at once are a hairball, however fast they are drawn. From afar a
cluster is a disc in the colour most of its members have, about as large as the ground they stand
on; the ties between two clusters are one line, as wide as the ties are many. A disc opens when it
is large enough on the screen for its members to be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.drawing.clustering import Clustering, ShownCluster
    from oci_map.drawing.crowd import Crowd
    from oci_map.drawing.picture import Node, Picture
    from oci_map.graph.cooperation import Cooperation

# The share of the ground of its members that a disc covers.
_GROUND: Final = 0.8
# A cluster has so many lines to others, the widest, and those that others have to it.
_STRONGEST: Final = 3
# Discs are pushed apart in so many steps, until they overlap no more than this.
_STEPS: Final = 60
_TOUCH: Final = 0.92
#: A disc shows its members when its radius is so many px on the screen …
OPEN_FROM: Final = 240.0
#: … and all discs do when a usual mark has this radius.
_TOLD_APART: Final = 1.6
_WIDEST: Final = 14.0  # px on the screen
_NARROWEST: Final = 1.5


@dataclass(frozen=True, eq=False)  # no slots: its indexes are made on first use
class Overview:
    """c clusters as discs, and the l lines between them."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    colours: tuple[str, ...]
    members: IntArray  # (c,) how many each has
    centres: FloatArray  # (c, 2) px of the map
    radii: FloatArray  # (c,) px of the map
    cluster: IntArray  # (n,) the cluster of each mark of the crowd, −1 in none
    ties: IntArray  # (l, 2) the two clusters of each line
    widths: FloatArray  # (l,) px on the screen

    @cached_property
    def by_size(self) -> IntArray:
        """The clusters, largest first."""
        return np.argsort(-self.members, kind="stable")


def overview_of(
    nodes: Sequence[Node], crowd: Crowd, clustering: Clustering, cooperation: Cooperation
) -> Overview:
    """Return the clusters of a picture as discs with the cooperation between them."""
    place: dict[str, int] = {node.key: number for number, node in enumerate(nodes)}
    cluster = np.full(len(nodes), -1, dtype=np.intp)
    kept: list[ShownCluster] = []
    for one in clustering.listed:
        members = [place[member] for member in one.members if member in place]
        if members:
            cluster[members] = len(kept)
            kept.append(one)
    count = len(kept)
    inside = cluster >= 0
    sizes = np.bincount(cluster[inside], minlength=count)
    centres = np.array([_middle(crowd.centres[cluster == one]) for one in range(count)])
    radii = _radii(crowd, sizes)
    centres = _apart(centres.reshape(-1, 2), radii)
    ties, widths = _lines(cluster, cooperation, place, count)
    return Overview(
        keys=tuple(one.key for one in kept),
        names=tuple(one.name for one in kept),
        colours=tuple(_commonest(crowd, cluster == one) for one in range(count)),
        members=sizes,
        centres=centres,
        radii=radii,
        cluster=cluster,
        ties=ties,
        widths=widths,
    )


def carried(former: Picture, nodes: Sequence[Node]) -> Overview | None:
    """Return the overview of a former picture for the marks of a later one; new ones in none."""
    if former.overview is None:
        return None
    places = [former.place_of(node.key) for node in nodes]
    before = np.array([-1 if one is None else one for one in places], dtype=np.intp)
    later = np.append(former.overview.cluster, -1)[before]
    return replace(former.overview, cluster=later)


def closed(picture: Picture, zoom: float) -> BoolArray:
    """Say which clusters are discs to who looks at a picture with this zoom; (c,)."""
    overview = picture.overview
    if overview is None:
        return np.zeros(0, dtype=np.bool_)
    if picture.crowd.usual_radius * zoom >= _TOLD_APART:
        return np.zeros(len(overview.keys), dtype=np.bool_)
    return np.asarray(overview.radii * zoom < OPEN_FROM)


def disc_at(picture: Picture, zoom: float, x: float, y: float) -> int | None:
    """Return the closed disc at a point of the map (px), the smallest one; None where none is."""
    overview = picture.overview
    if overview is None:
        return None
    away = np.hypot(*(overview.centres - (x, y)).T)
    there = np.flatnonzero(closed(picture, zoom) & (away <= overview.radii))
    return int(there[np.argmin(overview.radii[there])]) if len(there) else None


def next_disc(
    picture: Picture, zoom: float, here: int | None, way: tuple[float, float]
) -> int | None:
    """Return the next closed disc in a direction, the largest one to begin with; None for none."""
    overview = picture.overview
    shut = closed(picture, zoom)
    if overview is None or not shut.any():
        return None
    if here is None or not shut[here]:
        return int(overview.by_size[shut[overview.by_size]][0])
    step = overview.centres - overview.centres[here]
    ahead = step @ np.array(way)
    aside = np.abs(step @ np.array([-way[1], way[0]]))
    found = np.flatnonzero(shut & (ahead > 0) & (aside <= 2 * ahead))
    far = np.hypot(ahead[found], 2 * aside[found])
    return int(found[np.argmin(far)]) if len(found) else None


def _middle(points: FloatArray) -> FloatArray:
    """Return where most of some marks stand: a few that are far away do not move it."""
    middle = np.median(points, axis=0)
    for _step in range(3):
        away = np.hypot(*(points - middle).T)
        near = points[away <= np.median(away) * 1.5 + 1e-9]
        middle = near.mean(axis=0)
    return np.asarray(middle)


def _apart(centres: FloatArray, radii: FloatArray) -> FloatArray:
    """Return centres moved a little, so that no disc hides another."""
    moved = centres.copy()
    for _step in range(_STEPS):
        way = moved[:, None] - moved[None, :]
        away = np.hypot(way[..., 0], way[..., 1])
        wanted = _TOUCH * (radii[:, None] + radii[None, :])
        short = np.where(away > 0, np.maximum(wanted - away, 0.0), 0.0)
        if not short.any():
            break
        # The small one makes way for the large one.
        share = radii[None, :] / np.maximum(radii[:, None] + radii[None, :], 1e-9)
        push = way / np.maximum(away, 1e-9)[..., None] * (short * share)[..., None]
        moved += 0.5 * push.sum(axis=1)
    return moved


def _radii(crowd: Crowd, sizes: IntArray) -> FloatArray:
    """Return discs (px) that together cover about the ground on which all marks stand."""
    if not len(sizes):
        return np.zeros(0)
    low, high = np.percentile(crowd.centres, (2, 98), axis=0)
    ground = float((high - low).prod()) * np.pi / 4  # maps are about round
    each = _GROUND * ground / max(1, len(crowd.radii))
    return np.asarray(np.sqrt(sizes * each / np.pi), dtype=np.float64)


def _commonest(crowd: Crowd, members: BoolArray) -> str:
    return crowd.fills[int(np.bincount(crowd.fill[members]).argmax())]


def _lines(
    cluster: IntArray, cooperation: Cooperation, place: Mapping[str, int], count: int
) -> tuple[IntArray, FloatArray]:
    """Return the strongest ties between clusters, and their widths."""
    of = np.array(
        [cluster[place[one]] if one in place else -1 for one in cooperation.organisations]
    )
    if not count or not len(cooperation.pairs):
        return np.empty((0, 2), dtype=np.intp), np.empty(0)
    one, other = of[cooperation.pairs[:, 0]], of[cooperation.pairs[:, 1]]
    between = (one >= 0) & (other >= 0) & (one != other)
    low, high = np.minimum(one, other)[between], np.maximum(one, other)[between]
    weights = np.bincount(
        low * count + high, weights=cooperation.weights[between], minlength=count * count
    ).reshape(count, count)
    weights = weights + weights.T
    rank = np.argsort(np.argsort(-weights, axis=1, kind="stable"), axis=1)
    chosen = (np.minimum(rank, rank.T) < _STRONGEST) & (weights > 0)
    ties = np.argwhere(np.triu(chosen))
    strength = weights[ties[:, 0], ties[:, 1]]
    order = np.argsort(strength, kind="stable")  # the widest lie on top
    share = np.sqrt(strength[order] / max(float(strength.max(initial=0.0)), 1e-9))
    return ties[order], _NARROWEST + (_WIDEST - _NARROWEST) * share
