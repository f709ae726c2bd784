"""Paints a row of a list of records: the mark, the name as typed, a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.ui import theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.record_model import ASIDE_ROLE, ID_ROLE
from oci_map.ui.row_paint import paint_ground, write
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

ROW_HEIGHT = 26
_SIDE, _MARK = 8, 18
_LONGEST = 200


class RecordDelegate(QStyledItemDelegate):
    """Draws rows itself: 500 of them scroll without a widget each."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, theme.px(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = paint_ground(painter, box.adjusted(0, 0.5, 0, -0.5), option.state)
        left = box.left() + _SIDE
        organisation = index.data(ID_ROLE)
        if organisation in self._session.snapshot.organisations:
            scale = device_ratio(painter)
            mark = mark_pixmap(self._session.snapshot, organisation, _MARK, scale)
            painter.drawPixmap(QPointF(left, box.center().y() - _MARK / 2), mark)
            left += _MARK + 7
        right = self._paint_aside(painter, box, str(index.data(ASIDE_ROLE) or ""))
        font = theme.font(weight=500 if chosen else 400)
        line = one_line(str(index.data())[:_LONGEST])
        name = QRectF(left, box.top(), max(0, int(right - left)), box.height())
        write(painter, name, line, font, "accent_text" if chosen else "text_1")
        painter.restore()

    def _paint_aside(self, painter: QPainter, box: QRectF, aside: str) -> float:
        """Draw the figure at the right; return where the name must end."""
        right = box.right() - _SIDE
        if not aside:
            return right
        font = theme.font(12, figures=True)
        painter.setFont(font)
        painter.setPen(theme.colour("text_3"))
        painter.drawText(
            box.adjusted(0, 0, -_SIDE, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            aside,
        )
        return right - QFontMetrics(font).horizontalAdvance(aside) - 8
