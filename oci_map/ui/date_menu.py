"""The menu of the date on which the map is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.ui.actions import menu_text
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session


class DateMenu(QMenu):
    """All dates, the meetings of the document, or a typed date."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._typed = QLineEdit()
        self._typed.setMaxLength(20)
        self._typed.returnPressed.connect(self._choose_typed)
        self._typed.textEdited.connect(self._calm_down)
        self._problem = PlainLabel(role="error", wrap=True)
        self._problem.hide()
        self._entry = self._typing_entry()
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a date be typed at once: figures go to the field below."""
        if event.text().isdigit() and not self._typed.hasFocus():
            self.setActiveAction(self._entry)
            self._typed.setFocus()
            self._typed.insert(event.text())
            return
        super().keyPressEvent(event)

    def _typing_entry(self) -> QWidgetAction:
        box = QWidget()
        # The arrow keys reach the field as they reach the other entries.
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setFocusProxy(self._typed)
        column = QHBoxLayout(box)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self._typed)
        column.addWidget(self._problem)
        entry = QWidgetAction(self)
        entry.setDefaultWidget(box)
        return entry

    def _fill(self) -> None:
        self.removeAction(self._entry)
        self.clear()
        as_of = self._session.filter.as_of
        self._add(_("All dates"), "", not as_of)
        self.addSeparator()
        for event in self._session.analysis.events:
            text = f"{i18n.date(event.date)}\t{menu_text(event.name, 40)}"
            self._add(text, event.date, event.date == as_of)
        self.addSeparator()
        self._typed.setPlaceholderText(_("Type a date: 2012 or 1-10-2012"))
        self._typed.setAccessibleName(_("Date"))
        self._typed.setMinimumWidth(220)
        self._typed.setText("")
        self._problem.hide()
        self.addAction(self._entry)

    def _add(self, text: str, date: str, chosen: bool) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(date)

    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self._session.change_filter(as_of=action.data())

    def _choose_typed(self) -> None:
        try:
            date = parse_date(self._typed.text())
        except ValueError:
            self._problem.setText(_("That is not a date."))
            self._problem.show()
            return
        self.close()
        self._session.change_filter(as_of=date)
        self._typed.clearFocus()

    def _calm_down(self) -> None:
        self._problem.hide()
