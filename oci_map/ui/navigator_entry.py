"""A line at the top of the navigator: icon, noun, count."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.navigator_entries import Entry

_HEIGHT, _ICON = 28, 16


class EntryButton(QAbstractButton):
    """Chooses what the list below shows."""

    chosen = Signal(str)

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.count = ""
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._choose)

    def set_count(self, count: str) -> None:
        """Say how many there are."""
        self.count = count
        self.setText(_(self.entry.text))
        self.setAccessibleName(f"{self.text()} {count}")
        self.update()

    def _choose(self) -> None:
        # One is always chosen.
        self.setChecked(True)
        self.chosen.emit(self.entry.key)

    def sizeHint(self) -> QSize:
        return QSize(180, theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setBrush(theme.colour("track" if on else "hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box, 6, 6)
        side = theme.px(_ICON)
        drawn = icons.pixmap(
            self.entry.icon, "text_1" if on else "text_2", side, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(9, (self.height() - side) / 2), drawn)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(weight=600 if on else 400))
        painter.setPen(theme.colour("text_1"))
        painter.drawText(
            QRectF(18 + side, 0, self.width() - 64 - side, self.height()),
            middle | int(Qt.AlignmentFlag.AlignLeft),
            self.text(),
        )
        painter.setFont(theme.font(12, figures=True))
        painter.setPen(theme.colour("text_2" if on else "text_3"))
        painter.drawText(
            QRectF(0, 0, self.width() - 9, self.height()),
            middle | int(Qt.AlignmentFlag.AlignRight),
            self.count,
        )
