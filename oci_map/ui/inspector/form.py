"""Labels with editors under each other; what is refused is said at the field it was typed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from oci_map.errors import RuleBroken, UserError
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.vocabulary import CERTAINTIES
from oci_map.operations import evidence, records
from oci_map.ui import theme
from oci_map.ui.inspector.editors import can_edit, make_editor
from oci_map.ui.inspector.field_editor import FieldEditor
from oci_map.ui.inspector.field_mark import FieldMark
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.ui.inspector.field_sources import FieldSources

LABEL_WIDTH = 116
_LABEL_HEIGHT: Final = 26
_ROWS: Final = 4  # of a field: label and value, a long value, what is refused, its sources


class Form(QWidget):
    """Edits some fields of a record where they are shown."""

    def __init__(self, session: Session, noun: str, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.noun = noun
        self.record_id = RecordId("")
        self.editors: dict[str, FieldEditor] = {}
        self._labels: dict[str, PlainLabel] = {}
        self.problems: dict[str, PlainLabel] = {}
        self.marks: dict[str, FieldMark] = {}
        self.sources: FieldSources | None = None  # of the field whose sources stand open
        self.open_field = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        for name in names:
            field = NOUNS[noun].field(name)
            if can_edit(field):
                self._add(field)

    def _add(self, field: Field) -> None:
        row = _ROWS * len(self.editors)
        label = PlainLabel(role="second", wrap=True, parent=self)
        label.setProperty("ownSize", True)
        editor = make_editor(self._session, field, self)
        editor.edited.connect(self._change)
        editor.refused.connect(self._refuse)
        editor.forgotten.connect(self._forget)
        problem = PlainLabel(role="error", wrap=True, parent=self)
        problem.hide()
        top = Qt.AlignmentFlag.AlignTop
        if field.kind is Kind.LONG_TEXT:  # reads badly in half the width
            self._grid.addWidget(label, row, 0, 1, 2, top)
            self._grid.addWidget(editor, row + 1, 0, 1, 3)
            editor.setContentsMargins(0, 0, 0, 4)
        else:
            self._grid.addWidget(label, row, 0, top)
            self._grid.addWidget(editor, row, 1, top)
        self._grid.addWidget(problem, row + 2, 1)
        label.setBuddy(editor)
        self.editors[field.name] = editor
        self._labels[field.name] = label
        self.problems[field.name] = problem
        if self.noun != "evidence":  # what says who says so needs nobody to say so
            mark = FieldMark(field.name, self)
            mark.asked.connect(self.toggle_sources)
            self._grid.addWidget(mark, row, 2, top)
            self.marks[field.name] = mark
            editor.pointed.connect(mark.show_near)

    def show_record(self, record: Record) -> None:
        """Show a record; another one than before forgets what was refused."""
        self._measure()
        another = record.id != self.record_id
        self.record_id = record.id
        if another:
            self._close_sources()
        snapshot = self._session.snapshot
        for name, editor in self.editors.items():
            self._name(name, editor.field.label)
            editor.unknown = bool(evidence.unknown(snapshot, self.noun, record, name))
            if another:
                editor.take_back()
            if another or not self.problems[name].isVisibleTo(self):
                editor.show_record(record)
            if another:
                self.problems[name].hide()
            editor.set_editable(self._session.can_edit)
        self._show_marks()
        if self.sources is not None and self.open_field:
            self.sources.show_field(self.noun, self.record_id, self.open_field)

    def _measure(self) -> None:
        """Give the labels the room that their letters take now."""
        wide = theme.px_wide(LABEL_WIDTH)
        if self._grid.columnMinimumWidth(0) != wide:
            self._grid.setColumnMinimumWidth(0, wide)
            for name in self._labels:
                self._name(name, "")

    def _name(self, name: str, text: str) -> None:
        """Write a label, over more lines where it is long; its first line stays at the value's."""
        label = self._labels[name]
        wide = theme.px_wide(LABEL_WIDTH)
        if text == label.text() and label.width() == wide:
            return
        label.setText(text)
        label.setFixedWidth(wide)
        beside = max(0, theme.px(_LABEL_HEIGHT) - label.fontMetrics().height())
        label.setFixedHeight(label.heightForWidth(wide) + beside)

    def show_only(self, names: Sequence[str]) -> None:
        """Show some of the fields."""
        for name, editor in self.editors.items():
            shown = name in names
            editor.setVisible(shown)
            self._labels[name].setVisible(shown)
            if name in self.marks:
                self.marks[name].setVisible(shown)
            if not shown:
                self.problems[name].hide()
                if name == self.open_field:
                    self._close_sources()

    # --------------------------------------------------------------------------------- sources

    def toggle_sources(self, name: str) -> None:
        """Open who says what a field holds, or close it again."""
        if name not in self.marks:
            return
        wanted = name != self.open_field
        self._close_sources()
        if not wanted:
            self.editors[name].setFocus()
            return
        if self.sources is None:
            from oci_map.ui.inspector.field_sources import FieldSources

            self.sources = FieldSources(self._session, self)
        self.open_field = name
        row = _ROWS * list(self.editors).index(name) + 3
        self._grid.addWidget(self.sources, row, 0, 1, 3)
        self.sources.show_field(self.noun, self.record_id, name)
        self.sources.show()
        self.marks[name].setChecked(True)
        self.sources.adder.setFocus()

    def field_of(self, widget: QWidget) -> str:
        """Return the field to which a widget of this form belongs; '' when it is none's."""
        if widget is self.sources:
            return self.open_field
        for name, editor in self.editors.items():
            if widget in (editor, self.marks.get(name)):
                return name
        return ""

    def _close_sources(self) -> None:
        if self.open_field:
            self.marks[self.open_field].setChecked(False)
        self.open_field = ""
        if self.sources is not None:
            self._grid.removeWidget(self.sources)
            self.sources.hide()

    def _show_marks(self) -> None:
        found = self._session.snapshot.evidence_of.get(self.record_id, ())
        for name, mark in self.marks.items():
            kept = {one.certainty for one in found if (one.noun, one.field) == (self.noun, name)}
            # The best of several: "stated" comes first among the certainties.
            certainty = next((code for code in CERTAINTIES if code in kept), "")
            label = self.editors[name].field.label
            mark.show_certainty(certainty, label, editable=self._session.can_edit)

    # ---------------------------------------------------------------------------------- edits

    def _change(self, name: str, value: object) -> None:
        self.problems[name].hide()
        try:
            values: dict[str, Any] = {name: value}
            self._session.apply(records.edit, self.noun, self.record_id, **values)
        except RuleBroken as problem:
            at = problem.field if problem.field in self.editors else name
            self._refuse(at if self.editors[at].isVisibleTo(self) else name, problem.sentence)
        except UserError as problem:
            self._refuse(name, problem.sentence)
        else:
            record = self._session.snapshot.get(self.noun, self.record_id)
            if record is not None:
                self.editors[name].show_record(record)

    def _refuse(self, name: str, reason: str) -> None:
        self.problems[name].setText(reason)
        self.problems[name].show()

    def _forget(self, name: str) -> None:
        self.problems[name].hide()
