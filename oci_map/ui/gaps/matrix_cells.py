"""Paints the cells of the matrix: the number on its step of the ramp, dots for shared needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.graph import matrix as m
from oci_map.graph.matrix import Cell
from oci_map.i18n import number
from oci_map.ui import theme
from oci_map.ui.gaps import ramp
from oci_map.ui.gaps.matrix_model import CELL_ROLE, figure

_MOST_DOTS: Final = 3
_ROOM_FOR_WORDS: Final = 14  # px: smaller cells show their colour only
_ROOM_FOR_DOTS: Final = 28


class CellDelegate(QStyledItemDelegate):
    """Draws cells; those in the row and column that are looked at stand on a band."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = self.column = -1  # what the pointer or the keyboard is on
        self.gap = ""  # the key of the gap that is opened in the list

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(CELL_ROLE)
        if cell is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if index.row() == self.row or index.column() == self.column:
            painter.fillRect(box, theme.colour("hover"))
        here = index.row() == self.row and index.column() == self.column
        _paint_cell(painter, cell, box.adjusted(1.5, 1.5, -1.5, -1.5))
        if cell.gap and cell.gap == self.gap:
            _frame(painter, box, QPen(theme.colour("text_1"), 2))
        elif here:
            _frame(painter, box, QPen(theme.colour("accent"), 2))
        painter.restore()


def _frame(painter: QPainter, box: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)


def _paint_cell(painter: QPainter, cell: Cell, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    ink = theme.colour("text_3")
    if cell.kind == m.NO_MEMBER:
        hatch(painter, box)
        return
    if cell.kind == m.COUNTED:
        painter.setBrush(ramp.ground(cell.step))
        ink = ramp.ink(cell.step)
    elif cell.kind == m.SEAT:
        painter.setBrush(ramp.ground(1))
        ink = ramp.ink(1)
    elif cell.kind == m.WANTED:
        painter.setBrush(ramp.ground(-1))
    else:
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    if box.height() < theme.px(_ROOM_FOR_WORDS):
        return
    painter.setPen(ink)
    size = 12 if box.width() > theme.px(28) else 10
    painter.setFont(theme.font(size, 500 if cell.step else 400, figures=True))
    text = figure(cell)
    if painter.fontMetrics().horizontalAdvance(text) > box.width() - 2:
        text = number(round(cell.weight))  # the readout has the decimals
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    roomy = box.height() > theme.px(_ROOM_FOR_DOTS) or cell.kind == m.WANTED
    if roomy and cell.kind in (m.COUNTED, m.WANTED) and cell.step <= 0:
        _paint_dots(painter, len(cell.shared_needs), box)


def _paint_dots(painter: QPainter, needs: int, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text_2"))
    for dot in range(min(needs, _MOST_DOTS)):
        painter.drawEllipse(QPointF(box.right() - 5 - 5 * dot, box.bottom() - 5), 1.6, 1.6)


def hatch(painter: QPainter, box: QRectF) -> None:
    """Paint what stands for nobody: slanted lines."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(theme.colour("hairline_strong"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(box)
