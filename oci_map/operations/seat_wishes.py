"""Which wishes, fixed seats and hosts a plan would break, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import cast

from oci_map.i18n import _, number
from oci_map.model.guests import expected, has_place, seats_of, sheets_of, table_sizes, wishes_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at, wanted

Plan = Sequence[Sequence[Sequence[RecordId]]]
_Tables = Mapping[tuple[RecordId, int], int]  # where each invitation sits in each round


def broken(snapshot: Snapshot, roundtable: RecordId, plan: Plan) -> tuple[str, ...]:
    """Return a sentence for each wish that a plan of a roundtable breaks, and what to let go.

    A plan gives the invitations at each table of each round. Wishes about organisations that
    have no guest in the plan are not broken.
    """
    tables = _tables(plan)
    found = (
        *_of_the_room(snapshot, roundtable, plan),
        *_of_pins(snapshot, roundtable, tables),
        *_of_hosts(snapshot, roundtable, tables),
        *_of_pairs(snapshot, roundtable, tables, len(plan)),
    )
    return tuple(dict.fromkeys(found))


def broken_since(before: Snapshot, after: Snapshot, roundtable: RecordId) -> tuple[str, ...]:
    """Return what the seats of a later moment break and those of an earlier one did not.

    What is broken already, by a wish that came later, stands in the way of nothing.
    """
    known = broken(before, roundtable, recorded(before, roundtable))
    plan = recorded(after, roundtable)
    # A seat that was fixed before may have moved: the later one says nothing of where it was.
    found = (*broken(after, roundtable, plan), *_of_pins(before, roundtable, _tables(plan)))
    return tuple(one for one in dict.fromkeys(found) if one not in known)


def _tables(plan: Plan) -> _Tables:
    return {
        (guest, at): table
        for at, row in enumerate(plan, start=1)
        for table, guests in enumerate(row, start=1)
        for guest in guests
    }


def recorded(snapshot: Snapshot, roundtable: RecordId) -> Plan:
    """Return the plan that the seats of all who are expected make."""
    there = expected(snapshot, roundtable)
    seats = [
        one for one in seats_of(snapshot, roundtable) if one.invitation in there and has_place(one)
    ]
    most = max((one.table for one in seats), default=0)
    rounds = max((one.round for one in seats), default=0)
    plan: list[list[list[RecordId]]] = [[[] for _table in range(most)] for _round in range(rounds)]
    for one in seats:
        plan[one.round - 1][one.table - 1].append(one.invitation)
    return plan


def _of_the_room(snapshot: Snapshot, roundtable: RecordId, plan: Plan) -> Iterator[str]:
    room = cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
    sizes = table_sizes(room)
    for at, row in enumerate(plan, start=1):
        for table, guests in enumerate(row, start=1):
            if guests and room.tables and table > room.tables:
                yield _("There is no table {table}. Add a table first.").format(table=number(table))
            elif sizes and table <= len(sizes) and len(guests) > sizes[table - 1]:
                yield _(
                    "Table {table} has {seats} seats, and {count} guests would sit there in round "
                    "{round}. Make the table larger first."
                ).format(
                    table=number(table), seats=number(sizes[table - 1]),
                    count=number(len(guests)), round=number(at),
                )  # fmt: skip


def _of_pins(snapshot: Snapshot, roundtable: RecordId, tables: _Tables) -> Iterator[str]:
    for seat in seats_of(snapshot, roundtable):
        if seat.pinned and tables.get((seat.invitation, seat.round), seat.table) != seat.table:
            yield _(
                "{organisation} is fixed at table {table} in round {round}. Release the seat first."
            ).format(
                organisation=name_at(snapshot, "invitation", seat.invitation),
                table=number(seat.table), round=number(seat.round),
            )  # fmt: skip


def _of_hosts(snapshot: Snapshot, roundtable: RecordId, tables: _Tables) -> Iterator[str]:
    guests = _guests(snapshot, roundtable)
    for (at, table), sheet in sheets_of(snapshot, roundtable).items():
        own = [tables[guest, at] for guest in guests.get(sheet.host, ()) if (guest, at) in tables]
        if own and table not in own:
            yield _(
                "{organisation} hosts table {table} in round {round}. Choose another host first."
            ).format(
                organisation=name_at(snapshot, "organisation", sheet.host),
                table=number(table), round=number(at),
            )  # fmt: skip


def _of_pairs(
    snapshot: Snapshot, roundtable: RecordId, tables: _Tables, rounds: int
) -> Iterator[str]:
    guests = _guests(snapshot, roundtable)
    for wish in wishes_of(snapshot, roundtable):
        if wish.kind not in ("together", "apart"):
            continue
        pairs = product(guests.get(wish.organisation, ()), guests.get(wish.other, ()))
        for (one, other), at in product(list(pairs), range(1, rounds + 1)):
            here, there = tables.get((one, at)), tables.get((other, at))
            if here is None or there is None or (here == there) == (wish.kind == "together"):
                continue
            text = (
                _("{one} and {other} must always sit together. Take that wish away first.")
                if wish.kind == "together"
                else _("{one} and {other} must never sit together. Take that wish away first.")
            )
            yield text.format(
                one=name_at(snapshot, "invitation", one),
                other=name_at(snapshot, "invitation", other),
            )


def _guests(snapshot: Snapshot, roundtable: RecordId) -> dict[RecordId, list[RecordId]]:
    found: dict[RecordId, list[RecordId]] = {}
    for guest, organisation in expected(snapshot, roundtable).items():
        found.setdefault(organisation, []).append(guest)
    return found
