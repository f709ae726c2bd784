"""Which memberships are drawn as a ring segment because they would stretch an outline too far.

The answer follows from the positions alone, so the layout and the drawing, also after somebody
moved a node by hand, always agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.group_setting import PAD
from oci_map.drawing.supports import compass, perimeters, reach

RAYS = 24
#: An outline must become this much shorter (px) before a member is drawn outside it.
SHORTER = 90.0
#: What counts: strangers the outline no longer covers or touches, and how much shorter it gets;
#: each further member drawn outside must bring about as much again.
UNCOVERED, UNTOUCHED = 1.0, 0.5
RELATIVE, RELATIVE_FREE = 3.0, 0.22
ABSOLUTE, ABSOLUTE_FREE = 1 / 200, 260.0
EACH_FURTHER = 0.7
ENOUGH = 0.95
#: At most this share of all memberships is drawn as ring segments, but at least two may be.
BUDGET, AT_LEAST = 0.12, 2
#: Two parts of a group are far apart when the shortest link between them is this long (px) and
#: this many times longer than the links of the group usually are.
FAR, FARTHER = 200.0, 2.0
#: The hub leaves the outline of a further group when that makes it this much shorter (px).
HUB_SHORTER = 20.0


class _Leaving(NamedTuple):
    """Who may leave one outline, and how much calmer that makes it."""

    gain: float
    nodes: IntArray


class _Without(NamedTuple):
    """An outline as it reaches along the rays, and as it would without some of its members."""

    before: FloatArray  # (k,)
    after: FloatArray  # (c, k)
    lengths: FloatArray  # (1 + c,) of the one before and of all after
    parts: list[IntArray]  # who left

    @property
    def shortens(self) -> bool:
        """Say whether it would become shorter at all."""
        return bool((self.lengths[0] - self.lengths[1:] > SHORTER).any())


_NOBODY = _Leaving(-np.inf, np.zeros(0, dtype=np.intp))


def detached_members(
    positions: FloatArray, radii: FloatArray, groups: Sequence[IntArray], hub: int | None
) -> frozenset[tuple[int, int]]:
    """Return the memberships (group, node) that are drawn as a ring segment.

    `positions` (n, 2) and `radii` (n,) in px. Only members that stay inside another outline
    leave one, and at least two stay in every outline; the hub leaves all outlines but the one
    it sits deepest in.
    """
    member = np.zeros((len(groups), len(radii)), dtype=np.bool_)
    for row, group in enumerate(groups):
        member[row, group] = True
    if not member.any():
        return frozenset()
    places, sizes = positions.tobytes(), radii.tobytes()
    reaches = _reaches(places, sizes)
    outside = _hub_memberships(member, reaches, hub)
    for row, node in outside:
        member[row, node] = False
    budget = max(AT_LEAST, int(BUDGET * member.sum()))
    may = _may_leave(member, hub)
    leaving = [_leaving(row, member, places, sizes, may) for row in range(len(groups))]
    while leaving:
        row = max(range(len(leaving)), key=lambda one: leaving[one].gain)
        nodes = leaving[row].nodes
        if leaving[row].gain < ENOUGH or len(nodes) > budget:
            break
        member[row, nodes] = False
        outside += [(row, int(node)) for node in nodes]
        budget -= len(nodes)
        may = _may_leave(member, hub)
        for other in np.flatnonzero(member[:, nodes].any(axis=1) | (np.arange(len(member)) == row)):
            leaving[other] = _leaving(int(other), member, places, sizes, may)
    return frozenset(outside)


def _may_leave(member: BoolArray, hub: int | None) -> BoolArray:
    """Say who may leave an outline: all but the hub and who is in one outline only, (n,)."""
    may: BoolArray = member.sum(axis=0) > 1
    if hub is not None:
        may[hub] = False
    return may


def _hub_memberships(
    member: BoolArray, reaches: FloatArray, hub: int | None
) -> list[tuple[int, int]]:
    """List the groups of the hub that it would only stretch: all but the one it is deepest in."""
    if hub is None:
        return []
    homes = [int(row) for row in np.flatnonzero(member[:, hub]) if member[row].sum() > 1]
    if len(homes) < 2:
        return []
    growth = {}
    for row in homes:
        rest = member[row].copy()
        rest[hub] = False
        without = reaches[rest].max(axis=0)
        growth[row] = float(2 * np.pi * np.maximum(reaches[hub] - without, 0.0).mean())
    home = min(homes, key=lambda row: (growth[row], row))
    return [(row, hub) for row in homes if row != home and growth[row] > HUB_SHORTER]


def _leaving(row: int, member: BoolArray, places: bytes, sizes: bytes, may: BoolArray) -> _Leaving:
    """Find the members whose leaving calms one outline most, of those who `may` leave, (n,)."""
    inside = member[row]
    free = inside & may
    if np.count_nonzero(inside) < 3 or not free.any():
        return _NOBODY
    return _calmest(places, sizes, inside.tobytes(), free.tobytes())


@lru_cache(maxsize=8)
def _reaches(places: bytes, sizes: bytes) -> FloatArray:
    return reach(_points(places), np.frombuffer(sizes), compass(RAYS))


@lru_cache(maxsize=512)
def _calmest(places: bytes, sizes: bytes, members: bytes, leavers: bytes) -> _Leaving:
    """Find which of those that may leave an outline calm it most.

    Everything is given as the bytes of its array: an edit changes one group, the others are
    found again.
    """
    radii = np.frombuffer(sizes)
    member = np.frombuffer(members, dtype=np.bool_)
    nodes = np.flatnonzero(member)
    free = np.frombuffer(leavers, dtype=np.bool_)[nodes]
    left = _without(_points(places)[nodes].tobytes(), radii[nodes].tobytes(), free.tobytes())
    # Whom else it covers matters only where an outline becomes shorter, which few do.
    if not left.shortens:
        return _NOBODY
    reaches = _reaches(places, sizes)
    gains = _gains(left.lengths, left.before, left.after, reaches[~member], radii[~member])
    gains -= EACH_FURTHER * (np.array([len(part) for part in left.parts]) - 1)
    best = int(gains.argmax())
    return _Leaving(float(gains[best]), nodes[left.parts[best]])


@lru_cache(maxsize=512)
def _without(places: bytes, sizes: bytes, leavers: bytes) -> _Without:
    """Return the outline of some marks, and that without each part of them that may leave it.

    Given as the bytes of arrays: positions (k, 2), radii (k,), and who may leave (k,).
    """
    along = _reaches(places, sizes)
    free = np.frombuffer(leavers, dtype=np.bool_)
    # Who reaches furthest along a ray gives back the lead over the next one.
    second, first = np.partition(along, len(along) - 2, axis=0)[-2:]
    alone = np.flatnonzero(free)
    parts = [alone[k : k + 1] for k in range(len(alone))]
    heights = [np.where(along[alone] == first, second, first)]
    for part in _far_parts(places):
        if free[part].all() and len(along) - part.sum() >= 2:
            parts.append(np.flatnonzero(part))
            heights.append(along[~part].max(axis=0)[None])
    after = np.concatenate(heights)
    return _Without(first, after, perimeters(np.concatenate([first[None], after])), parts)


def _gains(
    lengths: FloatArray,
    before: FloatArray,
    after: FloatArray,
    reaches: FloatArray,
    radii: FloatArray,
) -> FloatArray:
    """Judge how much calmer an outline (k,) gets as each of the others (c, k): (c,)."""
    shorter = lengths[0] - lengths[1:]
    gains = RELATIVE * np.maximum(0.0, shorter / lengths[0] - RELATIVE_FREE)
    gains += ABSOLUTE * np.maximum(0.0, shorter - ABSOLUTE_FREE)
    gains[shorter <= SHORTER] = -np.inf
    worth = np.flatnonzero(shorter > SHORTER)
    if len(worth):
        inner = reaches - 2 * radii[:, None]
        height = np.concatenate([before[None], after[worth]])
        room = (inner - height[:, None]).max(axis=-1)
        covered = (room < PAD - radii).sum(axis=1)
        touched = (room < PAD).sum(axis=1)
        gains[worth] += UNCOVERED * (covered[0] - covered[1:])
        gains[worth] += UNTOUCHED * (touched[0] - touched[1:])
    return np.asarray(gains)


def _points(places: bytes) -> FloatArray:
    return np.frombuffer(places).reshape(-1, 2)


@lru_cache(maxsize=256)
def _far_parts(places: bytes) -> list[BoolArray]:
    """List the small parts of a group beyond a long link of its minimum spanning tree.

    `places` are the bytes of its positions: most groups stay as they are from edit to edit.
    """
    points = _points(places)
    count = len(points)
    if count < 4:
        return []
    links = _spanning_tree(points)
    length = sorted((link[2] for link in links), reverse=True)
    if length[0] < FAR:
        return []
    usual = length[len(length) // 2]
    parts = []
    for cut in sorted(range(len(links)), key=lambda one: -links[one][2])[:2]:
        if links[cut][2] < max(FAR, FARTHER * usual):
            break
        side = _side(links, cut, count)
        if side.sum() * 2 > count:
            side = ~side
        if 2 <= side.sum() <= max(2, count // 4):
            parts.append(side)
    return parts


def _spanning_tree(points: FloatArray) -> list[tuple[int, int, float]]:
    """Return the links (from, to, length) of the minimum spanning tree, by Prim's algorithm.

    Groups are small: plain lists are faster here than arrays.
    """
    apart = points[:, None] - points
    distance = np.sqrt((apart**2).sum(axis=-1)).tolist()
    nearest = {node: (distance[0][node], 0) for node in range(1, len(points))}
    links = []
    while nearest:
        node = min(nearest, key=lambda one: nearest[one][0])
        length, parent = nearest.pop(node)
        links.append((parent, node, length))
        row = distance[node]
        for other, (known, _) in nearest.items():
            if row[other] < known:
                nearest[other] = (row[other], node)
    return links


def _side(links: list[tuple[int, int, float]], cut: int, count: int) -> BoolArray:
    """Tell who is beyond one link (count,); links come in the order in which the tree grew."""
    beyond = np.zeros(count, dtype=np.bool_)
    beyond[links[cut][1]] = True
    for parent, node, _ in links[cut + 1 :]:
        beyond[node] |= beyond[parent]
    return beyond
