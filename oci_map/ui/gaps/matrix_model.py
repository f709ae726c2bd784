"""A matrix of the findings as a Qt model: each cell is a number and a sentence."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map.graph import matrix as m
from oci_map.graph.gap_remarks import amount
from oci_map.graph.gap_summary import cell_sentence
from oci_map.graph.matrix import Cell, Heading, Matrix
from oci_map.model.snapshot import Snapshot

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole
_TOP: Final = QModelIndex()
_EMPTY: Final = Matrix("", (), (), ())


class MatrixModel(QAbstractTableModel):
    """The cells of one matrix, and the names of its rows and columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.matrix = _EMPTY

    def show(self, snapshot: Snapshot, matrix: Matrix) -> None:
        """Show another matrix, or the same one with other figures."""
        before = self.matrix
        self.snapshot = snapshot
        same = (_ids(before.rows), _ids(before.columns)) == (
            _ids(matrix.rows),
            _ids(matrix.columns),
        )
        if same and before.name == matrix.name:
            self.matrix = matrix
            if matrix.rows and matrix.columns:
                last = self.index(len(matrix.rows) - 1, len(matrix.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """Return the cell of an index."""
        if not index.isValid():
            return None
        return self.matrix.cells[index.row()][index.column()]

    def sentence(self, index: Index) -> str:
        """Say what a cell holds."""
        if not index.isValid():
            return ""
        return cell_sentence(self.snapshot, self.matrix, index.row(), index.column())

    def name(self, heading: Heading) -> str:
        """Return the name of a row or column."""
        record = self.snapshot.get(heading.noun, heading.record)
        return str(getattr(record, "short", "") or getattr(record, "name", ""))

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.matrix.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return figure(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        headings = self.matrix.columns if across else self.matrix.rows
        if role == Qt.ItemDataRole.DisplayRole and section < len(headings):
            return self.name(headings[section])
        return None


def figure(cell: Cell) -> str:
    """Return what stands in a cell."""
    if cell.kind == m.COUNTED:
        return amount(cell.weight)
    return {m.NO_PAIR: "–", m.SEAT: "●"}.get(cell.kind, "")


def _ids(headings: tuple[Heading, ...]) -> list[str]:
    return [one.record for one in headings]
