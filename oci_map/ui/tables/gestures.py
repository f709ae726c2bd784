"""What a person does to the cells of a table; each gesture is one step, or says what does not fit.

What fits whole is done at once. Where something does not fit, or rows would be added, nothing is
done yet: the proposal is shown with its reasons, and the person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QDrag

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.i18n import _, ngettext
from oci_map.model.fields import Field
from oci_map.model.ids import RecordId
from oci_map.operations import cells
from oci_map.operations.already_there import recognise
from oci_map.operations.cell_reading import read
from oci_map.operations.cells import Misfit, Plan, Row
from oci_map.ui import clipboard_cells
from oci_map.ui.proposal import CHANGE, EMPTY, FILL, IMPORT, PASTE, Proposal, Verb
from oci_map.ui.session import Session
from oci_map.ui.tables.already import nothing_to_do, proposed
from oci_map.ui.tables.columns import ID as ID_FIELD
from oci_map.ui.tables.columns import table
from oci_map.ui.tables.headings import also_for, under_headings
from oci_map.ui.tables.missing import names_of_rows, with_wider
from oci_map.ui.tables.model import DRAFT

if TYPE_CHECKING:
    from oci_map.exchange.clipboard_table import Grid
    from oci_map.ui.tables.sheet import Sheet


class Gestures(QObject):
    """Works on the sheet it was made for."""

    proposed = Signal(object)  # a Proposal
    said = Signal(str)  # why nothing was done

    def __init__(self, session: Session, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._session = session
        self._sheet = sheet

    # ------------------------------------------------------------------------------------ typing

    def enter(self, index: QModelIndex, text: str, everywhere: bool) -> str:
        """Put a text into a cell, or into all selected ones of its column; '' or the reason."""
        model = self._sheet.model
        field = model.fields[index.column()]
        rows = [index.row()]
        if everywhere:
            rows = sorted({*rows, *self._sheet.view.chosen_rows()})
        ids = [one for row in rows if (one := model.id_at(row)) != DRAFT]
        if model.id_at(index.row()) == DRAFT and (not everywhere or not ids):
            return self._enter_draft(field, text)
        planned = self._plan([Row(one, {field.name: text}) for one in ids])
        if planned.misfits:
            return planned.misfits[0].reason
        return self._do(planned, cells.CHANGED)

    def _enter_draft(self, field: Field, text: str) -> str:
        """Keep what was typed in the draft row; add the record as soon as it can stand."""
        model = self._sheet.model
        draft = dict(model.draft)
        if not text.strip():
            draft.pop(field.name, None)
            model.set_draft(draft)
            return ""
        try:
            draft[field.name] = (
                text.strip() if field.name == cells.ID else read(model.names, field, text)
            )
        except UserError as problem:
            return problem.sentence
        planned = cells.plan_values(self._session.snapshot, model.noun, [(None, draft)])
        if not planned.added:
            reason = planned.misfits[0].reason if planned.misfits else ""
            model.set_draft(draft)
            self.said.emit(_("Not added yet: {reason}").format(reason=reason))
            return ""
        model.set_draft({})
        problem_sentence = self._do(planned, cells.CHANGED)
        if problem_sentence:
            model.set_draft(draft)
            return problem_sentence
        self._go_to(planned.added[0].id, field)
        return ""

    def _go_to(self, record_id: RecordId, field: Field) -> None:
        row = self._sheet.model.row_of(record_id)
        if row >= 0:
            self._sheet.view.go_to(row, max(0, self._sheet.model.column_of(field.name)))

    def toggle(self) -> None:
        """Turn yes into no and no into yes, in all selected cells of the column in hand."""
        view, model = self._sheet.view, self._sheet.model
        index = view.currentIndex()
        if not self._may_edit() or not model.is_tick(index):
            return
        field = model.fields[index.column()]
        record = model.record_at(index.row())
        if record is None:
            self._sheet.model.set_draft(
                model.draft | {field.name: not model.draft.get(field.name, False)}
            )
            return
        value = not getattr(record, field.name)
        ids = [one for row in view.chosen_rows() if (one := model.id_at(row)) != DRAFT]
        wanted = ids if record.id in ids else [record.id]
        self._propose(
            self._plan_values([(one, {field.name: value}) for one in wanted]), CHANGE,
            rows=tuple(model.rows_of(wanted)),
        )  # fmt: skip

    # ---------------------------------------------------------------------------------- in blocks

    def empty(self) -> None:
        """Empty all selected cells."""
        if not self._may_edit():
            return
        fields, rows = self._chosen()
        if rows == [len(self._sheet.model.ids)]:
            gone = {one.name for one in fields}
            kept = {k: v for k, v in self._sheet.model.draft.items() if k not in gone}
            self._sheet.model.set_draft(kept)
            return
        texts = dict.fromkeys((one.name for one in fields if one.name != cells.ID), "")
        rows = [row for row in rows if self._sheet.model.id_at(row) != DRAFT]
        self._propose(
            self._plan([Row(one, texts) for one in self._ids(rows)]), EMPTY, rows=tuple(rows)
        )

    def fill_down(self) -> None:
        """Copy the first selected row into the others; one row alone takes what is above it."""
        if not self._may_edit():
            return
        fields, rows = self._chosen()
        rows = [row for row in rows if self._sheet.model.id_at(row) != DRAFT]
        if len(rows) == 1 and rows[0] > 0:
            rows.insert(0, rows[0] - 1)
        if len(rows) < 2:
            self.said.emit(_("Select the cell to copy and the cells below it, then fill down."))
            return
        record = self._sheet.model.record_at(rows[0])
        values = {one.name: getattr(record, one.name) for one in fields if one.name != cells.ID}
        self._propose(
            self._plan_values([(one, values) for one in self._ids(rows[1:])]), FILL,
            rows=tuple(rows[1:]),
        )  # fmt: skip

    def copy(self, *, heads: bool = False) -> None:
        """Put the selected cells on the clipboard, perhaps with the names of their columns."""
        texts = self._texts(heads=heads)
        if texts:
            clipboard_cells.put(texts)

    def drag_out(self) -> None:
        """Let the selected cells be dropped in another program, with the names of columns."""
        texts = self._texts(heads=True)
        if texts:
            drag = QDrag(self._sheet.view)
            drag.setMimeData(clipboard_cells.data_of(texts))
            drag.exec(Qt.DropAction.CopyAction)

    def _texts(self, *, heads: bool) -> list[list[str]]:
        model = self._sheet.model
        fields, rows = self._chosen()
        rows = [row for row in rows if model.id_at(row) != DRAFT]
        if not rows or not fields:
            return []
        texts = [[model.text_at(row, field) for field in fields] for row in rows]
        return [[field.label for field in fields], *texts] if heads else texts

    def paste(self) -> None:
        """Put the clipboard's cells where the selection begins, or into all of it."""
        if not self._may_edit():
            return
        grid = clipboard_cells.taken()
        if not grid:
            self.said.emit(_("There is no text on the clipboard, so nothing was pasted."))
            return
        fields, rows = self._chosen()
        if not fields:
            fields, rows = list(self._sheet.model.fields), [len(self._sheet.model.ids)]
        self.paste_grid(grid, fields, rows)

    def take_in(self, grid: Grid) -> None:
        """Propose to add the rows of a sheet of a file, as if they were pasted below the last."""
        if self._may_edit():
            model = self._sheet.model
            self.paste_grid(grid, model.fields[:1], [len(model.ids)], IMPORT)

    def paste_grid(
        self, grid: Grid, chosen: Sequence[Field], rows: Sequence[int], verb: Verb = PASTE
    ) -> None:
        """Put a block of texts at the first of these cells, or several times over all of them."""
        model = self._sheet.model
        headed = under_headings(grid, table(model.noun).fields)
        elsewhere = [] if headed is None else also_for(grid, model.noun, verb.elsewhere)
        if headed is None:
            fields = list(model.fields[model.column_of(chosen[0].name) :])
        else:
            fields, grid = list(headed.fields), headed.grid
        high, wide = len(grid), max(map(len, grid), default=0)
        if not high or not wide:
            return
        # Under headings each column has its own field: the block is never laid twice across.
        across = len(chosen) if headed is None else wide
        again = (len(rows) // high, across // wide)
        if again > (1, 0) and again[1] and not (len(rows) % high or across % wide):
            grid = [row * again[1] for row in grid] * again[0]
            high, wide = high * again[0], wide * again[1]
        notes = [] if headed is None else [*headed.notes, *elsewhere]
        if wide > len(fields):
            notes.append(
                _(
                    "The block is {wide} columns wide, and from here there is room for {there}:"
                    " what is further to the right does not fit."
                ).format(wide=wide, there=len(fields))
            )
        # What is selected says which rows, when it is as high as the block.
        at = list(rows) if len(rows) == high else list(range(rows[0], rows[0] + high))
        names = [field.name for field in fields]
        block = [
            Row(model.id_at(row) or None, dict(zip(names, texts, strict=False)))
            for row, texts in zip(at, grid, strict=True)
        ]
        if any(row.record for row in block):
            self._propose(self._plan(block), verb, notes=tuple(notes), rows=tuple(at), block=block)
        else:
            self._propose_new(block, verb, tuple(notes), at)

    def _propose_new(
        self, block: Sequence[Row], verb: Verb, notes: tuple[str, ...], rows: Sequence[int]
    ) -> None:
        """Propose rows below the last one; what is there already is not added a second time."""
        snapshot, model = self._session.snapshot, self._sheet.model
        known = recognise(snapshot, model.noun, block, model.names)
        proposal = proposed(snapshot, model, known, block, rows, verb, notes)
        if nothing_to_do(proposal):
            text = ngettext(
                "The row is there already, and says nothing else, so nothing was changed.",
                "All {count} rows are there already, and say nothing else, so nothing was changed.",
                proposal.there,
            )
            self.said.emit(text.format(count=i18n.number(proposal.there)))
        elif proposal.there or proposal.plan.added or proposal.plan.misfits:
            self.proposed.emit(proposal)
        elif verb is IMPORT:
            self.said.emit(_("The sheet holds nothing for this table, so nothing was changed."))

    # ------------------------------------------------------------------------------- proposals

    def accept(self, proposal: Proposal) -> None:
        """Do what fits of a proposal."""
        planned = cast("Plan", proposal.plan)  # as they are made here
        reason = self._do(planned, proposal.verb.step)
        if reason:
            self.said.emit(reason)
            return
        model = self._sheet.model
        ids = [one.id for one in (*planned.changed, *planned.added)]
        self._sheet.view.select_rows(model.rows_of(ids))
        if ids and (row := model.row_of(ids[0])) >= 0:
            self._sheet.view.scrollTo(model.index(row, 0))

    def _propose(
        self,
        planned: Plan,
        verb: Verb,
        *,
        notes: tuple[str, ...] = (),
        rows: tuple[int, ...] = (),
        block: Sequence[Row] = (),
    ) -> None:
        if not planned.misfits and not planned.added and not notes:
            reason = self._do(planned, verb.step)
            if reason:
                self.said.emit(reason)
            return
        records = tuple(self._sheet.model.id_at(row) for row in rows)
        columns = {cells.ID: ID_FIELD.label}
        proposal = Proposal(planned, verb, records, rows, notes, columns, names_of_rows(block))
        self.proposed.emit(with_wider(proposal, self._session.snapshot, block))

    def _plan(self, rows: Sequence[Row]) -> Plan:
        model = self._sheet.model
        return cells.plan(self._session.snapshot, model.noun, rows, model.names)

    def _plan_values(self, wanted: Sequence[tuple[RecordId, dict[str, object]]]) -> Plan:
        return cells.plan_values(self._session.snapshot, self._sheet.noun, wanted)

    def _do(self, planned: Plan, step: tuple[str, str]) -> str:
        try:
            self._session.apply(cells.apply, planned, step)
        except UserError as problem:
            return problem.sentence
        return ""

    def _chosen(self) -> tuple[list[Field], list[int]]:
        view, model = self._sheet.view, self._sheet.model
        return [model.fields[one] for one in view.chosen_columns()], view.chosen_rows()

    def _ids(self, rows: Sequence[int]) -> list[RecordId]:
        model = self._sheet.model
        return [one for row in rows if (one := model.id_at(row)) != DRAFT]

    def _may_edit(self) -> bool:
        if self._sheet.model.editable:
            return True
        self.said.emit(_("This document is open for reading only, so nothing was changed."))
        return False


def where(proposal: Proposal, misfit: Misfit) -> tuple[RecordId, str]:
    """Return the record and the field of a cell that does not fit."""
    known = misfit.row < len(proposal.records)
    return (proposal.records[misfit.row] if known else DRAFT, misfit.field)
