"""The page of the tables: nouns at the top, a filter and columns under them, then the rows."""

from __future__ import annotations

from typing import ClassVar, Final, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.document import Step
from oci_map.i18n import _, ngettext
from oci_map.operations.cell_texts import shown
from oci_map.operations.cells import ID, Misfit, Plan
from oci_map.ui import icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.drop_button import DropButton
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.proposal import Proposal
from oci_map.ui.proposal_panel import ProposalPanel
from oci_map.ui.session import Session
from oci_map.ui.tables.columns import TABLES, table
from oci_map.ui.tables.gestures import where
from oci_map.ui.tables.model import Mark
from oci_map.ui.tables.noun_tabs import NounTabs
from oci_map.ui.tables.sheet import Sheet
from oci_map.ui.views import Page

_FILTER_WIDTH: Final = 260
_LONGEST: Final = 900


class TablesPage(Page):
    """Shows one noun's table at a time; a table is made when it is first wanted."""

    shows_inspector: ClassVar[bool] = True
    wants_room: ClassVar[bool] = True  # its rows are the list that the navigator has

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("tables")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sheets: dict[str, Sheet] = {}
        self._noun = TABLES[0].noun
        self.tabs = NounTabs(self)
        self.filter = QLineEdit(self)
        self._count = PlainLabel(role="third", parent=self)
        self._column_menu = QMenu(self)
        self.columns = DropButton(self)
        self.columns.setMenu(self._column_menu)
        self._stack = QStackedWidget(self)
        self.words = QFrame(self)
        self.said = PlainLabel(wrap=True, parent=self.words)
        self.proposal = ProposalPanel(self)
        self._menu = QMenu(self)
        self._lay_out()
        self._connect()
        self.show_noun(self._noun)

    def _lay_out(self) -> None:
        self.filter.setClearButtonEnabled(True)
        self.filter.setProperty("ownSize", True)
        self._fit_filter()
        self.filter.setMaxLength(500)
        self.filter.addAction(
            icons.icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition
        )
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        head.addWidget(self.tabs, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(10)
        bar.addWidget(self.filter, 1000)  # until it is as wide as it may be
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        self.words.setObjectName("tableWords")
        words = QHBoxLayout(self.words)
        words.setContentsMargins(16, 6, 16, 6)
        words.addWidget(self.said, 1)
        self.words.hide()
        column.addWidget(self.words)
        column.addWidget(self.proposal)
        self.setTabOrder(self.filter, self.columns)

    def _connect(self) -> None:
        session = self.session
        self.tabs.chosen.connect(self.show_noun)
        self.filter.textChanged.connect(self._on_typed)
        self._column_menu.aboutToShow.connect(self._fill_columns)
        self._column_menu.triggered.connect(self._on_column)
        self.proposal.accepted.connect(self._accept)
        self.proposal.cancelled.connect(self._drop_marks)
        self.proposal.widened.connect(self._show_proposal)
        self.proposal.pointed.connect(self._point)
        for name, method in (
            ("table_copy", self._copy),
            ("table_copy_heads", self._copy_heads),
            ("table_paste", self._paste),
            ("table_fill", self._fill_down),
            ("table_empty", self._empty),
            ("table_add", self.add_row),
            ("table_filter", self._focus_filter),
            ("table_sort", self._sort),
            ("table_columns", self._open_columns),
            ("table_next", self._next_table),
            ("table_previous", self._previous_table),
        ):
            self.actions_[name].triggered.connect(method)
            self._menu.addAction(self.actions_[name])
        self._menu.addAction(self.actions_["remove"])
        self._menu.addAction(self.actions_["forget_person"])
        session.document_changed.connect(self._on_document)
        session.stepped.connect(self._on_step)
        session.selection_changed.connect(self._on_selection)
        session.theme_changed.connect(self._repaint)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.tabs.retranslate()
        self.filter.setPlaceholderText(_("Filter rows"))
        self.filter.setAccessibleName(_("Filter rows"))
        self.columns.setText(_("Columns"))
        self.columns.setAccessibleName(_("Choose columns"))
        for sheet in self.sheets.values():
            sheet.retranslate()
        self._refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the table."""
        view = self.sheet.view
        view.setFocus()
        if not view.currentIndex().isValid() and view.model().rowCount():
            view.go_to(0, 0)

    # ----------------------------------------------------------------------------- what it shows

    @property
    def sheet(self) -> Sheet:
        """The table that is shown."""
        return self.sheets[self._noun]

    def show_noun(self, noun: str) -> None:
        """Show the table of a noun."""
        if noun != self._noun:
            self.proposal.cancel()
            self._be_silent()
        self._noun = noun
        made = self.sheets.get(noun)
        if made is None:
            made = Sheet(self.session, noun, self)
            made.rows_changed.connect(self._refresh)
            made.gestures.proposed.connect(self._show_proposal)
            made.gestures.said.connect(self.say)
            made.delegate.refused.connect(self.say)
            made.current_changed.connect(self._be_silent)
            made.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            made.view.customContextMenuRequested.connect(self._open_menu)
            made.view.menu_requested.connect(self._open_menu_here)
            made.view.drag_requested.connect(made.gestures.drag_out)
            made.retranslate()
            self.sheets[noun] = made
            self._stack.addWidget(made)
            made.follow_selection()
        else:
            made.catch_up()
        self._stack.setCurrentWidget(made)
        self.tabs.show_noun(noun)
        if self.filter.text() != made.typed:
            self.filter.setText(made.typed)
        self._refresh()

    def _refresh(self) -> None:
        all_rows = len(self.session.snapshot.table(self._noun))
        rows = len(self.sheet.model.ids)
        if rows == all_rows:
            text = ngettext("{count} row", "{count} rows", rows).format(count=i18n.number(rows))
        else:
            words = (
                _("Not found as written; {count} of {all} rows are called nearly so")
                if self.sheet.nearly
                else _("{count} of {all} rows")
            )
            text = words.format(count=i18n.number(rows), all=i18n.number(all_rows))
        self._count.setText(text)
        self.tabs.show_counts(self.session.snapshot.counts())

    def _on_document(self) -> None:
        self.proposal.cancel()
        self._be_silent()
        self.filter.clear()
        for sheet in self.sheets.values():
            sheet.show_document()
        self._refresh()

    def _on_step(self, step: Step) -> None:
        self.proposal.cancel()  # it was made for what was there before
        if self.isVisible():
            self.sheet.take_step(step)
            self._refresh()

    def _on_selection(self) -> None:
        if not self.isVisible():
            return
        nouns = {noun for noun, _id in self.session.selection}
        if nouns and self._noun not in nouns:
            other = next((one.noun for one in TABLES if one.noun in nouns), "")
            if other:
                self.show_noun(other)
                return
        self.sheet.follow_selection()

    def _repaint(self) -> None:
        for sheet in self.sheets.values():
            sheet.fit_text()
        self._fit_filter()
        self.tabs.fit_text()

    def _fit_filter(self) -> None:
        """Give the filter the room that its text needs; less where the page is narrow."""
        self.filter.setFixedHeight(theme.px(30))
        self.filter.setMinimumWidth(min(_FILTER_WIDTH, 160))
        self.filter.setMaximumWidth(theme.px_wide(_FILTER_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        nouns = [noun for noun, _id in self.session.selection]
        wanted = next((one for one in nouns if any(t.noun == one for t in TABLES)), self._noun)
        self.show_noun(wanted)

    # -------------------------------------------------------------------------- filter and columns

    def _on_typed(self, typed: str) -> None:
        self.sheet.look_for(typed)

    def _fill_columns(self) -> None:
        self._column_menu.clear()
        shown = {one.name for one in self.sheet.model.fields}
        for field in table(self._noun).fields:
            action = self._column_menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(field.name in shown)
            action.setData(field.name)
        self._column_menu.addSeparator()
        self._column_menu.addAction(_("As at first")).setData("")

    def _on_column(self, action: QAction) -> None:
        names = {one.name for one in self.sheet.model.fields}
        if not action.data():
            names = set(table(self._noun).columns)
        elif action.isChecked():
            names.add(action.data())
        else:
            names.discard(action.data())
        self.sheet.show_columns(tuple(names))

    # ------------------------------------------------------------------------------ the gestures

    def add_row(self) -> None:
        """Go to the row in which a new record is typed."""
        sheet = self.sheet
        if not sheet.model.editable:
            self.say(_("This document is open for reading only, so nothing was changed."))
            return
        sheet.view.setFocus()
        sheet.view.go_to(len(sheet.model.ids), 0)
        sheet.view.edit(sheet.view.currentIndex())

    def take_in(self, noun: str, grid: list[list[str]]) -> None:
        """Propose to add the rows of a sheet of a file to the table of a noun."""
        self.show_noun(noun)
        self.filter.clear()
        self._be_silent()
        self.sheet.gestures.take_in(grid)

    def _copy(self) -> None:
        self.sheet.gestures.copy()

    def _copy_heads(self) -> None:
        self.sheet.gestures.copy(heads=True)

    def _paste(self) -> None:
        if self._is_meant():
            self.sheet.gestures.paste()

    def _fill_down(self) -> None:
        if self._is_meant():
            self.sheet.gestures.fill_down()

    def _empty(self) -> None:
        if self._is_meant():
            self.sheet.gestures.empty()

    def _is_meant(self) -> bool:
        """Say whether a key can be for the table: not while the keyboard is in another panel."""
        focused = cast("QWidget | None", self.window().focusWidget())
        if focused is None or self.isAncestorOf(focused) or isinstance(focused, QMenuBar):
            self._be_silent()
            return True
        return False

    def _focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _sort(self) -> None:
        self.sheet.sort_by(max(0, self.sheet.view.currentIndex().column()))

    def _open_columns(self) -> None:
        self._column_menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _next_table(self) -> None:
        self.tabs.step(1)

    def _previous_table(self) -> None:
        self.tabs.step(-1)

    def _open_menu(self, at: QPoint) -> None:
        self._menu.popup(self.sheet.view.viewport().mapToGlobal(at))

    def _open_menu_here(self) -> None:
        view = self.sheet.view
        self._open_menu(view.visualRect(view.currentIndex()).bottomLeft())

    # --------------------------------------------------------------------- what waits, what is said

    def say(self, text: str) -> None:
        """Say why something was not done; the next gesture takes it away."""
        self.said.setText(text[:_LONGEST])
        self.words.setVisible(bool(text))

    def _be_silent(self, *_of_the_signal: object) -> None:
        if self.words.isVisibleTo(self):
            self.say("")

    def _show_proposal(self, proposal: Proposal) -> None:
        planned, model = cast("Plan", proposal.plan), self.sheet.model  # as the gestures made it
        marks = {where(proposal, one): Mark(one.text, one.reason) for one in planned.misfits}
        changed = {one.id: one for one in planned.changed}
        fields = {one.name: one for one in model.fields}
        for (row, name), value in planned.values.items():
            record_id = proposal.records[row] if row < len(proposal.records) else None
            record = changed.get(record_id) if record_id else None
            if record is not None and record_id and name in fields:
                before = self.session.snapshot.get(planned.noun, record_id)
                if getattr(before, name) != value:
                    marks[record_id, name] = Mark(shown(model.names, fields[name], record))
        marks = {key: mark for key, mark in marks.items() if key[0]}
        self.proposal.show_proposal(proposal)
        model.set_marks(marks)
        layout = self.layout()
        if layout is not None and planned.misfits:
            layout.activate()  # the panel takes its room first
            self._bring_into_sight(proposal, planned.misfits[0])

    def _bring_into_sight(self, proposal: Proposal, misfit: Misfit) -> None:
        model = self.sheet.model
        row = proposal.rows[misfit.row] if misfit.row < len(proposal.rows) else -1
        index = model.index(row, max(0, model.column_of(misfit.field)))
        if index.isValid():
            self.sheet.view.scrollTo(index)

    def _drop_marks(self) -> None:
        for sheet in self.sheets.values():
            sheet.model.set_marks({})
        if self.proposal.holds_keyboard():
            # A step made elsewhere must not take the keyboard from where it was made.
            self.sheet.view.setFocus()

    def _accept(self, proposal: Proposal) -> None:
        self.sheet.gestures.accept(proposal)

    def _point(self, misfit: Misfit) -> None:
        proposal, model = self.proposal.proposal, self.sheet.model
        if proposal is not None and misfit.field != ID:
            row = proposal.rows[misfit.row] if misfit.row < len(proposal.rows) else -1
            column = model.column_of(misfit.field)
            if 0 <= row < model.rowCount() and column >= 0:
                self.sheet.view.go_to(row, column)
