"""Paints a cell: what it holds on one line, the cell in hand, what waits to be pasted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.model.fields import Field, Kind
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.tables.model import MARK_ROLE, Mark, RecordTable

ROW_HEIGHT = 26
_SIDE, _MARK, _TICK, _SWATCH = 8, 18, 14, 12
_LONGEST = 400

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws cells itself: thousands of them scroll without a widget each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics: dict[int, tuple[QFont, QFontMetrics]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RecordTable):
            return
        painter.save()
        box = QRectF(option.rect)
        mark = model.data(index, MARK_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, chosen, mark)
        field = model.fields[index.column()]
        if mark is None and field.kind is Kind.YES_NO and model.record_at(index.row()) is not None:
            self._paint_tick(painter, box, model, index.row(), field)
        else:
            self._paint_text(painter, box, model, index, mark)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, box: QRectF, chosen: bool, mark: Mark | None
    ) -> None:
        if mark is not None:
            painter.fillRect(box, theme.colour("warn_soft" if mark.reason else "ok_soft"))
        elif chosen:
            painter.fillRect(box, theme.colour("accent_soft"))
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))

    def _paint_tick(
        self, painter: QPainter, box: QRectF, model: RecordTable, row: int, field: Field
    ) -> None:
        record = model.record_at(row)
        if record is not None and getattr(record, field.name):
            tick = icons.pixmap("check", "text_1", _TICK, device_ratio(painter))
            at = QPointF(box.left() + _SIDE, box.center().y() - _TICK / 2)
            painter.drawPixmap(at, tick)

    def _paint_text(
        self, painter: QPainter, box: QRectF, model: RecordTable, index: Index, mark: Mark | None
    ) -> None:
        field = model.fields[index.column()]
        room = box.adjusted(_SIDE, 0, -_SIDE, -1)
        if mark is None:
            room.setLeft(self._paint_sign(painter, room, model, index, field))
        draft = model.record_at(index.row()) is None
        text = one_line(str(model.data(index))[:_LONGEST])
        ink = _ink(mark, draft)
        if draft and not text and mark is None:
            text, ink = (field.label, theme.colour("text_3")) if field.required else ("", ink)
        if not text:
            return
        numbers = field.kind in (Kind.INTEGER, Kind.EURO, Kind.DATE)
        font, metrics = self._font(numbers, draft)
        painter.setFont(font)
        painter.setPen(ink)
        side = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(
            room,
            int(side) | int(Qt.TextFlag.TextSingleLine),
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room.width()))),
        )

    def _paint_sign(
        self, painter: QPainter, room: QRectF, model: RecordTable, index: Index, field: Field
    ) -> float:
        """Draw the mark of an organisation or a colour; return where the text begins."""
        record = model.record_at(index.row())
        if record is None:
            return room.left()
        if field.kind is Kind.COLOUR and getattr(record, field.name):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(record, field.name)))
            top = room.center().y() - _SWATCH / 2
            painter.drawRoundedRect(QRectF(room.left(), top, _SWATCH, _SWATCH), 4, 4)
            return room.left() + _SWATCH + 7
        if index.column() == 0 and model.noun == "organisation":
            scale = device_ratio(painter)
            sign = mark_pixmap(model.snapshot, record.id, _MARK, scale)
            painter.drawPixmap(QPointF(room.left(), room.center().y() - _MARK / 2), sign)
            return room.left() + _MARK + 7
        return room.left()

    def _font(self, numbers: bool, draft: bool) -> tuple[QFont, QFontMetrics]:
        key = 2 * numbers + draft
        if key not in self._metrics:
            font = theme.font(figures=numbers)
            font.setItalic(draft)
            self._metrics[key] = (font, QFontMetrics(font))
        return self._metrics[key]


def _ink(mark: Mark | None, draft: bool) -> QColor:
    if mark is not None:
        return theme.colour("warn" if mark.reason else "ok")
    return theme.colour("text_2" if draft else "text_1")
