"""Three bars that say how much a figure can be relied on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from oci_map.graph.finding import Confidence
from oci_map.ui import theme


def paint_bars(painter: QPainter, confidence: Confidence, foot: QPointF) -> None:
    """Paint the bars with their feet on a line from `foot` on; 16 px wide, 10 high."""
    painter.setPen(Qt.PenStyle.NoPen)
    for bar in range(3):
        filled = bar < confidence.bars
        painter.setBrush(theme.colour("text_2" if filled else "hairline_strong"))
        height = 4.0 + 3 * bar
        painter.drawRect(QRectF(foot.x() + 6 * bar, foot.y() - height, 4, height))
