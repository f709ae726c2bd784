"""What the parts of the bars mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.i18n import N_, _
from oci_map.ui import theme

_PARTS: Final = (
    ("warn", N_("overdue")),
    ("text_3", N_("to answer")),
    ("accent", N_("promised")),
    ("ok", N_("done")),
    ("track", N_("rejected")),
)
_ROW: Final = 18
_PAD: Final = 12


class LoadKey(QWidget):
    """Squares with words, broken into as many rows as they need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(", ".join(_(text) for _colour, text in _PARTS))
        self.updateGeometry()
        self.update()

    def _placed(self, width: float) -> list[tuple[float, int, str, str]]:
        """Return each part with where it begins and in which row."""
        metrics = QFontMetricsF(theme.font(11))
        x, row = 0.0, 0
        placed = []
        for colour, text in _PARTS:
            wide = 14 + metrics.horizontalAdvance(_(text))
            if x and x + wide > width - 2 * _PAD:
                x, row = 0.0, row + 1
            placed.append((x, row, colour, _(text)))
            x += wide + 12
        return placed

    # --------------------------------------------------------------------------- Qt overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return (self._placed(width)[-1][1] + 1) * theme.px(_ROW) + 8

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width() or 240))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11))
        high = theme.px(_ROW)
        for x, row, colour, text in self._placed(self.width()):
            top = 4 + row * high
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colour))
            painter.drawRoundedRect(QRectF(_PAD + x, top + (high - 9) / 2, 9, 9), 2, 2)
            painter.setPen(theme.colour("text_3"))
            box = QRectF(_PAD + x + 14, top, self.width(), high)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
