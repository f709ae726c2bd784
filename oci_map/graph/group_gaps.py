"""Finds who is missing in working groups, and groups that are nearly the same.

A need is a group's own when at least two of its members and half of them hold it. The group
lacks a sector when organisations of it hold that need and none of them sits there; and a public
body when it holds the need, or leads the emphasis the need belongs to, and does not sit there. A
policy group is made of public bodies, so no sector is missing in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.classes import SECTOR, Classes
from oci_map.graph.finding import (
    FROM_RECORDS,
    GROUP_BODY,
    GROUP_SECTOR,
    GROUPS,
    HIGH,
    Confidence,
    Gap,
    SharedNeed,
    Side,
    key_of,
)
from oci_map.graph.group_seats import GroupSeats, holders_in_groups
from oci_map.graph.organisation_gaps import needs_confidence
from oci_map.graph.pair_gaps import MOST_LISTED
from oci_map.graph.sector_needs import sector_needs
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis
from oci_map.model.vocabulary import GOVERNMENT, POLICY_GROUP

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

OWN_NEED: Final = 0.5
NEARLY_SAME: Final = 0.5
_DIGITS: Final = 9


def own_needs(seats: GroupSeats, counts: FloatArray) -> FloatArray:
    """Return the share of members that hold each need of their group, (G, N); 0 if not its own."""
    share: FloatArray = counts / np.maximum(seats.sizes, 1)[:, None]
    share[(counts < 2) | (share < OWN_NEED)] = 0.0  # in place: a large map has thousands of groups
    return share


class GroupGapFinder:
    """Finds the gaps of the working groups of one view."""

    def __init__(self, analysis: Analysis, classes: Classes, seats: GroupSeats) -> None:
        self._analysis = analysis
        self._classes = classes
        self._seats = seats
        self._held = analysis.needs
        self.own = own_needs(seats, holders_in_groups(seats, self._held))
        self._sides: dict[int, Side] = {}

    def gaps(self, keep: Collection[str] = ()) -> tuple[Gap, ...]:
        """Return the gaps of all kinds, each kind ranked; at most 500 of each."""
        if not self._seats.groups:
            return ()
        return (*self._sectors(keep), *self._bodies(keep), *self._overlaps(keep))

    def side(self, group: int) -> Side:
        """Return a group as the side of a gap."""
        if group not in self._sides:
            names = self._analysis.organisations
            members = tuple(names[one] for one in self._seats.members(group).tolist())
            self._sides[group] = Side("working_group", self._seats.groups[group], members)
        return self._sides[group]

    def _sectors(self, keep: Collection[str]) -> Iterator[Gap]:
        columns = self._classes.columns(SECTOR)
        if not len(columns) or not self._held.needs:
            return
        holders = sector_needs(self._classes.between, self._held).count[columns].astype(float)
        member = self._classes.between.member[:, columns]
        present = np.asarray(self._seats.table().T @ member) > 0
        sizes = np.maximum(self._classes.sizes[columns], 1)
        score = self._score(holders / sizes[:, None])
        groups = self._analysis.snapshot.groups
        policy = [groups[one].kind == POLICY_GROUP for one in self._seats.groups]
        score[np.array(policy, dtype=np.bool_)] = 0.0
        names = [self._classes.between.sectors[column] for column in columns.tolist()]
        sides: dict[int, Side] = {}  # a sector may be thousands of organisations
        for group, place, closed in self._chosen(GROUP_SECTOR, score, present, names, keep):
            if place not in sides:
                inside = np.flatnonzero(member[:, place]).tolist()
                organisations = tuple(self._analysis.organisations[one] for one in inside)
                sides[place] = Side("sector", names[place], organisations)
            side = sides[place]
            yield self._gap(GROUP_SECTOR, group, side, holders[place], score[group, place], closed)

    def _bodies(self, keep: Collection[str]) -> Iterator[Gap]:
        snapshot, index = self._analysis.snapshot, self._analysis.index
        bodies = [
            one
            for one in self._analysis.organisations
            if snapshot.organisations[one].kind == GOVERNMENT
        ]
        if not bodies or not self._held.needs:
            return
        rows = np.array([index[one] for one in bodies], dtype=np.intp)
        holds = self._held_by_bodies(bodies, rows)
        present = self._seats.table()[rows].toarray().T > 0
        score = self._score(holds)
        for group, place, closed in self._chosen(GROUP_BODY, score, present, bodies, keep):
            side = Side("organisation", bodies[place], (bodies[place],))
            yield self._gap(GROUP_BODY, group, side, holds[place], score[group, place], closed)

    def _held_by_bodies(self, bodies: list[RecordId], rows: IntArray) -> FloatArray:
        place = {need: number for number, need in enumerate(self._held.needs)}
        at = {row: number for number, row in enumerate(rows.tolist())}
        holds = np.zeros((len(bodies), len(place)))
        for holder, need in zip(self._held.holder.tolist(), self._held.need.tolist(), strict=True):
            if holder in at:
                holds[at[holder], need] = 1.0
        snapshot = self._analysis.snapshot
        emphases = snapshot.all(Emphasis)
        number = {body: row for row, body in enumerate(bodies)}
        for need, column in place.items():
            emphasis = emphases.get(snapshot.needs[need].emphasis)
            if emphasis is not None and emphasis.lead in number:
                holds[number[emphasis.lead], column] = 1.0
        return holds

    def _score(self, holds: FloatArray) -> FloatArray:
        """Return how much groups (G, N) and others (·, N) need the same."""
        score: FloatArray = ((self.own * self._held.rarity) @ holds.T).round(_DIGITS)
        return score

    def _chosen(
        self,
        kind: str,
        score: FloatArray,
        present: BoolArray,
        names: list[RecordId],
        keep: Collection[str],
    ) -> Iterator[tuple[int, int, bool]]:
        """Yield groups and whom they lack, most missed first, then what is kept and closed."""
        group, place = np.nonzero((score > 0) & ~present)
        order = np.lexsort((place, group, -score[group, place]))[:MOST_LISTED]
        keys = set()
        for g, k in zip(group[order].tolist(), place[order].tolist(), strict=True):
            keys.add(key_of(kind, self._seats.groups[g], names[k], ordered=True))
            yield g, k, False
        about = f"{kind}:"
        left = {key for key in keep if key.startswith(about)} - keys
        if left:
            for g, one in enumerate(self._seats.groups):
                for k, other in enumerate(names):
                    if key_of(kind, one, other, ordered=True) in left:
                        yield g, k, bool(present[g, k]) or score[g, k] == 0

    def _gap(
        self, kind: str, group: int, side: Side, holders: FloatArray, score: float, closed: bool
    ) -> Gap:
        shared = np.flatnonzero((self.own[group] > 0) & (holders > 0))
        ranked = shared[np.argsort(-self.own[group][shared], kind="stable")].tolist()
        everybody = len(side.organisations)
        return Gap(
            key=key_of(kind, self._seats.groups[group], side.record, ordered=True),
            kind=kind,
            sides=(self.side(group), side),
            score=float(score),
            confidence=needs_confidence(len(ranked), everybody),
            shared_needs=tuple(
                SharedNeed(self._held.needs[need], int(holders[need]), everybody) for need in ranked
            ),
            affinity=float(score),
            closed=closed,
        )

    def _overlaps(self, keep: Collection[str]) -> Iterator[Gap]:
        table = self._seats.table()
        common = (table.T @ table).tocoo()
        upper = common.row < common.col
        one, other, both = common.row[upper], common.col[upper], common.data[upper]
        sizes = self._seats.sizes
        jaccard = both / np.maximum(sizes[one] + sizes[other] - both, 1)
        names = self._seats.groups
        is_gap = (jaccard >= NEARLY_SAME) & (both >= 2)
        about = f"{GROUPS}:"
        kept = np.zeros_like(is_gap)
        if any(key.startswith(about) for key in keep):
            pairs = zip(one.tolist(), other.tolist(), strict=True)
            kept = np.array([key_of(GROUPS, names[a], names[b]) in keep for a, b in pairs], bool)
        chosen = np.flatnonzero(is_gap | kept)
        order = chosen[np.lexsort((other[chosen], one[chosen], -jaccard[chosen].round(_DIGITS)))]
        for row in order[:MOST_LISTED].tolist():
            sides = (self.side(int(one[row])), self.side(int(other[row])))
            inside = set(sides[0].organisations) & set(sides[1].organisations)
            yield Gap(
                key=key_of(GROUPS, sides[0].record, sides[1].record),
                kind=GROUPS,
                sides=sides,
                score=float(jaccard[row]),
                confidence=Confidence(HIGH, FROM_RECORDS, organisations=len(inside)),
                in_both=tuple(sorted(inside)),
                jaccard=float(jaccard[row]),
                closed=not is_gap[row],
            )
