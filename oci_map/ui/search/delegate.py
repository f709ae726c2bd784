"""Paints a row of the search: a mark or an icon, the name as typed, what stands behind it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.ui import icons, naming, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.row_paint import paint_ground
from oci_map.ui.search.model import ROW_ROLE
from oci_map.ui.search.rows import RowKind, SearchRow
from oci_map.ui.session import Session

_ROW_HEIGHT: Final = 32
_HEAD_HEIGHT: Final = 26
_SIDE: Final = 10
_MARK: Final = 18
_LONGEST: Final = 200
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(
    Qt.TextFlag.TextSingleLine
)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def row_height(row: SearchRow) -> int:
    """Return how high a row is, in the size that the text has now."""
    return theme.px(_HEAD_HEIGHT if row.kind is RowKind.HEAD else _ROW_HEIGHT)


class SearchDelegate(QStyledItemDelegate):
    """Draws the rows itself, so that nothing a person typed is read as markup."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def _head(self, painter: QPainter, box: QRectF, row: SearchRow) -> None:
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.colour("text_3"))
        inner = box.adjusted(_SIDE, 4, -_SIDE, 0)
        painter.drawText(inner, _LEFT, row.text)
        painter.drawText(inner, _RIGHT, row.aside)

    def _row(self, painter: QPainter, box: QRectF, row: SearchRow, *, chosen: bool) -> None:
        left = box.left() + _SIDE
        self._picture(painter, left, box, row)
        left += _MARK + 9
        right = self._keys(painter, box, row)
        font = theme.font(weight=500 if chosen else 400)
        name = one_line(row.text[:_LONGEST])
        ink = "accent_text" if chosen else "text_1"
        if not row.enabled:
            ink = "text_3"
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(0, int(right - left)))
        painter.drawText(QRectF(left, box.top(), right - left, box.height()), _LEFT, shown)
        left += metrics.horizontalAdvance(shown) + 12
        if row.aside and right - left > 40:
            small = theme.font(12)
            painter.setFont(small)
            painter.setPen(theme.colour("text_2" if chosen else "text_3"))
            aside = QFontMetrics(small).elidedText(
                one_line(row.aside[:_LONGEST]), Qt.TextElideMode.ElideRight, int(right - left)
            )
            painter.drawText(QRectF(left, box.top(), right - left, box.height()), _LEFT, aside)

    def _picture(self, painter: QPainter, left: float, box: QRectF, row: SearchRow) -> None:
        scale = device_ratio(painter)
        if row.action is not None:
            icon = row.action.icon()
            if not icon.isNull():
                place = QRect(int(left) + 1, int(box.center().y()) - 7, 16, 16)
                icon.paint(painter, place)
            return
        noun, record = row.item or ("", "")
        if noun == "organisation" and record in self._session.snapshot.organisations:
            mark = mark_pixmap(self._session.snapshot, record, _MARK, scale)  # type: ignore[arg-type]
            painter.drawPixmap(QPointF(left, box.center().y() - _MARK / 2), mark)
            return
        drawn = icons.pixmap(naming.ICONS.get(noun, "file-text"), "text_2", 16, scale)
        painter.drawPixmap(QPointF(left + 1, box.center().y() - 8), drawn)

    def _keys(self, painter: QPainter, box: QRectF, row: SearchRow) -> float:
        """Draw the key of a command at the right; return where the rest must end."""
        right = box.right() - _SIDE
        if not row.keys:
            return right
        font = theme.font(12)
        painter.setFont(font)
        painter.setPen(theme.colour("text_3"))
        painter.drawText(box.adjusted(0, 0, -_SIDE, 0), _RIGHT, row.keys)
        return right - QFontMetrics(font).horizontalAdvance(row.keys) - 12

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = index.data(ROW_ROLE)
        return QSize(200, row_height(row) if isinstance(row, SearchRow) else 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, SearchRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if row.kind is RowKind.HEAD:
            self._head(painter, box, row)
        else:
            chosen = paint_ground(painter, box.adjusted(0, 0.5, 0, -0.5), option.state)
            self._row(painter, box, row, chosen=chosen)
        painter.restore()
