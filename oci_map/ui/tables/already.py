"""Rows to be added of which some are there already: left as they are, or brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from oci_map.drawing.text import one_line
from oci_map.i18n import _, number
from oci_map.model.fields import noun_of
from oci_map.operations import cells
from oci_map.operations.already_there import Recognised
from oci_map.operations.cell_texts import shown
from oci_map.operations.cells import Misfit, Plan, Row
from oci_map.operations.record_names import RecordNames
from oci_map.ui.proposal import Proposal, Verb
from oci_map.ui.tables.columns import ID as ID_FIELD
from oci_map.ui.tables.missing import names_of_rows, with_wider

if TYPE_CHECKING:
    from oci_map.model.snapshot import Snapshot
    from oci_map.ui.tables.model import RecordTable

_LONGEST: Final = 60


def nothing_to_do(proposal: Proposal) -> bool:
    """Say whether every row is there already, with nothing to bring up to date."""
    planned = proposal.plan
    idle = not planned.does_something and not planned.misfits and proposal.wider is None
    return bool(proposal.there) and idle and proposal.update is None


def proposed(
    snapshot: Snapshot,
    model: RecordTable,
    known: Recognised,
    block: Sequence[Row],
    rows: Sequence[int],
    verb: Verb,
    notes: tuple[str, ...],
) -> Proposal:
    """Return a proposal to add what is new, with the other one that brings up to date as well."""
    doubted = {one.row for one in known.doubts}
    names = tuple(
        _("{name} (row {number} of the list)").format(name=name, number=number(at + 1))
        if at in doubted
        else name
        for at, name in enumerate(names_of_rows(block))
    )
    records = tuple(known.there.get(at) or model.id_at(row) for at, row in enumerate(rows))
    places = {record_id: row for row, record_id in enumerate(model.ids)}
    base = Proposal(
        Plan(model.noun),
        verb,
        records,
        tuple(places.get(one, row) for one, row in zip(records, rows, strict=True)),
        notes,
        {cells.ID: ID_FIELD.label},
        names,
        there=len(known.there),
    )
    left = _planned(snapshot, model, base, known.left, known.doubts)
    if not known.there:
        return left
    doubts = (*known.doubts, *known.clashes)
    fuller = _planned(snapshot, model, base, known.updated, doubts)
    planned = cast("Plan", fuller.plan)
    refused = len(planned.misfits) > len(left.plan.misfits)  # what says something, unreadably
    if not planned.changed and not refused and fuller.wider is None:
        return left
    wider = fuller.wider
    if wider is not None:
        wider = _with_changes(wider, snapshot, model.names, known.updated)
    fuller = _with_changes(fuller, snapshot, model.names, known.updated)
    fuller = replace(fuller, wider=wider)
    if left.wider is not None:
        left = replace(left, wider=replace(left.wider, update=wider or fuller))
    return replace(left, update=fuller)


def _planned(
    snapshot: Snapshot,
    model: RecordTable,
    base: Proposal,
    rows: Sequence[Row],
    doubts: Sequence[Misfit],
) -> Proposal:
    planned = cells.plan(snapshot, model.noun, rows, model.names)
    made = with_wider(replace(base, plan=planned), snapshot, rows)
    if made.wider is not None:
        made = replace(made, wider=_with_doubts(made.wider, doubts))
    return _with_doubts(made, doubts)


def _with_doubts(proposal: Proposal, doubts: Sequence[Misfit]) -> Proposal:
    planned = cast("Plan", proposal.plan)
    misfits = sorted((*planned.misfits, *doubts), key=_row)
    planned = replace(planned, misfits=tuple(misfits))
    return replace(proposal, plan=planned, unsure=len(doubts))


def _row(misfit: Misfit) -> int:
    return misfit.row


def _with_changes(
    proposal: Proposal, snapshot: Snapshot, names: RecordNames, rows: Sequence[Row]
) -> Proposal:
    """Return a proposal with the cells of what is there that would get another value, and how."""
    planned = cast("Plan", proposal.plan)
    changed = {one.id for one in planned.changed}
    found: list[Misfit] = []
    for (at, name), value in planned.values.items():
        record_id = proposal.records[at]
        before = snapshot.get(planned.noun, record_id) if record_id in changed else None
        if before is None or getattr(before, name) == value:
            continue
        field = noun_of(before).field(name)
        old = _quoted(shown(names, field, before))
        after: Any = {name: value}
        # What is only added with the block has no name yet.
        unnamed = bool(planned.first) and field.is_reference
        new = rows[at].texts[name] if unnamed else shown(names, field, replace(before, **after))
        text = _("“{old}” becomes “{new}”.") if old else _("becomes “{new}”.")
        found.append(Misfit(at, name, "", text.format(old=old, new=_quoted(new))))
    found.sort(key=_row)
    return replace(proposal, updating=True, changes=tuple(found))


def _quoted(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
