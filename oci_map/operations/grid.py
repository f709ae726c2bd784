"""Many cells of a grid at once: organisations against groups, or against needs, in one step.

An organisation may have sat in a group several times. A cell then has several seats, and what is
done to the cell touches one of them only: the one that holds at the date looked at, or the last
one when no date is looked at. Where there are seats and none holds at that date, a new one begins
with the date and ends before the next one. No other seat is ever changed or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from oci_map.document import Document, Edit
from oci_map.i18n import N_, NN_
from oci_map.model.change import Label
from oci_map.model.dates import first_day, holds_at, last_day
from oci_map.model.fields import noun_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Membership, NeedStatement
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import counted, name_at, wanted

Cell = tuple[RecordId, RecordId]  # an organisation, and a group or a need
Link = Membership | NeedStatement

_SEATS_SET: Final = (
    NN_("Set {count} seat in {group}", "Set {count} seats in {group}"),
    NN_("Set {count} seat of {organisation}", "Set {count} seats of {organisation}"),
    NN_("Set {count} seat in the grid", "Set {count} seats in the grid"),
)
_SEATS_CLEARED: Final = (
    NN_("Cleared {count} seat in {group}", "Cleared {count} seats in {group}"),
    NN_("Cleared {count} seat of {organisation}", "Cleared {count} seats of {organisation}"),
    NN_("Cleared {count} seat in the grid", "Cleared {count} seats in the grid"),
)
_NEEDS_SET: Final = (
    NN_("Set how much “{need}” matters to {count} organisation",
        "Set how much “{need}” matters to {count} organisations"),
    NN_("Set {count} need of {organisation}", "Set {count} needs of {organisation}"),
    NN_("Set {count} need in the grid", "Set {count} needs in the grid"),
)  # fmt: skip
_NEEDS_CLEARED: Final = (
    NN_(
        "Noted that {count} organisation no longer needs “{need}”",
        "Noted that {count} organisations no longer need “{need}”",
    ),
    NN_("Cleared {count} need of {organisation}", "Cleared {count} needs of {organisation}"),
    NN_("Cleared {count} need in the grid", "Cleared {count} needs in the grid"),
)


def seat_at(seats: Sequence[Membership], as_of: str) -> Membership | None:
    """Return the seat that an edit at this (partial) date touches; without a date, the last."""
    holding = [one for one in seats if holds_at(one.active_from, one.active_to, as_of)]
    return max(holding, key=in_time, default=None)


def in_time(seat: Membership) -> tuple[str, str, RecordId]:
    """Return what the seats of a cell are sorted by: when they began, then when they ended."""
    return (first_day(seat.active_from), last_day(seat.active_to), seat.id)


def set_role(
    document: Document, cells: Sequence[Cell], role: str, as_of: str = "", *, joins: bool = False
) -> int:
    """Let organisations sit in groups in a role, at a date; return how many cells changed.

    With `joins` it belongs to the step before, when that touched the same seats and no others.
    """
    snapshot = document.snapshot
    changed: list[Link] = []
    added = False
    for organisation, group in dict.fromkeys(cells):
        seats = _seats(snapshot, organisation, group)
        seat = seat_at(seats, as_of)
        if seat is None:
            added = True
            changed.append(new_seat(organisation, group, role, as_of, seats))
        elif seat.role != role:
            changed.append(replace(seat, role=role))
    one = (
        N_("Added {organisation} to {group}")
        if added
        else N_("Changed the role of {organisation} in {group}")
    )
    return _put(document, changed, one, _SEATS_SET, joins=joins)


def add_period(
    document: Document,
    organisation: RecordId,
    group: RecordId,
    role: str,
    active_from: str,
    active_to: str,
) -> RecordId:
    """Let an organisation sit in a group for one more period; return the membership's id.

    Raises RuleBroken when it sits there already for a part of that time.
    """
    _seats(document.snapshot, organisation, group)
    seat = Membership(
        id=new_id(),
        organisation=organisation,
        group=group,
        role=role,
        active_from=active_from,
        active_to=active_to,
    )
    _put(document, [seat], N_("Added {organisation} to {group}"), _SEATS_SET)
    return seat.id


def clear_seats(document: Document, cells: Sequence[Cell], as_of: str = "") -> int:
    """Take organisations out of groups: the seat at the date, and no other of the same cell."""
    snapshot = document.snapshot
    going: list[Link] = []
    for organisation, group in dict.fromkeys(cells):
        seat = seat_at(_seats(snapshot, organisation, group), as_of)
        if seat is not None:
            going.append(seat)
    return _remove(document, going, N_("Took {organisation} out of {group}"), _SEATS_CLEARED)


def set_priority(
    document: Document, cells: Sequence[Cell], priority: int, *, joins: bool = False
) -> int:
    """Say how much needs matter to organisations, 1 (some) to 3 (most); return how many changed."""
    snapshot = document.snapshot
    changed: list[Link] = []
    added = False
    for organisation, need in dict.fromkeys(cells):
        statement = _statement(snapshot, organisation, need)
        if statement is None:
            added = True
            changed.append(
                NeedStatement(id=new_id(), organisation=organisation, need=need, priority=priority)
            )
        elif statement.priority != priority:
            changed.append(replace(statement, priority=priority))
    one = (
        N_("Noted that {organisation} needs “{need}”")
        if added
        else N_("Changed how much {organisation} needs “{need}”")
    )
    return _put(document, changed, one, _NEEDS_SET, joins=joins)


def clear_needs(document: Document, cells: Sequence[Cell]) -> int:
    """Take back that organisations hold needs; return how many cells changed."""
    snapshot = document.snapshot
    found = (_statement(snapshot, *cell) for cell in dict.fromkeys(cells))
    going: list[Link] = [one for one in found if one is not None]
    return _remove(
        document, going, N_("Noted that {organisation} no longer needs “{need}”"), _NEEDS_CLEARED
    )


def _seats(snapshot: Snapshot, organisation: RecordId, group: RecordId) -> list[Membership]:
    wanted(snapshot, "organisation", organisation)
    wanted(snapshot, "working_group", group)
    return [one for one in snapshot.memberships_of.get(organisation, ()) if one.group == group]


def _statement(snapshot: Snapshot, organisation: RecordId, need: RecordId) -> NeedStatement | None:
    wanted(snapshot, "organisation", organisation)
    wanted(snapshot, "need", need)
    held = snapshot.needs_of.get(organisation, ())
    return next((one for one in held if one.need == need), None)


def new_seat(
    organisation: RecordId, group: RecordId, role: str, as_of: str, seats: Sequence[Membership]
) -> Membership:
    """Return a seat that holds at the date and leaves room for those before and after it."""
    before = any(last_day(one.active_to) < first_day(as_of) for one in seats)
    after = [first_day(one.active_from) for one in seats]
    next_one = min((day for day in after if day > last_day(as_of)), default="")
    end = ""
    if next_one:
        end = (date.fromisoformat(next_one) - timedelta(days=1)).isoformat()
    return Membership(
        id=new_id(),
        organisation=organisation,
        group=group,
        role=role,
        # Since when the first seat holds is not known: that stays open.
        active_from=as_of if before else "",
        active_to=end,
    )


def _put(
    document: Document,
    changed: Sequence[Link],
    one: str,
    several: Sequence[tuple[str, str]],
    *,
    joins: bool = False,
) -> int:
    def write(edit: Edit) -> None:
        for record in changed:
            edit.put(record)

    same_step = joins and _continues(document, changed)
    return _carry_out(document, changed, _label(document, changed, one, several), write, same_step)


def _remove(
    document: Document, going: Sequence[Link], one: str, several: Sequence[tuple[str, str]]
) -> int:
    snapshot = document.snapshot

    def write(edit: Edit) -> None:
        take_out(edit, snapshot, going)

    return _carry_out(document, going, _label(document, going, one, several), write, False)


def take_out(edit: Edit, snapshot: Snapshot, going: Sequence[Link]) -> None:
    """Take seats or needs out, with what was said about each."""
    for record in going:
        noun = noun_of(record).name
        for evidence in snapshot.evidence_of.get(record.id, ()):
            if evidence.noun == noun:
                edit.remove("evidence", evidence.id)
        edit.remove(noun, record.id)


def _carry_out(
    document: Document,
    links: Sequence[Link],
    label: Label,
    write: Callable[[Edit], None],
    joins: bool,
) -> int:
    with document.transaction(label, joins=joins) as edit:
        write(edit)
    return len(links)


def _continues(document: Document, changed: Sequence[Link]) -> bool:
    """Say whether the step before touched these seats or statements and nothing else."""
    last = document.last_change
    return last is not None and {(one.noun, one.id) for one in last.records} == {
        (noun_of(one).name, one.id) for one in changed
    }


def _label(
    document: Document, links: Sequence[Link], one: str, several: Sequence[tuple[str, str]]
) -> Label:
    """Return the name of a step: of its one cell, its one column, its one row, or a block."""
    snapshot = document.snapshot
    if not links:
        return Label(one)
    first = links[0]
    noun = "working_group" if isinstance(first, Membership) else "need"
    column = "group" if isinstance(first, Membership) else "need"
    names: Mapping[str, str] = {
        "organisation": name_at(snapshot, "organisation", first.organisation),
        column: name_at(snapshot, noun, getattr(first, column)),
    }
    if len(links) == 1:
        return Label(one, names)
    in_column, in_row, anywhere = several
    if len({getattr(link, column) for link in links}) == 1:
        return counted(in_column, len(links), **{column: names[column]})
    if len({link.organisation for link in links}) == 1:
        return counted(in_row, len(links), organisation=names["organisation"])
    return counted(anywhere, len(links))
