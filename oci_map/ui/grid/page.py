"""The grid as a view: its head, the table, the line below; what is done to the chosen cells."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.document import Step
from oci_map.i18n import _, ngettext
from oci_map.model.ids import RecordId
from oci_map.operations.cells import Misfit
from oci_map.operations.grid import Cell
from oci_map.ui.actions import Actions
from oci_map.ui.finder import finder_of
from oci_map.ui.grid import words
from oci_map.ui.grid.bar import GridBar
from oci_map.ui.grid.cells import GROUPS, NEEDS, SUBJECTS, Cells
from oci_map.ui.grid.corner import Corner
from oci_map.ui.grid.edits import GridEdits
from oci_map.ui.grid.empty import Empty
from oci_map.ui.grid.model import GridModel, Mark, columns_of
from oci_map.ui.grid.readout import Readout
from oci_map.ui.grid.rows import RowFilter, Rows, is_in_neither
from oci_map.ui.grid.table import GridTable
from oci_map.ui.jobs import Jobs
from oci_map.ui.proposal import Proposal
from oci_map.ui.proposal_panel import ProposalPanel
from oci_map.ui.session import Session
from oci_map.ui.views import Page


class GridPage(Page):
    """Organisations against working groups or needs."""

    shows_filter: ClassVar[bool] = False
    shows_inspector: ClassVar[bool] = True
    wants_room: ClassVar[bool] = True  # its rows are the list that the navigator has

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("gridPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = Rows()
        self._finder = finder_of(session)
        self._old = True  # something changed while it was not shown
        self._following = False
        self.model = GridModel(self)
        self.bar = GridBar(session, self)
        self.table = GridTable(session, self.model, self)
        self.corner = Corner(self.table)
        self.empty = Empty(actions, self)
        self.readout = Readout(actions, self)
        self.proposal = ProposalPanel(self)
        self.edits = GridEdits(session, self.model, self.table, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        middle = QWidget(self)
        self._middle = QStackedLayout(middle)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        column.addWidget(middle, 1)
        column.addWidget(self.proposal)
        column.addWidget(self.readout)

    def _connect(self) -> None:
        session, table, bar = self.session, self.table, self.bar
        session.document_changed.connect(self._start_over)
        session.stepped.connect(self._take_step)
        session.filter_changed.connect(self._follow_date)
        session.selection_changed.connect(self._follow_selection)
        session.theme_changed.connect(self._repaint)
        self._finder.grown.connect(self._follow_finder)
        bar.subject_changed.connect(self._show_subject)
        bar.filter_changed.connect(self._filter)
        bar.renew_wanted.connect(self._filter)
        bar.neither_wanted.connect(self._toggle_neither)
        bar.search_begun.connect(self._finder.prepare)
        bar.left.connect(self.take_focus)
        table.placed.connect(self.corner.place)
        self.corner.order_changed.connect(self._filter)
        self.empty.show_all.clicked.connect(bar.clear)
        table.moved.connect(self._follow_table)
        table.columns_.chosen.connect(self._select_column)
        self.edits.said.connect(self.readout.say)
        self.edits.proposed.connect(self._show_proposal)
        self.proposal.accepted.connect(self.edits.accept)
        self.proposal.cancelled.connect(self._drop_marks)
        self.proposal.pointed.connect(self._point)
        for name, method in (
            ("grid_pick", self.edits.open_menu),
            ("grid_dates", self.edits.open_dates),
            ("grid_clear", self.edits.clear),
            ("grid_copy", self.edits.copy),
            ("grid_paste", self.edits.paste),
            ("grid_columns", self._switch_subject),
            ("grid_neither", self._ask_neither),
            ("grid_find", self._find),
        ):
            self.actions_[name].triggered.connect(method)

    # ------------------------------------------------------------------------- what is shown

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Grid of organisations and working groups or needs"))
        self.bar.retranslate()
        self.corner.retranslate()
        self.proposal.retranslate()
        self._old = True
        if self.isVisible():
            self._renew()

    def take_focus(self) -> None:
        """Put the keyboard into the table, or on what can be done where there is none."""
        if self._middle.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.empty.take_focus()

    def _start_over(self) -> None:
        self.bar.clear()
        self._old = True
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Take in everything as it is now."""
        self.proposal.cancel()  # it was made for other cells
        self._old = False
        session = self.session
        subject = self.bar.subject
        cells = Cells(session.snapshot, subject, session.filter.as_of)
        columns = columns_of(session.snapshot, subject)
        self.bar.refresh(columns)
        self.model.show(session.snapshot, cells, self._wanted_rows(cells), columns)
        self.table.fit()
        self._follow_selection()
        self._say()

    def _show_subject(self) -> None:
        if self.session.document is not None:
            self._renew()
            self._begin()
            self.table.horizontalScrollBar().setValue(0)

    def _filter(self) -> None:
        """Show the rows that are asked for now."""
        if self._old:
            return
        self.bar.follow()
        self.model.set_rows(self._wanted_rows(self.model.cells))
        self._say()

    def _follow_finder(self) -> None:
        if self.bar.wanted.text and self.isVisible():
            self._filter()

    def _wanted_rows(self, cells: Cells) -> list[RecordId]:
        wanted, order = self.bar.wanted, self.corner.order
        named = None
        if wanted.text.strip():
            found = self._finder.matches(wanted.text)
            named = {one for noun, one in found if noun == "organisation"}
        return self._rows.chosen(self.session.snapshot, cells, wanted, order, named)

    def _follow_date(self) -> None:
        if not self.isVisible():
            self._old = True
        elif self.session.filter.as_of != self.model.cells.as_of:
            self._renew()

    def _take_step(self, step: Step) -> None:
        if not self.isVisible():
            self._old = True
            return
        self.proposal.cancel()  # it was made for what was there before
        nouns = step.change.nouns
        self.model.take(self.session.snapshot, step)
        if nouns & {"organisation", "sector", "policy_level"}:
            self._take_rows(step)
        if nouns & {self.model.subject.noun, "document"}:
            self.model.set_columns(columns_of(self.session.snapshot, self.model.subject))
            self.table.fit()
            self.bar.refresh(self.model.columns)
        self._say()

    def _take_rows(self, step: Step) -> None:
        """Let organisations come and go; those that were edited stay where they are."""
        session = self.session
        wanted = self._wanted_rows(self.model.cells)
        came = {
            one.id
            for one in step.change.records
            if one.noun == "organisation" and one.before is None
        }
        present = [one for one in self.model.rows if one in session.snapshot.organisations]
        known = set(present)
        if came:
            fresh = [one for one in wanted if one in came and one not in known]
            present = wanted if set(wanted) == known | set(fresh) else [*present, *fresh]
        self.model.set_rows(present)
        self.bar.refresh(self.model.columns)

    def _say(self) -> None:
        snapshot, model = self.session.snapshot, self.model
        stale = self._is_stale()
        self.bar.say(self._summary(), stale=stale)
        self.corner.show_subject(model.subject)
        self.actions_["grid_columns"].setChecked(model.subject is NEEDS)
        if model.rows and model.columns:
            self._middle.setCurrentWidget(self.table)
        else:
            self.empty.explain(snapshot, model.subject, self.session.can_edit)
            self._middle.setCurrentWidget(self.empty)
        self._say_current()

    def _is_stale(self) -> bool:
        wanted = self.bar.wanted
        if wanted.neither is None:
            return False
        return not all(is_in_neither(self.model.cells, one, wanted) for one in self.model.rows)

    def _summary(self) -> str:
        model = self.model
        shown, total = len(model.rows), len(self.session.snapshot.organisations)
        values = {"shown": i18n.number(shown), "total": i18n.number(total)}
        held = model.column_counts.total()
        if self.bar.wanted == RowFilter():
            first = ngettext("{total} organisation", "{total} organisations", total)
        else:
            first = _("{shown} of {total} organisations")
        if model.subject is GROUPS:
            second = ngettext("{count} seat", "{count} seats", held)
        else:
            second = ngettext("{count} need stated", "{count} needs stated", held)
        return f"{first.format(**values)} · {second.format(count=i18n.number(held))}"

    def _say_current(self) -> None:
        cells, table = self.model.cells, self.table
        chosen = table.chosen() if self.model.rows and self.model.columns else []
        current = table.current()
        text = ""
        if len(chosen) > 1:
            held = sum(cells.holding(one) is not None for one in chosen)
            text = _("{count} cells chosen, {held} of them filled").format(
                count=i18n.number(len(chosen)), held=i18n.number(held)
            )
        elif current is not None:
            text = words.of_cell(self.session.snapshot, cells, current)
        self.readout.say(text)
        dated = current is not None and len(chosen) == 1 and cells.subject is GROUPS
        self.readout.show_keys(cells.subject, editable=self.session.can_edit, dated=dated)

    def _repaint(self) -> None:
        """Take on other colours, or another size of text."""
        self.table.fit()
        self.bar.follow()  # its parts take more or less room
        for part in (self.table, self.table.columns_, self.table.rows_):
            part.viewport().update()

    # ------------------------------------------------------------------------------- selection

    def _begin(self) -> None:
        """Have a current cell; that alone selects nothing in the window."""
        if not self.table.currentIndex().isValid():
            self._following = True
            self.table.go_to(0, 0)
            self._following = False

    def _follow_table(self) -> None:
        """Select the organisation of the current row in the whole window."""
        self._say_current()
        current = self.table.current()
        if current is None or self._following or not self.table.hasFocus():
            return
        if current[0] not in self.session.selected("organisation"):
            self._following = True
            self.session.select(("organisation", current[0]))
            self._following = False

    def _select_column(self, column: int) -> None:
        """Show the group or need whose name was clicked in the inspector."""
        self.table.setFocus()
        self._following = True
        self.session.select((self.model.subject.noun, self.model.columns[column]))
        self._following = False

    def _follow_selection(self) -> None:
        """Go to the organisation, group or need that was selected elsewhere."""
        if not self.isVisible() or self._following or not self.model.columns:
            return
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        chosen = self.session.selected("organisation")
        rows = [place for one in chosen if (place := self.model.row_of(one)) >= 0]
        columns = [
            place
            for one in self.session.selected(self.model.subject.noun)
            if (place := self.model.column_of(one)) >= 0
        ]
        if (not rows or row in rows) and (not columns or column in columns) and row >= 0:
            return
        self._following = True
        self.table.go_to(
            rows[0] if rows else max(row, 0), columns[0] if columns else max(column, 0)
        )
        self._following = False

    # ----------------------------------------------------------------------------- what waits

    def _show_proposal(self, proposal: Proposal) -> None:
        marks = {_cell(proposal, one): Mark(one.text, one.reason) for one in proposal.plan.misfits}
        self.proposal.show_proposal(proposal)
        self.model.set_marks(marks)
        for one in marks:
            self.table.scrollTo(self.model.index_of(*one))
            break

    def _drop_marks(self) -> None:
        self.model.set_marks({})
        if self.proposal.holds_keyboard():
            self.table.setFocus()

    def _point(self, misfit: Misfit) -> None:
        proposal = self.proposal.proposal
        if proposal is not None:
            at = self.model.index_of(*_cell(proposal, misfit))
            self.table.go_to(at.row(), at.column())

    # --------------------------------------------------------------------------------- asking

    def _switch_subject(self) -> None:
        place = SUBJECTS.index(self.bar.subject)
        self.bar.subjects.setCurrentIndex(1 - place)

    def _find(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _ask_neither(self) -> None:
        self.bar.ask.setChecked(not self.bar.ask.isChecked())
        self._toggle_neither()

    def _toggle_neither(self) -> None:
        """Ask who is in neither of two columns: those that are chosen, else the first two."""
        if self.bar.ask.isChecked() and len(self.model.columns) > 1:
            self.bar.neither.ask(*self._two_columns())
        else:
            self.bar.neither.stop()
        self._filter()

    def _two_columns(self) -> tuple[RecordId, RecordId]:
        columns = self.model.columns
        chosen = self.table.chosen_block()[1][:2]
        rest = [one for one in columns if one not in chosen]
        first, second = [*chosen, *rest][:2]
        return first, second

    # --------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._old or self.model.snapshot is not self.session.snapshot:
            self._renew()
        self._begin()
        self._follow_selection()


def _cell(proposal: Proposal, misfit: Misfit) -> Cell:
    """Return the cell of the grid that a text does not fit."""
    return proposal.records[misfit.row], RecordId(misfit.field)
