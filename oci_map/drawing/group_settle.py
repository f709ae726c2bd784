"""A small change to a map with groups: who changed finds a place, the others stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from oci_map.drawing.group_cost import Judge, judge_of, place_costs, troubled
from oci_map.drawing.group_discs import part_discs
from oci_map.drawing.group_forces import STAY, Phase, relax
from oci_map.drawing.group_setting import Setting, setting_of, with_members
from oci_map.drawing.group_sweep import grid
from oci_map.drawing.layout_groups import drawn, drawn_cost
from oci_map.drawing.problem import BoolArray, FloatArray, IntArray, LayoutProblem
from oci_map.progress import Progress, part

#: Places tried for a changed node, over the whole picture.
COLUMNS, ROWS = 29, 19
#: A node leaves its place only for a gain above this, and above this for each px of the way:
#: people find an organisation where they saw it last.
WORTH_MOVING, WORTH_PX = 8.0, 0.02
#: Those in the groups of a changed node give way freely, those beside it a little.
MATES, NEIGHBOURS = 1.0, 0.35
#: Beside is up to this far away, px.
BESIDE = 160.0
GIVE_WAY = Phase(40, 8.0, 0.4, STAY)


def settle(
    problem: LayoutProblem, changed: IntArray, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px after a small change, as near to the start as can be.

    `changed` names the nodes whose groups or ties changed; nodes without a start are new. Pins,
    the hub, and all in whose way nobody stands keep their start exactly. When nothing has a
    start, nothing gets one: make a layout first. Raises Cancelled when `progress` does.
    """
    known = problem.placed
    if not known.any():
        return problem.start.copy()
    origin = _origin(problem, known)
    before = np.where(known[:, None], problem.start - origin, 0.0)
    setting = _roomy(setting_of(problem, problem.fixed), before)
    now = before.copy()
    touched = np.union1d(changed, np.flatnonzero(~known)).astype(np.intp)
    for done, node in enumerate(touched):
        if progress is not None:
            progress.report(0.5 * done / len(touched))
        if not setting.fixed[node]:
            now = _placed(int(node), now, bool(known[node]), setting, problem)
    now = _give_way(now, touched, setting, problem, part(progress, 0.5, 1.0))
    moved = (now != before).any(axis=1) | ~known
    return np.asarray(np.where(moved[:, None], now + origin, problem.start))


def _origin(problem: LayoutProblem, known: BoolArray) -> FloatArray:
    if problem.hub is not None and known[problem.hub]:
        return np.array(problem.start[problem.hub], dtype=np.float64)
    return np.asarray(problem.start[known].mean(axis=0))


def _roomy(setting: Setting, positions: FloatArray) -> Setting:
    """Let the picture be as wide as it already is."""
    reach = (np.abs(positions) + setting.boxes).max(axis=0)
    return replace(setting, half=np.maximum(setting.half, reach))


def _placed(
    node: int, now: FloatArray, known: bool, setting: Setting, problem: LayoutProblem
) -> FloatArray:
    """Return the picture with one node in the best place, if that is worth its way."""
    shown = drawn(setting, now, problem)
    member = shown.member.copy()
    # Its own memberships count in full: whether one becomes a ring segment follows from the place.
    member[:, node] = setting.member[:, node]
    judge = judge_of(with_members(setting, member))
    places = grid(setting, COLUMNS, ROWS)
    costs = place_costs(node, places, now, judge)
    away = np.hypot(*(places - now[node]).T)
    if known:
        costs += WORTH_PX * away
    best = int(costs.argmin())
    moved = now.copy()
    moved[node] = places[best]
    if known:
        gain = drawn_cost(now, setting, problem) - drawn_cost(moved, setting, problem)
        if gain < WORTH_MOVING + WORTH_PX * float(away[best]):
            return now
    return moved


def _give_way(
    now: FloatArray,
    touched: IntArray,
    setting: Setting,
    problem: LayoutProblem,
    progress: Progress | None,
) -> FloatArray:
    """Let those move whom the change put into an outline or onto another disc, and their mates."""
    shown = drawn(setting, now, problem)
    wrong = _wrong(now, judge_of(shown))
    groups = shown.member[:, touched].any(axis=1)
    mates = np.asarray(shown.member[groups].any(axis=0))
    mates[touched] = True
    involved = mates | _beside(now, touched)
    if not (wrong & involved).any():
        return now
    mobility = np.where(involved, NEIGHBOURS, 0.0)
    mobility[mates | wrong] = MATES
    mobility[setting.fixed] = 0.0
    still = replace(shown, fixed=mobility == 0.0)
    after = relax(now[None], still, GIVE_WAY, mobility=mobility, anchor=now, progress=progress)[0]
    if drawn_cost(after, setting, problem) > drawn_cost(now, setting, problem):
        after = now
    return part_discs(after, still)


def _wrong(now: FloatArray, judge: Judge) -> BoolArray:
    """Tell which discs lie in outlines of others, hold them there, or lie on other discs."""
    radii = judge.setting.radii
    apart = now[:, None] - now
    distance = np.sqrt((apart**2).sum(axis=-1))
    np.fill_diagonal(distance, np.inf)
    wrong = (distance < radii[:, None] + radii).any(axis=1)
    wrong[troubled(now, judge)] = True
    return np.asarray(wrong, dtype=np.bool_)


def _beside(now: FloatArray, touched: IntArray) -> BoolArray:
    apart = now[:, None] - now[touched]
    near = np.sqrt((apart**2).sum(axis=-1)) < BESIDE
    return np.asarray(near.any(axis=1), dtype=np.bool_)
