"""The list of guests: who is on it and why, what they answered, who comes instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, cast

from oci_map import i18n
from oci_map.document import Document, Edit
from oci_map.errors import FileProblem, UserError
from oci_map.i18n import N_, NN_, _
from oci_map.model.change import Label
from oci_map.model.fields import noun_of
from oci_map.model.guests import (
    ABSENT,
    ACCEPTED,
    ATTENDED,
    DECLINED,
    GONE,
    INVITED,
    PROPOSED,
    expected,
    invitations_of,
    lies_ahead,
    sheets_of,
)
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Invitation, Roundtable, Seat
from oci_map.model.rules import dependants
from oci_map.model.snapshot import Snapshot
from oci_map.operations.deputies import COMES_INSTEAD
from oci_map.operations.labels import counted, name_at, name_of, wanted
from oci_map.operations.seating import remove_seats
from oci_map.operations.texts import cleaned

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    PROPOSED: NN_(
        "Put {organisation} on the list again, not asked yet",
        "Put {count} guests on the list again, not asked yet",
    ),
    INVITED: NN_("Invited {organisation}", "Invited {count} guests"),
    ACCEPTED: NN_("{organisation} accepted", "{count} guests accepted"),
    DECLINED: NN_("{organisation} declined", "{count} guests declined"),
    ATTENDED: NN_("{organisation} was there", "{count} guests were there"),
    ABSENT: NN_("{organisation} did not come", "{count} guests did not come"),
}


def add(
    document: Document,
    roundtable: RecordId,
    organisations: Sequence[RecordId],
    *,
    reason: str = "",
    status: str = PROPOSED,
) -> tuple[RecordId, ...]:
    """Put organisations on the list, in one step, and return the ids of their invitations.

    Who is on it already keeps the invitation; one that had declined is on the list again.
    """
    snapshot = document.snapshot
    for organisation in organisations:
        wanted(snapshot, "organisation", organisation)
    own = _by_organisation(snapshot, roundtable)
    found = []
    chosen = tuple(dict.fromkeys(organisations))
    table = cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
    with document.transaction(added_label(snapshot, table, chosen)) as edit:
        for organisation in chosen:
            one = own.get(organisation)
            if one is None:
                one = Invitation(id=new_id(), roundtable=roundtable, organisation=organisation)
                one = replace(one, status=status, reason=reason)
            elif one.status in GONE:
                one = replace(one, status=status)
            edit.put(cleaned(one))
            found.append(one.id)
    return tuple(found)


def remove(document: Document, invitations: Sequence[RecordId]) -> None:
    """Take guests off the list, with their seats and the tables they would host."""
    snapshot = document.snapshot
    going = [_invitation(snapshot, one) for one in dict.fromkeys(invitations)]
    if not going:
        return
    chosen = tuple(one.organisation for one in going)
    table = cast("Roundtable", wanted(snapshot, "roundtable", going[0].roundtable))
    with document.transaction(_list_label(snapshot, table, chosen, _REMOVED)) as edit:
        _take_off(edit, snapshot, going)


def set_status(document: Document, invitations: Sequence[RecordId], status: str) -> None:
    """Note what guests answered, or that they came or not; in one step.

    Who declines gives up its seats and the tables it would host. Who did not come keeps them, so
    that it can be taken back. Before the day of a roundtable nobody came or stayed away.
    """
    snapshot = document.snapshot
    changing = [_invitation(snapshot, one) for one in dict.fromkeys(invitations)]
    if not changing:
        return
    if status in (ATTENDED, ABSENT):
        for roundtable in dict.fromkeys(one.roundtable for one in changing):
            check_day(snapshot, roundtable)
    with document.transaction(_status_label(snapshot, changing, status)) as edit:
        for one in changing:
            edit.put(replace(one, status=status))
        if status == DECLINED:
            _free_places(edit, snapshot, changing)


def check_day(snapshot: Snapshot, roundtable: RecordId) -> None:
    """Raise UserError before the day of a roundtable: who came would count as having met."""
    table = cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
    if lies_ahead(table, date.today().isoformat()):  # noqa: DTZ011 - her own day
        raise UserError(
            _("“{roundtable}” is still to come, on {date}. Who came is noted from that day on; "
              "nothing was changed. Was it earlier? Then change its date first.")
            .format(roundtable=name_of(snapshot, table), date=i18n.date(table.date, short=False))
        )  # fmt: skip


def set_reason(document: Document, invitation: RecordId, reason: str) -> None:
    """Say why a guest is invited."""
    _change(document, invitation, N_("Changed why {organisation} is invited"), reason=reason)


def set_person(document: Document, invitation: RecordId, person: RecordId) -> None:
    """Say who comes for an organisation; NONE is nobody in particular."""
    _change(document, invitation, N_("Changed who comes for {organisation}"), person=person)


def set_deputy(document: Document, invitation: RecordId, deputy: RecordId) -> None:
    """Say which organisation could come instead; NONE is none."""
    _change(document, invitation, N_("Changed who could come instead of {organisation}"),
            deputy=deputy)  # fmt: skip


def accept_proposal(
    document: Document,
    roundtable: RecordId,
    organisations: Sequence[RecordId],
    *,
    reasons: Mapping[RecordId, str] | None = None,
    deputies: Mapping[RecordId, RecordId] | None = None,
    declined: Collection[RecordId] = (),
) -> None:
    """Make a proposed list the list, in one step.

    Who is on the list and was not asked yet leaves it when it is not proposed; whoever was asked
    stays. `declined` are invitations of those who declined, for a repair that is one step with
    the decline. A reason replaces the one of a guest that was not asked yet, but none that a
    person wrote, and none that is in a letter already; a deputy that a person chose stays too.
    """
    snapshot = document.snapshot
    own = _by_organisation(snapshot, roundtable)
    chosen = tuple(dict.fromkeys(organisations))
    leaving = [
        one
        for one in invitations_of(snapshot, roundtable)
        if one.status == PROPOSED and one.organisation not in chosen and one.id not in declined
    ]
    gone = [_invitation(snapshot, one) for one in declined]
    said = {
        one: reason
        for one, reason in (reasons or {}).items()
        if one not in own or own[one].reason == reason or _may_be_worded(document, own[one])
    }
    instead = dict(deputies or {})
    for organisation, one in own.items():
        other = instead.get(organisation, NONE) != one.deputy
        if other and _is_by_hand(document, one, "deputy"):
            instead[organisation] = one.deputy
    with document.transaction(_proposal_label(snapshot, roundtable, chosen, gone)) as edit:
        _take_off(edit, snapshot, leaving)
        for one in gone:
            edit.put(replace(one, status=DECLINED))
        _free_places(edit, snapshot, gone)
        for organisation in chosen:
            before = own.get(organisation)
            if before is None or before.id not in declined:
                after = _proposed(before, roundtable, organisation, said, instead)
                edit.put(cleaned(after))


def _may_be_worded(document: Document, one: Invitation) -> bool:
    """Say whether a reason may be given to a guest: it has none, or one in the program's words."""
    if not one.reason:
        return True
    return one.status in (PROPOSED, *GONE) and not _is_by_hand(document, one, "reason")


