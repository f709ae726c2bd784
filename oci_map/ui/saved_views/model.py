"""The saved views as a list that can be renamed and dragged into another order."""

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

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.model.ids import RecordId
from oci_map.model.records import SavedView
from oci_map.operations import views
from oci_map.ui import theme
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

ID_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MIME: Final = "application/x-oci-saved-view"
Index = QModelIndex | QPersistentModelIndex


class ViewsModel(QAbstractListModel):
    """Follows the document row by row, so that what is chosen stays chosen."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[RecordId] = [one.id for one in views.in_order(session.snapshot)]
        session.stepped.connect(self.follow)
        session.picture_changed.connect(self._repaint)

    def view(self, row: int) -> SavedView | None:
        """Return the view in a row, or None when there is none."""
        if not 0 <= row < len(self._ids):
            return None
        record = self._session.snapshot.get("saved_view", self._ids[row])
        return record if isinstance(record, SavedView) else None

    def row_of(self, view: RecordId) -> int:
        """Return the row of a view; -1 when it is not there."""
        return self._ids.index(view) if view in self._ids else -1

    def follow(self, *_of_the_signal: object) -> None:
        """Show the views as they are now."""
        wanted = [one.id for one in views.in_order(self._session.snapshot)]
        nowhere = QModelIndex()
        for row in reversed(range(len(self._ids))):
            if self._ids[row] not in wanted:
                self.beginRemoveRows(nowhere, row, row)
                del self._ids[row]
                self.endRemoveRows()
        for row, one in enumerate(wanted):
            if one not in self._ids:
                self.beginInsertRows(nowhere, row, row)
                self._ids.insert(row, one)
                self.endInsertRows()
            elif self._ids[row] != one:
                before = self._ids.index(one)
                self.beginMoveRows(nowhere, before, before, nowhere, row)
                self._ids.insert(row, self._ids.pop(before))
                self.endMoveRows()
        self._repaint()

    def _repaint(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def moved(self, row: int, to: int) -> None:
        """Put the view of a row before the one in row `to`."""
        order = list(self._ids)
        one = order[row]
        order.insert(to, one)
        del order[row if to > row else row + 1]
        if order != self._ids:
            self._session.run(views.reorder, order)

    # ---------------------------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        view = self.view(index.row()) if index.isValid() else None
        if view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(view.name[:300])
        if role == Qt.ItemDataRole.EditRole:
            return view.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(view.name)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(13, 600 if view.id == self._session.shown.view else 400)
        return view.id if role == ID_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        view = self.view(index.row())
        name = str(value).strip()
        if view is None or role != Qt.ItemDataRole.EditRole or not name or name == view.name:
            return False
        return self._session.run(views.rename, view.id, **{f"name_{i18n.language()}": name})

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._session.can_edit:
            return kept if index.isValid() else Qt.ItemFlag.NoItemFlags
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the rows
        return kept | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].data(ID_ROLE)).encode() if indexes else b"")
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        dragged = self.row_of(RecordId(bytes(data.data(_MIME).data()).decode()))
        if dragged < 0 or action != Qt.DropAction.MoveAction:
            return False
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._ids)
        self.moved(dragged, to)
        return False  # else the view would remove the row that was dragged
