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

_SIDE = 24
_APART = 30  # between the middles of two marks


def side() -> int:
    """Return how wide and high a mark is, in px: as large as the text beside it asks for."""
    return theme.px(_SIDE)


def width_of(count: int) -> int:
    """Return how wide so many marks are, in px."""
    return side() + theme.px(_APART) * (count - 1)


def paint_sides(
    painter: QPainter, snapshot: Snapshot, gap: Gap, left: float, middle: float, scale: float
) -> None:
    """Paint the marks of a gap from `left` on, with what parts or joins them between."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    first, apart = left + side() / 2, theme.px(_APART)
    places = [QPointF(first + apart * n, middle) for n in range(len(gap.sides))]
    if len(places) == 2:
        joined = gap.state.state == BRIDGED
        path = QPainterPath(places[0])
        if joined:
            path.lineTo(places[1])
        else:
            path.quadTo((places[0] + places[1]) / 2 - QPointF(0, theme.px(26)), places[1])
        pen = QPen(theme.colour("ok" if joined else "gap"), 1.8)
        if not joined:
            pen.setDashPattern([part / 2.6 for part in GAP_DASH])
        painter.strokePath(path, pen)
    for one, place in zip(gap.sides, places, strict=True):
        paint_side(painter, snapshot, one, place, scale)


def paint_side(
    painter: QPainter, snapshot: Snapshot, one: Side, place: QPointF, scale: float
) -> None:
    """Paint one mark round a point."""
    size = side()
    box = QRectF(place.x() - size / 2, place.y() - size / 2, size, size)
    if one.noun == "organisation" and one.record in snapshot.organisations:
        pixmap = mark_pixmap(snapshot, one.record, size, scale, coded=True)
        painter.drawPixmap(box.topLeft(), pixmap)
    elif one.noun == "sector" and one.record in snapshot.sectors:
        paint_sector(painter, snapshot, one, box.adjusted(3, 3, -3, -3))
    else:
        _paint_icon(painter, one, box, scale)


def paint_sector(painter: QPainter, snapshot: Snapshot, one: Side, box: QRectF) -> None:
    """Paint a sector as a disc with its initials; a ring of dashes when nobody is in it."""
    style = theme.current()
    if not one.organisations:
        pen = QPen(theme.colour("text_3"), 1.2)
        pen.setDashPattern([2.5, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        return
    fill = marks.sector_colour(snapshot, one.record, style)
    painter.setPen(QPen(QColor(mark_outline(fill, style)), 1.1))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(box)
    painter.setPen(QColor(ink_on(fill)))
    painter.setFont(theme.font(9, 600))
    code = marks.sector_code(snapshot, one.record)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), code)


def _paint_icon(painter: QPainter, one: Side, box: QRectF, scale: float) -> None:
    painter.setPen(QPen(theme.colour("hairline_strong"), 1.1))
    painter.setBrush(theme.colour("neutral"))
    painter.drawEllipse(box.adjusted(2, 2, -2, -2))
    name = naming.ICONS.get(one.noun, "circle-dot")
    inset = theme.px(5)
    icon = icons.pixmap(name, "text_2", side() - 2 * inset, scale)
    painter.drawPixmap(box.topLeft() + QPointF(inset, inset), icon)
