"""Fields that look like text until they are touched: of one line, and of several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from oci_map.drawing.text import one_line
from oci_map.ui import theme
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import explain

#: More than any line on any screen holds.
_LONGEST = 600
#: A longer text scrolls.
_HIGHEST = 220
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FlatEdit(QLineEdit):
    """One line; Enter and leaving keep what was typed, Escape takes it back.

    While nobody types it shows the beginning of a long text with an ellipsis.
    """

    kept = Signal(str)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setProperty("look", "flat")
        self.setMaxLength(20_000)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text, unless the person is typing another one."""
        self._kept = text
        if self.hasFocus() and self.isModified():
            return
        self.setText(text)
        self.setModified(False)
        self.setCursorPosition(0)
        self.setToolTip("")

    def take_back(self) -> None:
        """Show again what is kept."""
        self.setModified(False)
        self.show_text(self._kept)

    def _keep(self) -> None:
        if self.isModified() and not self.isReadOnly():
            self.setModified(False)
            if self.text() != self._kept:
                self.kept.emit(self.text())

    def _is_other(self) -> bool:
        """Say whether it shows what is not kept: being typed, or refused."""
        return self.text() != self._kept

    def shown_text(self) -> str:
        """Return what is painted while nobody types."""
        line = one_line(self.text()[:_LONGEST])
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self._room())

    def _room(self) -> int:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return max(0, inside.width() - 4)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._is_other() and claimed(event, Qt.Key.Key_Escape):
                return True
            # Ctrl+Z belongs to the field only while something in it was typed.
            if not self.isModified() and _is_undo(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
            self.selectAll()
            self.taken_back.emit()
            return
        if event.key() in _ENTER:
            self._keep()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._keep()
            self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        shown = self.shown_text()
        explain(self, shown, self.text())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            inside.adjusted(2, 0, -2, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            | int(Qt.TextFlag.TextSingleLine),
            shown,
        )


class FlatText(QPlainTextEdit):
    """Several lines, as high as its text; leaving and Ctrl+Enter keep what was typed."""

    kept = Signal(str)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setProperty("ownSize", True)
        self.setProperty("look", "flat")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show a text, unless the person is typing another one."""
        self._kept = text
        if self.hasFocus() and self.document().isModified():
            return
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().setModified(False)
        self._fit()

    def take_back(self) -> None:
        """Show again what is kept."""
        self.document().setModified(False)
        self.show_text(self._kept)

    def _keep(self) -> None:
        if self.document().isModified() and not self.isReadOnly():
            self.document().setModified(False)
            if self.toPlainText() != self._kept:
                self.kept.emit(self.toPlainText())

    def _is_other(self) -> bool:
        """Say whether it shows what is not kept: being typed, or refused."""
        return self.toPlainText() != self._kept

    def _fit(self) -> None:
        height, block = 0.0, self.document().begin()
        while block.isValid() and height < _HIGHEST:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        around = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        self.setFixedHeight(min(max(round(height + around), theme.px(26)), _HIGHEST))

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Its lines are broken anew for the new width.
        if event.size().width() != event.oldSize().width():
            self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            modified = self.document().isModified()
            if (modified or self._is_other()) and claimed(event, Qt.Key.Key_Escape):
                return True
            if not modified and _is_undo(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
            self.taken_back.emit()
            return
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._keep()


def _is_undo(event: QKeyEvent) -> bool:
    standard = QKeySequence.StandardKey
    return event.matches(standard.Undo) or event.matches(standard.Redo)
