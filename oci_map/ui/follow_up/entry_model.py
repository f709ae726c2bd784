"""Recommendations of the register as a model: a row each, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Entry
from oci_map.roundtable.follow_up_words import (
    body_names,
    due_words,
    initiatives_words,
    lacks_words,
    support_words,
    title,
)
from oci_map.ui.follow_up.words import state_word
from oci_map.ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
#: What is dragged from one state to another: ids, one a line.
MIME: Final = "application/x-oci-recommendations"
_TOP: Final = QModelIndex()


class EntryModel(QAbstractListModel):
    """What a list of recommendations shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot({})
        self.entries: tuple[Entry, ...] = ()
        self._rows: dict[RecordId, int] = {}

    def show(self, snapshot: Snapshot, entries: Sequence[Entry]) -> None:
        """Show these; rows stay rows where only what they say has changed."""
        self.snapshot = snapshot
        same = [one.record.id for one in entries] == [one.record.id for one in self.entries]
        if not same:
            self.beginResetModel()
        self.entries = tuple(entries)
        self._rows = {one.record.id: row for row, one in enumerate(self.entries)}
        if not same:
            self.endResetModel()
        elif self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def row_of(self, recommendation: RecordId) -> int:
        """Return the row of a recommendation, -1 when it is not shown."""
        return self._rows.get(recommendation, -1)

    def id_at(self, row: int) -> RecordId:
        """Return the id of the recommendation in a row."""
        return self.entries[row].record.id

    # --------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return title(entry.record)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(self._facts(entry))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join([title(entry.record), "", *self._facts(entry)]))
        return None

    def _facts(self, entry: Entry) -> list[str]:
        served = initiatives_words(self.snapshot, entry)
        facts = [
            state_word(entry.record.status),
            body_names(self.snapshot, entry.bodies),
            support_words(entry),
            due_words(entry),
            *lacks_words(entry),
            # L10n: initiatives that serve the need of a recommendation.
            _("served by {initiatives}").format(initiatives=served) if served else "",
        ]
        return [one for one in facts if one]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = "\n".join(self.id_at(one.row()) for one in indexes)
        data.setData(MIME, ids.encode())
        return data


def dragged(data: QMimeData) -> list[RecordId]:
    """Return the ids that are dragged."""
    text = bytes(data.data(MIME).data()).decode(errors="replace")
    return [RecordId(one) for one in text.split("\n") if one]
