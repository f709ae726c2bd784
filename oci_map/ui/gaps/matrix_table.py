"""The matrix as a table one can point at and walk through with the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from oci_map.graph.matrix import Matrix
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.ui import theme
from oci_map.ui.gaps.matrix_cells import CellDelegate
from oci_map.ui.gaps.matrix_headers import Headings
from oci_map.ui.gaps.matrix_model import Index, MatrixModel

_LEAST: Final = 18  # px at the usual size of text
_MOST: Final = 48


class MatrixTable(QTableView):
    """Lights row and column under the pointer; a click or Enter goes to the gap of a cell."""

    pointed = Signal(object)  # the cell that is looked at, or none
    gap_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.matrix = MatrixModel(self)
        self._cells = CellDelegate(self)
        self._columns = Headings(self.matrix, Qt.Orientation.Horizontal, self)
        self._rows = Headings(self.matrix, Qt.Orientation.Vertical, self)
        self.setObjectName("matrix")
        self.setModel(self.matrix)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._rows)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def show_matrix(self, snapshot: Snapshot, matrix: Matrix) -> None:
        """Show a matrix."""
        self.matrix.show(snapshot, matrix)
        self._fit()
        self._look(QModelIndex())

    def light_gap(self, key: str) -> None:
        """Light the row and column of a gap, as if the pointer were on its cell."""
        where = self.matrix.matrix.where(key)
        self._look(QModelIndex() if where is None else self.matrix.index(*where))

    def mark_gap(self, key: str) -> None:
        """Frame the cell that stands for a gap, and bring it into view."""
        self._cells.gap = key
        where = self.matrix.matrix.where(key)
        if where is not None:
            self.scrollTo(self.matrix.index(*where))
        self.viewport().update()

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(_("Where ties are missing"))
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        """Make the cells as large as the room allows, all of one size."""
        matrix = self.matrix.matrix
        if not matrix.columns or not matrix.rows:
            return
        self._columns.take_room(self.height())
        self._rows.take_room(self.width())
        left = self._rows.extent()
        wide = self.width() - left - min(self._columns.overhang(), 90) - 12
        high = self.height() - self._columns.extent() - 8
        side = min(wide // len(matrix.columns), high // len(matrix.rows))
        side = max(theme.px(_LEAST), min(theme.px(_MOST), side))
        for header in (self._columns, self._rows):
            header.setDefaultSectionSize(side)
        self._rows.setFixedWidth(left)
        self._columns.setFixedHeight(self._columns.extent())
        self.updateGeometries()

    def _look(self, index: Index) -> None:
        row, column = (index.row(), index.column()) if index.isValid() else (-1, -1)
        if (row, column) != (self._cells.row, self._cells.column):
            self._cells.row, self._cells.column = row, column
            self._rows.set_current(row)
            self._columns.set_current(column)
            self.viewport().update()
            self.pointed.emit(index)

    def _go(self, index: Index) -> None:
        cell = self.matrix.cell(index)
        if cell is not None and cell.gap:
            self.gap_wanted.emit(cell.gap)

    # --------------------------------------------------------------------------- Qt overrides

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._look(self.indexAt(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._go(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._look(self.currentIndex() if self.hasFocus() else QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._look(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
