"""What is drawn over the picture: selection, focus, a lasso, a mark under way, a group aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from oci_map.drawing.painter import colour, paint
from oci_map.drawing.picture import Key, Node, Picture
from oci_map.drawing.strokes import node_strokes
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.ui.canvas.view import CanvasView

_REACH: Final = 6.0  # px between a mark and the line round it


def paint_overlay(painter: QPainter, view: CanvasView) -> None:
    """Draw everything that changes while the picture stays."""
    picture = view.picture
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture is not None:
        painter.save()
        painter.translate(view.viewport.dx, view.viewport.dy)
        painter.scale(view.viewport.zoom, view.viewport.zoom)
        _paint_target(painter, view, picture)
        view.discs.paint(painter)
        _paint_selection(painter, view, picture)
        _paint_moving(painter, view)
        painter.restore()
        if not picture.nodes:
            _paint_emptiness(painter, view)
    _paint_lasso(painter, view)
    if view.hasFocus() and view.gestures.by_keyboard:
        accent = view.session.style.accent
        painter.setPen(QPen(colour(accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(view.rect()).adjusted(1, 1, -1, -1))


def _paint_emptiness(painter: QPainter, view: CanvasView) -> None:
    """Say why there is nothing to see, and what to do."""
    if view.session.analysis.organisations:
        text = _("The map is being laid out…")
    else:
        from oci_map.ui.emptiness import why_empty  # the first picture does without

        text = why_empty(view.session)
    painter.setPen(colour(view.session.style.text_2))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    left, top, right, bottom = view.room()
    painter.drawText(QRectF(left, top, right - left, bottom - top), flags, text)


def _paint_selection(painter: QPainter, view: CanvasView, picture: Picture) -> None:
    accent = view.session.style.accent
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one in view.session.selected("organisation"):
        node = picture.node(Key(one))
        if node is not None and Key(one) not in view.gestures.moving:
            painter.setPen(_cosmetic(accent, 2.0))
            _outline(painter, node, _REACH, picture.growth)
    chosen = {Key(group) for group in view.session.selected("working_group")}
    for outline in picture.outlines:
        if outline.key in chosen:
            painter.setPen(_cosmetic(accent, 2.0))
            painter.drawPolygon(_polygon(outline.polygon))


def _paint_target(painter: QPainter, view: CanvasView, picture: Picture) -> None:
    for outline in picture.outlines:
        if outline.key == view.gestures.target:
            accent = view.session.style.accent
            painter.setPen(_cosmetic(accent, 2.0))
            painter.setBrush(QBrush(colour(accent, 0.14)))
            painter.drawPolygon(_polygon(outline.polygon))


def _paint_moving(painter: QPainter, view: CanvasView) -> None:
    for node in view.gestures.moving.values():
        paint(painter, node_strokes(node, view.session.style), 1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_cosmetic(view.session.style.accent, 2.0))
        _outline(painter, node, _REACH)


def _paint_lasso(painter: QPainter, view: CanvasView) -> None:
    if view.gestures.lasso:
        accent = view.session.style.accent
        pen = QPen(colour(accent), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QBrush(colour(accent, 0.08)))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in view.gestures.lasso]))


def _outline(painter: QPainter, node: Node, reach: float, growth: float = 1.0) -> None:
    radius = (node.radius + reach) * growth
    if node.shape == "square":
        box = QRectF(node.x - radius, node.y - radius, 2 * radius, 2 * radius)
        painter.drawRoundedRect(box, 5, 5)
    else:
        painter.drawEllipse(QPointF(node.x, node.y), radius, radius)


def _cosmetic(text: str, width: float) -> QPen:
    pen = QPen(colour(text), width)
    pen.setCosmetic(True)
    return pen


def _polygon(points: object) -> QPolygonF:
    return QPolygonF([QPointF(float(x), float(y)) for x, y in points])  # type: ignore[attr-defined]
