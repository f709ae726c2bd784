"""One step in full: its name, the map after it, each field before and after, the way back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.store.journal import Entry
from oci_map.ui.history import words
from oci_map.ui.history.words import RecordLines
from oci_map.ui.moments import MomentDetail
from oci_map.ui.plain import ElidedLabel, Hairline, PlainLabel

_LONGEST: Final = 300  # signs of the name of a step that are shown


class StepDetail(MomentDetail):
    """Follows the step that is chosen in the list."""

    record_requested = Signal(str, str)  # noun and id of a record whose history is wanted

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setAccessibleName(_("The chosen step"))
        self.back.setText(_("Go back to here"))
        self.show_way_back(self.back.isEnabled())

    def show_way_back(self, possible: bool, *, is_now: bool = False) -> None:
        """Say whether one can go back to the step, and what that means."""
        self.back.setEnabled(possible)
        if is_now:
            self.caption.setText(_("The map after this step: this is how everything is now."))
        else:
            self.caption.setText(
                _("The map after this step. Going back is a step too, which can be undone.")
            )

    def show_step(self, entry: Entry, told: list[RecordLines], more: int) -> None:
        """Show a step and what it did."""
        self._show_parts(True)
        self.title.setText(words.title(entry)[:_LONGEST])
        self.beside.setText(words.beside(entry))
        records = QWidget()
        column = QVBoxLayout(records)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        for one in told:
            column.addWidget(Hairline())
            column.addWidget(self._record(one))
        if more:
            text = ngettext("and {count} more record", "and {count} more records", more)
            column.addWidget(PlainLabel(text.format(count=i18n.number(more)), role="third"))
        if not told and not more:
            column.addWidget(PlainLabel(_("This step changed nothing."), role="third"))
        self._replace(records)
        self.verticalScrollBar().setValue(0)

    def _record(self, told: RecordLines) -> QWidget:
        # A widget of its own: layouts within layouts are measured over and over.
        record = QWidget()
        column = QVBoxLayout(record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(told.kind, role="head"))
        head.addStretch(1)
        if told.id:
            link = QToolButton()
            link.setProperty("look", "link")
            link.setText(_("History of this record"))
            link.setAccessibleName(_("History of {name}").format(name=told.name))
            link.setProperty("record", [told.noun, told.id])
            link.clicked.connect(self._ask_record)
            head.addWidget(link)
        column.addLayout(head)
        # Labels of one line: hundreds that wrap would take seconds to lay out.
        column.addWidget(ElidedLabel(told.name))
        if told.fields:
            column.addLayout(_fields(told))
        return record

    def _ask_record(self) -> None:
        noun, record = self.sender().property("record")
        self.record_requested.emit(noun, record)


def _fields(told: RecordLines) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, 150)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    for row, line in enumerate(told.fields):
        grid.addWidget(ElidedLabel(line.label, role="second"), row, 0)
        grid.addWidget(_value(line.before), row, 1)
        grid.addWidget(PlainLabel("→", role="third"), row, 2)
        grid.addWidget(_value(line.after), row, 3)
    return grid


def _value(text: str) -> ElidedLabel:
    return ElidedLabel(text or "–", role="" if text else "third")
