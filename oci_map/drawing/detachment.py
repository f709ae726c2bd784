"""Which memberships are drawn as a ring segment because they would stretch an outline too far.

The answer follows from the positions alone, so the layout and the drawing, also after somebody
moved a node by hand, always agree.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.drawing.group_setting import PAD
from oci_map.drawing.problem import BoolArray, FloatArray, IntArray
from oci_map.drawing.supports import clearances, compass, perimeters, reach

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
    reaches = reach(positions, radii, compass(RAYS))
    outside = _hub_memberships(member, reaches, hub)
    for row, node in outside:
        member[row, node] = False
    budget = max(AT_LEAST, int(BUDGET * member.sum()))
    far_parts = {row: _far_parts(positions, member[row]) for row in range(len(groups))}
    while budget > 0:
        found = _best(member, reaches, radii, hub, far_parts)
        if found is None or len(found[1]) > budget:
            break
        row, nodes = found
        member[row, nodes] = False
        far_parts[row] = _far_parts(positions, member[row])
        outside += [(row, int(node)) for node in nodes]
        budget -= len(nodes)
    return frozenset(outside)


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


def _best(
    member: BoolArray,
    reaches: FloatArray,
    radii: FloatArray,
    hub: int | None,
    far_parts: dict[int, list[IntArray]],
) -> tuple[int, IntArray] | None:
    """Find the members whose leaving calms one outline most, or None when nothing is worth it."""
    shared = member.sum(axis=0) > 1
    if hub is not None:
        shared[hub] = False
    best: tuple[int, IntArray] | None = None
    best_gain = ENOUGH
    for row in range(len(member)):
        size = int(member[row].sum())
        if size < 3 or not (member[row] & shared).any():
            continue
        for nodes in _candidates(member[row], shared, reaches, far_parts[row]):
            if size - len(nodes) >= 2:
                gain = _gain(member[row], nodes, reaches, radii)
                if gain >= best_gain + 1e-9:
                    best, best_gain = (row, nodes), gain
    return best


def _candidates(
    member: BoolArray, shared: BoolArray, reaches: FloatArray, far_parts: list[IntArray]
) -> list[IntArray]:
    """List the members, alone or as a far part, without whom the outline would be shorter."""
    nodes = np.flatnonzero(member)
    along = reaches[nodes]
    two = np.partition(along, len(nodes) - 2, axis=0)[-2:]
    # Who reaches furthest along a ray gives back the lead over the next one.
    lead = np.where(along == two[1], two[1] - two[0], 0.0)
    shorter = 2 * np.pi * lead.mean(axis=1)
    single = [nodes[k : k + 1] for k in np.flatnonzero((shorter > SHORTER) & shared[nodes])]
    return single + [part for part in far_parts if shared[part].all()]


def _gain(member: BoolArray, nodes: IntArray, reaches: FloatArray, radii: FloatArray) -> float:
    """Judge how much calmer one outline gets without these members."""
    rest = member.copy()
    rest[nodes] = False
    height = np.stack([reaches[member].max(axis=0), reaches[rest].max(axis=0)])
    before, after = perimeters(height)
    shorter = float(before - after)
    if shorter <= SHORTER:
        return -np.inf
    strangers = ~member
    room, _ = clearances(reaches[strangers], radii[strangers], height)
    covered = (room < PAD - radii[strangers]).sum(axis=1)
    touched = (room < PAD).sum(axis=1)
    return (
        UNCOVERED * float(covered[0] - covered[1])
        + UNTOUCHED * float(touched[0] - touched[1])
        + RELATIVE * max(0.0, shorter / float(before) - RELATIVE_FREE)
        + ABSOLUTE * max(0.0, shorter - ABSOLUTE_FREE)
        - EACH_FURTHER * (len(nodes) - 1)
    )


def _far_parts(positions: FloatArray, member: BoolArray) -> list[IntArray]:
    """List the small parts of a group beyond a long link of its minimum spanning tree."""
    nodes = np.flatnonzero(member)
    if len(nodes) < 4:
        return []
    links = _spanning_tree(positions[nodes])
    length = np.array([link[2] for link in links])
    largest = max(2, len(nodes) // 4)
    parts = []
    for link in np.argsort(-length, kind="stable")[:2]:
        if length[link] < max(FAR, FARTHER * float(np.median(length))):
            break
        side = _side(links, int(link), len(nodes))
        if side.sum() * 2 > len(nodes):
            side = ~side
        if 2 <= side.sum() <= largest:
            parts.append(nodes[side])
    return parts


def _spanning_tree(points: FloatArray) -> list[tuple[int, int, float]]:
    """Return the links (from, to, length) of the minimum spanning tree, by Prim's algorithm."""
    apart = points[:, None] - points
    distance = np.hypot(apart[..., 0], apart[..., 1])
    best = distance[0].copy()
    parent = np.zeros(len(points), dtype=np.intp)
    waiting = np.ones(len(points), dtype=np.bool_)
    waiting[0] = False
    links = []
    for _ in range(len(points) - 1):
        node = int(np.where(waiting, best, np.inf).argmin())
        links.append((int(parent[node]), node, float(best[node])))
        waiting[node] = False
        closer = waiting & (distance[node] < best)
        best[closer] = distance[node][closer]
        parent[closer] = node
    return links


def _side(links: list[tuple[int, int, float]], cut: int, count: int) -> BoolArray:
    """Return the nodes beyond one link; links come in the order in which the tree grew."""
    beyond = np.zeros(count, dtype=np.bool_)
    beyond[links[cut][1]] = True
    for parent, node, _ in links[cut + 1 :]:
        beyond[node] |= beyond[parent]
    return beyond
