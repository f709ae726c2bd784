"""A seating plan: who sits at which table in which round."""

from __future__ import annotations

from collections.abc import Iterator

from oci_map.model.guests import expected, has_place, seats_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.wishes import Pin

# For each round, for each table, its guests. Rounds and tables are counted from 1 where a person
# or a Seat names them; a guest is an invitation, or a name of a plain list.
Table = tuple[RecordId, ...]
Plan = tuple[tuple[Table, ...], ...]


def plan_of(snapshot: Snapshot, roundtable: RecordId) -> Plan:
    """Return the plan that the seats of a roundtable make; guests are invitations.

    Who declined or did not come sits nowhere, also when a seat was kept.
    """
    there = list(expected(snapshot, roundtable))
    order = {guest: place for place, guest in enumerate(there)}
    # Two copies that were merged may both have seated somebody: the later seat counts.
    at = {
        (seat.round, order[seat.invitation]): seat.table
        for seat in seats_of(snapshot, roundtable)
        if has_place(seat) and seat.invitation in order
    }
    places = [(number, table, guest) for (number, guest), table in at.items()]
    if not places:
        return ()
    tables = max(table for _round, table, _guest in places)
    made: list[list[list[RecordId]]] = [
        [[] for _table in range(tables)] for _round in range(max(place[0] for place in places))
    ]
    for number, table, guest in sorted(places):
        made[number - 1][table - 1].append(there[guest])
    return tuple(tuple(tuple(table) for table in tables_now) for tables_now in made)


def pins_of(snapshot: Snapshot, roundtable: RecordId) -> tuple[Pin, ...]:
    """Return the seats of a roundtable that are pinned."""
    return tuple(
        sorted(
            (
                Pin(seat.invitation, seat.round, seat.table)
                for seat in seats_of(snapshot, roundtable)
                if seat.pinned and has_place(seat)
            ),
            key=lambda pin: (pin.round, pin.table, pin.guest),
        )
    )


def places(plan: Plan) -> Iterator[tuple[RecordId, int, int]]:
    """Yield each guest's round and table, counted from 1."""
    for number, tables in enumerate(plan, start=1):
        for table, guests in enumerate(tables, start=1):
            for guest in guests:
                yield guest, number, table


def table_of(plan: Plan, guest: RecordId, number: int) -> int | None:
    """Return a guest's table in a round, both counted from 1; None when not seated."""
    for table, guests in enumerate(plan[number - 1], start=1):
        if guest in guests:
            return table
    return None


def swapped(plan: Plan, number: int, one: RecordId, other: RecordId) -> Plan:
    """Return the plan in which two guests have changed places in a round, counted from 1."""
    change = {one: other, other: one}
    tables = tuple(tuple(change.get(guest, guest) for guest in t) for t in plan[number - 1])
    return (*plan[: number - 1], tables, *plan[number:])
