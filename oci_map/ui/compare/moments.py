"""The dates that can be compared: those of meetings and named ones, or a typed one."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.model.records import NamedSnapshot
from oci_map.ui.actions import menu_text
from oci_map.ui.chip import Chip
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session


class MomentChip(QWidget):
    """A chip with a date; its menu offers others, a field beside it takes a typed one."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._label = ""
        self.date = ""
        self.chip = Chip(icon="calendar", parent=self)
        self._menu = QMenu(self)
        self.chip.set_menu(self._menu)
        self.typed = QLineEdit(self)
        self.typed.setMaxLength(20)
        self.typed.setFixedWidth(150)
        self.typed.hide()
        self.problem = PlainLabel(role="error", parent=self)
        self.problem.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.chip, self.typed, self.problem):
            row.addWidget(part)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._choose)
        self.typed.returnPressed.connect(self._take_typed)
        self.typed.textEdited.connect(self.problem.hide)

    def name(self, label: str) -> None:
        """Say which of the two dates this is."""
        self._label = label
        self.typed.setPlaceholderText(_("2012 or 1-10-2012"))
        self.typed.setAccessibleName(label)
        self._show()

    def set_date(self, date: str) -> None:
        """Show a partial date; '' is all dates."""
        self.date = date
        self._show()

    def _show(self) -> None:
        self.chip.set_texts(self._label, i18n.date(self.date) or _("all dates"))

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        self._add(_("All dates"), "")
        today = QDate.currentDate().toString("yyyy-MM-dd")
        self._add(_("Today"), today)
        menu.addSeparator()
        for event in self._session.analysis.events:
            self._add(f"{i18n.date(event.date)}  {menu_text(event.name, 40)}", event.date)
        named = [one for one in self._session.snapshot.all(NamedSnapshot).values() if one.date]
        if named:
            menu.addSeparator()
        for one in sorted(named, key=_by_date):
            self._add(f"{i18n.date(one.date)}  {menu_text(one.name, 40)}", one.date)
        menu.addSeparator()
        menu.addAction(_("Another date…")).setData(None)

    def _add(self, text: str, date: str) -> None:
        action = self._menu.addAction(text)
        action.setData(date)
        action.setCheckable(True)
        action.setChecked(date == self.date)

    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self.set_date(action.data())
            self.chosen.emit()
        else:
            self.typed.show()
            self.typed.setFocus()

    def _take_typed(self) -> None:
        try:
            date = parse_date(self.typed.text())
        except ValueError:
            self.problem.setText(_("That is not a date."))
            self.problem.show()
            return
        self.typed.hide()
        self.typed.clear()
        self.set_date(date)
        self.chosen.emit()


def _by_date(one: NamedSnapshot) -> tuple[str, str]:
    return (one.date, one.name)
