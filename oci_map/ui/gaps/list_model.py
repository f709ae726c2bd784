"""The gaps of the list as a model: a row each, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oci_map.graph.finding import Gap
from oci_map.graph.gap_remarks import confidence_word, figures_sentence
from oci_map.graph.gap_wording import gap_sentence
from oci_map.model.snapshot import Snapshot
from oci_map.ui.gaps.words import state_word

Index = QModelIndex | QPersistentModelIndex
GAP_ROLE: Final = Qt.ItemDataRole.UserRole
_TOP: Final = QModelIndex()


class GapModel(QAbstractListModel):
    """What the list shows; sentences are made when a row is first seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.gaps: tuple[Gap, ...] = ()
        self._rows: dict[str, int] = {}

    def show(self, snapshot: Snapshot, gaps: Sequence[Gap]) -> None:
        """Show these gaps; rows stay rows where only what they say has changed."""
        self.snapshot = snapshot
        same = [gap.key for gap in gaps] == [gap.key for gap in self.gaps]
        if not same:
            self.beginResetModel()
        self.gaps = tuple(gaps)
        self._rows = {gap.key: row for row, gap in enumerate(self.gaps)}
        if not same:
            self.endResetModel()
        elif self.gaps:
            self.dataChanged.emit(self.index(0), self.index(len(self.gaps) - 1))

    def row_of(self, key: str) -> int:
        """Return the row of a gap, -1 when it is not shown."""
        return self._rows.get(key, -1)

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.gaps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.gaps):
            return None
        gap = self.gaps[index.row()]
        if role == GAP_ROLE:
            return gap
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return gap_sentence(self.snapshot, gap)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            parts = (figures_sentence(gap), confidence_word(gap.confidence), state_word(gap.state))
            return ", ".join(part for part in parts if part)
        return None
