"""The pairs that may be one record, as a list: both names, and the first reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at
from oci_map.search.duplicates import Pair
from oci_map.ui.plain import tooltip
from oci_map.ui.two_lines import LINES_ROLE, Lines

ModelIndex = QModelIndex | QPersistentModelIndex
_LONGEST: Final = 200


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
        if role == LINES_ROLE:
            return Lines(one_line(text[:_LONGEST]), one_line(reasons[0][:_LONGEST]))
        return None
