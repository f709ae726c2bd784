"""The earlier versions as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map.ui.plain import tooltip
from oci_map.ui.two_lines import LINES_ROLE, Lines
from oci_map.ui.versions import words
from oci_map.ui.versions.entries import Entry

Index = QModelIndex | QPersistentModelIndex


class VersionsModel(QAbstractListModel):
    """Shows moments, newest first; those with a name carry a mark."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._now: Mapping[str, int] = {}

    def show_entries(self, entries: tuple[Entry, ...], now: Mapping[str, int]) -> None:
        """Show these; `now` says how many records of each noun there are at present."""
        self.beginResetModel()
        self.entries, self._now = entries, now
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Return the row of an entry; -1 when it is not there."""
        return next((row for row, one in enumerate(self.entries) if one.key == key), -1)

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row; None when there is none."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    # ---------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.title(entry)
        below = words.beside(entry, self._now)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words.title(entry)}, {below}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{words.title(entry)}\n{below}")
        if role == LINES_ROLE:
            return Lines(words.title(entry), below, icon="bookmark" if entry.name else "")
        return None
