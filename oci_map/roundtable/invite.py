"""Proposes whom to invite: what can be covered within the seats, with as few guests as that takes.

An integer programme (scipy.optimize.milp, HiGHS). What is covered decides; of the lists that
cover as much, the shortest is taken, and of these the one with those who were not asked lately
and who stand between others. The costs are chosen such that a lower aim never outweighs a
higher one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.roundtable.coverage import Coverage, Goal, bodies, coverage, lost_without
from oci_map.roundtable.meetings import Earlier
from oci_map.roundtable.request import Request, candidates, check_request, siblings, unseen
from oci_map.roundtable.rows import Rows, solve
from oci_map.values import dataclass

# The parts of a guest's cost that fairness and brokerage decide: together below one guest.
_FAIRNESS: Final = 0.3
_BROKERAGE: Final = 0.05
_SECONDS: Final = 10.0
_NOBODY: Final = Earlier((), {}, {}, 0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list of guests, what it covers, and how sure it is that there is no better one."""

    guests: tuple[RecordId, ...]  # those who must come first, then those with most to lose
    coverage: Coverage
    is_proven: bool  # no list is better
    distance: float  # when not proven, the share of what is covered that a better one may add
    deputies: Mapping[RecordId, RecordId]  # who could come instead, and keeps most


def invite(
    analysis: Analysis, request: Request, before: Earlier = _NOBODY, *, seconds: float = _SECONDS
) -> Proposal:
    """Return the best list of guests; raises UserError when the request contradicts itself."""
    wanted = check_request(analysis, request)
    return _solved(analysis, request, wanted, before, seconds)


def repair(
    analysis: Analysis,
    request: Request,
    guests: Sequence[RecordId],
    declined: Collection[RecordId],
    before: Earlier = _NOBODY,
) -> Proposal:
    """Return the list after some have declined: all others stay, and as few as can be are added.

    What was covered is covered again as far as the seats and the candidates allow; nothing else
    is a reason to add somebody.
    """
    rest = tuple(one for one in guests if one not in declined)
    unknown = [one for one in rest if one not in analysis.index]
    if unknown:
        raise UserError(unseen(analysis, unknown))
    free = replace(request, must=(), asked=())
    once = coverage(check_request(analysis, free), guests).covered
    kept = replace(
        request,
        must=rest,
        asked=(),
        not_now=tuple(sorted({*request.not_now, *declined} - {*rest})),
        # Who was invited stays invited, also when the share or the parents ask otherwise.
        seats=max(request.seats, len(rest)),
    )
    return _solved(analysis, kept, once, before, _SECONDS)


def _solved(
    analysis: Analysis,
    request: Request,
    wanted: Sequence[Goal],
    before: Earlier,
    seconds: float,
) -> Proposal:
    able = candidates(analysis, request)
    index = {one: place for place, one in enumerate(able)}
    possible = [goal for goal in wanted if _can_be(goal, index)]
    rows = Rows()
    _add_goals(rows, possible, index)
    _add_limits(rows, analysis, request, able)
    cost = np.concatenate([_guest_costs(analysis, able, before), _goal_gains(possible, len(able))])
    low = np.zeros(len(cost))
    low[[index[one] for one in request.kept]] = 1.0
    result = solve(cost, rows, low, np.ones(len(cost)), len(cost), seconds)
    if result.x is None:
        raise UserError(
            _("No list of guests was found in the time there is. Choose fewer needs or gaps.")
        )
    guests = [one for one in able if result.x[index[one]] > 0.5]
    most = float(-cost[len(able) :].sum()) or 1.0
    bound = result.mip_dual_bound
    distance = max(0.0, (float(result.fun) - float(bound)) / most) if bound is not None else 1.0
    ordered = _ordered(request, wanted, guests)
    return Proposal(
        guests=ordered,
        coverage=coverage(wanted, ordered),
        is_proven=result.status == 0,
        distance=0.0 if result.status == 0 else distance,
        deputies=_deputies(analysis, request, wanted, ordered, able),
    )


