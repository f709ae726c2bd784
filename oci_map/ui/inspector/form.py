"""Labels with editors under each other; what is refused is said at the field it was typed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from oci_map.errors import RuleBroken, UserError
from oci_map.model.fields import NOUNS, Field
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.operations import records
from oci_map.ui.inspector.editors import FieldEditor, can_edit, make_editor
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.session import Session

LABEL_WIDTH = 104


class Form(QWidget):
    """Edits some fields of a record where they are shown."""

    def __init__(self, session: Session, noun: str, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.noun = noun
        self.record_id = RecordId("")
        self.editors: dict[str, FieldEditor] = {}
        self._labels: dict[str, ElidedLabel] = {}
        self.problems: dict[str, PlainLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        for name in names:
            field = NOUNS[noun].field(name)
            if can_edit(field):
                self._add(field)

    def _add(self, field: Field) -> None:
        row = 2 * len(self.editors)
        label = ElidedLabel(role="second", parent=self)
        label.setFixedSize(LABEL_WIDTH, 26)
        editor = make_editor(self._session, field, self)
        editor.edited.connect(self._change)
        editor.refused.connect(self._refuse)
        problem = PlainLabel(role="error", wrap=True, parent=self)
        problem.hide()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(problem, row + 1, 1)
        label.setBuddy(editor)
        self.editors[field.name] = editor
        self._labels[field.name] = label
        self.problems[field.name] = problem

    def show_record(self, record: Record) -> None:
        """Show a record; another one than before forgets what was refused."""
        another = record.id != self.record_id
        self.record_id = record.id
        for name, editor in self.editors.items():
            self._labels[name].setText(editor.field.label)
            if another:
                editor.take_back()
            if another or not self.problems[name].isVisibleTo(self):
                editor.show_record(record)
            if another:
                self.problems[name].hide()
            editor.set_editable(self._session.can_edit)

    def show_only(self, names: Sequence[str]) -> None:
        """Show some of the fields."""
        for name, editor in self.editors.items():
            shown = name in names
            editor.setVisible(shown)
            self._labels[name].setVisible(shown)
            if not shown:
                self.problems[name].hide()

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
