"""Finds needs that nobody takes up: no two holders work together, or none sit in a group."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, IntArray
from oci_map.graph.affinity import Holdings
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.finding import (
    FEW_ORGANISATIONS,
    FROM_RECORDS,
    HIGH,
    LOW,
    MEDIUM,
    NEED_APART,
    NEED_WITHOUT_GROUP,
    Confidence,
    Gap,
    SharedNeed,
    Side,
    key_of,
)
from oci_map.graph.group_seats import GroupSeats, held_table, holders_in_groups
from oci_map.model.ids import RecordId
from oci_map.model.records import Initiative, Recommendation
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_AT_ONCE: Final = 65_536


def need_gaps(analysis: Analysis, seats: GroupSeats, keep: Collection[str] = ()) -> tuple[Gap, ...]:
    """Return the needs that two or more hold and nobody takes up, most wanted first.

    A need is taken up when two of its holders sit in the same working group, when a working group
    recommends something about it, or when an initiative of a group serves it.
    """
    held = analysis.needs
    if not held.needs:
        return ()
    tied = tied_holders(analysis.cooperation, held)
    in_group = _taken_up(analysis.snapshot, seats, held)
    found = list(_found(analysis, held, tied, in_group, keep))
    return tuple(sorted(found, key=_rank))


def tied_holders(cooperation: Cooperation, held: Holdings) -> IntArray:
    """Return how many pairs of holders of each need work together, (N,)."""
    table = held_table(held, cooperation.size)
    count = np.zeros(len(held.needs))
    for begin in range(0, len(cooperation.pairs), _AT_ONCE):
        one, other = cooperation.pairs[begin : begin + _AT_ONCE].T
        count += np.asarray(table[one].multiply(table[other]).sum(axis=0)).ravel()
    for group in cooperation.whole:
        inside = np.asarray(table[group.members].sum(axis=0)).ravel()
        count += inside * (inside - 1) / 2
    return count.round().astype(np.intp)


def _taken_up(snapshot: Snapshot, seats: GroupSeats, held: Holdings) -> BoolArray:
    taken = np.zeros(len(held.needs), dtype=np.bool_)
    taken[(holders_in_groups(seats, held) >= 2).any(axis=0)] = True
    place = {need: number for number, need in enumerate(held.needs)}
    groups = frozenset(seats.groups)
    for recommendation in snapshot.all(Recommendation).values():
        if recommendation.origin_group in groups and recommendation.need in place:
            taken[place[recommendation.need]] = True
    for initiative in snapshot.all(Initiative).values():
        if initiative.group in groups:
            for need in initiative.needs:
                if need in place:
                    taken[place[need]] = True
    return taken


def _found(
    analysis: Analysis,
    held: Holdings,
    tied: IntArray,
    in_group: BoolArray,
    keep: Collection[str],
) -> Iterator[Gap]:
    wanted = np.bincount(held.need, weights=held.priority, minlength=len(held.needs))
    for place, need in enumerate(held.needs):
        count = int(held.holders[place])
        apart = tied[place] == 0
        key = key_of(NEED_APART, need)
        is_gap = count >= 2 and (apart or not in_group[place])
        if not is_gap and key not in keep:
            continue
        holders = np.sort(held.holder[held.need == place]).tolist()
        names = tuple(analysis.organisations[one] for one in holders)
        yield Gap(
            key=key,
            kind=NEED_APART if apart and count >= 2 else NEED_WITHOUT_GROUP,
            sides=(Side("need", need, names),),
            score=float(wanted[place]) * (2.0 if apart else 1.0),
            confidence=_confidence(count),
            shared_needs=(SharedNeed(need, count, count),),
            ties=int(tied[place]),
            pairs=count * (count - 1) // 2,
            closed=not is_gap,
        )


def _confidence(holders: int) -> Confidence:
    if holders <= 2:
        return Confidence(LOW, FEW_ORGANISATIONS, holders, organisations=holders)
    word = MEDIUM if holders == 3 else HIGH
    return Confidence(word, FROM_RECORDS, organisations=holders)


def _rank(gap: Gap) -> tuple[float, RecordId]:
    return -gap.score, gap.one.record
