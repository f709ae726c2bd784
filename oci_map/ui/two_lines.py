"""Paints a row of a list in two lines: what it is called, and under it what there is to say."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from oci_map.drawing.painter import device_ratio
from oci_map.ui import icons, theme
from oci_map.values import dataclass

#: A model gives its `Lines` under this role.
LINES_ROLE: Final = Qt.ItemDataRole.UserRole + 40

_HEIGHT, _SIDE, _ICON = 50, 10, 14


@dataclass(frozen=True, slots=True)
class Lines:
    """What a row says, and how: struck out for what no longer holds, quiet for what is aside."""

    above: str
    below: str
    icon: str = ""
    struck: bool = False
    quiet: bool = False


class TwoLineDelegate(QStyledItemDelegate):
    """Draws rows itself: thousands of them scroll without a widget each."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, theme.px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        lines: Lines = index.data(LINES_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, option.state, chosen)
        left = box.left() + _SIDE
        ratio = device_ratio(painter)
        if lines.icon:
            drawn = icons.pixmap(lines.icon, "text_3", _ICON, ratio)
            painter.drawPixmap(QPointF(left, box.top() + theme.px(10)), drawn)
            left += _ICON + 6
        room = int(box.right() - _SIDE - left)
        font = theme.font(13, 500 if chosen else 400)
        font.setStrikeOut(lines.struck)
        ink = "accent_text" if chosen else "text_3" if lines.quiet else "text_1"
        painter.setPen(theme.colour(ink))
        above = QRectF(left, box.top() + theme.px(6), room, theme.px(20))
        self._write(painter, font, above, lines.above)
        painter.setPen(theme.colour("text_3"))
        below = QRectF(left, box.top() + theme.px(26), room, theme.px(18))
        self._write(painter, theme.font(12, figures=True), below, lines.below)
        painter.restore()

    def _write(self, painter: QPainter, font: QFont, box: QRectF, text: str) -> None:
        painter.setFont(font)
        fits = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(box.width())
        )
        where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, where | int(Qt.TextFlag.TextSingleLine), fits)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, chosen: bool
    ) -> None:
        ground = box.adjusted(0, 1, 0, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(ground, 6, 6)
        by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & by_keyboard == by_keyboard:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 5, 5)
