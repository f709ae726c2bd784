"""Fields of the forms: a text, a number that the arrow keys change, a date shown in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.ui.dated_edit import DatedEdit
from oci_map.ui.flat_edit import FlatEdit
from oci_map.ui.plain import PlainLabel

_MOST: Final = 9999
_PAD: Final = 14  # px of frame and margin at each side of a date


class LineField(FlatEdit):
    """One line in a frame; Enter and leaving keep what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "framed")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()  # a flat field takes Enter for itself and does not say so


class NumberField(LineField):
    """A number from 1; Up and Down count."""

    counted = Signal(object)  # an int, or None for nothing

    def __init__(self, parent: QWidget, *, most: int = _MOST) -> None:
        super().__init__(parent)
        self._most = most
        self.setMaxLength(6)
        self.kept.connect(self._read)

    def show_number(self, value: int | None) -> None:
        """Show a number; nothing for None."""
        self.show_text("" if value is None else str(value))

    def _read(self, text: str) -> None:
        typed = text.strip()
        if not typed:
            self.counted.emit(None)
        elif typed.isascii() and typed.isdigit() and 1 <= int(typed) <= self._most:
            self.counted.emit(int(typed))
        else:
            self.take_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        typed = self.text().strip()
        now = int(typed) if typed.isascii() and typed.isdigit() else 0
        self.setText(str(max(1, min(self._most, now + by))))
        self.setModified(True)


class DateField(DatedEdit):
    """Shows '6 Jul 2012'; whoever enters it types 2012-07-06 or 6/7/2012."""

    dated = Signal(str)
    misread = Signal(str)  # what to say about what was typed

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "framed")
        self.kept.connect(self._read)

    def show_date(self, iso: str) -> None:
        """Show a partial date."""
        self.show_dated(iso, i18n.date(iso))
        words = self.fontMetrics().horizontalAdvance(i18n.date(iso))
        self.setMinimumWidth(words + 2 * _PAD)  # it is read as a whole

    def _read(self, text: str) -> None:
        try:
            iso = parse_date(text)
        except ValueError:
            self.misread.emit(_("This is no date. Write it like 2012-11-22 or 22/11/2012."))
            return
        self.misread.emit("")
        if iso != self._iso:
            self.dated.emit(iso)

    def take_back(self) -> None:
        self.misread.emit("")
        super().take_back()


class Labelled(QWidget):
    """Fields with their labels above them, one or two beside each other."""

    def __init__(self, parent: QWidget, columns: int = 2) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._place = 0
        self._labels: dict[QWidget, PlainLabel] = {}

    def add(self, field: QWidget, *, wide: bool = False) -> None:
        """Put a field at the next place, or over the whole width."""
        if wide and self._place % self._columns:
            self._place += 1
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = PlainLabel(role="caption", parent=box)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        self._labels[field] = label
        row, at = divmod(self._place, self._columns)
        self._grid.addWidget(box, row, at, 1, self._columns if wide else 1)
        self._place += self._columns if wide else 1

    def name(self, field: QWidget, text: str) -> None:
        """Say what a field holds."""
        self._labels[field].setText(text)
        field.setAccessibleName(text)
