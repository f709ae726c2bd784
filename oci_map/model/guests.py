"""Who is on the list of a roundtable, who was asked and who is expected, by the invitations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from oci_map.model import records as r
from oci_map.model.dates import first_day
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

PROPOSED: Final = "proposed"
INVITED: Final = "invited"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
ATTENDED: Final = "attended"
ABSENT: Final = "absent"

# A number that was mistyped, or comes from a damaged file, must not fill the memory.
MOST_ROUNDS: Final = 50
MOST_TABLES: Final = 1000

#: Who will not sit at a table, or not any more.
GONE: Final = frozenset({DECLINED, ABSENT})
#: Who heard of it and may count on coming.
ASKED: Final = frozenset({INVITED, ACCEPTED, ATTENDED})


def invitations_of(snapshot: Snapshot, roundtable: RecordId) -> tuple[r.Invitation, ...]:
    """Return all invitations to a roundtable, in the order in which they were made."""
    known = snapshot.all(r.Invitation).values()
    return tuple(one for one in known if one.roundtable == roundtable)


def expected(
    snapshot: Snapshot, roundtable: RecordId, *, without: Collection[str] = GONE
) -> dict[RecordId, RecordId]:
    """Return who is expected at the tables: each invitation with its organisation."""
    return {
        one.id: one.organisation
        for one in invitations_of(snapshot, roundtable)
        if one.status not in without
    }


def held(snapshot: Snapshot, today: str) -> frozenset[RecordId]:
    """Return the roundtables that are over: somebody attended, and the day is not to come."""
    attended = {
        one.roundtable for one in snapshot.all(r.Invitation).values() if one.status == ATTENDED
    }
    tables = snapshot.all(r.Roundtable)
    return frozenset(
        one
        for one in attended
        if one in tables and tables[one].date <= today[: len(tables[one].date)]
    )


def lies_ahead(roundtable: r.Roundtable, today: str) -> bool:
    """Say whether a roundtable is surely still to come; one without a date may be at any time."""
    return bool(roundtable.date) and first_day(roundtable.date) > today


def wishes_of(snapshot: Snapshot, roundtable: RecordId) -> tuple[r.Wish, ...]:
    """Return the wishes for a roundtable, in the order in which they were made."""
    return tuple(one for one in snapshot.all(r.Wish).values() if one.roundtable == roundtable)


def sheets_of(snapshot: Snapshot, roundtable: RecordId) -> dict[tuple[int, int], r.TableSheet]:
    """Return what was noted for each round and table, both counted from 1.

    Where two copies that were merged both wrote one, the later one counts.
    """
    known = snapshot.all(r.TableSheet).values()
    return {(one.round, one.table): one for one in known if one.roundtable == roundtable}


def seats_of(snapshot: Snapshot, roundtable: RecordId) -> tuple[r.Seat, ...]:
    """Return all seats at a roundtable, also of those who will not come."""
    invitations = snapshot.all(r.Invitation)
    return tuple(
        one
        for one in snapshot.all(r.Seat).values()
        if (guest := invitations.get(one.invitation)) is not None and guest.roundtable == roundtable
    )


def table_sizes(roundtable: r.Roundtable) -> tuple[int, ...]:
    """Return how many sit at each table; () when they are as equal as can be."""
    return tuple(int(one) for one in roundtable.table_sizes.split(",") if one.strip())


def has_place(seat: r.Seat) -> bool:
    """Say whether a seat is at a table and in a round that can be."""
    return 1 <= seat.round <= MOST_ROUNDS and 1 <= seat.table <= MOST_TABLES
