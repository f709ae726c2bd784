"""The mark of a side of a gap: a sector's disc, an organisation's mark, else a ring."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from oci_map.drawing import marks
from oci_map.drawing.marks import GAP_DASH
from oci_map.drawing.style import ink_on, mark_outline
from oci_map.graph.finding import BRIDGED, Gap, Side
from oci_map.model.snapshot import Snapshot
from oci_map.ui import icons, naming, theme
from oci_map.ui.mark_image import mark_pixmap

SIDE = 24
_APART = 30  # between the middles of two marks


def width_of(gap: Gap) -> int:
    """Return how wide the marks of a gap are, in px."""
    return SIDE + _APART * (len(gap.sides) - 1)


def paint_sides(
    painter: QPainter, snapshot: Snapshot, gap: Gap, left: float, middle: float, scale: float
) -> None:
    """Paint the marks of a gap from `left` on, with what parts or joins them between."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = [QPointF(left + SIDE / 2 + _APART * n, middle) for n in range(len(gap.sides))]
    if len(places) == 2:
        joined = gap.state.state == BRIDGED
        path = QPainterPath(places[0])
        if joined:
            path.lineTo(places[1])
        else:
            path.quadTo((places[0] + places[1]) / 2 - QPointF(0, 26), places[1])
        pen = QPen(theme.colour("ok" if joined else "gap"), 1.8)
        if not joined:
            pen.setDashPattern([part / 2.6 for part in GAP_DASH])
        painter.strokePath(path, pen)
    for side, place in zip(gap.sides, places, strict=True):
        paint_side(painter, snapshot, side, place, scale)


def paint_side(
    painter: QPainter, snapshot: Snapshot, side: Side, place: QPointF, scale: float
) -> None:
    """Paint one mark round a point."""
    box = QRectF(place.x() - SIDE / 2, place.y() - SIDE / 2, SIDE, SIDE)
    if side.noun == "organisation" and side.record in snapshot.organisations:
        pixmap = mark_pixmap(snapshot, side.record, SIDE, scale, coded=True)
        painter.drawPixmap(box.topLeft(), pixmap)
    elif side.noun == "sector" and side.record in snapshot.sectors:
        paint_sector(painter, snapshot, side, box.adjusted(3, 3, -3, -3))
    else:
        _paint_icon(painter, side, box, scale)


def paint_sector(painter: QPainter, snapshot: Snapshot, side: Side, box: QRectF) -> None:
    """Paint a sector as a disc with its initials; a ring of dashes when nobody is in it."""
    style = theme.current()
    if not side.organisations:
        pen = QPen(theme.colour("text_3"), 1.2)
        pen.setDashPattern([2.5, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        return
    fill = marks.sector_colour(snapshot, side.record, style)
    painter.setPen(QPen(QColor(mark_outline(fill, style)), 1.1))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(box)
    painter.setPen(QColor(ink_on(fill)))
    painter.setFont(theme.font(9, 600))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), snapshot.sectors[side.record].initials)


def _paint_icon(painter: QPainter, side: Side, box: QRectF, scale: float) -> None:
    painter.setPen(QPen(theme.colour("hairline_strong"), 1.1))
    painter.setBrush(theme.colour("neutral"))
    painter.drawEllipse(box.adjusted(2, 2, -2, -2))
    name = naming.ICONS.get(side.noun, "circle-dot")
    painter.drawPixmap(box.topLeft() + QPointF(5, 5), icons.pixmap(name, "text_2", 14, scale))
