"""Who sat with whom at earlier tables, and who was asked to earlier roundtables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from oci_map.arrays import IntArray
from oci_map.graph.gatherings import ATTENDED
from oci_map.model.dates import first_day
from oci_map.model.guests import PROPOSED
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Invitation, Roundtable, Seat
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Earlier:
    """What happened at the roundtables before the one that is planned."""

    tables: tuple[tuple[RecordId, ...], ...]  # the organisations at each table of each round
    asked: Mapping[RecordId, int]  # how many roundtables an organisation was invited to
    since: Mapping[RecordId, int]  # how many were held since it was last asked, 0 = the last one
    held: int  # how many there were


def earlier(snapshot: Snapshot, roundtable: RecordId = NONE) -> Earlier:
    """Return what happened before a roundtable; without one, at all that were held.

    Only those who attended sat at a table. A roundtable without a date, or on the same day or
    later than the one that is planned, is not an earlier one.
    """
    held = _held_before(snapshot, roundtable)
    order = {one: place for place, one in enumerate(held)}
    tables: dict[tuple[int, int, int], set[RecordId]] = {}
    invitations = snapshot.all(Invitation)
    for seat in snapshot.all(Seat).values():
        invitation = invitations.get(seat.invitation)
        if (
            invitation is not None
            and invitation.status == ATTENDED
            and invitation.roundtable in order
        ):
            key = (order[invitation.roundtable], seat.round, seat.table)
            tables.setdefault(key, set()).add(invitation.organisation)
    asked: dict[RecordId, set[int]] = {}
    for invitation in invitations.values():
        if invitation.roundtable in order and invitation.status != PROPOSED:
            asked.setdefault(invitation.organisation, set()).add(order[invitation.roundtable])
    return Earlier(
        tables=tuple(tuple(sorted(tables[key])) for key in sorted(tables)),
        asked={one: len(at) for one, at in asked.items()},
        since={one: len(held) - 1 - max(at) for one, at in asked.items()},
        held=len(held),
    )


def _held_before(snapshot: Snapshot, roundtable: RecordId) -> list[RecordId]:
    planned = snapshot.all(Roundtable).get(roundtable)
    attended = {
        one.roundtable for one in snapshot.all(Invitation).values() if one.status == ATTENDED
    }
    before = first_day(planned.date) if planned is not None and planned.date else "9999-12-31"
    held = [
        (first_day(one.date), one.id)
        for one in snapshot.all(Roundtable).values()
        if one.id != roundtable and one.date and one.id in attended
    ]
    return [one for day, one in sorted(held) if day < before]


def met_table(people: Sequence[RecordId], tables: Iterable[Sequence[RecordId]]) -> IntArray:
    """Return how often each pair of people sat at one of these tables; shape (n, n)."""
    index = {one: place for place, one in enumerate(people)}
    met = np.zeros((len(people), len(people)), dtype=np.intp)
    counted: Counter[tuple[int, int]] = Counter()
    for table in tables:
        present = sorted({index[one] for one in table if one in index})
        counted.update(combinations(present, 2))
    for (one, other), count in counted.items():
        met[one, other] = met[other, one] = count
    return met
