"""An editor for each kind of field; each shows a record and says what it was changed to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from oci_map.drawing.text import one_line
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.fields import Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.ui import icons, naming
from oci_map.ui.actions import menu_text
from oci_map.ui.inspector.flat_edit import FlatEdit, FlatText
from oci_map.ui.inspector.picker import Picker
from oci_map.ui.inspector.values import parsed, shown, typed
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

_LONGEST = 600


class FieldEditor(QWidget):
    """Shows one field of a record; `edited` gives the new value, `refused` why there is none."""

    edited = Signal(str, object)  # the field's name, its new value
    refused = Signal(str, str)  # the field's name, the reason

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.field = field
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_record(self, record: Record) -> None:
        """Show the record's value."""
        raise NotImplementedError

    def take_back(self) -> None:
        """Show again what the record holds."""

    def set_editable(self, editable: bool) -> None:
        """Say whether the value may be changed."""
        self.setEnabled(editable)

    def _give(self, text: str) -> None:
        try:
            value = parsed(self.field, text)
        except UserError as problem:
            self.refused.emit(self.field.name, problem.sentence)
            return
        self.edited.emit(self.field.name, value)

    def _hint(self) -> str:
        if not self.session.can_edit:
            return ""
        if self.field.kind is Kind.DATE:
            return _("Add a date…")
        if self.field.is_reference:
            return _("Choose…")
        return _("Add {field}…").format(field=_uncapitalised(self.field.label))


class TextEditor(FieldEditor):
    """One line: a text, several texts, a number, a date, an address."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.line = _DatedEdit(self) if field.kind is Kind.DATE else FlatEdit(self)
        self.line.kept.connect(self._give)
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
        self.line.setPlaceholderText(self._hint())
        self.line.setAccessibleName(self.field.label)
        if isinstance(self.line, _DatedEdit):
            words = shown(self.session.snapshot, self.field, record)
            self.line.show_date(typed(self.field, record), words)
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


class _DatedEdit(FlatEdit):
    """Shows '6 Jul 2012'; whoever enters it types 2012-07-06."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._iso = ""
        self._words = ""

    def show_date(self, iso: str, words: str) -> None:
        self._iso, self._words = iso, words
        self.show_text(iso if self.hasFocus() else words)

    def take_back(self) -> None:
        self.setModified(False)
        self.show_date(self._iso, self._words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.isModified() and not self.isReadOnly():
            self.show_text(self._iso)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.isModified() and self.text() == self._iso:
            self.show_text(self._words)


class LongTextEditor(FieldEditor):
    """Several lines."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.text = FlatText(self)
        self.text.kept.connect(self._give)
        self._row.addWidget(self.text, 1)
        self.setFocusProxy(self.text)

    def show_record(self, record: Record) -> None:
        self.text.setPlaceholderText(self._hint())
        self.text.setAccessibleName(self.field.label)
        self.text.show_text(typed(self.field, record))

    def take_back(self) -> None:
        self.text.take_back()

    def set_editable(self, editable: bool) -> None:
        self.text.setReadOnly(not editable)


class _ButtonEditor(FieldEditor):
    """A value on a button that opens what can be chosen."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.button = QPushButton(self)
        self.button.setProperty("look", "field")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row.addWidget(self.button, 1)
        self.setFocusProxy(self.button)
        self._full = ""

    def show_record(self, record: Record) -> None:
        self._full = shown(self.session.snapshot, self.field, record)
        self._elide()

    def _elide(self) -> None:
        empty = not self._full
        text = self._hint() if empty else one_line(self._full[:_LONGEST])
        cut = self.button.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, max(20, self.button.width() - 14)
        )
        self.button.setText(cut.replace("&", "&&"))
        self.button.setToolTip("" if cut == text else tooltip(self._full))
        self.button.setAccessibleName(f"{self.field.label}: {one_line(self._full[:_LONGEST])}")
        if bool(self.button.property("empty")) is not empty:
            self.button.setProperty("empty", empty)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


class ChoiceEditor(_ButtonEditor):
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
        self.setMinimumHeight(26)
        self.setFocusProxy(self.box)

    def show_record(self, record: Record) -> None:
        self.box.setAccessibleName(self.field.label)
        self.box.setChecked(bool(getattr(record, self.field.name)))
        self.box.setText(shown(self.session.snapshot, self.field, record))

    def _choose(self, ticked: bool) -> None:
        self.edited.emit(self.field.name, ticked)


class ReferenceEditor(_ButtonEditor):
    """Another record, chosen from a list that can be searched."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self._record: Record | None = None
        self._picker: Picker | None = None
        self.button.clicked.connect(self._offer)

    def show_record(self, record: Record) -> None:
        self._record = record
        super().show_record(record)

    @property
    def picker(self) -> Picker:
        """The list it opens; made when it is first wanted."""
        if self._picker is None:
            self._picker = Picker(self.session, self)
            self._picker.picked.connect(self._pick)
        return self._picker

    def _offer(self) -> None:
        if self._record is not None:
            none = "" if self.field.required or not self._full else _("None")
            self.picker.offer(self.field.target, self.button, without={self._record.id}, none=none)

    def _pick(self, picked: str) -> None:
        self.edited.emit(self.field.name, RecordId(picked))


class ReferencesEditor(ReferenceEditor):
    """Several records in order, the first one leading; picking one again takes it out."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._choose)

    def _ids(self) -> tuple[RecordId, ...]:
        return () if self._record is None else tuple(getattr(self._record, self.field.name))

    def _offer(self) -> None:
        ids = self._ids()
        if not ids:
            self._offer_more()
            return
        self._menu.clear()
        for place, one in enumerate(ids):
            name = naming.short(self.session.snapshot, self.field.target, one)
            below = self._menu.addMenu(menu_text(name, 50))
            if place:
                below.addAction(_("Put first")).setData(("first", one))
            below.addAction(_("Take out")).setData(("out", one))
        self._menu.addSeparator()
        self._menu.addAction(_("Add another…")).setData(("add", ""))
        self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _offer_more(self) -> None:
        self.picker.offer(self.field.target, self.button, without=set(self._ids()))

    def _choose(self, action: QAction) -> None:
        if not action.data():
            return
        what, one = action.data()
        ids = self._ids()
        if what == "add":
            self._offer_more()
        elif what == "first":
            self.edited.emit(self.field.name, (one, *(i for i in ids if i != one)))
        else:
            self.edited.emit(self.field.name, tuple(i for i in ids if i != one))

    def _pick(self, picked: str) -> None:
        self.edited.emit(self.field.name, (*self._ids(), RecordId(picked)))


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
}


def can_edit(field: Field) -> bool:
    """Say whether there is an editor for a kind of field."""
    return field.kind in _EDITORS


def make_editor(session: Session, field: Field, parent: QWidget) -> FieldEditor:
    """Return the editor that fits a field."""
    return _EDITORS[field.kind](session, field, parent)


def _is_page(address: str) -> bool:
    return address.strip().lower().startswith(("https://", "http://"))


def _uncapitalised(text: str) -> str:
    """Return a label as it stands within a sentence."""
    return text[:1].lower() + text[1:]