def _is_by_hand(document: Document, one: Invitation, field: str) -> bool:
    """Say whether a person gave a field what it holds; so it counts where nobody knows."""
    if not getattr(one, field):
        return False
    known = False
    try:
        for label in document.past.wrote(("invitation", one.id), field):
            known = True
            if label.text in (_TAKEN_OVER[0], _REPAIRED[0], COMES_INSTEAD):
                return False
            # A gap writes its reason under the one that is there.
            if label.text not in (_ADDED[0], _ADDED[1][0]):
                return True
    except FileProblem:  # a past that cannot be read tells nothing
        return True
    return not known


def _proposed(
    before: Invitation | None,
    roundtable: RecordId,
    organisation: RecordId,
    reasons: Mapping[RecordId, str],
    deputies: Mapping[RecordId, RecordId],
) -> Invitation:
    one = before or Invitation(
        id=new_id(), roundtable=roundtable, organisation=organisation, status=PROPOSED
    )
    return replace(
        one,
        status=PROPOSED if one.status in GONE else one.status,
        reason=reasons.get(organisation, one.reason),
        deputy=deputies.get(organisation, NONE),
    )


def _change(document: Document, invitation: RecordId, text: str, **values: object) -> None:
    before = _invitation(document.snapshot, invitation)
    label = Label(text, {"organisation": name_of(document.snapshot, before)})
    with document.transaction(label) as edit:
        edit.put(cleaned(replace(before, **values)))  # type: ignore[arg-type]  # of an invitation


def _take_off(edit: Edit, snapshot: Snapshot, going: Sequence[Invitation]) -> None:
    _free_places(edit, snapshot, going)
    for one in going:
        for record in dependants(snapshot, "invitation", one.id):
            edit.remove(noun_of(record).name, record.id)
        edit.remove("invitation", one.id)


def _free_places(edit: Edit, snapshot: Snapshot, going: Sequence[Invitation]) -> None:
    """Take away the seats of these guests, and the tables that their organisations would host."""
    leaving = {one.id for one in going}
    remove_seats(
        edit, snapshot, [s for s in snapshot.all(Seat).values() if s.invitation in leaving]
    )
    for one in going:
        staying = expected(snapshot, one.roundtable)
        if any(staying[other] == one.organisation for other in staying if other not in leaving):
            continue
        for sheet in sheets_of(snapshot, one.roundtable).values():
            if sheet.host == one.organisation:
                edit.put(replace(sheet, host=NONE))


# --------------------------------------------------------------------------------- how it is named

_ADDED: Final = (
    N_("Put {organisation} on the list of {roundtable}"),
    NN_(
        "Put {count} guest on the list of {roundtable}",
        "Put {count} guests on the list of {roundtable}",
    ),
)
_TAKEN_OVER: Final = NN_(
    "Took over the proposed list of {count} guest for {roundtable}",
    "Took over the proposed list of {count} guests for {roundtable}",
)
_REPAIRED: Final = NN_(
    "{organisation} declined, and the list of {roundtable} was repaired",
    "{count} guests declined, and the list of {roundtable} was repaired",
)
_REMOVED: Final = (
    N_("Took {organisation} off the list of {roundtable}"),
    NN_(
        "Took {count} guest off the list of {roundtable}",
        "Took {count} guests off the list of {roundtable}",
    ),
)


def added_label(snapshot: Snapshot, table: Roundtable, organisations: Sequence[RecordId]) -> Label:
    """Return the name of the step that puts organisations on the list of a roundtable."""
    return _list_label(snapshot, table, organisations, _ADDED)


def _list_label(
    snapshot: Snapshot,
    table: Roundtable,
    organisations: Sequence[RecordId],
    texts: tuple[str, tuple[str, str]],
) -> Label:
    name = name_of(snapshot, table)
    if len(organisations) == 1:
        one = name_at(snapshot, "organisation", organisations[0])
        return Label(texts[0], {"organisation": one, "roundtable": name})
    return counted(texts[1], len(organisations), roundtable=name)


def _status_label(snapshot: Snapshot, changing: Sequence[Invitation], status: str) -> Label:
    texts = _STATES.get(status, _STATES[INVITED])
    return counted(texts, len(changing), organisation=name_of(snapshot, changing[0]))


def _proposal_label(
    snapshot: Snapshot,
    roundtable: RecordId,
    chosen: Sequence[RecordId],
    gone: Sequence[Invitation],
) -> Label:
    table = cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
    name = name_of(snapshot, table)
    if gone:
        first = name_of(snapshot, gone[0])
        return counted(_REPAIRED, len(gone), organisation=first, roundtable=name)
    return counted(_TAKEN_OVER, len(chosen), roundtable=name)


def _by_organisation(snapshot: Snapshot, roundtable: RecordId) -> dict[RecordId, Invitation]:
    wanted(snapshot, "roundtable", roundtable)
    return {one.organisation: one for one in invitations_of(snapshot, roundtable)}


def _invitation(snapshot: Snapshot, invitation: RecordId) -> Invitation:
    return cast("Invitation", wanted(snapshot, "invitation", invitation))
