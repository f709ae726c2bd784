"""Who sits in which working group at the date, and which needs the members of a group hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.affinity import Holdings
from oci_map.graph.filters import Filter, Moment
from oci_map.graph.gatherings import is_platform, members_at
from oci_map.model.ids import RecordId
from oci_map.model.records import WorkingGroup
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, eq=False)
class GroupSeats:
    """k seats of n organisations in G groups; the platform is none, everybody is in it."""

    groups: tuple[RecordId, ...]  # (G,) in the order of the document
    organisation: IntArray  # (k,)
    group: IntArray  # (k,) ascending
    memberships: tuple[RecordId, ...]  # (k,)
    size: int  # n

    @property
    def sizes(self) -> IntArray:
        """How many sit in each group, (G,)."""
        return np.bincount(self.group, minlength=len(self.groups))

    def table(self) -> csr_array:
        """Return the seats as a table (n, G) of 0 and 1."""
        from scipy.sparse import csr_array

        shape = (self.size, len(self.groups))
        found = csr_array((np.ones(len(self.group)), (self.organisation, self.group)), shape=shape)
        found.data[:] = 1.0  # who has two periods in a group sits there once
        return found

    def members(self, group: int) -> IntArray:
        """Return who sits in a group, as indices."""
        begin, end = np.searchsorted(self.group, (group, group + 1))  # seats stand by group
        return np.unique(self.organisation[begin:end])


def group_seats(snapshot: Snapshot, view: Filter, index: Mapping[RecordId, int]) -> GroupSeats:
    """Return the seats at the date of the organisations that have an index."""
    moment = Moment(view.as_of)
    groups = [one for one in snapshot.groups.values() if not is_platform(snapshot, one)]
    groups = [one for one in groups if moment.has(one.active_from, one.active_to)]
    groups.sort(key=_order)
    organisation, group, memberships = [], [], []
    for number, one in enumerate(groups):
        seen = set()
        for place, membership in members_at(snapshot, one, moment, index):
            if place not in seen:
                seen.add(place)
                organisation.append(place)
                group.append(number)
                memberships.append(membership)
    return GroupSeats(
        groups=tuple(one.id for one in groups),
        organisation=np.array(organisation, dtype=np.intp),
        group=np.array(group, dtype=np.intp),
        memberships=tuple(memberships),
        size=len(index),
    )


def _order(group: WorkingGroup) -> tuple[int, RecordId]:
    return group.rank, group.id


def held_table(held: Holdings, size: int) -> csr_array:
    """Return who holds which need as a table (size, N) of 0 and 1."""
    from scipy.sparse import csr_array

    return csr_array(
        (np.ones(len(held.holder)), (held.holder, held.need)), shape=(size, len(held.needs))
    )


def holders_in_groups(seats: GroupSeats, held: Holdings) -> FloatArray:
    """Return how many members of each group hold each need, (G, N)."""
    if not seats.groups or not held.needs:
        return np.zeros((len(seats.groups), len(held.needs)))
    counts = seats.table().T @ held_table(held, seats.size)
    return np.asarray(counts.toarray(), dtype=np.float64)
