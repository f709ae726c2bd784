"""A card to choose by: a name, and a line that says more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from oci_map.drawing.text import one_line
from oci_map.ui import icons, theme
from oci_map.ui.plain import tooltip

WIDTH: Final = 600


class Card(QAbstractButton):
    """A card with a name and a line that says more."""

    taken = Signal(str)

    def __init__(self, key: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._icon = icon
        self._below = ""
        self.setFixedHeight(58)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._take)

    def set_texts(self, title: str, below: str) -> None:
        """Say what it opens."""
        self.setText(one_line(title[:300]).replace("&", "&&"))
        self._below = below
        self.setAccessibleName(one_line(title[:300]))
        self.setAccessibleDescription(one_line(below[:300]))
        self.setToolTip(tooltip(f"{title}\n{below}"))
        self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """What it says."""
        return self.text(), self._below

    def _take(self) -> None:
        self.taken.emit(self.key)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 58)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(
            QPen(theme.colour("accent" if focused else "hairline_strong"), 2 if focused else 1)
        )
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.px(18)
        drawn = icons.pixmap(self._icon, "text_2", side, self.devicePixelRatioF())
        painter.drawPixmap(18, (self.height() - side) // 2, drawn)
        where = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        left = 34 + side
        room = self.width() - left - 16
        for text, top, token, font in (
            (self.text().replace("&&", "&"), 9, "text_1", theme.font(13, 600)),
            (one_line(self._below[:300]), 29, "text_2", theme.font(12)),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = QRectF(left, theme.px(top), room, theme.px(20))
            painter.drawText(line, where, cut)