def _can_be(goal: Goal, index: Mapping[RecordId, int]) -> bool:
    return all(sum(one in index for one in side) >= goal.least for side in goal.sides)


def _add_goals(rows: Rows, possible: Sequence[Goal], index: Mapping[RecordId, int]) -> None:
    """Let a goal count only when enough guests of each of its sides come."""
    for place, goal in enumerate(possible):
        variable = len(index) + place
        for side in goal.sides:
            terms = [(index[one], 1.0) for one in sorted(side) if one in index]
            rows.add([*terms, (variable, -float(goal.least))], 0.0, np.inf)


def _add_limits(rows: Rows, analysis: Analysis, request: Request, able: Sequence[RecordId]) -> None:
    rows.add([(place, 1.0) for place in range(len(able))], -np.inf, float(request.seats))
    if request.one_per_parent:
        place = {one: number for number, one in enumerate(able)}
        for some in siblings(analysis, able):
            limit = max(1, sum(one in request.kept for one in some))
            rows.add([(place[one], 1.0) for one in some], -np.inf, float(limit))
    if request.answering:
        can = bodies(analysis, request.theme)
        share = [(1.0 if one in can else 0.0) - request.answering for one in able]
        least = min(0.0, _share_of(share, able, request.kept, request.seats))
        rows.add(list(enumerate(share)), least - 1e-9, np.inf)


def _share_of(
    share: Sequence[float], able: Sequence[RecordId], must: Sequence[RecordId], seats: int
) -> float:
    """Return the best that those who must come and the free seats allow; below 0 in a repair."""
    own = sum(value for value, one in zip(share, able, strict=True) if one in must)
    rest = sorted(
        (value for value, one in zip(share, able, strict=True) if one not in must), reverse=True
    )
    return own + sum(value for value in rest[: max(0, seats - len(must))] if value > 0)


def _guest_costs(analysis: Analysis, able: Sequence[RecordId], before: Earlier) -> FloatArray:
    """Return what each guest costs: 1, more for who was asked lately, less for who bridges."""
    brokers = analysis.brokerage
    largest = float(brokers.max(initial=0.0)) or 1.0
    cost = np.ones(len(able))
    for place, one in enumerate(able):
        if before.held and one in before.since:
            recent = 1.0 - before.since[one] / before.held
            often = before.asked[one] / before.held
            cost[place] += _FAIRNESS * (recent + often) / 2.0
        cost[place] -= _BROKERAGE * brokers[analysis.index[one]] / largest
    return cost


def _goal_gains(possible: Sequence[Goal], guests: int) -> FloatArray:
    """Return what each goal takes off: the least of them more than all guests cost."""
    least = min((goal.worth for goal in possible), default=1.0)
    scale = (1.0 + _FAIRNESS) * (guests + 1) / least
    return np.array([-scale * goal.worth for goal in possible])


def _ordered(
    request: Request, wanted: Sequence[Goal], guests: Sequence[RecordId]
) -> tuple[RecordId, ...]:
    lost = {one: sum(g.worth for g in lost_without(wanted, guests, one)) for one in guests}
    return tuple(sorted(guests, key=lambda one: (one not in request.must, -lost[one], one)))


def _deputies(
    analysis: Analysis,
    request: Request,
    wanted: Sequence[Goal],
    guests: Sequence[RecordId],
    able: Sequence[RecordId],
) -> dict[RecordId, RecordId]:
    """Return for each guest with something to lose who would keep most of it."""
    there = frozenset(guests)
    records = analysis.snapshot.organisations
    others = [one for one in able if one not in there]
    found = {}
    for guest in guests:
        lost = lost_without(wanted, guests, guest)
        rest = there - {guest}
        parents = {records[one].parent for one in rest} if request.one_per_parent else set()
        kept = {
            one: sum(goal.worth for goal in lost if goal.covered_by(rest | {one}))
            for one in others
            if not records[one].parent or records[one].parent not in parents
        }
        best = min(kept, key=lambda one: (-kept[one], one), default=None)
        if best is not None and kept[best] > 0:
            found[guest] = best
    return found
