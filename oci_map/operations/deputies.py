"""A guest who cannot come, and the organisation that comes instead and takes over its seats."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.i18n import N_, _
from oci_map.model.change import Label
from oci_map.model.guests import ACCEPTED, DECLINED, GONE, invitations_of, seats_of, sheets_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Invitation
from oci_map.operations.labels import name_at, name_of, wanted
from oci_map.operations.seat_wishes import broken_since
from oci_map.operations.seating import new_seat, remove_seats

#: What the step is called that lets a deputy come.
COMES_INSTEAD: Final = N_("{deputy} comes instead of {organisation}")


def send_deputy(
    document: Document,
    invitation: RecordId,
    deputy: RecordId = NONE,
    *,
    status: str = ACCEPTED,
    reason: str = "",
) -> RecordId:
    """Let a deputy come instead of a guest, in one step, and return the deputy's invitation.

    Without one, the deputy that the invitation names. It takes over the seats of the guest, so
    that nobody else has to move. Raises UserError when there is no deputy, when it comes itself,
    and when it would break a wish.
    """
    snapshot = document.snapshot
    guest = cast("Invitation", wanted(snapshot, "invitation", invitation))
    chosen = deputy or guest.deputy
    if not chosen:
        raise UserError(
            _("{organisation} has no deputy. Choose one first.").format(
                organisation=name_of(snapshot, guest)
            )
        )
    wanted(snapshot, "organisation", chosen)
    names = {
        "deputy": name_at(snapshot, "organisation", chosen),
        "organisation": name_of(snapshot, guest),
    }
    known = [i for i in invitations_of(snapshot, guest.roundtable) if i.organisation == chosen]
    if any(one.status not in GONE for one in known):
        raise UserError(_("{deputy} is on the list itself. Choose another deputy.").format(**names))
    comes = known[0] if known else Invitation(
        id=new_id(), roundtable=guest.roundtable, organisation=chosen, reason=reason
    )  # fmt: skip
    seats = seats_of(snapshot, guest.roundtable)
    label = Label(COMES_INSTEAD, names)
    with document.transaction(label) as edit:
        edit.put(replace(guest, status=DECLINED))
        edit.put(replace(comes, status=status))
        remove_seats(edit, snapshot, [s for s in seats if s.invitation in (comes.id, invitation)])
        for seat in seats:
            if seat.invitation == invitation:
                taken = new_seat(edit.snapshot, comes.id, seat.round)
                edit.put(replace(taken, table=seat.table))
        for sheet in sheets_of(snapshot, guest.roundtable).values():
            if sheet.host == guest.organisation:
                edit.put(replace(sheet, host=NONE))
        said = broken_since(snapshot, edit.snapshot, guest.roundtable)
        if said:
            raise UserError(" ".join(said))
    return comes.id
