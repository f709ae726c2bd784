"""A quiet button with a small arrow behind its words, which opens a menu."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from oci_map.ui import icons, theme

_HEIGHT, _SIDE, _ARROW, _GAP = 26, 5, 12, 3


class DropButton(QToolButton):
    """Its words say what was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.letter(self, 12, 400)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(2 * _SIDE + words + _GAP + theme.px(_ARROW), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(
            self.rect().adjusted(_SIDE, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )
        side = theme.px(_ARROW)
        arrow = icons.pixmap("chevron-down", "text_3", side, self.devicePixelRatioF())
        at = QPointF(self.width() - _SIDE - side, (self.height() - side) / 2)
        painter.drawPixmap(at, arrow)
