"""What every editor of a field has in common, and the kind that shows its value on a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from oci_map.drawing.text import one_line
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.fields import Field, Kind
from oci_map.model.records import Record
from oci_map.ui.inspector.values import parsed, shown
from oci_map.ui.plain import tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session

_LONGEST = 600
_LONG_LABEL = 12


class FieldEditor(QWidget):
    """Shows one field of a record; `edited` gives the new value, `refused` why there is none."""

    edited = Signal(str, object)  # the field's name, its new value
    refused = Signal(str, str)  # the field's name, the reason
    pointed = Signal(bool)  # whether the pointer is over it
    forgotten = Signal(str)  # the field's name: what was refused was taken back

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.field = field
        self.unknown = False  # whether it is empty because nobody knows
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

    def _forget(self) -> None:
        self.forgotten.emit(self.field.name)

    def hint(self) -> str:
        """Return what stands where nothing is filled in."""
        if self.unknown:
            return _("Unknown")
        if not self.session.can_edit:
            return ""
        if self.field.kind is Kind.DATE:
            return _("Add a date…")
        if self.field.is_reference:
            return _("Choose…")
        if len(self.field.label) > _LONG_LABEL:
            return _("Fill in…")  # the label beside it says what
        return _("Add {field}…").format(field=_uncapitalised(self.field.label))

    def described(self, value: str = "") -> str:
        """Return the name that assistive technology reads: the field, and what stands there."""
        words = value or (_("Unknown") if self.unknown else "")
        return f"{self.field.label}: {words}" if words else self.field.label

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)


class ButtonEditor(FieldEditor):
    """A value on a button that opens what can be chosen."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.button = PushButton(self)
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
        text = self.hint() if empty else one_line(self._full[:_LONGEST])
        cut = self.button.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, max(20, self.button.width() - 14)
        )
        self.button.setText(cut.replace("&", "&&"))
        self.button.setToolTip("" if cut == text else tooltip(self._full))
        self.button.setAccessibleName(self.described(one_line(self._full[:_LONGEST])))
        restyle(self.button, empty=empty, unknown=empty and self.unknown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


def restyle(widget: QWidget, **properties: object) -> None:
    """Give a widget properties that the style sheet knows; it looks at them when one is new."""
    if any(widget.property(name) != value for name, value in properties.items()):
        for name, value in properties.items():
            widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _uncapitalised(text: str) -> str:
    """Return a label as it stands within a sentence."""
    return text[:1].lower() + text[1:]
