"""The calm layout of small maps (up to about 80 organisations) with overlapping groups.

Groups are put round a ring in a good order, forces bring several such starts to rest, the best
one is improved node by node, turned and stretched to fill its room.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.detachment import detached_members
from oci_map.drawing.group_cost import judge_of, total_cost, troubled
from oci_map.drawing.group_discs import part_discs
from oci_map.drawing.group_fit import fit
from oci_map.drawing.group_forces import LAST, ROUGH, Phase, relax
from oci_map.drawing.group_ring import ring_orders, ring_sets, ring_start
from oci_map.drawing.group_setting import Setting, setting_of, without
from oci_map.drawing.group_sweep import exchange, sweep
from oci_map.drawing.problem import LayoutProblem
from oci_map.progress import Progress, part

#: So many orders of the groups round the ring are tried side by side, the best few more closely.
ORDERS, FINALISTS = 4, 2
#: A membership drawn as a ring segment is about as restless as ten crossings.
SEGMENT = 20.0
#: Rounds of moving single nodes; on larger maps a round takes longer and brings less.
ROUNDS, ROUNDS_OF_MANY, MANY = 3, 2, 48
#: How far nodes may move in each phase: far at first, hardly at last.
UNTANGLE = Phase(50, 40.0, 8.0, ROUGH)
DRAW_UP = Phase(35, 14.0, 6.0)
DRAW_UP_AGAIN = Phase(35, 14.0, 4.0)
AFTER_SWEEP = Phase(16, 8.0, 4.0)
REST = Phase(25, 8.0, 2.0)
REST_IN_ROOM = Phase(25, 6.0, 0.4, LAST)
MEND = Phase(10, 4.0, 0.4, LAST)
#: Rounds of mending what the last forces may have pushed into an outline.
MENDING = 3


def layout_with_groups(
    problem: LayoutProblem, seed: int = 0, progress: Progress | None = None
) -> FloatArray:
    """Return calm positions (n, 2) in px for every node, made afresh.

    Only pinned nodes keep their start, exactly. The same problem and seed give the same
    positions. Raises Cancelled when `progress` does.
    """
    if problem.count == 0:
        return np.zeros((0, 2))
    fixed = problem.fixed
    origin = np.zeros(2)
    if problem.hub is not None and fixed[problem.hub]:
        origin = problem.start[problem.hub].copy()
    setting = setting_of(problem, fixed)
    rng = np.random.default_rng(seed)
    starts = _starts(problem, setting, origin, rng)
    best = _best_start(starts, setting, problem, part(progress, 0.0, 0.4))
    better = _improve(best, setting, problem, rng, part(progress, 0.4, 0.85))
    positions = _finish(better, setting, problem, rng, part(progress, 0.85, 1.0))
    positions += origin
    positions[fixed] = problem.start[fixed]
    return positions


def drawn(setting: Setting, positions: FloatArray, problem: LayoutProblem) -> Setting:
    """Return the setting with those memberships left out that are drawn as ring segments."""
    outside = detached_members(positions, problem.radii, problem.groups, problem.hub)
    return without(setting, outside)


def drawn_cost(positions: FloatArray, setting: Setting, problem: LayoutProblem) -> float:
    """Return how restless a picture (n, 2) is as it will be drawn, ring segments included."""
    shown = drawn(setting, positions, problem)
    segments = int(setting.member.sum() - shown.member.sum())
    return total_cost(positions, judge_of(shown)) + SEGMENT * segments


def _starts(
    problem: LayoutProblem, setting: Setting, origin: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return first pictures (s, n, 2), relative to the hub, pins in their places."""
    sets = ring_sets(setting)
    fixed = problem.fixed
    starts = []
    orders = ring_orders(setting, sets, ORDERS, rng)
    for one in range(ORDERS):
        # Few groups have few orders; then chance alone tells the starts apart.
        places = ring_start(setting, sets, orders[one % len(orders)], rng)
        if setting.hub is not None:
            places[setting.hub] = 0.0
        places[fixed] = problem.start[fixed] - origin
        starts.append(places)
    return np.array(starts)


def _best_start(
    starts: FloatArray, setting: Setting, problem: LayoutProblem, progress: Progress | None
) -> FloatArray:
    """Relax all starts roughly, the best of them finely; return the best (n, 2)."""
    judge = judge_of(setting)
    rough = relax(starts, setting, UNTANGLE, progress=part(progress, 0.0, 0.4))
    order = np.argsort([total_cost(one, judge) for one in rough], kind="stable")
    fine = relax(rough[order[:FINALISTS]], setting, DRAW_UP, progress=part(progress, 0.4, 0.6))
    fine = np.array([exchange(one, judge, part(progress, 0.6, 0.6)) for one in fine])
    fine = relax(fine, setting, DRAW_UP_AGAIN, progress=part(progress, 0.6, 1.0))
    costs = [drawn_cost(one, setting, problem) for one in fine]
    return exchange(fine[int(np.argmin(costs))], judge)


def _improve(
    now: FloatArray,
    setting: Setting,
    problem: LayoutProblem,
    rng: np.random.Generator,
    progress: Progress | None,
) -> FloatArray:
    """Move single nodes where forces cannot take them, again and again."""
    rounds = ROUNDS if problem.count <= MANY else ROUNDS_OF_MANY
    for done in range(rounds):
        share = part(progress, done / rounds, (done + 1) / rounds)
        # A first round for all memberships: who is far from a group only by bad luck comes back
        # before ring segments are thought of.
        judge = judge_of(drawn(setting, now, problem) if done else setting)
        now = sweep(now, judge, rng, progress=share)
        now = relax(now[None], judge.setting, AFTER_SWEEP)[0]
        now = exchange(now, judge)
    return now


def _finish(
    now: FloatArray,
    setting: Setting,
    problem: LayoutProblem,
    rng: np.random.Generator,
    progress: Progress | None,
) -> FloatArray:
    """Fill the room, come to rest, and mend what is still wrong."""
    shown = drawn(setting, now, problem)
    now = relax(now[None], shown, REST, progress=part(progress, 0.0, 0.4))[0]
    now = fit(now, setting)
    shown = drawn(setting, now, problem)
    now = relax(now[None], shown, REST_IN_ROOM, progress=part(progress, 0.4, 0.8))[0]
    for _ in range(MENDING):
        judge = judge_of(drawn(setting, now, problem))
        wrong = troubled(now, judge)
        if not len(wrong):
            break
        now = sweep(now, judge, rng, wrong, part(progress, 0.8, 1.0))
        now = relax(now[None], judge.setting, MEND)[0]
    return part_discs(now, setting)
