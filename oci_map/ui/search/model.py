"""The rows of the search as Qt lists them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map.ui.plain import tooltip
from oci_map.ui.search.rows import RowKind, SearchRow

ModelIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole


class SearchModel(QAbstractListModel):
    """Gives the rows to the list; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SearchRow] = []

    def show_rows(self, rows: list[SearchRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> SearchRow | None:
        """Return a row, or None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def choosable(self, place: int, by: int) -> int:
        """Return the next place at or after this one, going this way, that is no head; else -1."""
        while 0 <= place < len(self._rows):
            if self._rows[place].kind is not RowKind.HEAD:
                return place
            place += by
        return -1

    def next_group(self, place: int, by: int) -> int:
        """Return the first row of the next group, or of the one before; -1 when there is none."""
        heads = [n for n, row in enumerate(self._rows) if row.kind is RowKind.HEAD]
        mine = max((head for head in heads if head <= place), default=-1)
        there = heads.index(mine) + by if mine in heads else 0
        return heads[there] + 1 if 0 <= there < len(heads) else -1

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole and row.kind is not RowKind.HEAD:
            return tooltip("\n".join(filter(None, (row.text, row.aside))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == ROW_ROLE else None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or row.kind is RowKind.HEAD:
            return Qt.ItemFlag.NoItemFlags
        # A command that cannot be used can still be reached, to read why.
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
