"""Figures of the two dates beside each other, the openness with what chance would give."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.graph.compare import Comparison, Indicators
from oci_map.graph.outwardness import Outwardness
from oci_map.i18n import _, number
from oci_map.ui import theme

_ROW: Final = 26
_BAND: Final = 46
_COLUMN: Final = 74


class IndicatorTable(QWidget):
    """Rows of then and now; the last one is drawn on a line from inward to outward."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: Comparison | None = None
        self._titles = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_comparison(self, found: Comparison, before: str, after: str) -> None:
        """Show these figures under these titles."""
        self._found = found
        self._titles = (before, after)
        rows = [f"{name}: {one}, {other}" for name, one, other in self._rows()]
        self.setAccessibleName("; ".join(rows))
        self.updateGeometry()
        self.update()

    def _rows(self) -> list[tuple[str, str, str]]:
        if self._found is None:
            return []
        parts = [(name, _figures(name, self._found.before), _figures(name, self._found.after))
                 for name in _NAMES]  # fmt: skip
        return [(_caption(name), one, other) for name, one, other in parts]

    def sizeHint(self) -> QSize:
        rows = len(self._rows()) + 1
        return QSize(300, theme.px(_ROW) * rows + 2 * theme.px(_BAND) + theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, column = theme.px(_ROW), theme.px(_COLUMN)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        lines = [("", *self._titles), *self._rows()]
        for place, (name, one, other) in enumerate(lines):
            top = place * row
            head = place == 0
            painter.setFont(theme.font(11 if head else 13, 600 if head else 400))
            painter.setPen(theme.colour("text_3" if head else "text_2"))
            room = self.width() - 2 * column
            painter.drawText(QRectF(0, top, room, row), left, name)
            if not head:
                painter.setFont(theme.font(13, 500, figures=True))
                painter.setPen(theme.colour("text_1"))
            painter.drawText(QRectF(room, top, column, row), right, _short(painter, one, column))
            painter.drawText(
                QRectF(room + column, top, column, row), right, _short(painter, other, column)
            )
            painter.setPen(QPen(theme.colour("hairline"), 1))
            painter.drawLine(QPointF(0, top + row - 0.5), QPointF(self.width(), top + row - 0.5))
        self._paint_openness(painter, len(lines) * row + theme.px(8))

    def _paint_openness(self, painter: QPainter, top: float) -> None:
        found = self._found
        if found is None:
            return
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.colour("text_3"))
        painter.drawText(QPointF(0, top + theme.px(11)), _("Ties between sectors against chance"))
        band = theme.px(_BAND)
        for place, (title, one) in enumerate(
            zip(self._titles, (found.before.outwardness, found.after.outwardness), strict=True)
        ):
            self._paint_band(painter, title, one, top + theme.px(14) + place * band)

    def _paint_band(self, painter: QPainter, title: str, one: Outwardness, top: float) -> None:
        label = theme.px(_COLUMN)
        begin, width = float(label), self.width() - label - 8.0
        y = top + theme.px(16)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("text_3"))
        box = QRectF(0, y - 9, label - 6, 18)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), _short(painter, title, label - 6))
        painter.setPen(QPen(theme.colour("hairline_strong"), 1.5))
        painter.drawLine(QPointF(begin, y), QPointF(begin + width, y))
        if one.index is None:
            return
        if one.low is not None and one.high is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("track"))
            left, right = (begin + width * (value + 1) / 2 for value in (one.low, one.high))
            painter.drawRoundedRect(QRectF(left, y - 7, max(3.0, right - left), 14), 3, 3)
        painter.setPen(QPen(theme.colour("surface"), 1.5))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QPointF(begin + width * (one.index + 1) / 2, y), 5, 5)
        painter.setPen(theme.colour("text_3"))
        painter.drawText(QPointF(begin, y + theme.px(20)), _("within"))
        text = _("between")
        wide = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(begin + width - wide, y + theme.px(20)), text)


_NAMES: Final = ("organisations", "ties", "largest", "alone", "steps")


def _caption(name: str) -> str:
    return {
        "organisations": _("Organisations"),
        "ties": _("Pairs that work together"),
        "largest": _("In the largest part"),
        "alone": _("Not connected yet"),
        "steps": _("Steps between two"),
    }[name]


def _figures(name: str, found: Indicators) -> str:
    steps = found.reach.mean_steps
    return {
        "organisations": number(found.organisations),
        "ties": number(found.ties),
        "largest": number(found.reach.largest),
        "alone": number(found.reach.isolates),
        "steps": "–" if steps is None else number(steps, 1),
    }[name]


def _short(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
