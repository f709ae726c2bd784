"""Where several organisations meet at once: working groups, initiatives, tables of a roundtable.

A gathering of n members ties each pair with the weight 1 / (n − 1), so that every member spends
one unit on the others together (Newman 2001, Physical Review E 64, 016132). A table is a weak
tie: in each round it spends only a fifth, the weight of the weakest stated tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from oci_map.graph.filters import INITIATIVE, MEMBERSHIP, ROUNDTABLE, Moment
from oci_map.model.ids import RecordId
from oci_map.model.records import Initiative, Invitation, Roundtable, Seat, WorkingGroup
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


def gatherings(
    snapshot: Snapshot, moment: Moment, index: Mapping[RecordId, int]
) -> Iterator[Gathering]:
    """Yield all gatherings at a moment of the organisations that have an index.

    The platform is none: everybody is in it.
    """
    yield from _groups(snapshot, moment, index)
    yield from _initiatives(snapshot, moment, index)
    yield from _tables(snapshot, moment, index)


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


def _groups(
    snapshot: Snapshot, moment: Moment, index: Mapping[RecordId, int]
) -> Iterator[Gathering]:
    for group in snapshot.groups.values():
        if not is_platform(snapshot, group):
            members = (place for place, _membership in members_at(snapshot, group, moment, index))
            yield from _gathering(MEMBERSHIP, group.id, members)


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
