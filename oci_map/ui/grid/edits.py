"""What is done to the chosen cells: given a role or a priority, cleared, dated, copied."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from oci_map.i18n import _
from oci_map.operations import grid, grid_block
from oci_map.operations.grid import Cell
from oci_map.operations.grid_block import BlockPlan
from oci_map.ui import clipboard_cells
from oci_map.ui.grid import copying, words
from oci_map.ui.grid.cells import GROUPS, NEEDS, tone
from oci_map.ui.grid.model import GridModel
from oci_map.ui.grid.pasting import Target, proposed
from oci_map.ui.grid.periods import PeriodPanel
from oci_map.ui.grid.table import GridTable
from oci_map.ui.proposal import Proposal
from oci_map.ui.session import Session

# What Space gives next; it never clears, so that no dates are lost on the way round.
_NEXT: Final = {
    "": "member", "member": "chair", "chair": "secretary", "secretary": "observer",
    "observer": "member",
}  # fmt: skip
_NEXT_PRIORITY: Final = {"": "2", "2": "3", "3": "1", "1": "2"}
_DATES, _CLEAR = "dates", "clear"


class GridEdits(QObject):
    """Runs one operation for one gesture on the table."""

    said = Signal(str)  # why nothing happened
    proposed = Signal(object)  # a Proposal: not all of a block fits

    def __init__(
        self, session: Session, model: GridModel, table: GridTable, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session, self.model, self.table = session, model, table
        self._cycled: tuple[list[Cell], object] | None = None  # the cells, and the step it made
        self.periods = PeriodPanel(session, parent)
        self.menu = QMenu(parent)
        table.cycled.connect(self.cycle)
        table.given.connect(self.give)
        table.cleared.connect(self.clear)
        table.menu_wanted.connect(self.open_menu)
        table.moved.connect(self.forget_round)
        self.menu.triggered.connect(self._choose)
        self.periods.refused.connect(self.said)

    def forget_round(self) -> None:
        """Let the next role be a step of its own: other cells were chosen in between."""
        self._cycled = None

    def cycle(self) -> None:
        """Give the chosen cells what comes next after what the current one holds."""
        current, chosen = self.table.current(), self.table.chosen()
        if current is None or not self.session.can_edit:
            return
        holding = self.model.cells.holding(current)
        present = "" if holding is None else tone(holding)
        following = (_NEXT if self.model.subject is GROUPS else _NEXT_PRIORITY)[present]
        # Going round on the same cells, one after the other, is one step.
        joins = self._cycled is not None and self._cycled == (chosen, self.session.last_step)
        self._give(chosen, following, joins=joins)
        self._cycled = (chosen, self.session.last_step)

    def give(self, what: str) -> None:
        """Give the chosen cells a role or a priority."""
        self._give(self.table.chosen(), what, joins=False)

    def _give(self, chosen: list[Cell], what: str, *, joins: bool) -> None:
        self._cycled = None
        if not chosen or not self.session.can_edit:
            return
        if self.model.subject is GROUPS:
            as_of = self.model.cells.as_of
            self.session.run(grid.set_role, chosen, what, as_of, joins=joins)
        else:
            self.session.run(grid.set_priority, chosen, int(what), joins=joins)

    def clear(self) -> None:
        """Take away what the chosen cells hold; further periods in them stay."""
        chosen = self.table.chosen()
        if not chosen or not self.session.can_edit:
            return
        if self.model.subject is NEEDS:
            self.session.run(grid.clear_needs, chosen)
            return
        cells = self.model.cells
        any_held = any(cells.holding(one) for one in chosen)
        self.session.run(grid.clear_seats, chosen, cells.as_of)
        if not any_held and any(cells.at(one) for one in chosen):
            self.said.emit(
                _("Nothing holds here at this date. “Since and until…” has the other periods.")
            )

    def open_menu(self) -> None:
        """Offer what the chosen cells can be given."""
        current = self.table.current()
        if current is None or not self.session.can_edit:
            return
        holding = self.model.cells.holding(current)
        menu = self.menu
        menu.clear()
        kinds = QActionGroup(menu)
        for code, text in words.choices(self.model.subject).items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(holding is not None and tone(holding) == code)
            action.setData(code)
            kinds.addAction(action)
        menu.addSeparator()
        if self.model.subject is GROUPS:
            menu.addAction(_("Since and until…")).setData(_DATES)
        menu.addAction(_("Clear")).setData(_CLEAR)
        menu.popup(self._below(self.table.visualRect(self.table.currentIndex())))

    def _choose(self, action: QAction) -> None:
        what = action.data()
        if what == _DATES:
            self.open_dates()
        elif what == _CLEAR:
            self.clear()
        else:
            self.give(what)

    def open_dates(self) -> None:
        """Show the periods of the current cell."""
        current = self.table.current()
        if current is None or self.model.subject is NEEDS:
            return
        self.table.scrollTo(self.table.currentIndex())
        organisation, group = words.names(self.session.snapshot, GROUPS, current)
        title = _("{organisation} in {group}").format(organisation=organisation, group=group)
        at = self._below(self.table.visualRect(self.table.currentIndex()))
        self.periods.open_for(current, title, at)

    def _below(self, box: QRect) -> QPoint:
        return self.table.viewport().mapToGlobal(box.bottomLeft() + QPoint(0, 2))

    def copy(self) -> None:
        """Put the chosen block on the clipboard, as text and as a table."""
        rows, columns = self.table.chosen_block()
        if rows:
            lines = copying.block(self.session.snapshot, self.model.cells, rows, columns)
            clipboard_cells.put(lines)

    def paste(self) -> None:
        """Put the clipboard's block into the grid; where not all of it fits, ask first."""
        rows, columns = self.table.chosen_block()
        if not rows or not self.session.can_edit:
            return
        block = clipboard_cells.taken()
        if not block:
            self.said.emit(_("There is no text on the clipboard, so nothing was pasted."))
            return
        target = Target(self.model.rows, self.model.columns, rows, columns)
        found = proposed(self.session.snapshot, self.model.cells, block, target)
        if found.plan.misfits or found.notes:
            self.proposed.emit(found)
        else:
            self.accept(found)

    def accept(self, proposal: Proposal) -> None:
        """Do what fits of a block."""
        self._cycled = None
        self.session.run(grid_block.apply, cast("BlockPlan", proposal.plan))
