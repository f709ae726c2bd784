"""Who came: marked one by one or all at once, with those who came without being on the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.guests import (
    ABSENT,
    ACCEPTED,
    ATTENDED,
    INVITED,
    PROPOSED,
    invitations_of,
)
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Invitation, Seat
from oci_map.operations import guests
from oci_map.operations.labels import name_at, wanted
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
    wanted(snapshot, "roundtable", roundtable)
    wanted(snapshot, "organisation", organisation)
    known = [
        one for one in invitations_of(snapshot, roundtable) if one.organisation == organisation
    ]
    guest = known[0] if known else Invitation(
        id=new_id(), roundtable=roundtable, organisation=organisation
    )  # fmt: skip
    label = Label(
        N_("{organisation} came without being expected"),
        {"organisation": name_at(snapshot, "organisation", organisation)},
    )
    seated = {one.round for one in snapshot.all(Seat).values() if one.invitation == guest.id}
    with document.transaction(label) as edit:
        edit.put(replace(guest, status=ATTENDED))
        for round_, table in (tables or {}).items():
            if round_ not in seated:
                edit.put(replace(new_seat(snapshot, guest.id, round_), table=table))
    return guest.id
