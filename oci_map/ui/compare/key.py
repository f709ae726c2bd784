"""What the lines of the picture of changes mean, with how many there are of each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.changes import KEPT, LOST, MOST_LINES, NEW
from oci_map.i18n import N_, _, number
from oci_map.ui import theme

_WORDS: Final = {NEW: N_("new"), LOST: N_("ended"), KEPT: N_("stayed")}
_ROW: Final = 36  # at the usual size of text
_SIDE, _END = 24.0, 8.0
_LINE, _WORD = 26.0, 34.0  # px from the begin of an entry to the end of its line, and to its words
_COLOURS: Final = {NEW: "accent", LOST: "text_2", KEPT: "hairline_strong"}


class ChangesKey(QWidget):
    """A legend in one row, or in more where the room ends."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts = {NEW: 0, LOST: 0, KEPT: 0}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(self, new: int, lost: int, kept: int) -> None:
        """Show how many ties are new, ended and stayed."""
        self._counts = {NEW: new, LOST: lost, KEPT: kept}
        self.retranslate()

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(", ".join(self._text(kind) for kind in self._counts))
        self.updateGeometry()
        self.update()

    def _placed(self, width: int) -> list[tuple[str, str, QPointF]]:
        """Return each entry with its words and where it begins; '' is what no line stands for."""
        texts = {kind: self._text(kind) for kind in self._counts}
        if sum(self._counts.values()) > MOST_LINES:
            texts[""] = _("{count} of them are drawn.").format(count=number(MOST_LINES))
        metrics = QFontMetrics(theme.font(12))
        row = theme.px(_ROW)
        x, y = _SIDE, row / 2
        placed: list[tuple[str, str, QPointF]] = []
        for kind, text in texts.items():
            wide = (_WORD if kind else 0.0) + metrics.horizontalAdvance(text)
            if placed and x + wide > width - _END:
                x, y = _SIDE, y + row * 0.7
            placed.append((kind, text, QPointF(x, y)))
            x += wide + _SIDE
        return placed

    def _text(self, kind: str) -> str:
        return f"{number(self._counts[kind])} {_(_WORDS[kind])}"

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(self.width() or 300))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._placed(width)[-1][2].y() + theme.px(_ROW) / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.setFont(theme.font(12))
        for kind, text, at in self._placed(self.width()):
            if kind:
                pen = QPen(theme.colour(_COLOURS[kind]), 2.2 if kind == NEW else 1.6)
                if kind == LOST:
                    pen.setDashPattern([2.5, 2.5])
                painter.setPen(pen)
                painter.drawLine(at, at + QPointF(_LINE, 0))
            painter.setPen(theme.colour("text_2" if kind else "text_3"))
            painter.drawText(at + QPointF(_WORD if kind else 0.0, 4), text)
