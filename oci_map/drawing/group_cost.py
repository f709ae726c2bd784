"""What makes a picture of groups restless, as one number, and what each place would cost a node.

`total_cost` judges a whole picture; `place_costs` tells, for many places at once, the part of
the same number that depends on one node. Their differences are equal, so a node may be moved by
the second and the picture compared by the first.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.group_forces import centre_radius
from oci_map.drawing.group_setting import PAD, Setting
from oci_map.drawing.group_ties import TieIndex, tie_cost, tie_index, ties_at
from oci_map.drawing.supports import (
    clearances,
    compass,
    gaps,
    heights,
    opposite,
    perimeters,
    reach,
    supports,
)
from oci_map.values import dataclass

#: Directions in which outlines are judged: finer than they are felt, for the last pixels.
RAYS = 24
#: A stranger wholly in an outline, a stranger's disc touching it, and each px that is too near.
COVERED, TOUCHED, TOO_NEAR = 30.0, 10.0, 0.15
NEAR = PAD + 4.0
#: A px of outline: short outlines are calm, but keeping somebody out is worth a long way round.
PERIMETER = 0.02
#: A px by which two discs are nearer than this free room, and by which two labels overlap.
CROWDED, CROWDED_ROOM, LABELS = 0.3, 24.0, 0.05
#: A px by which the strip between two groups is too narrow, by which a member of the centre group
#: is off its circle, by which something lies outside the picture.
APART, OFF_CENTRE, OUTSIDE = 0.08, 0.06, 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """A setting with what judging pictures of it needs again and again."""

    setting: Setting
    ties: TieIndex
    pairs_of: tuple[IntArray, ...]  # the separations that involve each node


def judge_of(setting: Setting) -> Judge:
    """Prepare to judge pictures of a setting."""
    return Judge(
        setting=setting,
        ties=tie_index(setting),
        pairs_of=tuple(
            np.flatnonzero(setting.separations.push[:, node]) for node in range(setting.count)
        ),
    )


def total_cost(positions: FloatArray, judge: Judge) -> float:
    """Return how restless a picture (n, 2) is; 0 would be perfect calm."""
    setting = judge.setting
    cost = _crowding(positions, setting) + _walls(positions, setting).sum()
    cost += _off_centre(positions, setting).sum()
    if len(setting.ties):
        cost += tie_cost(positions, setting, judge.ties)
    if setting.member.shape[0]:
        rays = compass(RAYS)
        reaches = reach(positions, setting.radii, rays)
        height = heights(reaches, setting.separations.sets)
        outline = height[: setting.member.shape[0]]
        room = (reaches[None] - 2 * setting.radii[:, None] - outline[:, None]).max(axis=-1)
        cost += _strangers(room, setting.radii)[~setting.member].sum()
        cost += PERIMETER * perimeters(outline).sum()
        pairs = setting.separations
        strip, _ = gaps(height, pairs.first, pairs.second)
        cost += APART * np.maximum(0.0, pairs.margin - strip).sum()
    return float(cost)


def troubled(positions: FloatArray, judge: Judge) -> IntArray:
    """Return the strangers (k,) that reach into an outline, and who holds it there."""
    setting = judge.setting
    if not setting.member.shape[0]:
        return np.zeros(0, dtype=np.intp)
    reaches = reach(positions, setting.radii, compass(RAYS))
    height, holder = supports(reaches, setting.groups)
    room, ray = clearances(reaches, setting.radii, height)
    group, node = np.nonzero((room < PAD) & ~setting.member)
    return np.union1d(node, holder[group, ray[group, node]])


def place_costs(node: int, places: FloatArray, positions: FloatArray, judge: Judge) -> FloatArray:
    """Return what the node would cost at each of the places (c, 2), the others staying: (c,)."""
    setting = judge.setting
    cost = _crowding_at(node, places, positions, setting) + _walls_at(node, places, setting)
    cost += _off_centre_at(node, places, setting)
    if len(setting.ties):
        cost += ties_at(node, places, positions, setting, judge.ties)
    if setting.member.shape[0]:
        cost += _outlines_at(node, places, positions, judge)
    return cost


# -- outlines ---------------------------------------------------------------------------------


def _strangers(room: FloatArray, radii: FloatArray) -> FloatArray:
    """Judge the room between outlines and the discs of non-members."""
    cost = TOO_NEAR * np.maximum(0.0, NEAR - room)
    cost += TOUCHED * (room < PAD)
    cost += (COVERED - TOUCHED) * (room < PAD - radii)
    return np.asarray(cost)


def _outlines_at(node: int, places: FloatArray, positions: FloatArray, judge: Judge) -> FloatArray:
    setting, pairs = judge.setting, judge.setting.separations
    rays = compass(RAYS)
    reaches = reach(positions, setting.radii, rays)
    at_place = places @ rays.T + setting.radii[node]
    own = np.flatnonzero(setting.member[:, node])
    foreign = np.flatnonzero(~setting.member[:, node])
    height = heights(reaches, pairs.sets)
    # Outlines of others: is there room between them and the node?
    inner = at_place - 2 * setting.radii[node]
    room = (inner[:, None] - height[foreign]).max(axis=-1)
    cost = np.asarray(_strangers(room, setting.radii[node]).sum(axis=1))
    # Own outlines reach to the node: whom do they then touch, and how long are they?
    reaches[node] = -1e9
    rest = heights(reaches, pairs.sets)
    for group in own:
        grown = np.maximum(rest[group], at_place)
        strangers = ~setting.member[group]
        others = reaches[strangers] - 2 * setting.radii[strangers][:, None]
        room = (others - grown[:, None]).max(axis=-1)
        cost += _strangers(room, setting.radii[strangers]).sum(axis=1)
        cost += PERIMETER * perimeters(grown)
    # Both together: is there still a strip between the groups?
    touched = judge.pairs_of[node]
    if len(touched):
        is_first = pairs.push[touched, node] < 0
        mine = np.where(is_first, pairs.first[touched], pairs.second[touched])
        theirs = np.where(is_first, pairs.second[touched], pairs.first[touched])
        grown_sets = np.maximum(rest[mine], at_place[:, None])
        strip = (-opposite(rest[theirs]) - grown_sets).max(axis=-1)
        cost += APART * np.maximum(0.0, pairs.margin[touched] - strip).sum(axis=1)
    return cost


# -- room -------------------------------------------------------------------------------------


def _crowding(positions: FloatArray, setting: Setting) -> float:
    apart = np.abs(positions[:, None] - positions)
    both = _crowded(
        apart, setting.radii[:, None] + setting.radii, setting.boxes[:, None] + setting.boxes
    )
    return float(np.triu(both, 1).sum())


def _crowding_at(
    node: int, places: FloatArray, positions: FloatArray, setting: Setting
) -> FloatArray:
    others = np.arange(setting.count) != node
    apart = np.abs(places[:, None] - positions[others])
    radii = setting.radii[node] + setting.radii[others]
    return np.asarray(
        _crowded(apart, radii, setting.boxes[node] + setting.boxes[others]).sum(axis=1)
    )


def _crowded(apart: FloatArray, radii: FloatArray, boxes: FloatArray) -> FloatArray:
    distance = np.hypot(apart[..., 0], apart[..., 1])
    overlap = np.maximum(0.0, boxes - apart).min(axis=-1)
    lack = np.maximum(0.0, radii + CROWDED_ROOM - distance)
    return np.asarray(CROWDED * lack + LABELS * overlap)


def _walls(positions: FloatArray, setting: Setting) -> FloatArray:
    beyond = np.maximum(0.0, np.abs(positions) + setting.boxes - setting.half)
    return np.asarray(OUTSIDE * beyond.sum(axis=-1))


def _walls_at(node: int, places: FloatArray, setting: Setting) -> FloatArray:
    beyond = np.maximum(0.0, np.abs(places) + setting.boxes[node] - setting.half)
    return np.asarray(OUTSIDE * beyond.sum(axis=-1))


def _off_centre(positions: FloatArray, setting: Setting) -> FloatArray:
    if setting.centre is None:
        return np.zeros(0)
    inner = [node for node in setting.groups[setting.centre] if node != setting.hub]
    members = np.unique(np.array(inner, dtype=np.intp))
    distance = np.hypot(*positions[members].T)
    return np.asarray(OFF_CENTRE * np.abs(distance - centre_radius(len(members))))


def _off_centre_at(node: int, places: FloatArray, setting: Setting) -> FloatArray:
    if setting.centre is None or not setting.member[setting.centre, node] or node == setting.hub:
        return np.zeros(len(places))
    size = int(setting.member[setting.centre].sum())
    ringing = size - int(setting.hub is not None and setting.member[setting.centre, setting.hub])
    distance = np.hypot(*places.T)
    return np.asarray(OFF_CENTRE * np.abs(distance - centre_radius(ringing)))
