"""Paints a row of a list in two lines: what it is called, and under it what there is to say."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from oci_map.drawing.painter import device_ratio
from oci_map.ui import icons, theme
from oci_map.ui.row_paint import paint_ground, write
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
        chosen = paint_ground(painter, box.adjusted(0, 1, 0, -1), option.state)
        left = box.left() + _SIDE
        ratio = device_ratio(painter)
        if lines.icon:
            side = theme.px(_ICON)
            drawn = icons.pixmap(lines.icon, "text_3", side, ratio)
            painter.drawPixmap(QPointF(left, box.top() + theme.px(10)), drawn)
            left += side + 6
        room = int(box.right() - _SIDE - left)
        font = theme.font(13, 500 if chosen else 400)
        font.setStrikeOut(lines.struck)
        ink = "accent_text" if chosen else "text_3" if lines.quiet else "text_1"
        above = QRectF(left, box.top() + theme.px(6), room, theme.px(20))
        write(painter, above, lines.above, font, ink)
        below = QRectF(left, box.top() + theme.px(26), room, theme.px(18))
        write(painter, below, lines.below, theme.font(12, figures=True), "text_3")
        painter.restore()
