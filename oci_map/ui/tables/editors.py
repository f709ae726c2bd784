"""Opens the editor that fits a cell, and hands over what was typed; a refusal keeps it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QWidget,
)

from oci_map.i18n import _
from oci_map.model.fields import Field, Kind
from oci_map.model.text import folded
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import PlainLabel
from oci_map.ui.tables.choosing import ChoosingEdit, Offer
from oci_map.ui.tables.delegate import CellDelegate, Index
from oci_map.ui.tables.model import DRAFT, RecordTable

_LONG: Final = (260, 132)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHOSEN: Final = (Kind.CHOICE, Kind.REFERENCE, Kind.REFERENCES)

#: Takes what was typed into a cell, for this one or for all that are selected; '' or a reason.
Taker = Callable[[QModelIndex, str, bool], str]


class EditingDelegate(CellDelegate):
    """A cell delegate that edits: Enter keeps, Ctrl+Enter keeps for all selected, Escape not."""

    stepped = Signal(int, int)  # rows and columns to go on by, when an edit is kept
    refused = Signal(str)  # why what was typed was let go of

    def __init__(self, taker: Taker, parent: QWidget) -> None:
        super().__init__(parent)
        self._taker = taker
        self._at = QPersistentModelIndex()
        self.editor: QWidget | None = None
        self._area = parent
        self._reason = PlainLabel(wrap=True, parent=parent)
        self._reason.setObjectName("cellReason")
        self._reason.hide()

    @property
    def reason(self) -> str:
        """Why what is typed in the open editor cannot be kept; '' while nothing was said."""
        return self._reason.text() if self._reason.isVisibleTo(self._area) else ""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        if not isinstance(model, RecordTable):
            raise TypeError("only records are edited here")
        field = model.fields[index.column()]
        editor: QWidget
        if field.kind in _CHOSEN:
            several = field.kind is Kind.REFERENCES
            editor = ChoosingEdit(offers(model, field, index.row()), parent, several=several)
            editor.chosen.connect(self._on_chosen)
        elif field.kind is Kind.LONG_TEXT:
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
            editor.setPlaceholderText(_("Alt+Enter begins a new line"))
        else:
            editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        editor.setAccessibleName(field.label)
        editor.setToolTip("")
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(_hint(field))
            editor.textEdited.connect(self._forget_reason)
        self._at = QPersistentModelIndex(index)
        self.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()
        elif isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(text)
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Keep what stands in an editor that was left; what cannot be kept is let go of."""
        if not _is_modified(editor):
            return
        reason = self._taker(QModelIndex(index), _text(editor), False)  # type: ignore[arg-type]
        if reason:
            self.refused.emit(reason)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            area = self._area.rect()
            box.setSize(box.size().expandedTo(QRect(0, 0, *_LONG).size()))
            box.moveRight(min(box.right(), area.right()))
            box.moveBottom(min(box.bottom(), area.bottom()))
            box.moveLeft(max(box.left(), 0))
            box.moveTop(max(box.top(), 0))
        editor.setGeometry(box)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoosingEdit):
            editor.discard_list()
        if editor is self.editor:
            self.editor = None
            self._forget_reason()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if claimed(event, Qt.Key.Key_Escape):
            return True
        if event.type() == QEvent.Type.KeyPress and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------------------------- keys

    def _take_key(self, event: QKeyEvent) -> bool:
        editor, key, with_ = self.editor, event.key(), event.modifiers()
        shift = bool(with_ & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            if isinstance(editor, QPlainTextEdit) and (
                shift or with_ & Qt.KeyboardModifier.AltModifier
            ):
                editor.insertPlainText("\n")
                return True
            everywhere = bool(with_ & Qt.KeyboardModifier.ControlModifier)
            if isinstance(editor, ChoosingEdit) and not self._may_keep(editor, everywhere):
                return True
            self._keep(everywhere, (0, 0) if everywhere else (-1 if shift else 1, 0))
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if isinstance(editor, ChoosingEdit):
                editor.complete()
            back = key == Qt.Key.Key_Backtab
            self._keep(False, (0, -1 if back else 1))
            return True
        if key == Qt.Key.Key_Escape:
            self._close()
            return True
        return False

    def _may_keep(self, editor: ChoosingEdit, everywhere: bool) -> bool:
        offer = editor.highlighted
        if offer is None or not editor.isModified():
            # What is lit but was not typed for counts only when the arrows went there.
            same = offer is None or folded(editor.text()) == offer.compared
            if same:
                return True
        if everywhere and offer is not None and self._keeps_one():
            self._hand_over(offer.entered, True, (0, 0))
            return False
        return editor.take_highlighted()

    def _keeps_one(self) -> bool:
        model = self._at.model()
        return (
            isinstance(model, RecordTable)
            and model.fields[self._at.column()].kind is not Kind.REFERENCES
        )

    def _on_chosen(self, entered: str) -> None:
        self._hand_over(entered, False, (1, 0))

    def _keep(self, everywhere: bool, then: tuple[int, int]) -> None:
        if self.editor is None:
            return
        if not everywhere and not _is_modified(self.editor):
            self._close()
            self.stepped.emit(*then)
            return
        self._hand_over(_text(self.editor), everywhere, then)

    def _hand_over(self, text: str, everywhere: bool, then: tuple[int, int]) -> None:
        if not self._at.isValid() or self.editor is None:
            self._close()
            return
        editor = self.editor
        index = self._at.model().index(self._at.row(), self._at.column())
        model = index.model()
        was_draft = isinstance(model, RecordTable) and model.id_at(index.row()) == DRAFT
        # The step moves rows, and an editor that is left then must not hand over a second time.
        _set_modified(editor, False)
        reason = self._taker(index, text, everywhere)
        if editor is not self.editor:
            # The step took the row away; a draft that became a record is in hand at its place.
            if was_draft and not reason and then[1]:
                self.stepped.emit(*then)
            return
        if reason:
            _set_modified(editor, True)
            self._show_reason(reason)
            return
        self._close()
        self.stepped.emit(*then)

    def _close(self) -> None:
        editor = self.editor
        if editor is not None:
            _set_modified(editor, False)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # ----------------------------------------------------------------------------- the reason

    def _show_reason(self, reason: str) -> None:
        if self.editor is None:
            return
        label, editor = self._reason, self.editor
        area = self._area
        if isinstance(editor, ChoosingEdit):
            editor.list.hide()
        label.setText(reason)
        width = min(380, area.width() - 8)
        label.setFixedWidth(width)
        label.setFixedHeight(label.heightForWidth(width))
        corner = editor.mapTo(area, editor.rect().bottomLeft())
        left = max(0, min(corner.x(), area.width() - width - 4))
        top = corner.y() + 3
        if top + label.height() > area.height():
            top = corner.y() - editor.height() - label.height() - 2
        label.move(left, max(0, top))
        label.show()
        label.raise_()
        editor.setAccessibleDescription(reason)
        editor.setFocus()

    def _forget_reason(self, *_of_the_signal: object) -> None:
        self._reason.hide()


def offers(model: RecordTable, field: Field, row: int) -> list[Offer]:
    """Return what a cell can be set to, in order."""
    if field.kind is Kind.CHOICE:
        labels = [(_(label), code) for code, label in field.choices.items()]
        return [Offer(label, folded(label), code) for label, code in labels]
    names, noun = model.names, field.target
    itself = model.id_at(row) if noun == model.noun else ""
    listed = [
        Offer(names.called(noun, one), names.folded(noun, one), one)
        for one in names.ordered(noun)
        if one != itself
    ]
    if field.kind is Kind.REFERENCE and not field.required:
        listed.insert(0, Offer(_("None"), "", ""))
    return listed


def _hint(field: Field) -> str:
    if field.kind is Kind.DATE:
        return _("2012, 2012-07 or 2012-07-06")
    if field.kind in (Kind.REFERENCES, Kind.TEXTS):
        return _("one; another")
    return ""


def _text(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _is_modified(editor: QWidget) -> bool:
    if isinstance(editor, QPlainTextEdit):
        return editor.document().isModified()
    return isinstance(editor, QLineEdit) and editor.isModified()


def _set_modified(editor: QWidget, modified: bool) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.document().setModified(modified)
    elif isinstance(editor, QLineEdit):
        editor.setModified(modified)
