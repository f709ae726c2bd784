"""Labels for what people typed: never markup, one line is cut with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from oci_map.drawing.text import one_line
from oci_map.ui import theme

#: More than any line on any screen holds.
_LONGEST = 600
_LONGEST_SENTENCE = 2000


class PlainLabel(QLabel):
    """A label that shows text as typed, wrapped over lines when asked."""

    def __init__(
        self, text: str = "", *, role: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """A label of one line that ends in an ellipsis where the room ends; the tooltip has it all."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role=role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        """Return what fits, as it is painted."""
        line = one_line(self.text()[:_LONGEST])
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(one_line(text[:_LONGEST]))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        line = one_line(self.text()[:_LONGEST])
        # One more: widths are rounded, and a label as wide as its text must not cut it.
        return QSize(self.fontMetrics().horizontalAdvance(line) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        explain(self, shown, self.text())
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown
        )


class Sentence(QWidget):
    """Text over several lines with room between them, which a label cannot give."""

    def __init__(self, *, size: int = 14, line: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._line = line
        theme.letter(self, size, 400)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def setText(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text[:_LONGEST])
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width).lineCount() * theme.px(self._line) + self._margins()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # a scroll bar that comes takes a word of each line

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("text_1"))
        top = self.contentsMargins().top()
        self._laid_out(self.width()).draw(painter, QPointF(self.contentsMargins().left(), top))

    def _margins(self) -> int:
        return self.contentsMargins().top() + self.contentsMargins().bottom()

    def _laid_out(self, width: int) -> QTextLayout:
        margins = self.contentsMargins()
        layout = QTextLayout(self._text[:_LONGEST_SENTENCE], self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height, step = QFontMetrics(self.font()).height(), theme.px(self._line)
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - margins.left() - margins.right()))
            line.setPosition(QPointF(0, number * step + (step - height) / 2))
            number += 1
        layout.endLayout()
        return layout


class Hairline(QFrame):
    """A line of 1 px that parts two sections."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def explain(widget: QWidget, shown: str, text: str) -> None:
    """Give a widget that shows only the beginning of a text all of it as its tooltip."""
    wanted = "" if shown == text else tooltip(text)
    if widget.toolTip() != wanted:
        widget.setToolTip(wanted)


def tooltip(text: str) -> str:
    """Return a tooltip that shows the text as typed; Qt would read tags in it as markup."""
    cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        cut = cut.replace(sign, written)
    return f"<p style='white-space:pre-wrap'>{cut}</p>"
