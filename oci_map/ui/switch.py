"""A switch: on or off, at once; for what holds for the whole window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from oci_map.ui import theme

_WIDTH, _HEIGHT, _SPACE = 30, 18, 8


class Switch(QAbstractButton):
    """Words, then a track with a knob."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.letter(self, 13, 500)

    def set_short(self, short: bool) -> None:
        """Leave the words to the tooltip where there is no room for them."""
        if short != self._short:
            self._short = short
            self.update()

    def sizeHint(self) -> QSize:
        if self._short:
            return QSize(_WIDTH + 6, theme.px(26))
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + _SPACE + _WIDTH + 6, theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.width() - _WIDTH - 3, (self.height() - _HEIGHT) / 2, _WIDTH, _HEIGHT)
        painter.setPen(theme.colour("text_1" if self.isEnabled() else "text_3"))
        painter.drawText(
            QRectF(0, 0, track.left() - _SPACE, self.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            "" if self._short else self.text(),
        )
        self._paint_track(painter, track)

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        on = self.isChecked()
        half = track.height() / 2
        line = theme.colour("accent" if on else "text_3")
        fill = theme.colour("accent") if on else theme.colour("hairline_strong")
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), half + 2, half + 2)
        painter.setPen(QPen(line, 1) if on else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(track, half, half)
        knob = QPointF(track.right() - half if on else track.left() + half, track.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent") if on else QColor("#FFFFFF"))
        painter.drawEllipse(knob, half - 2.5, half - 2.5)
