"""Labels for what people typed: never markup, one line is cut with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from oci_map.drawing.text import one_line

#: More than any line on any screen holds.
_LONGEST = 600


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
        self.setToolTip("" if shown == self.text() else tooltip(self.text()))
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown
        )


class Hairline(QFrame):
    """A line of 1 px that parts two sections."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def tooltip(text: str) -> str:
    """Return a tooltip that shows the text as typed; Qt would read tags in it as markup."""
    from html import escape

    cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f"<p style='white-space:pre-wrap'>{escape(cut)}</p>"
