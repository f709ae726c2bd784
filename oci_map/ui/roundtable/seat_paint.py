"""Paints tables: the round table with who knows whom, the chairs, and the names outside."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from oci_map.drawing.marks import GAP_DASH, GAP_WIDTH
from oci_map.drawing.painter import device_ratio
from oci_map.drawing.style import Style, mixed
from oci_map.drawing.text import one_line
from oci_map.i18n import number
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.wishes import Pair
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.roundtable.looks import GuestLook
from oci_map.ui.roundtable.seat_places import Chair, PlacedTable

_MARK: Final = 20
_SIDE: Final = 6  # px inside a name, left and right
_ICON: Final = 13
_WIDEST: Final = 176
_LONGEST: Final = 200
_DOT: Final = 4.5


def chip_width(look: GuestLook) -> float:
    """Return how wide a guest's name is, with its mark and its signs."""
    return _SIDE + _mark() + 4 + _name_width(look) + _signs_width(look) + _SIDE + 3


def _mark() -> int:
    return theme.px(_MARK)


def _name_width(look: GuestLook) -> float:
    return _width_of(look.name[:_LONGEST], theme.text_percent())


@lru_cache(maxsize=2000)
def _width_of(name: str, _percent: int) -> float:
    wide = QFontMetrics(theme.font(12, 500)).horizontalAdvance(one_line(name)) + 1
    return float(min(wide, theme.px(_WIDEST)))


def _signs_width(look: GuestLook) -> float:
    return float((look.host + look.pinned) * (theme.px(_ICON) + 4))


def paint_table(painter: QPainter, placed: PlacedTable, *, chosen: bool) -> None:
    """Paint a table, the two lines over it, and the lines between its guests."""
    style = theme.current()
    _paint_head(painter, placed, chosen=chosen)
    painter.setBrush(QColor(style.surface))
    painter.setPen(QPen(QColor(style.hairline_strong), 1.5))
    painter.drawEllipse(placed.centre, placed.radius, placed.radius)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.accent), 2))
        painter.drawEllipse(placed.centre, placed.radius + 5, placed.radius + 5)
    look = placed.look
    _paint_lines(painter, placed, look.met, QPen(QColor(style.tie), 1.2, Qt.PenStyle.DotLine))
    _paint_lines(painter, placed, look.known, QPen(QColor(style.tie), 1.4))
    gaps = QPen(QColor(style.gap), GAP_WIDTH)
    gaps.setDashPattern([part / GAP_WIDTH for part in GAP_DASH])
    gaps.setCapStyle(Qt.PenCapStyle.FlatCap)
    _paint_lines(painter, placed, look.gaps, gaps)
    _paint_number(painter, placed, chosen=chosen)
    for chair in placed.chairs:
        painter.setPen(QPen(QColor(style.surface), 1.5))
        painter.setBrush(QColor(chair.look.colour))
        painter.drawEllipse(chair.dot, _DOT + 1, _DOT + 1)


def _paint_head(painter: QPainter, placed: PlacedTable, *, chosen: bool) -> None:
    where = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextSingleLine)
    half = placed.head.height() / 2
    above = QRectF(placed.head.left(), placed.head.top(), placed.head.width(), half)
    for text, font, ink, box in (
        (placed.look.title, theme.font(13, 600), "accent_text" if chosen else "text_1", above),
        (placed.look.words, theme.font(12), "text_2", above.translated(0, half - 1)),
    ):
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        line = one_line(text[:_LONGEST])
        fits = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, where, fits)


def _paint_lines(
    painter: QPainter, placed: PlacedTable, pairs: tuple[Pair, ...], pen: QPen
) -> None:
    dots = placed.dots()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one, other in pairs:
        if one in dots and other in dots:
            painter.drawPath(_bent(dots[one], dots[other], placed))


