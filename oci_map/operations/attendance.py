"""Who came: marked one by one or all at once, with those who came without being on the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from oci_map.document import Document, Edit
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.guests import (
    ABSENT,
    ACCEPTED,
    ATTENDED,
    INVITED,
    PROPOSED,
    invitations_of,
    seats_of,
)
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Invitation
from oci_map.model.snapshot import Snapshot
from oci_map.operations import guests
from oci_map.operations.labels import name_at, name_of, wanted
from oci_map.operations.seating import new_seat


def mark(document: Document, invitation: RecordId, came: bool | None) -> None:
    """Note that a guest came or not; None takes it back to accepted."""
    status = ACCEPTED if came is None else ATTENDED if came else ABSENT
    guests.set_status(document, [invitation], status)


def mark_all(document: Document, roundtable: RecordId, *, came: bool = True) -> None:
    """Note in one step that all who are still to be noted came, or that none of them did.

    Who is on the list without having been asked is expected too: it has a seat, and a tile.
    """
    snapshot = document.snapshot
    wanted(snapshot, "roundtable", roundtable)
    waiting = [
        one.id
        for one in invitations_of(snapshot, roundtable)
        if one.status in (ACCEPTED, INVITED, PROPOSED)
    ]
    guests.set_status(document, waiting, ATTENDED if came else ABSENT)


def came_unasked(
    document: Document,
    roundtable: RecordId,
    organisation: RecordId,
    tables: Mapping[int, int] | None = None,
) -> RecordId:
    """Note that an organisation came that was not expected; return its invitation's id.

    `tables` says at which table it sat in which round. One that had declined came after all.
    """
    snapshot = document.snapshot
    guests.check_day(snapshot, roundtable)
    wanted(snapshot, "organisation", organisation)
    label = Label(
        N_("{organisation} came without being expected"),
        {"organisation": name_at(snapshot, "organisation", organisation)},
    )
    with document.transaction(label) as edit:
        return _note_here(edit, snapshot, roundtable, organisation, tables or {})


def came_instead(
    document: Document, invitation: RecordId, organisation: RecordId = NONE
) -> RecordId:
    """Note in one step that a guest did not come and another organisation did, at its tables.

    Without one it is the deputy that the invitation names. Returns the other one's invitation.
    """
    snapshot = document.snapshot
    guest = cast("Invitation", wanted(snapshot, "invitation", invitation))
    guests.check_day(snapshot, guest.roundtable)
    chosen = organisation or guest.deputy
    wanted(snapshot, "organisation", chosen)
    tables = {
        seat.round: seat.table
        for seat in seats_of(snapshot, guest.roundtable)
        if seat.invitation == invitation
    }
    names = {
        "deputy": name_at(snapshot, "organisation", chosen),
        "organisation": name_of(snapshot, guest),
    }
    with document.transaction(Label(N_("{deputy} came instead of {organisation}"), names)) as edit:
        edit.put(replace(guest, status=ABSENT))
        return _note_here(edit, snapshot, guest.roundtable, chosen, tables)


def _note_here(
    edit: Edit,
    snapshot: Snapshot,
    roundtable: RecordId,
    organisation: RecordId,
    tables: Mapping[int, int],
) -> RecordId:
    """Note that an organisation is here, at these tables in rounds in which it has no seat yet."""
    known = [
        one for one in invitations_of(snapshot, roundtable) if one.organisation == organisation
    ]
    guest = known[0] if known else Invitation(
        id=new_id(), roundtable=roundtable, organisation=organisation
    )  # fmt: skip
    seated = {one.round for one in seats_of(snapshot, roundtable) if one.invitation == guest.id}
    edit.put(replace(guest, status=ATTENDED))
    for round_, table in tables.items():
        if round_ not in seated:
            edit.put(replace(new_seat(snapshot, guest.id, round_), table=table))
    return guest.id
