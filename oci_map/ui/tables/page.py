"""The page of the tables: nouns at the top, a filter and columns under them, then the rows."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.document import Step
from oci_map.i18n import _, ngettext
from oci_map.ui import icons
from oci_map.ui.actions import Actions
from oci_map.ui.drop_button import DropButton
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.session import Session
from oci_map.ui.tables.columns import TABLES, table
from oci_map.ui.tables.noun_tabs import NounTabs
from oci_map.ui.tables.sheet import Sheet
from oci_map.ui.views import Page

_FILTER_WIDTH: Final = 260
NAME: Final = "tables"


class TablesPage(Page):
    """Shows one noun's table at a time; a table is made when it is first wanted."""

    shows_inspector: ClassVar[bool] = True

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
        self._lay_out()
        self._connect()
        self.show_noun(self._noun)

    def _lay_out(self) -> None:
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedHeight(30)
        self.filter.setFixedWidth(_FILTER_WIDTH)
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
        bar.addWidget(self.filter)
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
        self.setTabOrder(self.filter, self.columns)

    def _connect(self) -> None:
        session = self.session
        self.tabs.chosen.connect(self.show_noun)
        self.filter.textChanged.connect(self._on_typed)
        self._column_menu.aboutToShow.connect(self._fill_columns)
        self._column_menu.triggered.connect(self._on_column)
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
        self._noun = noun
        made = self.sheets.get(noun)
        if made is None:
            made = Sheet(self.session, noun, self)
            made.rows_changed.connect(self._refresh)
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
            text = _("{count} of {all} rows").format(
                count=i18n.number(rows), all=i18n.number(all_rows)
            )
        self._count.setText(text)
        self.tabs.show_counts(self.session.snapshot.counts())

    def _on_document(self) -> None:
        self.filter.clear()
        for sheet in self.sheets.values():
            sheet.show_document()
        self._refresh()

    def _on_step(self, step: Step) -> None:
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
        self.sheet.view.viewport().update()

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