def _bent(one: QPointF, other: QPointF, placed: PlacedTable) -> QPainterPath:
    """Return a line that bends a little inward, and round the number in the middle."""
    middle = (one + other) / 2
    out = middle - placed.centre
    far = math.hypot(out.x(), out.y())
    if far < placed.radius * 0.25:
        # Straight across: to the left of the number, seen from above.
        along = other - one
        length = math.hypot(along.x(), along.y()) or 1.0
        aside = QPointF(-along.y(), along.x()) / length * placed.radius * 0.62
        control = middle + (aside if aside.x() >= 0 else -aside)
    else:
        control = middle - out * (0.35 if far > placed.radius * 0.6 else -0.35)
    path = QPainterPath(_nearer(one, control))
    path.quadTo(control, _nearer(other, control))
    return path


def _nearer(dot: QPointF, control: QPointF) -> QPointF:
    """Return the end of a line, just off the dot."""
    away = control - dot
    length = math.hypot(away.x(), away.y()) or 1.0
    return dot + away / length * (_DOT + 2)


def _paint_number(painter: QPainter, placed: PlacedTable, *, chosen: bool) -> None:
    style = theme.current()
    reach = theme.px(13)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.surface))
    painter.drawEllipse(placed.centre, reach, reach)
    painter.setPen(theme.colour("accent_text" if chosen else "text_2"))
    painter.setFont(theme.font(18, 600, figures=True))
    box = QRectF(placed.centre.x() - 30, placed.centre.y() - 16, 60, 32)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number(placed.look.table))


def paint_chip(
    painter: QPainter,
    snapshot: Snapshot,
    chair: Chair,
    *,
    focused: bool = False,
    lifted: bool = False,
    pointed: bool = False,
) -> None:
    """Paint a guest's name outside the table."""
    style, look, box = theme.current(), chair.look, chair.chip
    fill, line = chip_colours(look, style)
    corner = 6.0 if look.government else box.height() / 2
    painter.setBrush(QColor(mixed(fill, style.text_1, 0.06) if pointed else fill))
    painter.setPen(QPen(QColor(line), 1, Qt.PenStyle.DashLine if look.unsure else _SOLID))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    if focused or lifted:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.accent), 2, Qt.PenStyle.DashLine if lifted else _SOLID))
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), corner + 2, corner + 2)
    side = _mark()
    left = box.left() + _SIDE - 1
    top = box.center().y() - side / 2
    ratio = device_ratio(painter)
    mark = mark_pixmap(snapshot, look.organisation, side, ratio, coded=not look.government)
    painter.drawPixmap(QPointF(left, top), mark)
    left += side + 4
    room = _name_width(look)
    font = theme.font(12, 500)
    painter.setFont(font)
    painter.setPen(theme.colour("text_1"))
    fits = QFontMetrics(font).elidedText(
        one_line(look.name[:_LONGEST]), Qt.TextElideMode.ElideRight, int(room)
    )
    where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(QRectF(left, box.top(), room + 2, box.height()), where, fits)
    left += room + 4
    for name, shown in (("star", look.host), ("pin", look.pinned)):
        if shown:
            size = theme.px(_ICON)
            if name == "star":
                paint_star(painter, QPointF(left + size / 2, box.center().y()), size / 2)
            else:
                drawn = icons.pixmap(name, "text_1", size, ratio)
                painter.drawPixmap(QPointF(left, box.center().y() - size / 2), drawn)
            left += size + 4


def paint_star(painter: QPainter, centre: QPointF, reach: float) -> None:
    """Paint the sign of a host."""
    corners = []
    for place in range(10):
        angle, far = math.pi * place / 5, reach * (0.95 if place % 2 == 0 else 0.42)
        corners.append(centre + QPointF(math.sin(angle), -math.cos(angle)) * far)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text_1"))
    painter.drawPolygon(QPolygonF(corners))


_SOLID: Final = Qt.PenStyle.SolidLine


def chip_colours(look: GuestLook, style: Style) -> tuple[str, str]:
    """Return how a name is filled and outlined: a tint of its sector, grey for public bodies."""
    if look.government:
        return style.neutral, style.hairline_strong
    share = 0.78 if style.dark else 0.82
    return mixed(look.colour, style.canvas, share), mixed(look.colour, style.canvas, 0.5)
