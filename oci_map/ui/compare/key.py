"""What the lines of the picture of changes mean, with how many there are of each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.changes import KEPT, LOST, MOST_LINES, NEW
from oci_map.i18n import N_, _, number
from oci_map.ui import theme

_WORDS: Final = {NEW: N_("new"), LOST: N_("ended"), KEPT: N_("stayed")}
_COLOURS: Final = {NEW: "accent", LOST: "text_2", KEPT: "hairline_strong"}


class ChangesKey(QWidget):
    """A legend in one row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts = {NEW: 0, LOST: 0, KEPT: 0}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_counts(self, new: int, lost: int, kept: int) -> None:
        """Show how many ties are new, ended and stayed."""
        self._counts = {NEW: new, LOST: lost, KEPT: kept}
        self.retranslate()

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(", ".join(self._text(kind) for kind in self._counts))
        self.update()

    def _text(self, kind: str) -> str:
        return f"{number(self._counts[kind])} {_(_WORDS[kind])}"

    def sizeHint(self) -> QSize:
        return QSize(300, theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        x, y = 24.0, self.height() / 2
        painter.setFont(theme.font(12))
        for kind in self._counts:
            pen = QPen(theme.colour(_COLOURS[kind]), 2.2 if kind == NEW else 1.6)
            if kind == LOST:
                pen.setDashPattern([2.5, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + 26, y))
            painter.setPen(theme.colour("text_2"))
            text = self._text(kind)
            painter.drawText(QPointF(x + 34, y + 4), text)
            x += 34 + painter.fontMetrics().horizontalAdvance(text) + 24
        if sum(self._counts.values()) > MOST_LINES:
            painter.setPen(theme.colour("text_3"))
            text = _("The first {count} are drawn.").format(count=number(MOST_LINES))
            painter.drawText(QPointF(x, y + 4), text)
