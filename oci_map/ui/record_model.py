"""The records of one noun as Qt lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)

from oci_map.model.ids import RecordId
from oci_map.ui.plain import tooltip
from oci_map.ui.record_rows import Row
from oci_map.ui.session import ORGANISATION_MIME

Index = QModelIndex | QPersistentModelIndex
ID_ROLE: Final = Qt.ItemDataRole.UserRole
ASIDE_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class RecordModel(QStringListModel):
    """Gives the rows of one noun to the view, and what is dragged from it.

    Qt counts the rows itself here: where a list is laid out, it asks twice for each row.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.noun = "organisation"
        self._rows: list[Row] = []

    def show_rows(self, noun: str, rows: list[Row]) -> None:
        """Show these records of a noun."""
        if noun == self.noun and len(rows) == len(self._rows):
            differing = [
                place for place, pair in enumerate(zip(rows, self._rows, strict=True))
                if pair[0] is not pair[1] and pair[0] != pair[1]
            ]  # fmt: skip
            if all(rows[place].id == self._rows[place].id for place in differing):
                # The same records in the same order: the list stays as it is but for words.
                self._rows = rows
                for place in differing:
                    at = self.index(place)
                    self.dataChanged.emit(at, at)
                return
        self.noun = noun
        self._rows = rows
        self.setStringList([""] * len(rows))  # the view looks at all of it anew

    @property
    def ids(self) -> list[RecordId]:
        """The records shown, in order."""
        return [row.id for row in self._rows]

    def place_of(self, record_id: RecordId) -> QModelIndex:
        """Return where a record stands; an invalid index when it is not shown."""
        for place, row in enumerate(self._rows):
            if row.id == record_id:
                return self.index(place)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.full)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {row.full}" if row.full != row.text else row.text
        if role == ID_ROLE:
            return row.id
        if role == ASIDE_ROLE:
            return row.aside
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.noun == "organisation":
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return [ORGANISATION_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            organisation = str(indexes[0].data(ID_ROLE))
            data.setData(ORGANISATION_MIME, QByteArray(organisation.encode()))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction
