"""Who sits where: a whole plan at once, one guest or two, and what stays fixed.

A plan gives, for each round and each of its tables, the invitations that sit there. Wishes and
fixed seats are never broken here: a change that would is refused and says what can be let go.
What in fact happened at a meeting is noted as it was, with `note_place`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document, Edit
from oci_map.errors import UserError
from oci_map.i18n import N_, NN_, _
from oci_map.model.change import Label
from oci_map.model.fields import noun_of
from oci_map.model.guests import expected, seats_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Invitation, Roundtable, Seat
from oci_map.model.rules import dependants
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import counted, name_at, name_of, wanted
from oci_map.operations.seat_wishes import Plan, broken, broken_since

_Place = tuple[RecordId, int]  # an invitation in a round

_SEATED: Final = N_("Seated the guests of {roundtable}")


def put_plan(
    document: Document,
    roundtable: RecordId,
    plan: Plan,
    *,
    seed: int | None = None,
    joins: bool = False,
) -> None:
    """Seat everybody as a plan says, in one step; seats that stay keep what is known of them.

    `seed` is the number the plan was drawn with. With `joins` it belongs to the step before it,
    such as a decline that it repairs. Raises UserError when it breaks a wish.
    """
    snapshot = document.snapshot
    table = _roundtable(snapshot, roundtable)
    _refuse(broken(snapshot, roundtable, plan))
    label = Label(_SEATED, {"roundtable": name_of(snapshot, table)})
    with document.transaction(label, joins=joins) as edit:
        if seed is not None:
            edit.put(replace(table, seed=seed))
        _put(edit, snapshot, roundtable, plan)


def swap(
    document: Document, roundtable: RecordId, round_: int, one: RecordId, other: RecordId
) -> None:
    """Let two guests change places in a round; raises UserError when that breaks a wish."""
    snapshot = document.snapshot
    places = _places(snapshot, roundtable)
    if (one, round_) not in places or (other, round_) not in places:
        raise UserError(_("Only guests who have a seat in this round can change places."))
    label = Label(N_("{one} and {other} changed places"), _names(snapshot, one, other))
    here, there = places[one, round_], places[other, round_]
    tables = {(one, round_): there.table, (other, round_): here.table}
    _reseat(document, roundtable, label, tables)


def move(
    document: Document, roundtable: RecordId, round_: int, guest: RecordId, table: int
) -> None:
    """Give a guest a seat at another table in a round; raises UserError when that breaks a wish."""
    snapshot = document.snapshot
    label = Label(
        N_("{organisation} moved to table {table}"),
        {"organisation": name_at(snapshot, "invitation", guest), "table": str(table)},
    )
    _reseat(document, roundtable, label, {(guest, round_): table})


def note_place(
    document: Document, roundtable: RecordId, round_: int, guest: RecordId, table: int
) -> None:
    """Note where a guest in fact sat, whatever was planned or wished."""
    snapshot = document.snapshot
    label = Label(
        N_("{organisation} sat at table {table}"),
        {"organisation": name_at(snapshot, "invitation", guest), "table": str(table)},
    )
    _reseat(document, roundtable, label, {(guest, round_): table}, checked=False)


def leave(document: Document, roundtable: RecordId, guest: RecordId, first: int = 1) -> None:
    """Take a guest from its tables from a round (from 1) on: it left, or never came."""
    snapshot = document.snapshot
    _roundtable(snapshot, roundtable)
    name = {"organisation": name_at(snapshot, "invitation", guest)}
    with document.transaction(Label(N_("{organisation} left the tables"), name)) as edit:
        remove_seats(
            edit,
            snapshot,
            [one for (who, at), one in _places(snapshot, roundtable).items()
             if who == guest and at >= first],
        )  # fmt: skip


def pin(
    document: Document,
    roundtable: RecordId,
    guests: Sequence[RecordId],
    *,
    rounds: Sequence[int] = (),
    pinned: bool = True,
) -> None:
    """Fix the seats of guests in some rounds, or in all, or release them."""
    snapshot = document.snapshot
    _roundtable(snapshot, roundtable)
    chosen = dict.fromkeys(guests)
    texts = _PINNED if pinned else _RELEASED
    first = name_at(snapshot, "invitation", guests[0]) if guests else ""
    with document.transaction(counted(texts, len(chosen), organisation=first)) as edit:
        for (guest, number_of_round), seat in _places(snapshot, roundtable).items():
            if guest in chosen and (not rounds or number_of_round in rounds):
                edit.put(replace(seat, pinned=pinned))


def new_seat(snapshot: Snapshot, guest: RecordId, round_: int) -> Seat:
    """Return a seat that is not in the document yet.

    Its id follows from guest and round, so that two copies that seat somebody agree on the record.
    """
    usual = RecordId(f"{guest}@round-{round_}")
    free = snapshot.get("seat", usual) is None
    return Seat(id=usual if free else new_id(), invitation=guest, round=round_)


def remove_seats(edit: Edit, snapshot: Snapshot, seats: Iterable[Seat]) -> None:
    """Take seats away, with the evidence for them."""
    for seat in seats:
        for record in dependants(snapshot, "seat", seat.id):
            edit.remove(noun_of(record).name, record.id)
        edit.remove("seat", seat.id)


_PINNED: Final = NN_("Fixed the seat of {organisation}", "Fixed the seats of {count} guests")
_RELEASED: Final = NN_(
    "Released the seat of {organisation}", "Released the seats of {count} guests"
)


def _reseat(
    document: Document,
    roundtable: RecordId,
    label: Label,
    tables: Mapping[_Place, int],
    *,
    checked: bool = True,
) -> None:
    """Put some guests at other tables in one step; all others stay where they are."""
    snapshot = document.snapshot
    _roundtable(snapshot, roundtable)
    places = _places(snapshot, roundtable)
    with document.transaction(label) as edit:
        for (guest, round_), table in tables.items():
            wanted(snapshot, "invitation", guest)
            seat = places.get((guest, round_)) or new_seat(snapshot, guest, round_)
            edit.put(replace(seat, table=table))
        if checked:
            _refuse(broken_since(snapshot, edit.snapshot, roundtable))


def _put(edit: Edit, snapshot: Snapshot, roundtable: RecordId, plan: Plan) -> None:
    places = _places(snapshot, roundtable)
    staying = set()
    for round_, tables in enumerate(plan, start=1):
        for table, guests in enumerate(tables, start=1):
            for guest in guests:
                seat = places.get((guest, round_)) or new_seat(snapshot, guest, round_)
                staying.add(seat.id)
                edit.put(replace(seat, table=table))
    # Who did not come keeps its seat, so that this can be taken back.
    there = expected(snapshot, roundtable)
    going = [
        one
        for one in seats_of(snapshot, roundtable)
        if one.id not in staying and one.invitation in there
    ]
    remove_seats(edit, snapshot, going)


def _refuse(sentences: Iterable[str]) -> None:
    said = list(sentences)
    if said:
        raise UserError(" ".join(said))


def _places(snapshot: Snapshot, roundtable: RecordId) -> dict[_Place, Seat]:
    return {(one.invitation, one.round): one for one in seats_of(snapshot, roundtable)}


def _roundtable(snapshot: Snapshot, roundtable: RecordId) -> Roundtable:
    return cast("Roundtable", wanted(snapshot, "roundtable", roundtable))


def _names(snapshot: Snapshot, one: RecordId, other: RecordId) -> dict[str, str]:
    guests = [cast("Invitation", wanted(snapshot, "invitation", guest)) for guest in (one, other)]
    return {
        "one": name_of(snapshot, guests[0]),
        "other": name_of(snapshot, guests[1]),
    }
