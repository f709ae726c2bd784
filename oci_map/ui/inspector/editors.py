"""An editor for each kind of field; each shows a record and says what it was changed to."""

from __future__ import annotations

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices
from PySide6.QtWidgets import QCheckBox, QMenu, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.model.fields import Field, Kind
from oci_map.model.records import Record
from oci_map.ui import icons
from oci_map.ui.dated_edit import DatedEdit
from oci_map.ui.flat_edit import FlatEdit, FlatText
from oci_map.ui.inspector.colour import ColourEditor
from oci_map.ui.inspector.field_editor import ButtonEditor, FieldEditor, restyle
from oci_map.ui.inspector.references import ReferenceEditor, ReferencesEditor
from oci_map.ui.inspector.values import shown, typed
from oci_map.ui.session import Session


class TextEditor(FieldEditor):
    """One line: a text, several texts, a number, a date, an address."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.line = DatedEdit(self) if field.kind is Kind.DATE else FlatEdit(self)
        self.line.kept.connect(self._give)
        self.line.taken_back.connect(self._forget)
        self._row.addWidget(self.line, 1)
        self._opener: QToolButton | None = None
        if field.kind is Kind.ADDRESS:
            self._opener = QToolButton(self)
            self._opener.setIcon(icons.icon("external-link"))
            self._opener.setIconSize(QSize(14, 14))
            self._opener.setFixedSize(26, 26)
            self._opener.clicked.connect(self._open)
            self._row.addWidget(self._opener)
        self.setFocusProxy(self.line)

    def show_record(self, record: Record) -> None:
        self.line.setPlaceholderText(self.hint())
        self.line.setAccessibleName(self.described())
        restyle(self.line, unknown=self.unknown)
        if isinstance(self.line, DatedEdit):
            words = shown(self.session.snapshot, self.field, record)
            self.line.show_dated(typed(self.field, record), words)
        elif self.field.kind is Kind.EURO:
            self.line.show_text(shown(self.session.snapshot, self.field, record))
        else:
            self.line.show_text(typed(self.field, record))
        if self._opener is not None:
            self._opener.setVisible(_is_page(self.line.text()))
            self._opener.setToolTip(_("Open in the browser"))
            self._opener.setAccessibleName(_("Open in the browser"))

    def take_back(self) -> None:
        self.line.take_back()

    def set_editable(self, editable: bool) -> None:
        self.line.setReadOnly(not editable)

    def _open(self) -> None:
        address = self.line.text().strip()
        if _is_page(address):
            QDesktopServices.openUrl(QUrl(address))


class LongTextEditor(FieldEditor):
    """Several lines."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.text = FlatText(self)
        self.text.kept.connect(self._give)
        self.text.taken_back.connect(self._forget)
        self._row.addWidget(self.text, 1)
        self.setFocusProxy(self.text)

    def show_record(self, record: Record) -> None:
        self.text.setPlaceholderText(self.hint())
        self.text.setAccessibleName(self.described())
        restyle(self.text, unknown=self.unknown)
        self.text.show_text(typed(self.field, record))

    def take_back(self) -> None:
        self.text.take_back()

    def set_editable(self, editable: bool) -> None:
        self.text.setReadOnly(not editable)


class ChoiceEditor(ButtonEditor):
    """One of a closed list."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        for code in field.choices:
            action = self._group.addAction(QAction(self._group))
            action.setCheckable(True)
            action.setData(code)
        self._menu.addActions(self._group.actions())
        self._menu.triggered.connect(self._choose)
        self.button.clicked.connect(self._open_menu)

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        for action in self._group.actions():
            action.setText(_(self.field.choices[action.data()]))
            action.setChecked(action.data() == getattr(record, self.field.name))

    def _open_menu(self) -> None:
        self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _choose(self, action: QAction) -> None:
        self.edited.emit(self.field.name, action.data())


class YesNoEditor(FieldEditor):
    """A box to tick."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.box = QCheckBox(self)
        self.box.clicked.connect(self._choose)
        self._row.setContentsMargins(5, 0, 0, 0)
        self._row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    def show_record(self, record: Record) -> None:
        self.box.setAccessibleName(self.field.label)
        self.box.setChecked(bool(getattr(record, self.field.name)))
        self.box.setText(shown(self.session.snapshot, self.field, record))

    def _choose(self, ticked: bool) -> None:
        self.edited.emit(self.field.name, ticked)


_EDITORS: dict[Kind, type[FieldEditor]] = {
    Kind.TEXT: TextEditor,
    Kind.TEXTS: TextEditor,
    Kind.ADDRESS: TextEditor,
    Kind.INTEGER: TextEditor,
    Kind.EURO: TextEditor,
    Kind.DATE: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.REFERENCES: ReferencesEditor,
    Kind.COLOUR: ColourEditor,
}


def can_edit(field: Field) -> bool:
    """Say whether there is an editor for a kind of field."""
    return field.kind in _EDITORS


def make_editor(session: Session, field: Field, parent: QWidget) -> FieldEditor:
    """Return the editor that fits a field."""
    return _EDITORS[field.kind](session, field, parent)


def _is_page(address: str) -> bool:
    return address.strip().lower().startswith(("https://", "http://"))
