"""One step in full: its name, the map after it, each field before and after, the way back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.store.journal import Entry
from oci_map.ui.history import words
from oci_map.ui.history.words import RecordLines
from oci_map.ui.jobs import Jobs
from oci_map.ui.map_preview import Preview
from oci_map.ui.plain import ElidedLabel, Hairline, PlainLabel
from oci_map.ui.push_button import PushButton

_LONGEST: Final = 300  # signs of the name of a step that are shown


class StepDetail(QScrollArea):
    """Follows the step that is chosen in the list."""

    record_requested = Signal(str, str)  # noun and id of a record whose history is wanted

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stepDetail")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = PlainLabel(role="title", wrap=True)
        self.beside = PlainLabel(role="second", wrap=True)
        self.back = PushButton()
        self.back.setProperty("primary", "true")
        self.preview = Preview(jobs, self)
        self.caption = PlainLabel(role="caption", wrap=True)
        self.nothing = PlainLabel(role="second", wrap=True)
        self._records = QWidget()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        for part in (self.nothing, self.title, self.beside):
            self._column.addWidget(part)
        self._column.addLayout(row)
        self._column.addSpacing(4)
        self._column.addWidget(self.preview)
        self._column.addWidget(self.caption)
        self._column.addWidget(self._records)
        self._column.addStretch(1)
        self.setWidget(inner)

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

    def show_nothing(self, text: str) -> None:
        """Say why no step is shown."""
        self.nothing.setText(text)
        self._replace_records(QWidget())
        self._show_parts(False)
        self.preview.show_nothing()

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
        self._replace_records(records)
        records.show()
        self.verticalScrollBar().setValue(0)

    def _replace_records(self, records: QWidget) -> None:
        self._records.hide()  # it is deleted a moment later
        self._column.replaceWidget(self._records, records)
        self._records.deleteLater()
        self._records = records

    def _show_parts(self, step: bool) -> None:
        self.nothing.setVisible(not step)
        for part in (
            self.title, self.beside, self.back, self.preview, self.caption, self._records,
        ):  # fmt: skip
            part.setVisible(step)

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
