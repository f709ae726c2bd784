"""The pairs that may be one record, as a list: both names, and the first reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at
from oci_map.search.duplicates import Pair
from oci_map.ui import theme
from oci_map.ui.plain import tooltip

ModelIndex = QModelIndex | QPersistentModelIndex
_REASON_ROLE: Final = Qt.ItemDataRole.UserRole
_LONGEST: Final = 200
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(
    Qt.TextFlag.TextSingleLine
)


class PairModel(QAbstractListModel):
    """Gives the pairs to the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pairs: tuple[Pair, ...] = ()
        self._texts: list[str] = []

    def show_pairs(self, snapshot: Snapshot, pairs: tuple[Pair, ...]) -> None:
        """Show these pairs, under the names their records have in this snapshot."""
        texts = [
            _("{one} and {other}").format(
                one=name_at(snapshot, pair.noun, pair.one),
                other=name_at(snapshot, pair.noun, pair.other),
            )
            for pair in pairs
        ]
        if (pairs, texts) != (self.pairs, self._texts):
            self.beginResetModel()
            self.pairs, self._texts = pairs, texts
            self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.pairs):
            return None
        text, reasons = self._texts[index.row()], self.pairs[index.row()].reasons
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join((text, *reasons)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text}: {reasons[0]}"
        return reasons[0] if role == _REASON_ROLE else None


class PairDelegate(QStyledItemDelegate):
    """Draws a pair on two lines, as typed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(200, theme.px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box.adjusted(0, 0.5, 0, -0.5), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1.5, -1, -1.5), 5, 5)
        upper = QRectF(box.left() + 10, box.top() + 5, box.width() - 20, box.height() / 2 - 4)
        lower = upper.translated(0, box.height() / 2 - 5)
        name, reason = str(index.data()), str(index.data(_REASON_ROLE))
        _line(painter, upper, name, theme.font(weight=500), "accent_text" if chosen else "text_1")
        _line(painter, lower, reason, theme.font(12), "text_2" if chosen else "text_3")
        painter.restore()


def _line(painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    cut = one_line(text[:_LONGEST])
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(box, _LEFT, QFontMetrics(font).elidedText(cut, elide, int(box.width())))
