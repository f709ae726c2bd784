"""Where several organisations meet at once: working groups, initiatives, tables of a roundtable.

A gathering of n members ties each pair with the weight 1 / (n − 1), so that every member spends
one unit on the others together (Newman 2001, Physical Review E 64, 016132). A table is a weak
tie: in each round it spends only a fifth, the weight of the weakest stated tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import is_
from typing import Final

from oci_map.graph.filters import INITIATIVE, MEMBERSHIP, ROUNDTABLE, Moment
from oci_map.model.ids import RecordId
from oci_map.model.records import (
    Initiative,
    Invitation,
    Membership,
    Roundtable,
    Seat,
    WorkingGroup,
)
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import PLATFORM
from oci_map.values import dataclass

TABLE_SHARE: Final = 0.2
ATTENDED: Final = "attended"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Organisations that meet: a group, the lead and partners of an initiative, a table."""

    kind: str
    record: RecordId  # the group, initiative or roundtable
    members: tuple[int, ...]  # organisation indices, rising, at least two
    share: float = 1.0  # what each member spends on the others together

    @property
    def weight(self) -> float:
        """The weight of the tie between two members."""
        return self.share / (len(self.members) - 1)


class Gatherings:
    """The gatherings of a snapshot by kind; what an edit did not touch is not read again.

    `former` are those of the snapshot before it, at the same moment. Where other organisations
    have an index now, or another one, groups are only numbered anew.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        moment: Moment,
        index: Mapping[RecordId, int],
        former: Gatherings | None = None,
    ) -> None:
        self.frame = (snapshot.info.platform, snapshot.table("working_group"))
        self.index = index
        self.seats: dict[RecordId, tuple[Membership, ...]] = {}
        self.groups: dict[RecordId, Gathering | None] = {}
        self.tables = {kind: tuple(map(snapshot.table, of)) for kind, of in _READ_FROM.items()}
        self.met: dict[str, tuple[Gathering, ...]] = {}
        self.met[MEMBERSHIP] = self._read_groups(snapshot, moment, former)
        kept = former if former is not None and former.index is index else None
        for kind, read in ((INITIATIVE, _initiatives), (ROUNDTABLE, _tables)):
            same = kept is not None and _are(kept.tables[kind], self.tables[kind])
            self.met[kind] = (
                kept.met[kind]
                if kept is not None and same
                else tuple(read(snapshot, moment, index))
            )

    def of_kind(self, kind: str) -> tuple[Gathering, ...]:
        """Return the gatherings of a kind; the same object as before when none of them changed."""
        return self.met.get(kind, ())

    def _read_groups(
        self,
        snapshot: Snapshot,
        moment: Moment,
        former: Gatherings | None,
    ) -> tuple[Gathering, ...]:
        kept = former if former is not None and _are(former.frame, self.frame) else None
        known = {} if kept is None else kept.numbered(snapshot, self.index)
        members_of = snapshot.members_of
        differs = kept is None or kept.index is not self.index
        for group in snapshot.groups.values():
            if is_platform(snapshot, group):
                continue
            seats = members_of.get(group.id, ())
            self.seats[group.id] = seats
            if group.id in known and kept is not None and kept.seats[group.id] is seats:
                self.groups[group.id] = known[group.id]
            else:
                self.groups[group.id] = _group(group, seats, moment, self.index)
                differs = True
        if kept is not None and not differs:
            return kept.met[MEMBERSHIP]
        return tuple(one for one in self.groups.values() if one is not None)

    def numbered(
        self, snapshot: Snapshot, index: Mapping[RecordId, int]
    ) -> Mapping[RecordId, Gathering | None]:
        """Return the groups with the numbers of another index, but those that it says more of."""
        if index is self.index:
            return self.groups
        moved = [index.get(one, -1) for one in self.index]
        came = index.keys() - self.index.keys()
        other = {seat.group for one in came for seat in snapshot.memberships_of.get(one, ())}
        found: dict[RecordId, Gathering | None] = {}
        for one, group in self.groups.items():
            if one in other:
                continue
            if group is None:
                found[one] = None
                continue
            # Organisations rise by id in both.
            members = tuple([moved[member] for member in group.members])
            if -1 not in members:
                found[one] = Gathering(MEMBERSHIP, one, members)
        return found


#: The tables that a kind of gathering follows from.
_READ_FROM: Final = {
    INITIATIVE: ("initiative",),
    ROUNDTABLE: ("roundtable", "invitation", "seat"),
}


def _are(some: Iterable[object], others: Iterable[object]) -> bool:
    """Say whether all these are the very same objects as those."""
    return all(map(is_, some, others))


def is_platform(snapshot: Snapshot, group: WorkingGroup) -> bool:
    """Say whether everybody is in this group by the nature of the document."""
    return group.kind == PLATFORM or group.id == snapshot.info.platform


def members_at(
    snapshot: Snapshot, group: WorkingGroup, moment: Moment, index: Mapping[RecordId, int]
) -> Iterator[tuple[int, RecordId]]:
    """Yield who sits in a group at a moment: its index, and the membership."""
    if moment.has(group.active_from, group.active_to):
        for membership in snapshot.members_of.get(group.id, ()):
            place = index.get(membership.organisation)
            if place is not None and moment.has(membership.active_from, membership.active_to):
                yield place, membership.id


def _group(
    group: WorkingGroup,
    seats: Iterable[Membership],
    moment: Moment,
    index: Mapping[RecordId, int],
) -> Gathering | None:
    if not moment.has(group.active_from, group.active_to):
        return None
    members = [
        index[seat.organisation]
        for seat in seats
        if seat.organisation in index and moment.has(seat.active_from, seat.active_to)
    ]
    return next(_gathering(MEMBERSHIP, group.id, members), None)


def _initiatives(
    snapshot: Snapshot, moment: Moment, index: Mapping[RecordId, int]
) -> Iterator[Gathering]:
    for initiative in snapshot.all(Initiative).values():
        if moment.has(initiative.active_from, initiative.active_to):
            involved = (initiative.lead, *initiative.partners)
            members = (index[one] for one in involved if one in index)
            yield from _gathering(INITIATIVE, initiative.id, members)


def _tables(
    snapshot: Snapshot, moment: Moment, index: Mapping[RecordId, int]
) -> Iterator[Gathering]:
    roundtables = snapshot.all(Roundtable)
    invitations = snapshot.all(Invitation)
    tables: dict[tuple[RecordId, int, int], list[int]] = {}
    for seat in snapshot.all(Seat).values():
        invitation = invitations.get(seat.invitation)
        if invitation is None or invitation.status != ATTENDED:
            continue
        roundtable = roundtables.get(invitation.roundtable)
        place = index.get(invitation.organisation)
        # Whoever met stays acquainted: a roundtable has a begin and no end.
        if roundtable is not None and place is not None and moment.has(roundtable.date):
            tables.setdefault((roundtable.id, seat.round, seat.table), []).append(place)
    for key in sorted(tables):
        yield from _gathering(ROUNDTABLE, key[0], tables[key], TABLE_SHARE)


def _gathering(
    kind: str, record: RecordId, members: Iterable[int], share: float = 1.0
) -> Iterator[Gathering]:
    present = tuple(sorted(set(members)))
    if len(present) > 1:
        yield Gathering(kind, record, present, share)
