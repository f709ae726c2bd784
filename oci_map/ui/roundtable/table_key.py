"""The legend under the tables: what the lines and signs mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.marks import GAP_DASH, GAP_WIDTH
from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.roundtable.seat_paint import paint_star

_HEIGHT: Final = 36
_SAMPLE: Final = 22


class TableKey(QWidget):
    """One line; what finds no room is left out from the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("planKey")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._parts: list[tuple[str, str]] = []

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._parts = [
            ("known", _("work together")), ("met", _("sat together before")),
            ("gap", _("gap at this table")), ("star", _("host")), ("pin", _("fixed")),
            ("unsure", _("no answer yet")), ("body", _("public body")),
        ]  # fmt: skip
        self.setAccessibleName(", ".join(text for _code, text in self._parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(12)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        left, middle = 16.0, self.height() / 2
        for code, text in self._parts:
            wide = metrics.horizontalAdvance(text)
            if left + _SAMPLE + 6 + wide > self.width() - 8:
                return
            self._paint_sample(painter, code, left, middle)
            left += _SAMPLE + 6
            painter.setPen(theme.colour("text_2"))
            box = QRectF(left, 0, wide + 2, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
            left += wide + 18

    def _paint_sample(self, painter: QPainter, code: str, left: float, middle: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        end = left + _SAMPLE
        if code in ("known", "met"):
            dot = Qt.PenStyle.DotLine if code == "met" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour("tie"), 1.4, dot))
            painter.drawLine(QPointF(left, middle), QPointF(end, middle))
        elif code == "gap":
            pen = QPen(theme.colour("gap"), GAP_WIDTH)
            pen.setDashPattern([part / GAP_WIDTH for part in GAP_DASH])
            arc = QPainterPath(QPointF(left, middle + 4))
            arc.quadTo(left + _SAMPLE / 2, middle - 8, end, middle + 4)
            painter.strokePath(arc, pen)
        elif code == "star":
            paint_star(painter, QPointF(end - 8, middle), 6.5)
        elif code == "pin":
            drawn = icons.pixmap("pin", "text_1", 13, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(end - 14, middle - 6.5), drawn)
        else:
            dash = Qt.PenStyle.DashLine if code == "unsure" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour("text_3"), 1, dash))
            corner = 3 if code == "body" else 6
            painter.drawRoundedRect(QRectF(left + 2, middle - 6, _SAMPLE - 4, 12), corner, corner)
