"""Paints a cell: what it holds on one line, the cell in hand, what waits to be pasted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.style import Style
from oci_map.drawing.text import one_line
from oci_map.model.fields import Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.tables.model import RIGHT, Mark, RecordTable

ROW_HEIGHT = 26
_SIDE, _MARK, _TICK, _SWATCH = 8, 18, 14, 12
_LONGEST = 400
_FIGURES: Final = (Kind.INTEGER, Kind.EURO, Kind.DATE)
_DRAFT_INKS: Final = ("text_2", "text_3")
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_AT_LEFT: Final = _MIDDLE | int(Qt.AlignmentFlag.AlignLeft)
_AT_RIGHT: Final = _MIDDLE | int(Qt.AlignmentFlag.AlignRight)

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws cells itself: thousands of them scroll without a widget each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts: dict[tuple[int, bool, bool], tuple[QFont, QFontMetrics]] = {}
        self._style: Style | None = None
        self._colours: dict[str, QColor] = {}
        self._signs: dict[RecordId, QPixmap] = {}
        self._signs_of: tuple[Snapshot, Style, float] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RecordTable):
            return
        row, column = index.row(), index.column()
        field, record = model.fields[column], model.record_at(row)
        mark = model.mark_at(row, field)
        box = QRectF(option.rect)
        state = option.state
        self._paint_ground(painter, box, bool(state & QStyle.StateFlag.State_Selected), mark)
        if mark is None and field.kind is Kind.YES_NO and record is not None:
            if getattr(record, field.name):
                tick = icons.pixmap("check", "text_1", _TICK, device_ratio(painter))
                at = QPointF(box.left() + _SIDE, box.center().y() - _TICK / 2)
                painter.drawPixmap(at, tick)
        else:
            left = box.left() + _SIDE
            if mark is None and record is not None:
                left = self._paint_sign(painter, box, model, field, record, column)
            text = model.shown_at(row, field)
            hint = record is None and not text and mark is None and _asks(field, column)
            ink = "text_3" if hint else _ink(mark, record is None)
            self._paint_text(painter, box, left, field.label if hint else text, field, ink)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_ground(
        self, painter: QPainter, box: QRectF, chosen: bool, mark: Mark | None
    ) -> None:
        if mark is not None:
            painter.fillRect(box, self._colour("warn_soft" if mark.reason else "ok_soft"))
        elif chosen:
            painter.fillRect(box, self._colour("accent_soft"))
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, self._colour("hairline"))

    def _paint_text(
        self, painter: QPainter, box: QRectF, left: float, text: str, field: Field, ink: str
    ) -> None:
        if not text:
            return
        font, metrics = self._font(field.kind in _FIGURES, ink in _DRAFT_INKS)
        room = QRectF(left, box.top(), box.right() - _SIDE - left, box.height() - 1)
        line = one_line(text[:_LONGEST])
        cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
        painter.setFont(font)
        painter.setPen(self._colour(ink))
        painter.drawText(room, _AT_RIGHT if field.kind in RIGHT else _AT_LEFT, cut)

    def _paint_sign(
        self,
        painter: QPainter,
        box: QRectF,
        model: RecordTable,
        field: Field,
        record: Record,
        column: int,
    ) -> float:
        """Draw the mark of an organisation or a colour; return where the text begins."""
        left = box.left() + _SIDE
        if field.kind is Kind.COLOUR and getattr(record, field.name):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(record, field.name)))
            top = box.center().y() - _SWATCH / 2
            painter.drawRoundedRect(QRectF(left, top, _SWATCH, _SWATCH), 4, 4)
            painter.restore()
            return left + _SWATCH + 7
        if column == 0 and model.noun == "organisation":
            sign = self._sign(model.snapshot, record.id, device_ratio(painter))
            painter.drawPixmap(QPointF(left, box.center().y() - _MARK / 2), sign)
            return left + _MARK + 7
        return left

    def _sign(self, snapshot: Snapshot, organisation: RecordId, scale: float) -> QPixmap:
        wanted = (snapshot, theme.current(), scale)
        kept = self._signs_of
        # Snapshots are the same or not: to compare what is in them takes long.
        same = kept is not None and kept[0] is snapshot and kept[1:] == wanted[1:]
        if not same:
            self._signs.clear()
            self._signs_of = wanted
        if organisation not in self._signs:
            self._signs[organisation] = mark_pixmap(snapshot, organisation, _MARK, scale)
        return self._signs[organisation]

    def _colour(self, token: str) -> QColor:
        if self._style is not theme.current():
            self._style = theme.current()
            self._colours.clear()
        if token not in self._colours:
            self._colours[token] = theme.colour(token)
        return self._colours[token]

    def _font(self, figures: bool, draft: bool) -> tuple[QFont, QFontMetrics]:
        key = (theme.px(100), figures, draft)  # the size of the text may change
        if key not in self._fonts:
            font = theme.font(figures=figures)
            font.setItalic(draft)
            self._fonts[key] = (font, QFontMetrics(font))
        return self._fonts[key]


def _asks(field: Field, column: int) -> bool:
    """Say whether the draft row names what belongs in a cell."""
    return column == 0 or (field.required and field.kind in (Kind.TEXT, Kind.REFERENCE))


def _ink(mark: Mark | None, draft: bool) -> str:
    if mark is not None:
        return "warn" if mark.reason else "ok"
    return "text_2" if draft else "text_1"
